package mover

import (
	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

// meaning is what a name of a source's code stands for.
type meaning struct {
	unit *unit  // a declaration of a source, with its name there
	name string //
	// imported is set for a name that comes from a file that is not taken apart.
	imported *binding
	of       *source // whose import it is
	// bound is what an imported name resolves to.
	bound analyze.Binding
}

// global tells a name that the file neither declares nor imports.
func (x meaning) global() bool { return x.unit == nil && x.imported == nil }

// means resolves a name that code of s uses, as seen from a target.
func (m *mover) means(s *source, use scope.Use, t *target) meaning {
	if u := s.of(use); u != nil {
		return meaning{unit: u.stands(), name: use.Name}
	}
	b, ok := s.bound[use.Name]
	if !ok {
		return meaning{}
	}
	found := m.Repo.Imported(s.id, b.ref, b.name.Imported)
	if use.As == scope.AsValue && found.Status == analyze.Found && !found.HasValue() {
		return meaning{}
	}
	return m.locate(meaning{imported: &b, of: s, bound: found}, t)
}

// of is the unit that a use means, nil when it means none of the file: beside a type of its name, a value
// is a global or an import.
func (s *source) of(use scope.Use) *unit {
	u := s.byName[use.Name]
	if u == nil || !bears(u.nature(use.Name), use.As) {
		return nil
	}
	return u
}

// bears tells whether a declaration of that nature can be meant so.
func bears(n scanner.Nature, as scope.UseAs) bool {
	switch as {
	case scope.AsValue, scope.ErasedValue:
		return n&scanner.Value != 0
	case scope.AsType:
		return n&scanner.Type != 0
	}
	return true
}

// locate finds the unit that an imported declaration belongs to: one of a source, or of the target's own.
func (m *mover) locate(x meaning, t *target) meaning {
	if x.bound.Status != analyze.Found || x.bound.Name == "*" {
		return x
	}
	s := m.sources[x.bound.Path]
	if t != nil && t.exists && x.bound.Path == t.path {
		s = t.self
	}
	if s == nil || s.byName[x.bound.Name] == nil {
		return x
	}
	return meaning{unit: s.byName[x.bound.Name].stands(), name: x.bound.Name, imported: x.imported, of: x.of, bound: x.bound}
}

// stands is the unit that u became, itself unless it is the same as another.
func (u *unit) stands() *unit {
	for u.became != nil {
		u = u.became
	}
	return u
}

// key identifies what an import binds, across files: the declaration where it is found, else the
// specifier's file or package and the name.
type key struct{ path, name string }

func (m *mover) keyOf(id analyze.FileID, b binding) key {
	found := m.Repo.Imported(id, b.ref, b.name.Imported)
	switch found.Status {
	case analyze.Found, analyze.Outside, analyze.Opaque:
		return key{found.Path, found.Name}
	}
	ref := &m.Repo.Files[id].Module.Refs[b.ref]
	return key{"?" + m.Repo.Files[id].Path + "\x00" + ref.Specifier, b.name.Imported}
}

// typeOnly tells whether an import leaves no value.
func typeOnly(m *scanner.Module, b binding) bool { return b.name.TypeOnly || m.Refs[b.ref].TypeOnly }
