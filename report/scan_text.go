package report

import (
	"fmt"
	"strings"
)

// figures is the survey in a sentence.
func (t ScanTotals) figures() string {
	parts := []string{
		count(t.WireConflicts, "wire conflict", "wire conflicts"),
		count(t.Implementations, "competing implementation", "competing implementations"),
		count(t.Collisions, "name collision", "name collisions"),
		count(t.BrokenImports, "broken import", "broken imports"),
		count(t.Twins, "pair of twins", "pairs of twins"),
		count(t.Cycles, "cycle", "cycles"),
		count(t.Unreachable, "unreachable file", "unreachable files"),
	}
	return strings.Join(parts, ", ")
}

func (d *Scan) text(p *page) {
	t := d.Totals
	p.result("found: %d of %s are realtime, %d more to review; %s", t.Realtime, count(t.Files, "code file", "code files"), t.Review, t.figures())
	if rows := d.effortRows(); len(rows) > 0 {
		p.blank()
		p.table([]string{"category", ">files", ">lines", ">importers", ">collisions", ">effort"}, rows)
	}
	if p.options.Level == Verbose {
		p.list("How the effort comes about", len(d.Effort), func(i int) {
			e := d.Effort[i]
			p.item("- %s: %s = %d", e.Category, e.Formula, e.Points)
		})
	}
	for _, group := range d.problems() {
		p.list(group.title, len(group.entries), func(i int) { p.finding(group.entries[i]) })
	}
	if p.options.Level == Verbose {
		d.listFiles(p)
	}
	p.next("rtconsolidate init")
}

func (d *Scan) effortRows() [][]any {
	var rows [][]any
	for _, e := range d.Effort {
		rows = append(rows, []any{e.Category, e.Files, e.Lines, e.Importers, e.Collisions, e.Points})
	}
	return rows
}

func (p *page) finding(f finding) {
	p.item("- %s  %s", f.where, f.what)
	for _, detail := range f.details {
		p.sub("%s", detail)
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
	s.para("%d of %s are realtime, %d more to review; %s.", t.Realtime, safe(count(t.Files, "code file", "code files")), t.Review, safe(t.figures()))
	var rows [][]any
	for _, e := range d.Effort {
		rows = append(rows, []any{prose(e.Category), e.Files, e.Lines, e.Importers, e.Collisions, e.Points, prose(e.Formula)})
	}
	s.table([]string{"Category", ">Files", ">Lines", ">Importers", ">Collisions", ">Effort", "How it comes about"}, rows)
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
