package report

import (
	"maps"
	"slices"
	"strings"
)

// Status is where the migration stands.
type Status struct {
	Phases  []PhaseStatus  `json:"phases"` // in the order of the config
	Runs    []RunInfo      `json:"runs"`   // the newest first
	Metrics map[string]int `json:"metrics"`
}

// PhaseStatus is where one phase stands.
type PhaseStatus struct {
	Name          string `json:"name"`
	State         string `json:"state"` // pending, partial, applied, done
	ImportersLeft int    `json:"importers_left"`
	Shims         int    `json:"shims"`
}

// RunInfo is one applied change set, in short.
type RunInfo struct {
	ID    string `json:"id"`
	Phase string `json:"phase"`
	State string `json:"state"` // applied, rolled-back, interrupted, undo-interrupted
	Time  string `json:"time"`  // RFC 3339
	Files int    `json:"files"`
}

// Kind is "status".
func (d *Status) Kind() string { return "status" }

func (d *Status) finished() int {
	n := 0
	for _, ph := range d.Phases {
		if ph.State == "applied" || ph.State == "done" {
			n++
		}
	}
	return n
}

// interrupted is the id of a run that must be finished or undone first, "" when there is none.
func interrupted(runs []RunInfo) string {
	for _, r := range runs {
		if strings.HasSuffix(r.State, "interrupted") {
			return r.ID
		}
	}
	return ""
}

func (d *Status) text(p *page) {
	open := interrupted(d.Runs)
	mark := p.good("status:")
	if open != "" || d.finished() < len(d.Phases) {
		mark = p.warn("status:")
	}
	p.result("%s %d of %s applied%s", mark, d.finished(), count(len(d.Phases), "phase", "phases"), suffix(open))
	var rows [][]any
	for _, ph := range d.Phases {
		rows = append(rows, []any{ph.Name, ph.State, ph.ImportersLeft, ph.Shims})
	}
	if len(rows) > 0 {
		p.blank()
		p.table([]string{"phase", "state", ">importers left", ">shims"}, rows)
	}
	if len(d.Metrics) > 0 {
		p.blank()
		for _, k := range slices.Sorted(maps.Keys(d.Metrics)) {
			p.item("%s: %d", strings.ReplaceAll(k, "_", " "), d.Metrics[k])
		}
	}
	runList(p, d.Runs)
	p.next(d.advice(open)...)
}

func suffix(open string) string {
	if open == "" {
		return ""
	}
	return ", run " + open + " was interrupted"
}

func (d *Status) advice(open string) []string {
	if open != "" {
		return []string{"rtconsolidate resume", command("rtconsolidate", "rollback", open)}
	}
	for _, ph := range d.Phases {
		if ph.State != "applied" && ph.State != "done" {
			return []string{command("rtconsolidate", "plan", "--phase", ph.Name)}
		}
	}
	return []string{"rtconsolidate check"}
}

func (d *Status) markdown(s *sheet) {
	s.heading(1, "Where the consolidation stands")
	s.para("%d of %s applied.", d.finished(), safe(count(len(d.Phases), "phase", "phases")))
	if open := interrupted(d.Runs); open != "" {
		s.para("Run %s was interrupted: `rtconsolidate resume` finishes it, `rtconsolidate rollback` undoes it.", open)
	}
	var rows [][]any
	for _, ph := range d.Phases {
		rows = append(rows, []any{ph.Name, prose(ph.State), ph.ImportersLeft, ph.Shims})
	}
	s.table([]string{"Phase", "State", ">Importers left", ">Shims"}, rows)
	rows = nil
	for _, k := range slices.Sorted(maps.Keys(d.Metrics)) {
		rows = append(rows, []any{prose(strings.ReplaceAll(k, "_", " ")), d.Metrics[k]})
	}
	s.table([]string{"Metric", ">Value"}, rows)
	runTable(s, d.Runs)
}

// Runs lists the applied change sets.
type Runs struct {
	Runs []RunInfo `json:"runs"` // the newest first
}

// Kind is "runs".
func (d *Runs) Kind() string { return "runs" }

func (d *Runs) text(p *page) {
	p.result("%s", count(len(d.Runs), "run", "runs"))
	runList(p, d.Runs)
	if open := interrupted(d.Runs); open != "" {
		p.next("rtconsolidate resume", command("rtconsolidate", "rollback", open))
	}
}

func (d *Runs) markdown(s *sheet) {
	s.heading(1, "Runs")
	s.para("%s.", safe(count(len(d.Runs), "run", "runs")))
	runTable(s, d.Runs)
}

func runList(p *page, runs []RunInfo) {
	p.list("Runs", len(runs), func(i int) {
		r := runs[i]
		state := p.faint(r.State)
		if strings.HasSuffix(r.State, "interrupted") {
			state = p.bad(r.State)
		}
		p.item("- %s  %s  %s  %s  %s", r.ID, r.Phase, state, files(r.Files), r.Time)
	})
}

func runTable(s *sheet, runs []RunInfo) {
	if len(runs) == 0 {
		return
	}
	s.heading(2, "Runs")
	var rows [][]any
	for _, r := range runs {
		rows = append(rows, []any{r.ID, r.Phase, prose(r.State), r.Time, r.Files})
	}
	s.table([]string{"Run", "Phase", "State", "Time", ">Files"}, rows)
}
