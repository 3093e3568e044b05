package report

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze/compare"
	"rtconsolidate/report/escape"
)

// Comparison sets the declarations of one name side by side.
type Comparison struct {
	Name         string        `json:"name"`
	Declarations []Declared    `json:"declarations"` // distinct ones, the most imported first
	Rows         []CompareRow  `json:"rows"`
	Totals       CompareTotals `json:"totals"`
}

// Declared is one way in which the name is declared, and where.
type Declared struct {
	Label   string          `json:"label"` // A, B, …
	Kind    string          `json:"kind" empty:"null"`
	Lines   int             `json:"lines"`
	Places  []DeclaredPlace `json:"places"`
	Trouble string          `json:"trouble" empty:"null"` // why it could not be parsed
}

// DeclaredPlace is where a declaration stands.
type DeclaredPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line"` // from 1
	Exported  bool   `json:"exported"`
	Importers int    `json:"importers"`
}

// CompareRow is one member, entry or property, in each declaration.
type CompareRow struct {
	Name    string        `json:"name"`
	Verdict string        `json:"verdict"`
	Cells   []CompareCell `json:"cells"` // of the declarations that have it
}

// CompareCell is what one declaration has in a row.
type CompareCell struct {
	Label string `json:"label"`
	Text  string `json:"text"` // the signature or the value
}

// CompareTotals are the figures of the first line.
type CompareTotals struct {
	Declarations int `json:"declarations"`
	Places       int `json:"places"`
	Same         int `json:"same"`
	OtherBody    int `json:"other_body"`
	Conflicting  int `json:"conflicting"`
	Only         int `json:"only"`
}

// Kind is "compare".
func (d *Comparison) Kind() string { return "compare" }

// NewComparison makes the document of a comparison.
func NewComparison(c *compare.Comparison) *Comparison {
	d := &Comparison{Name: c.Name}
	for i, x := range c.Declarations {
		d.Declarations = append(d.Declarations, Declared{label(i), x.Kind, x.Lines, each(x.Places, func(p compare.Place) DeclaredPlace { return DeclaredPlace(p) }), x.Trouble})
		d.Totals.Places += len(x.Places)
	}
	d.Totals.Declarations = len(d.Declarations)
	for _, r := range c.Rows {
		row := CompareRow{Name: r.Name, Verdict: string(r.Verdict)}
		for i, cell := range r.Cells {
			if cell.Has {
				row.Cells = append(row.Cells, CompareCell{label(i), cell.Text})
			}
		}
		d.Rows = append(d.Rows, row)
		switch r.Verdict {
		case compare.Same:
			d.Totals.Same++
		case compare.OtherBody:
			d.Totals.OtherBody++
		case compare.Conflicting:
			d.Totals.Conflicting++
		case compare.Only:
			d.Totals.Only++
		}
	}
	return d
}

// label names a declaration as spreadsheets name columns: A … Z, AA, AB …
func label(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return label(i/26-1) + label(i%26)
}

func (t CompareTotals) figures() string {
	var parts []string
	for _, f := range []struct {
		n    int
		what string
	}{{t.Conflicting, "conflicting"}, {t.OtherBody, "with the same signature and a different body"}, {t.Same, "same"}, {t.Only, "in one alone"}} {
		if f.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", f.n, f.what))
		}
	}
	if parts == nil {
		return "nothing to compare"
	}
	return strings.Join(parts, ", ")
}

func (d Declared) what() string {
	if d.Trouble != "" {
		return d.Trouble
	}
	importers := 0
	local := true
	for _, p := range d.Places {
		importers += p.Importers
		local = local && !p.Exported
	}
	s := fmt.Sprintf("%s, %s, %s", d.Kind, count(d.Lines, "line", "lines"), count(importers, "importer", "importers"))
	if local {
		s += ", not exported"
	}
	return s
}

func (d *Comparison) text(p *page) {
	p.options.Width = min(p.options.Width, terminal)
	t := d.Totals
	p.result("compared: %s, declared in %s, in %s; %s", d.Name, count(t.Places, "place", "places"), count(t.Declarations, "form", "different forms"), t.figures())
	p.blank()
	for _, x := range d.Declarations {
		p.item("%s  %s", p.bold(x.Label), x.what())
		for _, place := range x.Places {
			p.sub("%s", position(place.File, place.Line, 0))
		}
	}
	for _, verdict := range []compare.Verdict{compare.Conflicting, compare.OtherBody} {
		rows := d.of(verdict)
		p.list(strings.ToUpper(string(verdict)[:1])+string(verdict)[1:], len(rows), func(i int) {
			p.item("- %s", rows[i].Name)
			for _, c := range distinct(rows[i].Cells) {
				p.sub("%s  %s", c.Label, clip(c.Text, p.options.Level))
			}
		})
	}
	d.names(p, "Same", d.of(compare.Same))
	for _, x := range d.Declarations {
		d.names(p, "Only in "+x.Label, slices.DeleteFunc(d.of(compare.Only), func(r CompareRow) bool { return r.Cells[0].Label != x.Label }))
	}
}

// names writes the names of rows, as few lines as they take.
func (d *Comparison) names(p *page, title string, rows []CompareRow) {
	if len(rows) == 0 {
		return
	}
	p.blank()
	p.line("%s %s", p.bold(title), p.faint(fmt.Sprintf("(%d)", len(rows))))
	if p.options.Level == Verbose {
		for _, r := range rows {
			p.item("- %s  %s", r.Name, r.Cells[0].Text)
		}
		return
	}
	var list []string
	for _, r := range rows {
		list = append(list, r.Name)
	}
	p.item("%s", strings.Join(list, ", "))
}

func (d *Comparison) of(v compare.Verdict) []CompareRow {
	var list []CompareRow
	for _, r := range d.Rows {
		if r.Verdict == string(v) {
			list = append(list, r)
		}
	}
	return list
}

// distinct joins the labels of cells that say the same.
func distinct(cells []CompareCell) []CompareCell {
	var list []CompareCell
	for _, c := range cells {
		if i := slices.IndexFunc(list, func(o CompareCell) bool { return o.Text == c.Text }); i >= 0 {
			list[i].Label += " " + c.Label
		} else {
			list = append(list, c)
		}
	}
	return list
}

// clip cuts a long text for a terminal, unless all is asked for: a list behind one of its commas, anything
// else anywhere.
func clip(s string, level Level) string {
	const most = 160
	runes := []rune(s)
	if level == Verbose || len(runes) <= most {
		return s
	}
	head := string(runes[:most])
	if i := strings.LastIndex(head, ", "); i > most/2 {
		rest := 1 + strings.Count(s[i+2:], ", ")
		return fmt.Sprintf("%s and %d more", head[:i], rest)
	}
	return head + "…"
}

func (d *Comparison) markdown(s *sheet) {
	t := d.Totals
	s.heading(1, "%s side by side", d.Name)
	s.para("Declared in %s, in %s; %s.", safe(count(t.Places, "place", "places")), safe(count(t.Declarations, "form", "different forms")), safe(t.figures()))
	var declared [][]any
	for _, x := range d.Declarations {
		var places []string
		for _, p := range x.Places {
			places = append(places, position(p.File, p.Line, 0))
		}
		declared = append(declared, []any{prose(x.Label), prose(x.what()), prose(strings.Join(places, ", "))})
	}
	s.table([]string{"", "What", "Where"}, declared)
	header := []string{"Name", "Verdict"}
	for _, x := range d.Declarations {
		header = append(header, escape.Code(x.Label))
	}
	var rows [][]any
	for _, r := range d.Rows {
		row := []any{r.Name, prose(r.Verdict)}
		for _, x := range d.Declarations {
			i := slices.IndexFunc(r.Cells, func(c CompareCell) bool { return c.Label == x.Label })
			if i < 0 {
				row = append(row, safe("–"))
			} else {
				row = append(row, r.Cells[i].Text)
			}
		}
		rows = append(rows, row)
	}
	s.table(header, rows)
}
