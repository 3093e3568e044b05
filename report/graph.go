package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Graph is the dependency graph, or a part of it.
type Graph struct {
	Modules []Module `json:"modules"` // sorted by path
	Edges   []Edge   `json:"edges"`   // sorted by from and position
}

// Module is one code file. A collapsed folder is a module whose path ends in a slash.
type Module struct {
	Path     string         `json:"path"`
	Category string         `json:"category"`
	Exports  []ModuleExport `json:"exports"` // in source order
}

// ModuleExport is one exported name.
type ModuleExport struct {
	Name string `json:"name"`
	Kind string `json:"kind"` // value, type, both (a class, an enum), unknown
	Line int    `json:"line"` // from 1
}

// Edge is one reference from a module.
type Edge struct {
	From      string     `json:"from"`
	To        string     `json:"to" empty:"null"` // null when it leaves the repo or is missing
	Resolved  string     `json:"resolved"`        // file, external, builtin, missing
	Specifier string     `json:"specifier"`
	Kind      string     `json:"kind"`
	TypeOnly  bool       `json:"type_only"`
	Line      int        `json:"line"`   // from 1
	Column    int        `json:"column"` // from 1, in bytes
	Start     int        `json:"start"`  // of the text between the quotes, byte offset from 0
	End       int        `json:"end"`
	Names     []EdgeName `json:"names"` // in source order
	// Via is the alias or package that the specifier goes by, with the setting that makes it: null for a
	// relative one.
	Via string `json:"via" empty:"null"`
}

// EdgeName is one bound name: `default`, `*` for a namespace, or the exported name.
type EdgeName struct {
	Imported string `json:"imported"`
	Local    string `json:"local"`
	TypeOnly bool   `json:"type_only"`
}

// Selection picks a part of a graph; the zero value picks all.
type Selection struct {
	// Focus picks the modules it is true for, and their neighbours up to Depth references away in
	// either direction (one when Depth is 0).
	Focus func(path string) bool
	// Reaches picks the modules it is true for, and all that lead to them within Depth references
	// (any number when Depth is 0).
	Reaches func(path string) bool
	Depth   int
	// Collapse lists folders whose modules are drawn as one.
	Collapse []string
}

// Kind is "graph".
func (g *Graph) Kind() string { return "graph" }

// Select gives the part of the graph that a selection picks. With both Focus and Reaches, a module
// must be picked by both. Edges stay when both ends do; those that leave the repo, when their module
// does.
func (g *Graph) Select(s Selection) *Graph {
	keep := map[string]bool{}
	for _, m := range g.Modules {
		keep[m.Path] = true
	}
	if s.Focus != nil {
		keep = g.around(s.Focus, max(s.Depth, 1), true)
	}
	if s.Reaches != nil {
		depth := s.Depth
		if depth == 0 {
			depth = len(g.Modules)
		}
		reached := g.around(s.Reaches, depth, false)
		maps.DeleteFunc(keep, func(p string, _ bool) bool { return !reached[p] })
	}
	out := &Graph{}
	for _, m := range g.Modules {
		if keep[m.Path] {
			out.Modules = append(out.Modules, m)
		}
	}
	for _, e := range g.Edges {
		if keep[e.From] && (keep[e.To] || !g.inside(e)) {
			out.Edges = append(out.Edges, e)
		}
	}
	return out.collapse(s.Collapse)
}

// inside tells whether an edge ends at a module of the graph, not at an asset or outside the repo.
func (g *Graph) inside(e Edge) bool { return e.To != "" && g.module(e.To) != nil }

func (g *Graph) module(path string) *Module {
	i, ok := slices.BinarySearchFunc(g.Modules, path, func(m Module, p string) int { return strings.Compare(m.Path, p) })
	if !ok {
		return nil
	}
	return &g.Modules[i]
}

// around gives the modules within depth references of the matching ones: against the edges, and
// with forward set along them too.
func (g *Graph) around(match func(string) bool, depth int, forward bool) map[string]bool {
	start := map[string]bool{}
	for _, m := range g.Modules {
		if match(m.Path) {
			start[m.Path] = true
		}
	}
	importers, imports := map[string][]string{}, map[string][]string{}
	for _, e := range g.Edges {
		if g.inside(e) {
			importers[e.To] = append(importers[e.To], e.From)
			imports[e.From] = append(imports[e.From], e.To)
		}
	}
	seen := spread(start, importers, depth)
	if forward {
		maps.Copy(seen, spread(start, imports, depth))
	}
	return seen
}

// spread walks breadth-first, depth steps at most.
func spread(start map[string]bool, next map[string][]string, depth int) map[string]bool {
	seen := maps.Clone(start)
	for level := slices.Collect(maps.Keys(start)); depth > 0 && len(level) > 0; depth-- {
		var following []string
		for _, p := range level {
			for _, q := range next[p] {
				if !seen[q] {
					seen[q] = true
					following = append(following, q)
				}
			}
		}
		level = following
	}
	return seen
}

// collapse draws each folder as one module; references within it go.
func (g *Graph) collapse(folders []string) *Graph {
	if len(folders) == 0 {
		return g
	}
	folderOf := func(p string) string {
		best := ""
		for _, f := range folders {
			f = strings.TrimSuffix(f, "/") + "/"
			if strings.HasPrefix(p, f) && (best == "" || len(f) < len(best)) {
				best = f
			}
		}
		return cmp.Or(best, p)
	}
	out := &Graph{}
	at := map[string]int{}
	for _, m := range g.Modules {
		p := folderOf(m.Path)
		i, ok := at[p]
		switch {
		case p == m.Path:
			out.Modules = append(out.Modules, m)
		case !ok:
			at[p] = len(out.Modules)
			out.Modules = append(out.Modules, Module{Path: p, Category: m.Category})
		case out.Modules[i].Category != m.Category:
			out.Modules[i].Category = "mixed"
		}
	}
	slices.SortStableFunc(out.Modules, func(a, b Module) int { return strings.Compare(a.Path, b.Path) })
	for _, e := range g.Edges {
		from, to := folderOf(e.From), folderOf(e.To)
		if from != to || from == e.From {
			e.From, e.To = from, to
			out.Edges = append(out.Edges, e)
		}
	}
	slices.SortStableFunc(out.Edges, func(a, b Edge) int { return strings.Compare(a.From, b.From) })
	return out
}

func (g *Graph) reporters() []Reporter {
	return []Reporter{
		{"dot", "for Graphviz", dot},
		{"mermaid", "a flowchart for Markdown", mermaid},
		{"d2", "for D2", d2},
		{"svg", "a drawing", svg},
		{"html", "the drawing on a page", html},
	}
}
