package mover

import (
	"fmt"
	"maps"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// absorb notes which of the target's own imports become declarations of the target: their local name is
// the one its code knows.
func (m *mover) absorb(t *target) {
	if !t.exists {
		return
	}
	for _, local := range slices.Sorted(maps.Keys(t.self.bound)) {
		b := t.self.bound[local]
		ref := &t.module.Refs[b.ref]
		if to := m.Repo.Files[t.id].Edges[b.ref]; b.name.Imported == "*" && to.To != analyze.None {
			if s := m.sources[to.Path]; s != nil && slices.ContainsFunc(s.units, func(u *unit) bool { return u.to == t }) {
				m.fail(t.rule.Pos, "import its names one by one first", fmt.Sprintf("%s:%d imports `%s` as a namespace, and takes its declarations", t.path, ref.Line, to.Path))
			}
			continue
		}
		x := m.locate(meaning{imported: &b, bound: m.Repo.Imported(t.id, b.ref, b.name.Imported)}, t)
		if x.unit == nil || x.unit.to != t || x.unit.src == t.self {
			continue
		}
		if other := t.locals[x.unit][x.name]; other != "" && other != local {
			m.fail(t.rule.Pos, "use one of the two names first", fmt.Sprintf("%s:%d imports `%s` of `%s` under two names, and takes it", t.path, ref.Line, x.name, x.unit.src.path))
			continue
		}
		t.call(x.unit, x.name, local)
		t.absorbed[local] = x.name
	}
	for i := range t.module.Refs {
		m.absorbReexport(t, i)
	}
}

// absorbReexport takes out of the target's own re-exports what the target will declare itself.
func (m *mover) absorbReexport(t *target, i int) {
	ref := &t.module.Refs[i]
	to := m.sources[m.Repo.Files[t.id].Edges[i].Path]
	switch {
	case ref.Nested || to == nil || !slices.ContainsFunc(to.units, func(u *unit) bool { return u.to == t }):
	case ref.Kind == scanner.KindExportStar || ref.Kind == scanner.KindExportNamespace:
		if slices.ContainsFunc(to.units, func(u *unit) bool { return u.to != t }) || ref.Kind == scanner.KindExportNamespace {
			m.fail(t.rule.Pos, "name what it passes on one by one first", fmt.Sprintf("%s:%d passes on all of `%s`, and takes declarations of it", t.path, ref.Line, to.path))
			return
		}
		t.dropped[i] = map[string]bool{"*": true}
	case ref.Kind == scanner.KindExport:
		for _, n := range ref.Names {
			x := m.locate(meaning{bound: m.Repo.Imported(t.id, i, n.Imported)}, t)
			if x.unit == nil || x.unit.to != t || x.unit.src == t.self {
				continue
			}
			if t.dropped[i] == nil {
				t.dropped[i] = map[string]bool{}
			}
			t.dropped[i][n.Imported] = true
			t.extra = append(t.extra, extraExport{x.unit, x.name, n.Local})
		}
	}
}

// extraExport is a name under which the target exports a declaration beside its usual one.
type extraExport struct {
	unit *unit
	name string
	as   string
}

// exportsItself tells whether the target exports that name from its own code, and will go on to.
func (t *target) exportsItself(name string) bool {
	return t.exists && slices.ContainsFunc(t.module.Exports, func(e scanner.Export) bool {
		return e.Name == name && t.absorbed[e.Local] == "" && !t.passesOn(e)
	})
}

// passesOn tells a re-export of what comes here: it goes, since the declaration is exported itself.
func (t *target) passesOn(e scanner.Export) bool { return e.Ref >= 0 && t.dropped[e.Ref][e.Imported] }

// lists tells whether an export list of the target's own exports a declaration that comes here, under
// that name.
func (t *target) lists(local, public string) bool {
	return t.absorbed[local] != "" && slices.ContainsFunc(t.module.Exports, func(e scanner.Export) bool {
		return e.Local == local && e.Name == public && e.Ref < 0
	})
}
