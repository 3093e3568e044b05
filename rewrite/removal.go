package rewrite

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/twin"
	"rtconsolidate/rules"
)

// planRemovals takes out the files that the phases remove: a dead file must have no importer left, a
// twin what its importers take of it in common with the file that stands in for it.
func (p *planner) planRemovals() error {
	var errs rules.Errors
	going := map[string]bool{}
	for i := range p.scope.Config.Phases {
		ph := &p.scope.Config.Phases[i]
		for _, r := range ph.Remove {
			if ph.Name == p.phase && p.before.Lookup(r.Path) != analyze.None {
				going[r.Path] = true
				p.removed[r.Path] = r.Use
			}
		}
	}
	for i := range p.scope.Config.Phases {
		for _, r := range p.scope.Config.Phases[i].Remove {
			if !going[r.Path] {
				continue
			}
			if err := p.removal(r, going); err != nil {
				errs = append(errs, err)
				continue
			}
			p.files[r.Path] = nil
			p.reason(r.Path, removalReason(r))
		}
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
}

func removalReason(r rules.Removal) string {
	if r.Use != "" {
		return r.Use + " stands in for it, and its importers use that now"
	}
	return "nothing imports it"
}

func (p *planner) removal(r rules.Removal, going map[string]bool) *rules.Error {
	id := p.before.Lookup(r.Path)
	if r.Use != "" {
		return p.twin(r, going)
	}
	var users []string
	for _, imp := range p.before.Importers(id) {
		f := p.before.Files[imp.File]
		if !going[f.Path] {
			users = append(users, fmt.Sprintf("%s:%d", f.Path, p.before.Ref(imp).Line))
		}
	}
	if len(users) == 0 {
		return nil
	}
	more := ""
	if len(users) > 5 {
		more = fmt.Sprintf(" and %d more", len(users)-5)
		users = users[:5]
	}
	return p.errorAt(r.Pos, "`"+r.Path+"` cannot be removed: it is imported at "+strings.Join(users, ", ")+more,
		"re-point these first, or name the twin that stands in for it: `{ file: "+r.Path+", use: OTHER }`")
}

// twin checks that importers may use the other file instead: the same bytes, whose imports lead to the
// same modules, or at least the same code behind every name that they take.
func (p *planner) twin(r rules.Removal, going map[string]bool) *rules.Error {
	pair := twin.Pair{Repo: p.before, Gone: r.Path, Stays: r.Use, Now: p.now}
	p.tellState(pair)
	if p.sameFile(r.Path, r.Use) {
		return nil
	}
	importers := slices.DeleteFunc(slices.Clone(p.before.Importers(p.before.Lookup(r.Path))), func(i analyze.Importer) bool {
		return going[p.before.Files[i.File].Path]
	})
	list, err := pair.Differences(importers)
	if err != nil {
		return p.errorAt(r.Pos, fmt.Sprintf("`%s` and `%s` are not the same bytes, and %v", r.Path, r.Use, err), "compare the two by hand, and remove one when nothing imports it")
	}
	var texts, bodies []string
	for _, d := range list {
		if d.Body && slices.Contains(r.Accept, d.Name) {
			p.reason(r.Use, "importers of "+r.Path+" use its "+d.Name+" now, which does not do the same, as was accepted")
			continue
		}
		texts = append(texts, d.Text)
		if d.Body {
			bodies = append(bodies, d.Name)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	hint := "merge what differs by hand first; `rtconsolidate compare NAME` lays declarations side by side"
	if len(bodies) == len(texts) {
		hint = "`rtconsolidate compare " + bodies[0] + "` shows both; `accept: [" + strings.Join(bodies, ", ") + "]` beside `use:` takes the code of `" + r.Use + "`"
	}
	return p.errorAt(r.Pos, "`"+r.Use+"` cannot stand in for `"+r.Path+"`: "+strings.Join(texts, "; "), hint)
}

// tellState says what state becomes one when a twin goes that was used beside the other one.
func (p *planner) tellState(pair twin.Pair) {
	used := func(path string) bool {
		id := p.before.Lookup(path)
		return id != analyze.None && len(p.before.Importers(id)) > 0
	}
	if names := pair.State(); len(names) > 0 && used(pair.Gone) && used(pair.Stays) {
		p.reason(pair.Gone, "both were used, each with its own "+strings.Join(names, ", ")+"; from now on there is one")
	}
}

// sameFile tells whether two files have the same bytes, and the same modules behind their specifiers.
func (p *planner) sameFile(gone, stays string) bool {
	a, errA := p.before.Tree.Read(gone)
	b, errB := p.before.Tree.Read(stays)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		return false
	}
	x, y := p.before.File(gone), p.before.File(stays)
	return slices.EqualFunc(x.Edges, y.Edges, func(a, b analyze.Edge) bool { return a.State == b.State && p.now(a.Path) == p.now(b.Path) })
}
