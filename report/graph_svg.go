package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"rtconsolidate/report/escape"
)

// The measures of a drawing, in pixels.
const (
	boxHeight = 24
	rowHeight = 34
	letter    = 7 // the width of one, about
	padding   = 16
	gap       = 90 // between columns
)

// box is a module's place.
type box struct{ x, y, width int }

// svg draws the graph by itself, for where no other program is at hand: importers left, types dashed, lazy
// imports dotted.
func svg(d Document, _ Options) []byte {
	g := d.(*Graph)
	lines := g.lines()
	boxes, width, height := g.boxes(newLayout(len(g.Modules), lines))
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n",
		width, height, width, height)
	fmt.Fprintf(&b, "<title>%d modules, %d references</title>\n", len(g.Modules), len(g.Edges))
	b.WriteString("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#666\"/></marker></defs>\n")
	fmt.Fprintf(&b, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", width, height)
	for _, l := range lines {
		g.arrow(&b, l, boxes[l.from], boxes[l.to])
	}
	colors := g.colors()
	for i, m := range g.Modules {
		at, label := boxes[i], escape.XML(m.Path)
		fmt.Fprintf(&b, "<g><title>%s%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" stroke=\"#666\"/><text x=\"%d\" y=\"%d\">%s</text></g>\n",
			label, bracketed(m.Category), at.x, at.y, at.width, boxHeight, colors[m.Category], at.x+8, at.y+16, label)
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

func bracketed(category string) string {
	if category == "" {
		return ""
	}
	return " (" + escape.XML(category) + ")"
}

// boxes gives each module's place, and the size of the drawing.
func (g *Graph) boxes(l *layout) (boxes []box, width, height int) {
	boxes = make([]box, len(g.Modules))
	x, tallest := padding, 0
	for _, column := range l.order {
		tallest = max(tallest, len(column))
	}
	for _, column := range l.order {
		widest, top := 0, padding+(tallest-len(column))*rowHeight/2
		for i, m := range column {
			boxes[m] = box{x, top + i*rowHeight, 16 + letter*utf8.RuneCountInString(escape.Text(g.Modules[m].Path))}
			widest = max(widest, boxes[m].width)
		}
		x += widest + gap
	}
	return boxes, max(x-gap+padding, 2*padding), 2*padding + tallest*rowHeight
}

// arrow draws a reference, from the right edge to the left one; one that leads back goes around below.
func (g *Graph) arrow(b *strings.Builder, l line, from, to box) {
	style := ""
	switch {
	case l.types:
		style = " stroke-dasharray=\"6 4\""
	case l.lazy:
		style = " stroke-dasharray=\"2 3\""
	}
	x1, y1, x2, y2 := from.x+from.width, from.y+boxHeight/2, to.x, to.y+boxHeight/2
	bend, drop := gap/2, 0
	if x2 <= from.x { // leads back, or to itself
		bend, drop = gap, boxHeight
	}
	fmt.Fprintf(b, "<path d=\"M%d %dC%d %d %d %d %d %d\" fill=\"none\" stroke=\"#666\"%s marker-end=\"url(#tip)\"><title>%s imports %s</title></path>\n",
		x1, y1, x1+bend, y1+drop, x2-bend, y2+drop, x2, y2, style, escape.XML(g.Modules[l.from].Path), escape.XML(g.Modules[l.to].Path))
}

// html puts the drawing on a page that loads nothing and runs nothing.
func html(d Document, o Options) []byte {
	g := d.(*Graph)
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n" +
		"<title>Dependency graph</title>\n<style>body{font:14px sans-serif;margin:1rem}.drawing{overflow:auto;border:1px solid #ccc}" +
		"path:hover{stroke:#d00;stroke-width:3}g:hover rect{stroke:#d00;stroke-width:2}.key{display:inline-block;padding:.1rem .5rem;margin:0 .5rem .5rem 0}</style>\n")
	fmt.Fprintf(&b, "<h1>Dependency graph</h1>\n<p>%s, %s. Types are dashed, lazy imports dotted.</p>\n<p>",
		count(len(g.Modules), "module", "modules"), count(len(g.Edges), "reference", "references"))
	colors := g.colors()
	for _, m := range g.byCategory() {
		name := m.category
		if name == "" {
			name = "other"
		}
		fmt.Fprintf(&b, "<span class=\"key\" style=\"background:%s\">%s: %d</span>", colors[m.category], escape.XML(name), len(m.ids))
	}
	b.WriteString("</p>\n<div class=\"drawing\">\n")
	b.Write(svg(d, o))
	b.WriteString("</div>\n</html>\n")
	return []byte(b.String())
}
