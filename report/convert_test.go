package report

import (
	"testing"

	"rtconsolidate/backup"
	"rtconsolidate/rewrite"
	"rtconsolidate/rewrite/proof"
)

func TestNewPlan(t *testing.T) {
	set := &rewrite.ChangeSet{
		Phases: []string{"core", "hooks"},
		Changes: []rewrite.Change{
			{Path: "a.ts", Action: rewrite.Modify, Old: []byte("one\ntwo\n"), New: []byte("one\n2\n3\n"), Reasons: []string{"because"}},
			{Path: "b.ts", Action: rewrite.Create, New: []byte{}},
		},
		Proof: &proof.Proof{
			Bindings:    proof.Bindings{Checked: 3, Preserved: 1, Healed: []proof.Name{{File: "h.ts", Line: 1}}, Broken: []proof.Name{{File: "x.ts", Line: 2, Was: "w", Is: "i"}}},
			Widening:    []proof.Widening{{File: "w.ts", Adds: []string{"v.ts"}, Total: 2}},
			Environment: []proof.Crossing{{Root: "r.ts", File: "s.ts", Reason: "imports fs", Chain: []string{"r.ts", "s.ts"}, Hint: "split it"}},
			Text: proof.Text{Declarations: 1, Uses: 2, Bytes: 3, Renames: []proof.Rename{{File: "o.ts", Name: "a", To: "b", Target: "n.ts", Places: 4}},
				Moves: []proof.Move{{File: "o.ts", Target: "n.ts", Stays: proof.Rest, Names: []proof.MovedName{{Name: "a", To: "b"}}}}},
			Bundle: &proof.Bundle{Starts: 1, Entries: []proof.BundleEntry{{File: "r.ts", Before: 5, After: 6}}, Errors: []proof.BundleError{{File: "r.ts", Line: 7, Text: "no"}}, Known: 8},
		},
		LeftAlone: []rewrite.LeftAlone{{File: "l.ts", Line: 4, Reason: "why"}},
	}
	golden(t, "converted.json", JSON(NewPlan(set, "sha256:00"), options))
}

func TestNewRunWithoutPlan(t *testing.T) {
	run := &backup.Run{ID: "1", Phase: "core", State: backup.Interrupted, Files: []backup.File{{Path: "a.ts", Action: rewrite.Delete, Before: "aa"}}}
	golden(t, "run-interrupted.md", Markdown(NewRun(run, nil, nil), options))
	golden(t, "run-interrupted.txt", Text(NewRun(run, nil, nil), options))
	if info := NewRunInfo(*run); info.Files != 1 || info.State != "interrupted" {
		t.Errorf("got %+v", info)
	}
}
