package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/report/escape"
)

// line is one arrow of a picture: all references from one module to another.
type line struct {
	from, to int // indexes of modules
	count    int
	types    bool // nothing but types
	lazy     bool // nothing but lazy imports
}

// lines merges the edges between each two modules.
func (g *Graph) lines() []line {
	ids := map[string]int{}
	for i, m := range g.Modules {
		ids[m.Path] = i
	}
	at := map[[2]int]int{}
	var list []line
	for _, e := range g.Edges {
		to, ok := ids[e.To]
		if !ok {
			continue
		}
		key := [2]int{ids[e.From], to}
		i, ok := at[key]
		if !ok {
			i = len(list)
			at[key] = i
			list = append(list, line{from: key[0], to: key[1], types: true, lazy: true})
		}
		list[i].count++
		list[i].types = list[i].types && (e.TypeOnly || e.Kind == "module-declaration" || e.Kind == "reference")
		list[i].lazy = list[i].lazy && e.Kind == "dynamic-import"
	}
	slices.SortFunc(list, func(a, b line) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	return list
}

// palette colours categories in their sorted order, over again when there are more.
var palette = []string{"#cfe2ff", "#d1e7dd", "#fff3cd", "#f8d7da", "#e2d9f3", "#d2f4ea", "#ffe5d0", "#e9ecef"}

func (g *Graph) colors() map[string]string {
	var categories []string
	for _, m := range g.Modules {
		categories = append(categories, m.Category)
	}
	slices.Sort(categories)
	colors := map[string]string{}
	for i, c := range slices.Compact(categories) {
		colors[c] = palette[i%len(palette)]
	}
	return colors
}

// dot renders for Graphviz: types dashed, lazy imports dotted, colours by category.
func dot(d Document, _ Options) []byte {
	g := d.(*Graph)
	colors := g.colors()
	var b strings.Builder
	b.WriteString("digraph rtconsolidate {\n  rankdir=LR;\n  node [shape=box, style=filled, fontname=\"sans-serif\"];\n")
	for i, m := range g.Modules {
		fmt.Fprintf(&b, "  n%d [label=\"%s\", fillcolor=\"%s\", tooltip=\"%s\"];\n", i, dotText(m.Path), colors[m.Category], dotText(m.Category))
	}
	for _, l := range g.lines() {
		style := ""
		switch {
		case l.types:
			style = " [style=dashed]"
		case l.lazy:
			style = " [style=dotted]"
		}
		fmt.Fprintf(&b, "  n%d -> n%d%s;\n", l.from, l.to, style)
	}
	b.WriteString("}\n")
	return []byte(b.String())
}

// dotText makes a label of Graphviz, where backslashes begin escapes and `&` entities.
func dotText(s string) string { return dotEscapes.Replace(escape.Text(s)) }

var dotEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")

// mermaid renders a flowchart: types dashed, the rest solid.
func mermaid(d Document, _ Options) []byte {
	g := d.(*Graph)
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	for i, m := range g.Modules {
		fmt.Fprintf(&b, "  n%d[\"%s\"]\n", i, mermaidText(m.Path))
	}
	for _, l := range g.lines() {
		arrow := "-->"
		if l.types || l.lazy {
			arrow = "-.->"
		}
		fmt.Fprintf(&b, "  n%d %s n%d\n", l.from, arrow, l.to)
	}
	colors := g.colors()
	for c, m := range g.byCategory() {
		fmt.Fprintf(&b, "  classDef c%d fill:%s,stroke:#666,color:#000\n  class %s c%d\n", c, colors[m.category], strings.Join(m.ids, ","), c)
	}
	return []byte(b.String())
}

// mermaidText makes a label of Mermaid, which has numeric entities of its own for what it would read
// as markup.
func mermaidText(s string) string {
	var b strings.Builder
	for _, r := range escape.Text(s) {
		if strings.ContainsRune("\"#&<>`\\;%*_~[](){}|@:", r) {
			fmt.Fprintf(&b, "#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

type members struct {
	category string
	ids      []string
}

// byCategory groups the node ids, sorted by category.
func (g *Graph) byCategory() []members {
	var list []members
	for i, m := range g.Modules {
		at, ok := slices.BinarySearchFunc(list, m.Category, func(m members, c string) int { return strings.Compare(m.category, c) })
		if !ok {
			list = slices.Insert(list, at, members{category: m.Category})
		}
		list[at].ids = append(list[at].ids, fmt.Sprintf("n%d", i))
	}
	return list
}

// d2 renders for D2: types and lazy imports dashed, colours by category.
func d2(d Document, _ Options) []byte {
	g := d.(*Graph)
	colors := g.colors()
	var b strings.Builder
	b.WriteString("direction: right\n")
	for i, m := range g.Modules {
		fmt.Fprintf(&b, "n%d: \"%s\" {style.fill: \"%s\"}\n", i, d2Escapes.Replace(escape.Text(m.Path)), colors[m.Category])
	}
	for _, l := range g.lines() {
		style := ""
		if l.types || l.lazy {
			style = ": {style.stroke-dash: 4}"
		}
		fmt.Fprintf(&b, "n%d -> n%d%s\n", l.from, l.to, style)
	}
	return []byte(b.String())
}

var d2Escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`)
