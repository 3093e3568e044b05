package report

import (
	"fmt"
	"path"
	"strings"
)

// Init is what `init` wrote, and how it reads a plan that was written for people.
type Init struct {
	Config    string        `json:"config" empty:"null"` // the file that was written, "" for a proposal that was only shown
	Plan      string        `json:"plan" empty:"null"`   // the plan that was read, "" for a proposal from the survey
	Totals    InitTotals    `json:"totals"`
	Sources   []PlanLine    `json:"sources"`
	Exports   []PlanLine    `json:"exports"`
	Differs   []PlanRemark  `json:"differs"`
	Unwritten []PlanRemark  `json:"unwritten"` // files that the plan draws, for people to write
	People    []PlanRemark  `json:"people"`    // lines of the phases that are work for people
	Later     []LaterAction `json:"later"`
	Contested []Contested   `json:"contested"`
}

// InitTotals are the figures of an Init.
type InitTotals struct {
	Phases    int `json:"phases"`
	Targets   int `json:"targets"`
	Later     int `json:"later"`
	Contested int `json:"contested"`
	Sources   int `json:"sources"`
	Found     int `json:"found"`
	Missing   int `json:"missing"`
	Ambiguous int `json:"ambiguous"`
	Unclear   int `json:"unclear"`
}

// PlanLine is a line of a plan with what it means in the repo.
type PlanLine struct {
	Line   int      `json:"line"`
	Text   string   `json:"text"`
	Phase  string   `json:"phase"`
	Status string   `json:"status"` // found, missing, ambiguous, unclear
	Files  []string `json:"files"`
	Note   string   `json:"note"`
}

// PlanRemark is a sentence about a line of a plan.
type PlanRemark struct {
	Line int    `json:"line"`
	Path string `json:"path"`
	Text string `json:"text"`
}

// LaterAction is what the config holds as a comment, because the planner refuses it for now.
type LaterAction struct {
	Phase  string `json:"phase"`
	Target string `json:"target"` // "" for a whole phase
	Reason string `json:"reason"`
}

// Contested is a name that several files declare, with the proposal.
type Contested struct {
	Name   string   `json:"name"`
	Prefer string   `json:"prefer"`
	Others []string `json:"others"`
	Note   string   `json:"note"`
}

// Kind is "init".
func (d *Init) Kind() string { return "init" }

func (d *Init) open() int { return d.Totals.Missing + d.Totals.Ambiguous + d.Totals.Unclear }

func (d *Init) text(p *page) {
	t := d.Totals
	mark := p.good("wrote")
	if d.Plan == "" {
		p.result("%s %s: %s, %s; %s for later, %s to decide", mark, d.Config, count(t.Phases, "phase", "phases"), count(t.Targets, "target", "targets"),
			count(t.Later, "thing", "things"), count(t.Contested, "contested name", "contested names"))
	} else {
		if d.open() > 0 {
			mark = p.warn("wrote")
		}
		p.result("%s %s from %s: %s, %s; of %s %d found, %d missing, %d ambiguous, %d unclear", mark, d.Config, d.Plan,
			count(t.Phases, "phase", "phases"), count(t.Targets, "target", "targets"), count(t.Sources, "source line", "source lines"),
			t.Found, t.Missing, t.Ambiguous, t.Unclear)
	}
	for _, s := range lineStatuses {
		list := d.withStatus(s.status)
		p.list(s.title, len(list), func(i int) { d.planLine(p, list[i]) })
	}
	remarks(p, d.Plan, "Differs from the plan", d.Differs)
	remarks(p, d.Plan, "Drawn, and to be written by hand", d.Unwritten)
	p.list("Left for later: comments in the config, each with the planner's reason", len(d.Later), func(i int) {
		l := d.Later[i]
		p.item("- %s  %s", strings.TrimSuffix(l.Phase+" "+l.Target, " "), l.Reason)
	})
	p.list("Contested names: proposals under `names:`, for you to decide", len(d.Contested), func(i int) {
		c := d.Contested[i]
		p.item("- %s goes to %s, not to %s", c.Name, c.Prefer, strings.Join(c.Others, ", "))
		p.sub("%s", c.Note)
	})
	if p.options.Level == Verbose {
		found := d.withStatus("found")
		p.list("Found", len(found), func(i int) { d.planLine(p, found[i]) })
		remarks(p, d.Plan, "Work for people", d.People)
	}
	if d.Config != "" {
		p.next("rtconsolidate plan --diff")
	}
}

var lineStatuses = []struct{ status, title string }{
	{"missing", "Not in the repo"}, {"ambiguous", "May mean several things"}, {"unclear", "Not understood"},
}

// withStatus lists the lines of a status, sources before exports.
func (d *Init) withStatus(status string) []PlanLine {
	var list []PlanLine
	for _, l := range append(append([]PlanLine(nil), d.Sources...), d.Exports...) {
		if l.Status == status {
			list = append(list, l)
		}
	}
	return list
}

func (d *Init) planLine(p *page, l PlanLine) {
	p.item("- %s  %s", position(path.Base(d.Plan), l.Line, 0), l.Text)
	if l.Note != "" {
		p.sub("%s", l.Note)
	}
	if l.Status == "ambiguous" || p.options.Level == Verbose && len(l.Files) > 0 {
		p.sub("%s", someOf(l.Files))
	}
}

func someOf(list []string) string {
	const few = 6
	if len(list) <= few {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:few], ", "), len(list)-few)
}

func remarks(p *page, plan, title string, list []PlanRemark) {
	p.list(title, len(list), func(i int) {
		p.item("- %s  %s %s", position(path.Base(plan), list[i].Line, 0), list[i].Path, list[i].Text)
	})
}

func (d *Init) markdown(s *sheet) {
	t := d.Totals
	s.heading(1, "The proposed consolidation")
	s.para("%s, %s; %d left for later, %s to decide.", safe(count(t.Phases, "phase", "phases")), safe(count(t.Targets, "target", "targets")), t.Later,
		safe(count(t.Contested, "contested name", "contested names")))
	if d.Plan != "" {
		s.para("Of %s in %s: %d found, %d missing, %d ambiguous, %d unclear.", safe(count(t.Sources, "source line", "source lines")), d.Plan,
			t.Found, t.Missing, t.Ambiguous, t.Unclear)
	}
	d.linesTable(s, "Sources", d.Sources)
	d.linesTable(s, "Promised exports", d.Exports)
	remarkTable(s, "Differs from the plan", d.Differs)
	remarkTable(s, "Drawn, and to be written by hand", d.Unwritten)
	if len(d.Later) > 0 {
		s.heading(2, "Left for later")
		s.bullets(len(d.Later), func(i int) { s.bullet(0, "%s %s: %s", d.Later[i].Phase, d.Later[i].Target, prose(d.Later[i].Reason)) })
	}
	if len(d.Contested) > 0 {
		s.heading(2, "Contested names")
		s.bullets(len(d.Contested), func(i int) {
			s.bullet(0, "%s goes to %s: %s", d.Contested[i].Name, d.Contested[i].Prefer, prose(d.Contested[i].Note))
		})
	}
	remarkTable(s, "Work for people", d.People)
}

func (d *Init) linesTable(s *sheet, title string, list []PlanLine) {
	if len(list) == 0 {
		return
	}
	s.heading(2, "%s", prose(title))
	var rows [][]any
	for _, l := range list {
		rows = append(rows, []any{l.Line, prose(l.Text), prose(l.Status), prose(someOf(l.Files)), prose(l.Note)})
	}
	s.table([]string{">line", "text", "status", "files", "note"}, rows)
}

func remarkTable(s *sheet, title string, list []PlanRemark) {
	if len(list) == 0 {
		return
	}
	s.heading(2, "%s", prose(title))
	var rows [][]any
	for _, r := range list {
		rows = append(rows, []any{r.Line, prose(r.Path), prose(r.Text)})
	}
	s.table([]string{">line", "path", ""}, rows)
}
