package mover

import (
	"fmt"
	"slices"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

// elsewhere tells a unit that makes no value but says what exists globally, as `declare const FLAG: boolean`
// does in a module: nobody can import that, and its name is not ours to change.
func (u *unit) elsewhere() bool {
	if len(u.names) == 0 || u.exported() || isDeclarations(u.src.path) {
		return false
	}
	value := false
	for _, i := range u.items {
		it := &u.src.items[i]
		value = value || slices.ContainsFunc(it.Declares, func(n scope.Name) bool { return n.Nature&scanner.Value != 0 })
		if !it.Ambient && slices.ContainsFunc(it.Declares, func(n scope.Name) bool { return n.Nature&scanner.Value != 0 || n.Nature == 0 }) {
			return false
		}
	}
	return value
}

// share lets what exists elsewhere be declared on both sides when code on both uses it.
func (s *source) share() {
	for _, u := range s.units {
		u.shared = u.to != nil && u.elsewhere() && slices.ContainsFunc(s.units, func(v *unit) bool { return v.to == nil && v.mentions(u) })
	}
}

// left tells whether a unit leaves its file.
func (u *unit) left() bool { return u != nil && u.to != nil && !u.shared }

// pin keeps the names of what exists elsewhere: what is declared here gives way to them.
func (m *mover) pin(t *target) {
	pinned := map[string]*unit{}
	for _, u := range t.units {
		if !u.elsewhere() {
			continue
		}
		for _, n := range u.names {
			at := u.src.place(u.src.items[u.at()].Stmt.Start)
			switch old := pinned[n]; {
			case old != nil:
				m.fail(t.rule.Pos, "declare it alike in both files, or once in a .d.ts file", fmt.Sprintf("%s and %s declare the global `%s` otherwise", old.src.place(old.src.items[old.at()].Stmt.Start), at, n))
			case t.own[n]:
				m.fail(t.rule.Pos, "rename it in the target first, or choose another target", fmt.Sprintf("%s declares the global `%s`, which `%s` has a name of its own for", at, n, t.path))
			}
			pinned[n] = u
			t.call(u, n, n)
		}
	}
}

// ownElsewhere tells whether the target itself declares a name as one that exists elsewhere.
func (t *target) ownElsewhere(name string) bool {
	if t.self == nil || t.self.byName[name] == nil {
		return false
	}
	return t.self.byName[name].elsewhere()
}

// isDeclarations tells files in which every declaration is ambient.
func isDeclarations(path string) bool {
	lang, ok := scanner.LangOf(path)
	return ok && lang == scanner.DTS
}
