package report

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/report/escape"
)

// Plan is what `plan` found, and the outward form of a saved plan.
type Plan struct {
	Phase     string       `json:"phase"`
	Phases    []string     `json:"phases"`  // the phases that Phase names together
	Changes   []PlanChange `json:"changes"` // sorted by path
	Proof     Proof        `json:"proof"`
	LeftAlone []LeftAlone  `json:"left_alone"` // sorted by file and line
	Mentions  []Mention    `json:"mentions"`   // sorted by file and line
	Digest    string       `json:"digest"`
	// Repo tells clones of one repo from other repos; null when it is not known or the plan not saved.
	Repo string `json:"repo" empty:"null"`
	// Saved is the file the plan was saved to, "" when it was not.
	Saved string `json:"-"`
}

// PlanChange is one file that the plan changes.
type PlanChange struct {
	Path         string   `json:"path"`
	Action       string   `json:"action"` // create, modify, delete, rename
	From         string   `json:"from" empty:"null"`
	BeforeSHA256 string   `json:"before_sha256" empty:"null"` // hex; null for a file that is created
	AfterSHA256  string   `json:"after_sha256" empty:"null"`  // hex; null for a file that goes
	Added        int      `json:"added"`                      // lines
	Deleted      int      `json:"deleted"`                    // lines
	Reasons      []string `json:"reasons"`
}

// LeftAlone is a place that could not be rewritten, and why.
type LeftAlone struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // from 1, 0 for the whole file
	Reason string `json:"reason"`
}

// Mention is a place outside the import graph that names the old path of a file which moves or goes.
type Mention struct {
	File string `json:"file"`
	Line int    `json:"line"` // from 1
	Path string `json:"path"`
}

// Kind is "plan".
func (d *Plan) Kind() string { return "plan" }

func (d *Plan) text(p *page) {
	d.headline(p)
	d.Proof.text(p)
	leftAlone(p, d.LeftAlone)
	p.list("Named elsewhere: old paths in strings, documents and settings", len(d.Mentions), func(i int) {
		m := d.Mentions[i]
		p.item("- %s  %s", position(m.File, m.Line, 0), m.Path)
	})
	changes(p, d.Changes)
	if p.options.Level == Verbose && d.Digest != "" {
		p.blank()
		p.line("digest %s", d.Digest)
	}
	switch {
	case !d.Proof.Holds:
		p.next(command("rtconsolidate", "explain", d.culprit()))
	case len(d.Changes) == 0:
		p.next("rtconsolidate check")
	case d.Saved != "":
		p.next(command("rtconsolidate", "apply", d.Saved))
	default:
		p.next(command(d.words("plan", "--diff")...), command(d.words("apply")...))
	}
}

// words is the command line that runs a verb on the plan's phases.
func (d *Plan) words(verb string, flags ...string) []string {
	list := []string{"rtconsolidate", verb}
	for _, name := range d.Phases {
		list = append(list, "--phase", name)
	}
	return append(list, flags...)
}

func (d *Plan) headline(p *page) {
	switch {
	case !d.Proof.Holds:
		p.result("%s phase %s is not safe: the proof fails, nothing may be applied", p.bad("refused:"), d.Phase)
	case len(d.Changes) == 0:
		p.result("%s phase %s has nothing to change", p.good("done:"), d.Phase)
	default:
		p.result("%s phase %s changes %s; %s", p.good("proved:"), d.Phase, tally(d.Changes), d.leftCount())
	}
}

func (d *Plan) leftCount() string {
	if len(d.LeftAlone) == 0 {
		return "nothing is left alone"
	}
	return count(len(d.LeftAlone), "place is", "places are") + " left alone"
}

// culprit is the file to look at first when the proof fails.
func (d *Plan) culprit() string {
	for _, list := range [][]NameChange{d.Proof.Bindings.BrokenList, d.Proof.Surface.Lost} {
		if len(list) > 0 {
			return list[0].File
		}
	}
	switch p := d.Proof; {
	case len(p.NewCycles) > 0 && len(p.NewCycles[0]) > 0:
		return p.NewCycles[0][0]
	case len(p.Environment) > 0:
		return p.Environment[0].File
	case len(p.Wire.Changed) > 0:
		return p.Wire.Changed[0]
	case p.Bundle != nil && len(p.Bundle.Errors) > 0 && p.Bundle.Errors[0].File != "":
		return p.Bundle.Errors[0].File
	}
	return "FILE"
}

// tally counts changes by action: `3 files (1 created, 2 modified), +10 -4 lines`.
func tally(list []PlanChange) string {
	counts := map[string]int{}
	added, deleted := 0, 0
	for _, c := range list {
		counts[c.Action]++
		added, deleted = added+c.Added, deleted+c.Deleted
	}
	var parts []string
	for _, a := range [][2]string{{"create", "created"}, {"modify", "modified"}, {"rename", "moved"}, {"delete", "deleted"}} {
		if counts[a[0]] > 0 {
			parts = append(parts, fmt.Sprint(counts[a[0]], " ", a[1]))
		}
	}
	return fmt.Sprintf("%s (%s), +%d -%d lines", files(len(list)), strings.Join(parts, ", "), added, deleted)
}

// changes lists files, those that come, go or move before the many that are only re-pointed.
func changes(p *page, list []PlanChange) {
	list = slices.Clone(list)
	rank := map[string]int{"delete": 0, "rename": 1, "create": 2, "modify": 3}
	slices.SortStableFunc(list, func(a, b PlanChange) int { return rank[a.Action] - rank[b.Action] })
	p.list("Changes", len(list), func(i int) {
		c := list[i]
		path := c.Path
		if c.From != "" {
			path = c.From + " -> " + c.Path
		}
		p.item("%-6s %s  %s", c.Action, path, p.faint(fmt.Sprintf("+%d -%d", c.Added, c.Deleted)))
		if p.options.Level != Verbose && c.Action == "modify" {
			return
		}
		for _, r := range c.Reasons {
			p.sub("%s", p.faint(r))
		}
	})
}

func leftAlone(p *page, list []LeftAlone) {
	p.list("Left alone: rewrite these by hand, or keep them", len(list), func(i int) {
		l := list[i]
		p.item("- %s  %s", position(l.File, l.Line, 0), l.Reason)
	})
}

func (d *Plan) markdown(s *sheet) {
	s.heading(1, "Plan of phase %s", d.Phase)
	switch {
	case !d.Proof.Holds:
		s.para("**Refused**: the proof fails, so nothing may be applied.")
	case len(d.Changes) == 0:
		s.para("Nothing to change.")
	default:
		s.para("Changes %s; %s.", safe(tally(d.Changes)), safe(d.leftCount()))
	}
	if d.Digest != "" {
		s.para("Digest: %s", d.Digest)
	}
	d.Proof.Text.markdown(s)
	d.Proof.markdown(s)
	leftAloneMarkdown(s, d.LeftAlone)
	mentionsMarkdown(s, d.Mentions)
	changesMarkdown(s, d.Changes)
}

func mentionsMarkdown(s *sheet, list []Mention) {
	if len(list) == 0 {
		return
	}
	s.heading(2, "Named elsewhere")
	s.para("Strings, documents and settings that name the old path of a file.")
	var rows [][]any
	for _, m := range list {
		rows = append(rows, []any{position(m.File, m.Line, 0), safe(escape.Code(m.Path))})
	}
	s.table([]string{"Where", "Path"}, rows)
}

func changesMarkdown(s *sheet, list []PlanChange) {
	if len(list) == 0 {
		return
	}
	s.heading(2, "Changes")
	var rows [][]any
	for _, c := range list {
		path := safe(escape.Code(c.Path))
		if c.From != "" {
			path = safe(escape.Code(c.From)) + " → " + path
		}
		var reasons []string
		for _, r := range c.Reasons {
			reasons = append(reasons, escape.Prose(r))
		}
		rows = append(rows, []any{prose(c.Action), path, safe(fmt.Sprintf("+%d −%d", c.Added, c.Deleted)), safe(strings.Join(reasons, "; "))})
	}
	s.table([]string{"Action", "File", ">Lines", "Why"}, rows)
}

func leftAloneMarkdown(s *sheet, list []LeftAlone) {
	s.heading(2, "Left alone")
	if len(list) == 0 {
		s.para("Nothing.")
		return
	}
	var rows [][]any
	for _, l := range list {
		rows = append(rows, []any{position(l.File, l.Line, 0), prose(l.Reason)})
	}
	s.table([]string{"Where", "Why"}, rows)
}

// codes makes a list of names code spans.
func codes(names []string) safe {
	var out []string
	for _, n := range names {
		out = append(out, escape.Code(n))
	}
	return safe(strings.Join(out, ", "))
}
