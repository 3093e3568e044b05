package rewrite

import (
	"bytes"
	"fmt"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/rules"
)

// planRemovals takes out the files that the phases remove: a dead file must have no importer left, a
// twin must hold the same bytes as the file that stands in for it.
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
		return "the same as " + r.Use + ", which its importers use now"
	}
	return "nothing imports it"
}

func (p *planner) removal(r rules.Removal, going map[string]bool) *rules.Error {
	id := p.before.Lookup(r.Path)
	if r.Use != "" {
		return p.twin(r)
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

// twin checks that importers may use the other file instead: the same bytes, whose imports lead to
// the same modules.
func (p *planner) twin(r rules.Removal) *rules.Error {
	a, errA := p.before.Tree.Read(r.Path)
	b, errB := p.before.Tree.Read(r.Use)
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		return p.errorAt(r.Pos, "`"+r.Path+"` and `"+r.Use+"` are not the same bytes, so one cannot stand in for the other",
			"compare the two and merge what differs by hand first")
	}
	x, y := p.before.File(r.Path), p.before.File(r.Use)
	for i := range x.Edges {
		if to := x.Edges[i]; to.State != y.Edges[i].State || p.now(to.Path) != p.now(y.Edges[i].Path) {
			return p.errorAt(r.Pos, fmt.Sprintf("`%s` and `%s` import different modules as \"%s\" (line %d): `%s` and `%s`", r.Path, r.Use,
				x.Module.Refs[i].Specifier, x.Module.Refs[i].Line, to.Path, y.Edges[i].Path),
				"they are not the same code; keep both, or re-point by hand")
		}
	}
	return nil
}
