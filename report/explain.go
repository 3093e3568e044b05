package report

import (
	"fmt"
	"strings"

	"rtconsolidate/analyze/survey"
)

// Explanation tells all that is known of a file, or of a name that it offers.
type Explanation struct {
	File       string     `json:"file"`
	Name       string     `json:"name" empty:"null"`
	Asked      string     `json:"asked"` // as it was asked for: a path or a specifier
	Via        string     `json:"via" empty:"null"`
	Verdict    string     `json:"verdict"` // realtime, review, no
	Category   string     `json:"category" empty:"null"`
	Role       string     `json:"role" empty:"null"`
	Score      int        `json:"score"`
	Threshold  int        `json:"threshold"`
	Lines      int        `json:"lines"`
	Evidence   []Evidence `json:"evidence"`
	Resolution Resolution `json:"resolution"` // of the name
	Shadows    string     `json:"shadows" empty:"null"`
	Chain      []string   `json:"chain"`     // from an entry of the repo to the file, empty when none leads there
	Importers  []Use      `json:"importers"` // sorted by file and line
	Plan       PlanNote   `json:"plan"`
}

// Resolution is what a name means.
type Resolution struct {
	Status string `json:"status" empty:"null"` // found, local, no-export, no-module, ambiguous, unknown, outside; "" without a name
	File   string `json:"file" empty:"null"`
	Name   string `json:"name" empty:"null"`
	Line   int    `json:"line"` // from 1, 0 when unknown
	Nature string `json:"nature" empty:"null"`
}

// Use is one import of the file or of the name.
type Use struct {
	File      string   `json:"file"`
	Line      int      `json:"line"` // from 1
	Kind      string   `json:"kind"`
	Specifier string   `json:"specifier"`
	Via       string   `json:"via" empty:"null"` // the alias and the setting that made it
	To        string   `json:"to"`               // the module it asks, which may re-export
	Names     []string `json:"names"`
}

// PlanNote is what the plan does with the file, and why.
type PlanNote struct {
	Config    string      `json:"config" empty:"null"` // "" when there is none
	Trouble   string      `json:"trouble" empty:"null"`
	Does      []string    `json:"does"`
	Action    string      `json:"action" empty:"null"` // of the planned change of this file
	Reasons   []string    `json:"reasons"`
	LeftAlone []LeftAlone `json:"left_alone"`
}

// Kind is "explain".
func (d *Explanation) Kind() string { return "explain" }

func (d *Explanation) subject() string {
	if d.Name == "" {
		return d.File
	}
	return d.File + "#" + d.Name
}

// SetVerdict fills in what the survey says of the file. review is the score from which on a file is listed
// for review.
func (d *Explanation) SetVerdict(f survey.File, review int) {
	d.Category, d.Role, d.Score, d.Lines = f.Category, f.Role, f.Score, f.Lines
	d.Evidence = each(f.Evidence, func(e survey.Evidence) Evidence { return Evidence(e) })
	switch {
	case f.Score >= d.Threshold:
		d.Verdict = "realtime"
	case f.Score >= review:
		d.Verdict = "review"
	default:
		d.Verdict = "no"
	}
}

func (d *Explanation) verdict() string {
	what := strings.Trim(d.Category+" "+d.Role, " ")
	switch d.Verdict {
	case "realtime":
		return fmt.Sprintf("is realtime: %s, score %d (from %d on)", what, d.Score, d.Threshold)
	case "review":
		return fmt.Sprintf("may be realtime: %s, score %d (sure from %d on)", what, d.Score, d.Threshold)
	}
	return fmt.Sprintf("is not realtime: score %d (from %d on it is)", d.Score, d.Threshold)
}

// meaning says what the name resolves to.
func (d *Explanation) meaning() string {
	r := d.Resolution
	switch r.Status {
	case "":
		return ""
	case "found":
		if r.File == d.File && r.Name == d.Name {
			return fmt.Sprintf("%s is declared here, in line %d, as a %s", d.Name, r.Line, r.Nature)
		}
		return fmt.Sprintf("%s is %s of %s, a %s", d.Name, r.Name, position(r.File, r.Line, 0), r.Nature)
	case "local":
		return fmt.Sprintf("%s is declared here, in line %d, as a %s, and not exported", d.Name, r.Line, r.Nature)
	case "outside":
		return fmt.Sprintf("%s comes from the package %s", d.Name, r.File)
	case "ambiguous":
		return fmt.Sprintf("%s means several declarations, so it is not exported", d.Name)
	case "unknown":
		return fmt.Sprintf("what %s means cannot be told from the syntax of %s", d.Name, r.File)
	}
	return fmt.Sprintf("%s is not exported: imports of it are broken", d.Name)
}

func (u Use) where() string {
	s := fmt.Sprintf("%s  %s %q", position(u.File, u.Line, 0), u.Kind, u.Specifier)
	if len(u.Names) > 0 {
		s += " for " + strings.Join(u.Names, ", ")
	}
	return s
}

// notes are the facts that are neither evidence nor imports.
func (d *Explanation) notes() []string {
	var list []string
	if d.Asked != d.File {
		how := ""
		if d.Via != "" {
			how = ", by " + d.Via
		}
		list = append(list, fmt.Sprintf("%s leads to %s%s", d.Asked, d.File, how))
	}
	if m := d.meaning(); m != "" {
		list = append(list, m)
	}
	if d.Shadows != "" {
		list = append(list, "it hides "+d.Shadows+": a file beats a folder of its name")
	}
	switch len(d.Chain) {
	case 0:
		list = append(list, "no entry of the repo leads to it")
	case 1:
		list = append(list, "it is an entry of the repo")
	default:
		list = append(list, "reached by "+strings.Join(d.Chain, " -> "))
	}
	return list
}

// planned says what the plan does, in sentences.
func (d *Explanation) planned() []string {
	p := d.Plan
	if p.Config == "" {
		return nil
	}
	if p.Trouble != "" {
		return []string{p.Config + " cannot be planned: " + p.Trouble}
	}
	list := append([]string(nil), p.Does...)
	if p.Action != "" {
		list = append(list, p.Action+": "+strings.Join(p.Reasons, "; "))
	}
	for _, l := range p.LeftAlone {
		list = append(list, fmt.Sprintf("left alone in line %d: %s", l.Line, l.Reason))
	}
	if list == nil {
		list = []string{"nothing is planned for it"}
	}
	return list
}

func (d *Explanation) text(p *page) {
	p.options.Width = min(p.options.Width, terminal)
	p.result("file: %s %s", d.subject(), d.verdict())
	for _, n := range d.notes() {
		p.item("%s", n)
	}
	p.list("Evidence", len(d.Evidence), func(i int) { p.item("%+d  %s", d.Evidence[i].Weight, located(d.Evidence[i])) })
	p.list("Importers", len(d.Importers), func(i int) {
		u := d.Importers[i]
		p.item("- %s", u.where())
		if u.Via != "" && p.options.Level == Verbose {
			p.sub("by %s", u.Via)
		}
		if u.To != d.File {
			p.sub("through %s", u.To)
		}
	})
	plan := d.planned()
	p.list("Plan: "+d.Plan.Config, len(plan), func(i int) { p.item("- %s", plan[i]) })
}

func (d *Explanation) markdown(s *sheet) {
	s.heading(1, "%s", d.subject())
	s.para("It %s.", prose(d.verdict()))
	notes := d.notes()
	s.bullets(len(notes), func(i int) { s.bullet(0, "%s", prose(notes[i])) })
	if len(d.Evidence) > 0 {
		s.heading(2, "Evidence")
		s.bullets(len(d.Evidence), func(i int) { s.bullet(0, "%+d %s", d.Evidence[i].Weight, prose(located(d.Evidence[i]))) })
	}
	if len(d.Importers) > 0 {
		s.heading(2, "Importers (%d)", len(d.Importers))
		s.bullets(len(d.Importers), func(i int) {
			through := ""
			if u := d.Importers[i]; u.To != d.File {
				through = ", through " + u.To
			}
			s.bullet(0, "%s", prose(d.Importers[i].where()+through))
		})
	}
	if plan := d.planned(); len(plan) > 0 {
		s.heading(2, "Plan")
		s.bullets(len(plan), func(i int) { s.bullet(0, "%s", prose(plan[i])) })
	}
}
