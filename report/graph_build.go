package report

import (
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// NewGraph makes the graph of a repo. category names the category of a path; nil means none.
func NewGraph(repo *analyze.Repo, category func(path string) string) *Graph {
	g := &Graph{}
	for id, f := range repo.Files {
		m := Module{Path: f.Path}
		if category != nil {
			m.Category = category(f.Path)
		}
		for i := range f.Module.Exports {
			m.Exports = append(m.Exports, exportOf(repo, analyze.FileID(id), &f.Module.Exports[i]))
		}
		g.Modules = append(g.Modules, m)
		first := len(g.Edges)
		for i := range f.Module.Refs {
			g.Edges = append(g.Edges, edgeOf(f, i))
		}
		slices.SortStableFunc(g.Edges[first:], func(a, b Edge) int { return a.Start - b.Start })
	}
	return g
}

func exportOf(repo *analyze.Repo, id analyze.FileID, e *scanner.Export) ModuleExport {
	nature, typeOnly := e.Nature, e.TypeOnly
	if nature == 0 {
		b := repo.Export(id, e.Name)
		nature, typeOnly = b.Nature, b.TypeOnly
	}
	return ModuleExport{Name: e.Name, Kind: natureName(nature, typeOnly), Line: int(e.Line)}
}

// natureName names what an export gives; a class that is exported as a type gives a type.
func natureName(n scanner.Nature, typeOnly bool) string {
	switch {
	case typeOnly, n == scanner.Type:
		return "type"
	case n == scanner.Value:
		return "value"
	case n == scanner.Value|scanner.Type:
		return "both"
	}
	return "unknown"
}

func edgeOf(f *analyze.File, i int) Edge {
	ref, to := &f.Module.Refs[i], &f.Edges[i]
	e := Edge{From: f.Path, To: to.Path, Resolved: resolvedName(to), Specifier: ref.Specifier, Kind: ref.Kind.String(),
		TypeOnly: ref.TypeOnly, Line: int(ref.Line), Column: int(ref.Column), Start: int(ref.Spec.Start), End: int(ref.Spec.End), Via: to.Via}
	if to.Ambient {
		e.To = ""
	}
	for _, n := range ref.Names {
		e.Names = append(e.Names, EdgeName{Imported: n.Imported, Local: n.Local, TypeOnly: n.TypeOnly})
	}
	return e
}

// resolvedName says where an edge leads. What an ambient `declare module` stands in for is not
// missing: the declaration vouches for something outside the repo.
func resolvedName(to *analyze.Edge) string {
	if to.Ambient {
		return resolver.External.String()
	}
	return to.State.String()
}
