package report

import "rtconsolidate/rules"

// Shims lists the shims, what still imports them, and when they are due.
type Shims struct {
	Shims []Shim `json:"shims"` // sorted by path
}

// Shim is what stays at a legacy path.
type Shim struct {
	Path        string         `json:"path"`
	Phase       string         `json:"phase"`
	Owner       string         `json:"owner" empty:"null"`
	RemoveAfter string         `json:"remove_after" empty:"null"` // YYYY-MM-DD
	Due         bool           `json:"due"`                       // its date has passed
	Importers   []ShimImporter `json:"importers"`                 // sorted by file and line
}

// ShimImporter is a reference that leads to a shim.
type ShimImporter struct {
	File      string `json:"file"`
	Line      int    `json:"line"` // from 1
	Specifier string `json:"specifier"`
}

// NewShims takes the shims of a repo; today is YYYY-MM-DD.
func NewShims(list []rules.Shim, today string) *Shims {
	d := &Shims{}
	for _, s := range list {
		shim := Shim{Path: s.Path, Phase: s.Phase, Owner: s.Owner, RemoveAfter: s.RemoveAfter, Due: s.RemoveAfter != "" && s.RemoveAfter < today}
		for _, i := range s.Importers {
			shim.Importers = append(shim.Importers, ShimImporter(i))
		}
		d.Shims = append(d.Shims, shim)
	}
	return d
}

// Kind is "shims".
func (d *Shims) Kind() string { return "shims" }

func (d *Shims) free() int {
	n := 0
	for _, s := range d.Shims {
		if len(s.Importers) == 0 {
			n++
		}
	}
	return n
}

func (s *Shim) due() string {
	if s.Due {
		return s.RemoveAfter + ", past"
	}
	return s.RemoveAfter
}

func (d *Shims) rows() [][]any {
	var rows [][]any
	for _, s := range d.Shims {
		rows = append(rows, []any{s.Path, s.Phase, len(s.Importers), s.Owner, s.due()})
	}
	return rows
}

func (d *Shims) text(p *page) {
	p.result("%s, %d of them without importers", count(len(d.Shims), "shim", "shims"), d.free())
	if len(d.Shims) > 0 {
		p.blank()
		p.table([]string{"shim", "phase", ">importers", "owner", "remove after"}, d.rows())
	}
	for _, s := range d.Shims {
		p.list("Importers of "+s.Path, len(s.Importers), func(i int) {
			p.item("- %s  \"%s\"", position(s.Importers[i].File, s.Importers[i].Line, 0), s.Importers[i].Specifier)
		})
	}
	switch {
	case d.free() > 0:
		p.next("rtconsolidate shims remove")
	case len(d.Shims) > 0:
		p.next("rtconsolidate plan")
	}
}

func (d *Shims) markdown(s *sheet) {
	s.heading(1, "Shims")
	s.para("%s, %d of them without importers.", safe(count(len(d.Shims), "shim", "shims")), d.free())
	if len(d.Shims) > 0 {
		s.table([]string{"Shim", "Phase", ">Importers", "Owner", "Remove after"}, d.rows())
	}
	for _, shim := range d.Shims {
		if len(shim.Importers) > 0 {
			s.heading(2, "Importers of %s", shim.Path)
			s.bullets(len(shim.Importers), func(i int) {
				at := shim.Importers[i]
				s.bullet(0, "%s imports %s", position(at.File, at.Line, 0), at.Specifier)
			})
		}
	}
}
