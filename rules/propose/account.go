package propose

import (
	"cmp"
	"slices"
	"strings"

	"rtconsolidate/rules/plandoc"
)

// Status tells what became of a source line of a plan.
type Status string

// The ends of a source line.
const (
	Found     Status = "found"
	Missing   Status = "missing"   // the repo does not have it
	Ambiguous Status = "ambiguous" // it may mean several things; Files are the candidates
	Unclear   Status = "unclear"   // it could not be understood
)

// Account says for each line of a plan what it means in the repo.
type Account struct {
	Sources []Accounted
	Exports []Accounted // the exports that the plan's code blocks promise
	Differs []Remark    // what the plan claims and the repo contradicts, or the plan did not know
	Unfed   []Remark    // files that the plan draws, that do not exist, and that nothing goes to
	People  []plandoc.Line
}

// Accounted is one line of a plan with what it means.
type Accounted struct {
	Line   int
	Text   string
	Phase  string
	Status Status
	Files  []string
	Note   string
}

// Remark is a sentence about a line of a plan.
type Remark struct {
	Line int
	Path string
	Text string
}

// Count counts the sources of a status.
func (a *Account) Count(s Status) int {
	n := 0
	for _, l := range a.Sources {
		if l.Status == s {
			n++
		}
	}
	return n
}

func (a *Account) differs(line int, path, text string) {
	for i := range a.Differs {
		if r := &a.Differs[i]; r.Line == line && r.Path == path {
			if !strings.Contains(r.Text, text) {
				r.Text += "; " + text
			}
			return
		}
	}
	a.Differs = append(a.Differs, Remark{line, path, text})
}

func (a *Account) sort() {
	for _, list := range []*[]Remark{&a.Differs, &a.Unfed} {
		slices.SortStableFunc(*list, func(x, y Remark) int { return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Path, y.Path)) })
	}
	for _, list := range []*[]Accounted{&a.Sources, &a.Exports} {
		slices.SortStableFunc(*list, func(x, y Accounted) int { return cmp.Compare(x.Line, y.Line) })
	}
}
