package report

import "strings"

// Run is the report of one applied change set: what changed and why, what was proved, what was
// left alone, how to roll back.
type Run struct {
	ID        string       `json:"id"`
	Phase     string       `json:"phase"`
	State     string       `json:"state"` // applied, rolled-back, interrupted, undo-interrupted
	Time      string       `json:"time"`  // RFC 3339
	Command   []string     `json:"command"`
	Digest    string       `json:"digest"`
	Changes   []PlanChange `json:"changes"`    // sorted by path
	Proof     *Proof       `json:"proof"`      // null when the run kept none
	LeftAlone []LeftAlone  `json:"left_alone"` // sorted by file and line
	// Later are the runs applied after this one on the same files, which must be rolled back first;
	// the newest first.
	Later []string `json:"later"`
	Kept  []string `json:"kept"` // paths that a merging rollback left to the user
}

// Kind is "run".
func (d *Run) Kind() string { return "run" }

// undo lists the commands that take the run back.
func (d *Run) undo() []string {
	var list []string
	for _, id := range d.Later {
		list = append(list, command("rtconsolidate", "rollback", id))
	}
	return append(list, command("rtconsolidate", "rollback", d.ID))
}

func (d *Run) text(p *page) {
	state := p.good(d.State)
	if d.State != "applied" {
		state = p.warn(d.State)
	}
	p.result("run %s: phase %s, %s, %s", d.ID, d.Phase, state, d.changed())
	if d.Proof != nil {
		d.Proof.text(p)
	} else {
		p.line("%s", unknown)
	}
	p.list("Kept as the user has them", len(d.Kept), func(i int) { p.item("- %s", d.Kept[i]) })
	leftAlone(p, d.LeftAlone)
	changes(p, d.Changes)
	switch d.State {
	case "applied":
		p.commands("undo", d.undo())
		p.next("rtconsolidate check")
	case "interrupted", "undo-interrupted":
		p.next(append([]string{"rtconsolidate resume"}, d.undo()...)...)
	default:
		p.next("rtconsolidate status")
	}
}

func (d *Run) markdown(s *sheet) {
	s.heading(1, "Realtime consolidation: phase %s", d.Phase)
	s.para("%s Changes %s.", safe(d.outcome()), safe(d.changed()))
	var rows [][]any
	for _, row := range [][2]string{{"Run", d.ID}, {"Applied", d.Time}, {"Command", strings.Join(d.Command, " ")}, {"Plan digest", d.Digest}} {
		if row[1] != "" {
			rows = append(rows, []any{safe(row[0]), row[1]})
		}
	}
	s.table([]string{"", ""}, rows)
	if d.Proof != nil {
		d.Proof.Text.markdown(s)
		d.Proof.markdown(s)
	} else {
		s.para("%s", safe(unknown))
	}
	if len(d.Kept) > 0 {
		s.heading(2, "Kept as the user has them")
		s.bullets(len(d.Kept), func(i int) { s.bullet(0, "%s", d.Kept[i]) })
	}
	if d.Proof != nil {
		leftAloneMarkdown(s, d.LeftAlone)
	}
	changesMarkdown(s, d.Changes)
	s.heading(2, "How to roll back")
	if d.State == "rolled-back" {
		s.para("It has been rolled back.")
		return
	}
	if len(d.Later) > 0 {
		s.para("Later runs changed the same files, so they go first, in this order:")
	}
	s.commands(d.undo()...)
	s.para("Rolling back restores contents and permission bits exactly. Files edited since are named and not touched;" +
		" `--merge` merges the edits.")
}

// unknown is said of a run whose plan is gone.
const unknown = "The plan of this run was not kept, so its proof and what it left alone are not known."

// changed counts the changes; their lines only where the plan told them.
func (d *Run) changed() string {
	if d.Proof == nil {
		return files(len(d.Changes))
	}
	return tally(d.Changes)
}

// outcome says in a sentence what became of the run.
func (d *Run) outcome() string {
	switch d.State {
	case "rolled-back":
		return "**Rolled back.**"
	case "interrupted":
		return "**Interrupted**: `rtconsolidate resume` finishes it."
	case "undo-interrupted":
		return "**Interrupted while being rolled back**: `rtconsolidate resume` finishes that."
	}
	return "**Applied.**"
}
