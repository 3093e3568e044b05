package report

import (
	"cmp"
	"slices"
)

// drawn is how many modules a picture within Markdown can show and still be read.
const drawn = 60

// load is how many modules import one module.
type load struct {
	path      string
	importers int
}

// loads lists the modules by the number of modules that import them.
func (g *Graph) loads() []load {
	count := make([]int, len(g.Modules))
	for _, l := range g.lines() {
		count[l.to]++
	}
	var list []load
	for i, m := range g.Modules {
		if count[i] > 0 {
			list = append(list, load{m.Path, count[i]})
		}
	}
	slices.SortStableFunc(list, func(a, b load) int { return cmp.Compare(b.importers, a.importers) })
	return list
}

// resolutions counts the edges by where they lead; the missing ones are listed, but for a `declare
// module`, which needs no file.
func (g *Graph) resolutions() (repo, outside int, missing []Edge) {
	for _, e := range g.Edges {
		switch {
		case e.Resolved == "file":
			repo++
		case e.Resolved == "missing" && e.Kind != "module-declaration":
			missing = append(missing, e)
		default:
			outside++
		}
	}
	return
}

func (g *Graph) text(p *page) {
	repo, outside, lost := g.resolutions()
	p.result("%s, %s within the repo, %d out of it, %d missing", count(len(g.Modules), "module", "modules"),
		count(repo, "reference", "references"), outside, len(lost))
	var rows [][]any
	for _, m := range g.byCategory() {
		rows = append(rows, []any{m.category, len(m.ids)})
	}
	if len(rows) > 0 {
		p.blank()
		p.table([]string{"category", ">modules"}, rows)
	}
	loads := g.loads()
	p.list("Most imported", len(loads), func(i int) { p.item("%5d  %s", loads[i].importers, loads[i].path) })
	p.list("Missing", len(lost), func(i int) {
		e := lost[i]
		p.item("- %s  \"%s\"", position(e.From, e.Line, e.Column), e.Specifier)
	})
}

func (g *Graph) markdown(s *sheet) {
	repo, outside, lost := g.resolutions()
	s.heading(1, "Dependency graph")
	s.para("%s, %s within the repo, %d out of it, %d missing.", safe(count(len(g.Modules), "module", "modules")),
		safe(count(repo, "reference", "references")), outside, len(lost))
	if len(g.Modules) > 0 && len(g.Modules) <= drawn {
		s.para("```mermaid\n%s```", safe(mermaid(g, Options{})))
	}
	var rows [][]any
	for _, l := range g.loads() {
		rows = append(rows, []any{l.path, g.module(l.path).Category, l.importers})
	}
	s.table([]string{"Module", "Category", ">Importers"}, rows)
}
