package report

import "fmt"

// Check is what the gate found.
type Check struct {
	Passed     bool        `json:"passed"`
	Violations []Violation `json:"violations"` // sorted by file, line, column, name
	Totals     CheckTotals `json:"totals"`
	Rules      []RuleDoc   `json:"rules"` // of every rule that was checked, sorted by name
}

// Violation is one finding of the gate.
type Violation struct {
	File      string `json:"file"`
	Line      int    `json:"line"`   // from 1; 0 for a stale one
	Column    int    `json:"column"` // from 1, in bytes; 0 for a stale one
	Specifier string `json:"specifier"`
	Target    string `json:"target" empty:"null"` // the file it leads to
	Name      string `json:"name" empty:"null"`   // the imported name, `*` for a namespace
	Rule      string `json:"rule"`
	Baseline  string `json:"baseline"` // new, known (in the baseline), stale (in the baseline only)
	Hint      string `json:"hint" empty:"null"`
}

// CheckTotals counts the violations.
type CheckTotals struct {
	Files int `json:"files"` // checked
	New   int `json:"new"`
	Known int `json:"known"`
	Stale int `json:"stale"`
}

// RuleDoc says what a rule asks for.
type RuleDoc struct {
	Name string `json:"name"`
	Doc  string `json:"doc"` // one sentence
}

// Kind is "check".
func (d *Check) Kind() string { return "check" }

func (d *Check) of(baseline string) []Violation {
	var list []Violation
	for _, v := range d.Violations {
		if v.Baseline == baseline {
			list = append(list, v)
		}
	}
	return list
}

// Message says in a sentence what is wrong.
func (v Violation) Message() string {
	what := fmt.Sprintf("\"%s\"", v.Specifier)
	if v.Name != "" {
		what = v.Name + " from " + what
	}
	if v.Baseline == "stale" {
		return what + " is in the baseline, but no longer in the file"
	}
	if v.Target != "" {
		what += " leads to " + v.Target
	}
	return what
}

func (d *Check) figures() string {
	t := d.Totals
	s := fmt.Sprintf("%s in %s checked", count(t.New, "new violation", "new violations"), files(t.Files))
	if t.Known > 0 {
		s += fmt.Sprintf(", %d known", t.Known)
	}
	if t.Stale > 0 {
		s += fmt.Sprintf(", %s stale", count(t.Stale, "baseline entry", "baseline entries"))
	}
	return s
}

func (d *Check) text(p *page) {
	if d.Passed {
		p.result("%s %s", p.good("passed:"), d.figures())
	} else {
		p.result("%s %s", p.bad("failed:"), d.figures())
	}
	d.list(p, "New", d.of("new"))
	d.list(p, "Stale", d.of("stale"))
	if p.options.Level == Verbose {
		d.list(p, "Known", d.of("known"))
	}
	var next []string
	if d.Totals.New > 0 {
		next = append(next, "rtconsolidate plan")
	}
	if d.Totals.Stale > 0 {
		next = append(next, "rtconsolidate check --prune-baseline")
	}
	p.next(next...)
}

func (d *Check) list(p *page, title string, list []Violation) {
	p.list(title, len(list), func(i int) {
		v := list[i]
		p.item("- %s  %s %s", position(v.File, v.Line, v.Column), v.Message(), p.faint("("+v.Rule+")"))
		if v.Hint != "" {
			p.sub("hint: %s", v.Hint)
		}
	})
}

func (d *Check) markdown(s *sheet) {
	s.heading(1, "Gate %s", safe(map[bool]string{true: "passed", false: "failed"}[d.Passed]))
	s.para("%s.", safe(d.figures()))
	for _, group := range [][2]string{{"new", "New"}, {"stale", "Stale"}, {"known", "Known"}} {
		var rows [][]any
		for _, v := range d.of(group[0]) {
			rows = append(rows, []any{position(v.File, v.Line, v.Column), v.Name, v.Specifier, v.Target, v.Rule, prose(v.Hint)})
		}
		if len(rows) > 0 {
			s.heading(2, "%s", safe(group[1]))
			s.table([]string{"Where", "Name", "Imported from", "Leads to", "Rule", "Way out"}, rows)
		}
	}
}

func (d *Check) reporters() []Reporter {
	return []Reporter{
		{"sarif", "SARIF 2.1.0, for code scanning", sarif},
		{"github", "annotations of GitHub Actions", github},
		{"gitlab", "a code quality report of GitLab", gitlab},
		{"junit", "JUnit XML, for test reports", junit},
		{"checkstyle", "Checkstyle XML, for editors and CI plugins", checkstyle},
	}
}
