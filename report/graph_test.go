package report

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
)

// graphFixture is a chain page -> hook -> (lib/realtime.ts <-> lib/realtime/index.ts) with a type
// import, a lazy import, an asset, a package and a missing file.
func graphFixture() *Graph {
	edge := func(from, to, kind string, typeOnly bool) Edge {
		return Edge{From: from, To: to, Resolved: "file", Specifier: "@/" + to, Kind: kind, TypeOnly: typeOnly, Line: 3, Column: 20, Start: 40, End: 50,
			Names: []EdgeName{{"a", "b", typeOnly}}}
	}
	return &Graph{
		Modules: []Module{
			{"app/page.tsx", "component", nil},
			{"hooks/useRealtime.ts", "hook", []ModuleExport{{"useRealtime", "value", 4}}},
			{"lib/other.ts", "core", nil},
			{"lib/realtime.ts", "core", []ModuleExport{{"RealtimeManager", "both", 35}, {"realtimeManager", "value", 353}}},
			{"lib/realtime/index.ts", "core", []ModuleExport{{"Event", "type", 1}}},
		},
		Edges: []Edge{
			edge("app/page.tsx", "hooks/useRealtime.ts", "import", false),
			edge("app/page.tsx", "hooks/useRealtime.ts", "import", true),
			edge("app/page.tsx", "lib/other.ts", "dynamic-import", false),
			{From: "app/page.tsx", To: "app/page.css", Resolved: "file", Specifier: "./page.css", Kind: "side-effect", Line: 1, Column: 9, Start: 8, End: 18},
			edge("hooks/useRealtime.ts", "lib/realtime.ts", "import", false),
			{From: "hooks/useRealtime.ts", Resolved: "external", Specifier: "react", Kind: "import", Line: 1, Column: 9, Start: 8, End: 13, Names: []EdgeName{{"useState", "useState", false}}},
			edge("lib/realtime.ts", "lib/realtime/index.ts", "import", true),
			edge("lib/realtime/index.ts", "lib/realtime.ts", "export-star", false),
			{From: "lib/realtime/index.ts", Resolved: "missing", Specifier: "./gone", Kind: "import", Line: 9, Column: 9, Start: 80, End: 86},
		},
	}
}

func is(path string) func(string) bool { return func(p string) bool { return p == path } }

func TestGraphSelect(t *testing.T) {
	for _, c := range []struct {
		name      string
		selection Selection
		want      string
	}{
		{"all", Selection{}, "app/page.tsx hooks/useRealtime.ts lib/other.ts lib/realtime.ts lib/realtime/index.ts | 9"},
		{"focus", Selection{Focus: is("hooks/useRealtime.ts")}, "app/page.tsx hooks/useRealtime.ts lib/realtime.ts | 5"},
		{"focus deeper", Selection{Focus: is("hooks/useRealtime.ts"), Depth: 2}, "app/page.tsx hooks/useRealtime.ts lib/realtime.ts lib/realtime/index.ts | 8"},
		{"reaches", Selection{Reaches: is("lib/realtime/index.ts")}, "app/page.tsx hooks/useRealtime.ts lib/realtime.ts lib/realtime/index.ts | 8"},
		{"reaches within", Selection{Reaches: is("lib/realtime/index.ts"), Depth: 1}, "lib/realtime.ts lib/realtime/index.ts | 3"},
		{"both", Selection{Focus: is("app/page.tsx"), Reaches: is("lib/realtime.ts")}, "app/page.tsx hooks/useRealtime.ts | 4"},
		{"nothing", Selection{Focus: is("none")}, " | 0"},
		{"collapse", Selection{Collapse: []string{"lib/realtime", "lib/"}}, "app/page.tsx hooks/useRealtime.ts lib/ | 7"},
	} {
		g := graphFixture().Select(c.selection)
		var paths []string
		for _, m := range g.Modules {
			paths = append(paths, m.Path)
		}
		if got := strings.Join(paths, " ") + " | " + string(rune('0'+len(g.Edges))); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if !slices.IsSorted(paths) {
			t.Errorf("%s: %v is not sorted", c.name, paths)
		}
	}
}

func TestGraphPictures(t *testing.T) {
	g := graphFixture()
	g.Modules[0].Path = evil
	for i := range g.Edges {
		if g.Edges[i].From == "app/page.tsx" {
			g.Edges[i].From = evil
		}
	}
	for _, reporter := range []string{"dot", "mermaid", "d2", "svg", "html"} {
		out, err := Render(g, reporter, options)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "graph."+reporter, out)
	}
}

// TestLayout holds that a module stands right of what imports it, that cycles end, and that no two share a place.
func TestLayout(t *testing.T) {
	for name, lines := range map[string][]line{
		"chain":   {{from: 0, to: 1}, {from: 1, to: 2}, {from: 0, to: 2}},
		"cycle":   {{from: 0, to: 1}, {from: 1, to: 2}, {from: 2, to: 0}, {from: 3, to: 3}},
		"diamond": {{from: 0, to: 1}, {from: 0, to: 2}, {from: 1, to: 3}, {from: 2, to: 3}, {from: 3, to: 4}, {from: 5, to: 4}},
	} {
		l := newLayout(6, lines)
		back := 0
		for _, e := range lines {
			if l.column[e.to] <= l.column[e.from] {
				back++
			}
		}
		if want := map[string]int{"cycle": 2}[name]; back != want {
			t.Errorf("%s: %d references lead back, want %d: %v", name, back, want, l.column)
		}
		seen := map[int]bool{}
		for _, column := range l.order {
			for _, m := range column {
				seen[m] = true
			}
		}
		if len(seen) != 6 {
			t.Errorf("%s: %d modules are placed", name, len(seen))
		}
	}
}

func TestSVGIsXML(t *testing.T) {
	g := graphFixture()
	g.Modules[0].Path, g.Modules[1].Category = evil, evil
	out, err := Render(g, "svg", options)
	if err != nil {
		t.Fatal(err)
	}
	var any struct{ XMLName xml.Name }
	if err := xml.Unmarshal(out, &any); err != nil || any.XMLName.Local != "svg" {
		t.Errorf("%v: %v", any.XMLName, err)
	}
}
