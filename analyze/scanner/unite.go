package scanner

import (
	"cmp"
	"slices"
)

// unite makes one declaration, and one export, of all that bear the same name, and gives exported
// names the nature of what they stand for. Both lists come back in the order of the text.
func (r *room) unite(list []declared, exports []Export, sc scope) ([]Decl, []Export) {
	if len(list)+len(exports) == 0 {
		return nil, nil
	}
	decls, at, own := make([]Decl, 0, len(list)), r.index(), 0
	for _, d := range list {
		if d.exportedFrom(sc) {
			own++
		}
		i, ok := at[d.Name]
		if !ok {
			i = len(decls)
			at[d.Name] = i
			decls = append(decls, d.Decl)
		}
		decls[i].Nature |= d.Nature
	}
	all := make([]Export, 0, len(exports)+own)
	for _, d := range list {
		if d.exportedFrom(sc) {
			all = append(all, Export{Name: d.Name, Local: d.Name, Nature: d.Nature, Ref: -1, NameSpan: d.Span})
		}
	}
	for _, e := range exports {
		if i, ok := at[e.Local]; ok && e.Local != "" {
			e.Nature = decls[i].Nature
		}
		all = append(all, e)
	}
	return decls, uniteExports(all, r.index())
}

// exportedFrom tells whether a scope exports what is declared in it under its own name.
func (d *declared) exportedFrom(sc scope) bool {
	return d.exported || sc.ambient && !sc.explicit && !d.private
}

// uniteExports does the same to a list of exports alone, in the empty map at.
func uniteExports(all []Export, at map[string]int) []Export {
	if len(all) < 2 {
		return all
	}
	slices.SortStableFunc(all, func(a, b Export) int { return cmp.Compare(a.NameSpan.Start, b.NameSpan.Start) })
	united := all[:0]
	for _, e := range all {
		i, ok := at[e.Name]
		if !ok {
			at[e.Name] = len(united)
			united = append(united, e)
			continue
		}
		first := &united[i]
		first.Nature |= e.Nature
		if first.Local == "" && first.Ref < 0 {
			first.Local = e.Local
		}
		first.TypeOnly = first.TypeOnly && e.TypeOnly
	}
	return united
}
