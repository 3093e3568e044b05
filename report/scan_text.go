package report

import (
	"fmt"
	"slices"
	"strings"
)

// figures counts what was found wrong, the worst first.
func (t ScanTotals) figures() string {
	var parts []string
	for _, f := range []struct {
		n         int
		one, many string
	}{
		{t.WireConflicts, "wire conflict", "wire conflicts"},
		{t.Implementations, "group of competing implementations", "groups of competing implementations"},
		{t.Collisions, "name collision", "name collisions"},
		{t.BrokenImports, "broken import", "broken imports"},
		{t.Twins, "pair of twins", "pairs of twins"},
		{t.Cycles, "cycle", "cycles"},
		{t.Unreachable, "unreachable file", "unreachable files"},
	} {
		if f.n > 0 {
			parts = append(parts, count(f.n, f.one, f.many))
		}
	}
	if parts == nil {
		return "none found"
	}
	return strings.Join(parts, ", ")
}

// headOfScan is how many entries of each list, and how many lines of an entry, text shows unless it is
// verbose: the survey has ten lists.
const headOfScan, linesOfEntry = 6, 6

func (d *Scan) text(p *page) {
	p.options.Width = min(p.options.Width, terminal)
	t := d.Totals
	p.result("found: %d of %s are realtime, %d more to review", t.Realtime, count(t.Files, "code file", "code files"), t.Review)
	p.result("problems: %s", t.figures())
	for _, table := range []struct {
		head string
		rows []Effort
	}{{"category", d.Effort}, {"phase", d.Phases}} {
		if len(table.rows) > 0 {
			p.blank()
			p.table([]string{table.head, ">files", ">lines", ">importers", ">collisions", ">wire", ">effort", "risk"}, effortRows(table.rows))
		}
	}
	if p.options.Level == Verbose {
		p.list("How effort and risk come about", len(d.Effort), func(i int) { p.item("- %s: %s", d.Effort[i].Category, d.Effort[i].Formula) })
		p.list("How those of the phases do", len(d.Phases), func(i int) { p.item("- %s: %s", d.Phases[i].Category, d.Phases[i].Formula) })
	}
	for _, group := range d.problems() {
		p.head(group.title, len(group.entries), headOfScan, func(i int) { p.finding(group.entries[i]) })
	}
	if p.options.Level == Verbose {
		d.listFiles(p)
	}
	if worst := d.worstCollision(); worst != "" {
		p.next(command("rtconsolidate", "compare", worst), "rtconsolidate init")
	} else {
		p.next("rtconsolidate init")
	}
}

// worstCollision is the name whose declarations differ most, "" when none differ.
func (d *Scan) worstCollision() string {
	list := findings(d.Collisions, Collision.finding)
	slices.SortStableFunc(list, func(a, b finding) int { return b.weight - a.weight })
	if len(list) == 0 || list[0].weight < 200 {
		return ""
	}
	return list[0].where
}

func effortRows(list []Effort) [][]any {
	var rows [][]any
	for _, e := range list {
		rows = append(rows, []any{e.Category, e.Files, e.Lines, e.Importers, e.Collisions, e.WireConflicts, e.Points, e.Risk})
	}
	return rows
}

func (p *page) finding(f finding) {
	p.item("- %s  %s", f.where, f.what)
	for i, detail := range f.details {
		if i == linesOfEntry-1 && len(f.details) > linesOfEntry && p.options.Level != Verbose {
			p.sub("… and %d more", len(f.details)-i)
			return
		}
		p.sub("%s", clip(detail, p.options.Level))
	}
}

func (d *Scan) listFiles(p *page) {
	list := d.byScore()
	p.list("Files", len(list), func(i int) {
		f := list[i]
		p.item("- %s  %d  %s %s, %s", f.Path, f.Score, f.Category, f.Role, count(f.Lines, "line", "lines"))
		for _, e := range f.Evidence {
			p.sub("%+d %s", e.Weight, located(e))
		}
	})
}

func located(e Evidence) string {
	if e.Line == 0 {
		return e.Reason
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Reason)
}

func (d *Scan) markdown(s *sheet) {
	t := d.Totals
	s.heading(1, "Realtime code")
	s.para("%d of %s are realtime, %d more to review. Problems: %s.", t.Realtime, safe(count(t.Files, "code file", "code files")), t.Review, safe(t.figures()))
	for _, table := range []struct {
		head string
		rows []Effort
	}{{"Category", d.Effort}, {"Phase", d.Phases}} {
		var rows [][]any
		for _, e := range table.rows {
			rows = append(rows, []any{prose(e.Category), e.Files, e.Lines, e.Importers, e.Collisions, e.WireConflicts, e.Points, prose(e.Risk), prose(e.Formula)})
		}
		s.table([]string{table.head, ">Files", ">Lines", ">Importers", ">Collisions", ">Wire", ">Effort", "Risk", "How it comes about"}, rows)
	}
	for _, group := range d.problems() {
		if len(group.entries) == 0 {
			continue
		}
		s.heading(2, "%s (%d)", safe(group.title), len(group.entries))
		s.bullets(len(group.entries), func(i int) {
			f := group.entries[i]
			s.bullet(0, "%s %s", f.where, prose(f.what))
			for _, detail := range f.details {
				s.bullet(1, "%s", prose(detail))
			}
		})
	}
	d.filesMarkdown(s)
}

func (d *Scan) filesMarkdown(s *sheet) {
	if len(d.Files) == 0 {
		return
	}
	s.heading(2, "Files")
	var rows [][]any
	for _, f := range d.byScore() {
		var evidence []string
		for _, e := range f.Evidence {
			evidence = append(evidence, fmt.Sprintf("%+d %s", e.Weight, located(e)))
		}
		rows = append(rows, []any{f.Path, prose(f.Category), prose(f.Role), f.Score, f.Lines, prose(strings.Join(evidence, "; "))})
	}
	s.table([]string{"File", "Category", "Role", ">Score", ">Lines", "Evidence"}, rows)
}
