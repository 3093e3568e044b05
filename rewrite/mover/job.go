// Package mover takes files apart: it moves declarations, with what they need, from their files to
// others, and says under which name each is found afterwards. It is pure, copies bytes, and refuses
// what it cannot move whole.
package mover

import (
	"cmp"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// Job is what one phase takes apart.
type Job struct {
	Repo    *analyze.Repo
	Namer   form.Namer // of the tree in which the targets exist
	Config  *rules.Config
	Phase   *rules.Phase
	Markers func(path string) bool // tells the files that are shims already: there is nothing left in them
	Cache   *Cache
}

// Decl identifies a declaration: its file, and its name in that file's scope ("default" when it has none).
type Decl struct{ Path, Name string }

// Pass is one name that a source offered, and where it is found now. Path is "" when Statement, a
// re-export of the source that stays as it is, passes it on.
type Pass struct {
	Name     string // the exported name
	Path     string
	Imported string
	TypeOnly bool
}

// Rename is a name that moved code has another name for now.
type Rename struct {
	From Decl
	To   string
	File string // the target
	Uses int    // how many places were changed, the declaration included
}

// Result is what a job comes to.
type Result struct {
	// Files holds the new content of targets, and of sources of which something stays.
	Files map[string][]byte
	// Emptied are the sources of which nothing stays, each with the names it offered: shims go there.
	Emptied map[string][]Pass
	// Runs lists, for each source, the targets that must run when its path is imported: code that does
	// something as it loads went there.
	Runs map[string][]string
	// Moved maps each declaration that moved to where it is, or whose it became.
	Moved map[Decl]Decl
	// Origins tells, for each target, the sources of what it took, sorted.
	Origins map[string][]string
	// Dropped lists, for each file of which something stays, the imports that only the moved code used.
	Dropped map[string][]string
	Reasons map[string][]string // by file
	Renames []Rename            // sorted
	Check   Check
}

// mover is the state of one job.
type mover struct {
	Job
	sources map[string]*source
	order   []*source // in the order of the config
	targets []*target
	errs    rules.Errors
	result  *Result
	parsed  map[string]parsed // files read ahead, side by side
}

// Run does the job. The error is rules.Errors: every reason found, each with the position in the config
// that asks for it, and the position in the code in its text.
func Run(job Job) (*Result, error) {
	m := &mover{Job: job, sources: map[string]*source{}, result: &Result{Files: map[string][]byte{}, Emptied: map[string][]Pass{}, Runs: map[string][]string{},
		Moved: map[Decl]Decl{}, Origins: map[string][]string{}, Reasons: map[string][]string{}, Dropped: map[string][]string{}}}
	for _, step := range []func(){m.open, m.assign, m.settle, m.bring, m.write, m.check} {
		if step(); len(m.errs) > 0 {
			return nil, sorted(m.errs)
		}
	}
	m.finish()
	return m.result, nil
}

func sorted(errs rules.Errors) rules.Errors {
	slices.SortStableFunc(errs, func(a, b *rules.Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Msg, b.Msg))
	})
	return slices.CompactFunc(errs, func(a, b *rules.Error) bool {
		return a.Line == b.Line && a.Column == b.Column && a.Msg == b.Msg
	})
}

func (m *mover) fail(pos rules.Pos, hint, msg string) {
	m.errs = append(m.errs, rules.NewError(m.Config.File, pos, msg, hint))
}

func (m *mover) reason(path, text string) {
	if list := m.result.Reasons[path]; !slices.Contains(list, text) {
		m.result.Reasons[path] = append(list, text)
	}
}

func (m *mover) finish() {
	for _, t := range m.targets {
		var from []string
		for _, u := range t.units {
			from = append(from, u.src.path)
		}
		slices.Sort(from)
		m.result.Origins[t.path] = slices.Compact(from)
	}
	slices.SortFunc(m.result.Renames, func(a, b Rename) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.From.Path, b.From.Path), cmp.Compare(a.From.Name, b.From.Name))
	})
}
