package survey

import (
	"cmp"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// clashes finds local names that mean different things in modules of one competing group: an import in
// one, another import or a declaration in the other. Where the modules become one, one of them has to
// give way. Names that collide anyway are left out.
func (s *surveyor) clashes(groups []Implementation, known []Collision) []Collision {
	byName := map[string]*Collision{}
	for _, g := range groups {
		meanings, imported := map[string]map[string][]Place{}, map[string]bool{}
		for _, m := range g.Members {
			if m.TwinOf == "" {
				s.localNames(s.repo.Lookup(m.Path), func(name, meaning string, isImport bool, p Place) {
					add(meanings, name, meaning, p)
					imported[name] = imported[name] || isImport
				})
			}
		}
		for name, by := range meanings {
			if len(by) < 2 || !imported[name] || len(name) < 3 || slices.ContainsFunc(known, func(c Collision) bool { return c.Name == name }) {
				continue
			}
			if byName[name] == nil {
				byName[name] = &Collision{Name: name}
			}
			c := byName[name]
			c.Forms = max(c.Forms, len(by))
			for _, places := range by {
				c.Declarations = append(c.Declarations, places...)
			}
		}
	}
	var list []Collision
	for _, name := range sortedNames(byName) {
		c := *byName[name]
		c.Declarations = slices.Compact(sortPlaces(c.Declarations))
		list = append(list, c)
	}
	return list
}

// localNames calls found for each name that a module binds at its top level, with what it means.
func (s *surveyor) localNames(id analyze.FileID, found func(name, meaning string, isImport bool, p Place)) {
	f := s.repo.Files[id]
	for _, d := range f.Module.Decls {
		found(d.Name, f.Path+"#"+d.Name, false, Place{f.Path, int(d.Line), KindOf(d.Nature)})
	}
	for i := range f.Module.Refs {
		ref := &f.Module.Refs[i]
		if ref.Kind != scanner.KindImport {
			continue
		}
		for _, n := range ref.Names {
			b := s.repo.Imported(id, i, n.Imported)
			meaning, from := b.Path+"#"+b.Name, cmp.Or(f.Edges[i].Path, ref.Specifier)
			if f.Edges[i].State == resolver.Missing || b.Status == analyze.NoExport {
				meaning = from + "#" + n.Imported
			}
			found(n.Local, meaning, true, Place{f.Path, int(ref.Line), "import of " + from})
		}
	}
}
