package report

import (
	"crypto/sha256"
	"encoding/hex"

	"rtconsolidate/backup"
	"rtconsolidate/report/diff"
	"rtconsolidate/rewrite"
	"rtconsolidate/rewrite/proof"
)

// NewPlan makes the document of a change set. digest is that of the plan in its saved form.
func NewPlan(set *rewrite.ChangeSet, digest string) *Plan {
	d := &Plan{Phase: set.Phase(), Phases: set.Phases, Proof: NewProof(set.Proof), Digest: digest}
	for _, c := range set.Changes {
		stat := diff.Count(c)
		d.Changes = append(d.Changes, PlanChange{Path: c.Path, Action: string(c.Action), From: c.From, BeforeSHA256: sumOf(c.Old),
			AfterSHA256: sumOf(c.New), Added: stat.Added, Deleted: stat.Deleted, Reasons: c.Reasons})
	}
	for _, l := range set.LeftAlone {
		d.LeftAlone = append(d.LeftAlone, LeftAlone(l))
	}
	for _, m := range set.Mentions {
		d.Mentions = append(d.Mentions, Mention(m))
	}
	return d
}

// sumOf is the SHA-256 of a content in hex, "" where there is none.
func sumOf(content []byte) string {
	if content == nil {
		return ""
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// NewProof makes the outward form of a proof; nil, for a change set without changes, holds.
func NewProof(p *proof.Proof) Proof {
	if p == nil {
		return Proof{Holds: true}
	}
	b := p.Bindings
	d := Proof{
		Holds: p.Holds(),
		Bindings: Bindings{Checked: b.Checked, Preserved: b.Preserved, Healed: len(b.Healed), Broken: len(b.Broken),
			StillBroken: b.StillDead, Unknowable: b.Unknowable, HealedList: nameChanges(b.Healed), BrokenList: nameChanges(b.Broken)},
		Surface: Surface{Modules: p.Surface.Modules, Names: p.Surface.Names, Lost: nameChanges(p.Surface.Lost),
			Decided: nameChanges(p.Surface.Decided)},
		NewCycles: p.NewCycles,
		Wire:      Wire(p.Wire),
		Text:      newMoved(p.Text),
		Bundle:    newBundle(p.Bundle),
	}
	for _, w := range p.Widening {
		d.Widening = append(d.Widening, Widening(w))
	}
	for _, c := range p.Environment {
		d.Environment = append(d.Environment, Crossing(c))
	}
	return d
}

func newMoved(t proof.Text) Moved {
	d := Moved{Declarations: t.Declarations, Uses: t.Uses, Bytes: t.Bytes}
	for _, r := range t.Renames {
		d.Renames = append(d.Renames, Rename(r))
	}
	for _, m := range t.Moves {
		move := Move{File: m.File, Target: m.Target, Stays: string(m.Stays)}
		for _, n := range m.Names {
			move.Names = append(move.Names, MovedName(n))
		}
		d.Moves = append(d.Moves, move)
	}
	return d
}

func newBundle(b *proof.Bundle) *Bundle {
	if b == nil {
		return nil
	}
	d := &Bundle{Starts: b.Starts, Known: b.Known, Skipped: b.Skipped}
	for _, e := range b.Entries {
		d.Entries = append(d.Entries, BundleEntry(e))
	}
	for _, e := range b.Errors {
		d.Errors = append(d.Errors, BundleError(e))
	}
	return d
}

func nameChanges(list []proof.Name) []NameChange {
	var out []NameChange
	for _, n := range list {
		out = append(out, NameChange(n))
	}
	return out
}

// NewRunInfo is a run of the store in short.
func NewRunInfo(r backup.Run) RunInfo {
	return RunInfo{ID: r.ID, Phase: r.Phase, State: string(r.State), Time: r.Time, Files: len(r.Files)}
}

// NewRun makes the report of a run out of what the store keeps of it and the plan it applied, nil when
// that is not known. later are the runs that must be rolled back before it, the newest first.
func NewRun(r *backup.Run, plan *Plan, later []string) *Run {
	d := &Run{ID: r.ID, Phase: r.Phase, State: string(r.State), Time: r.Time, Command: r.Command, Digest: r.Digest, Later: later, Kept: r.Kept}
	if plan != nil {
		d.Changes, d.Proof, d.LeftAlone = plan.Changes, &plan.Proof, plan.LeftAlone
		return d
	}
	for _, f := range r.Files {
		d.Changes = append(d.Changes, PlanChange{Path: f.Path, Action: string(f.Action), From: f.From, BeforeSHA256: f.Before,
			AfterSHA256: f.After, Reasons: f.Reasons})
	}
	return d
}
