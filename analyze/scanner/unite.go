package scanner

import (
	"cmp"
	"slices"
)

// unite makes one declaration, and one export, of all that bear the same name, and gives exported
// names the nature of what they stand for. Both lists come back in the order of the text.
func unite(list []declared, exports []Export, sc scope) ([]Decl, []Export) {
	decls := make([]Decl, 0, len(list))
	at := make(map[string]int, len(list))
	all := make([]Export, 0, len(exports)+len(list))
	for _, d := range list {
		i, ok := at[d.Name]
		if !ok {
			i = len(decls)
			at[d.Name] = i
			decls = append(decls, d.Decl)
		}
		decls[i].Nature |= d.Nature
		if d.exported || sc.ambient && !sc.explicit && !d.private {
			all = append(all, Export{Name: d.Name, Local: d.Name, Nature: d.Nature, Ref: -1, NameSpan: d.Span})
		}
	}
	for _, e := range exports {
		if i, ok := at[e.Local]; ok && e.Local != "" {
			e.Nature = decls[i].Nature
		}
		all = append(all, e)
	}
	return decls, uniteExports(all)
}

func uniteExports(all []Export) []Export {
	slices.SortStableFunc(all, func(a, b Export) int { return cmp.Compare(a.NameSpan.Start, b.NameSpan.Start) })
	at := make(map[string]int, len(all))
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
