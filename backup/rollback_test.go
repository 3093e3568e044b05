package backup

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

var merge = RollbackOptions{Merge: true, Time: noon}

func TestRollbackRefusesDriftByName(t *testing.T) {
	d, changes := fixture()
	applyAll(t, d, changes)
	d.put("tree/lib/realtime.ts", "mine\n", 0o644)
	d.put("tree/lib/run.sh", "echo new\n", 0o700)
	before := d.snapshot("tree")
	_, err := d.store().Rollback(context.Background(), "", RollbackOptions{Time: noon})
	var drift *DriftError
	want := []Drift{{"lib/realtime.ts", "edited"}, {"lib/run.sh", "mode 0700 instead of 0755"}}
	if !errors.As(err, &drift) || !slices.Equal(drift.Files, want) || !drift.Undo {
		t.Fatalf("error %v", err)
	}
	same(t, "after the refusal", d.snapshot("tree"), before)
	if run, err := d.store().Get(""); err != nil || run.State != Applied {
		t.Errorf("the run is %+v, %v", run, err)
	}
}

func TestRollbackMerges(t *testing.T) {
	d := newDisk()
	d.put("tree/a.ts", "one\ntwo\nthree\nfour\n", 0o644)
	d.put("tree/b.ts", "b\n", 0o644)
	d.put("tree/c.ts", "c\n", 0o644)
	d.put("tree/d.ts", "d\n", 0o644)
	changes := []rewrite.Change{
		{Path: "a.ts", Action: rewrite.Modify, Old: []byte("one\ntwo\nthree\nfour\n"), New: []byte("ONE\ntwo\nthree\nfour\n")},
		{Path: "b.ts", Action: rewrite.Modify, Old: []byte("b\n"), New: []byte("B\n")},
		{Path: "c.ts", Action: rewrite.Delete, Old: []byte("c\n")},
		{Path: "d.ts", Action: rewrite.Modify, Old: []byte("d\n"), New: []byte("D\n")},
		{Path: "new.ts", Action: rewrite.Create, New: []byte("new\n")},
	}
	run := applyAll(t, d, changes)
	d.put("tree/a.ts", "ONE\ntwo\nthree\nfour\nfive\n", 0o600)
	d.put("tree/b.ts", "mine\n", 0o644)
	d.put("tree/c.ts", "another\n", 0o644)
	d.put("tree/new.ts", "new and mine\n", 0o644)
	res, err := d.store().Rollback(context.Background(), "", merge)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "after the merge", d.snapshot("tree"), map[string]string{
		"a.ts": `-rw------- "one\ntwo\nthree\nfour\nfive\n"`, "b.ts": `-rw-r--r-- "mine\n"`,
		"c.ts": `-rw-r--r-- "another\n"`, "d.ts": `-rw-r--r-- "d\n"`, "new.ts": `-rw-r--r-- "new and mine\n"`,
	})
	if !slices.Equal(res.Merged, []string{"a.ts"}) || !slices.Equal(res.Run.Kept, []string{"b.ts", "c.ts", "new.ts"}) {
		t.Errorf("merged %v, kept %v", res.Merged, res.Run.Kept)
	}
	conflicts := "runs/" + run.ID + "/conflicts/"
	want := []Conflict{
		{"b.ts", conflicts + "b.ts", "your edits and the run's overlap"},
		{"c.ts", conflicts + "c.ts", "the run removed it and you made another: yours stays"},
		{"new.ts", "", "the run created it and you edited it: it stays"},
	}
	if !slices.Equal(res.Conflicts, want) {
		t.Errorf("conflicts %+v", res.Conflicts)
	}
	files := storeFiles(d)
	if got := string(files[conflicts+"b.ts"].data); got != "<<<<<<< yours\nmine\n=======\nb\n>>>>>>> before run "+run.ID+"\n" {
		t.Errorf("conflict file %q", got)
	}
	if got := string(files[conflicts+"c.ts"].data); got != "c\n" {
		t.Errorf("conflict file %q", got)
	}
}

// TestKillWhileMerging dies at every operation of a merging rollback; resuming ends as without.
func TestKillWhileMerging(t *testing.T) {
	start := func() *disk {
		d, changes := fixture()
		applyAll(t, d, changes)
		d.put("tree/lib/realtime.ts", "export * from './realtime/index'\n", 0o640)
		return d.settle()
	}
	do := func(s *Store) error { _, err := s.Rollback(context.Background(), "", merge); return err }
	whole := start()
	if err := do(whole.store()); err != nil {
		t.Fatal(err)
	}
	for k := 1; ; k++ {
		d := start()
		if died, _ := survive(d, killAt(k), do); !died {
			return
		}
		var state *StateError
		if err := doResume(d.store()); errors.As(err, &state) {
			err = closed(do(d.store()))
			if err != nil {
				t.Fatal(err)
			}
		} else if err != nil {
			t.Fatalf("killed at %d: %v", k, err)
		}
		same(t, "resumed", d.snapshot("tree"), whole.snapshot("tree"))
	}
}

// TestPowerLossWhileMerging loses power at every operation of a merging rollback and after it: the
// user's files are whole, and what conflicts is kept once "done" was said.
func TestPowerLossWhileMerging(t *testing.T) {
	start := func() *disk {
		d := newDisk()
		d.put("tree/a.ts", "one\ntwo\nthree\n", 0o644)
		d.put("tree/b.ts", "b\n", 0o644)
		applyAll(t, d, []rewrite.Change{
			{Path: "a.ts", Action: rewrite.Modify, Old: []byte("one\ntwo\nthree\n"), New: []byte("ONE\ntwo\nthree\n")},
			{Path: "b.ts", Action: rewrite.Modify, Old: []byte("b\n"), New: []byte("B\n")},
		})
		d.put("tree/a.ts", "ONE\ntwo\nthree\nmine\n", 0o644)
		d.put("tree/b.ts", "mine\n", 0o644)
		return d.settle()
	}
	do := func(s *Store) error { _, err := s.Rollback(context.Background(), "", merge); return err }
	end := start()
	must(t, do(end.store()))
	for seed := range seeds() {
		for k := 1; ; k++ {
			d := start()
			died, _ := survive(d, killAt(k), do)
			d.powerLoss(seed)
			if died {
				if damage, err := d.store().Verify(); err != nil || len(damage) > 0 {
					t.Fatalf("power lost at %d, seed %d: %v %v", k, seed, damage, err)
				}
				var state *StateError
				err := doResume(d.store())
				if errors.As(err, &state) {
					err = closed(do(d.store()))
				}
				if err != nil {
					t.Fatalf("power lost at %d, seed %d: %v", k, seed, err)
				}
			}
			same(t, "the end", d.snapshot("tree"), end.snapshot("tree"))
			if storeFiles(d)["runs/20251123T120000Z-core/conflicts/b.ts"] == nil {
				t.Fatalf("power lost at %d, seed %d: the conflict is not kept", k, seed)
			}
			if !died {
				break
			}
		}
	}
}

func TestResumeLeavesTheUsersEdits(t *testing.T) {
	d, changes := fixture()
	mustDie(t, d, func(op, _ string) error {
		if op == "exchange" {
			panic(killed{})
		}
		return nil
	}, doApply(changes))
	d.put("tree/lib/run.sh", "mine\n", 0o755)
	err := doResume(d.store())
	var drift *DriftError
	if !errors.As(err, &drift) || len(drift.Files) != 1 || drift.Files[0] != (Drift{"lib/run.sh", "edited"}) {
		t.Fatalf("error %v", err)
	}
	got := d.snapshot("tree")
	if got["lib/run.sh"] != `-rwxr-xr-x "mine\n"` || got["lib/realtime.ts"] != `-rw-r--r-- "export * from './realtime/index'\n"` {
		t.Errorf("tree %v", got)
	}
	if s := strays(got); s != "" {
		t.Errorf("left behind: %s", s)
	}
	d.put("tree/lib/run.sh", "echo old\n", 0o755)
	if err := doResume(d.store()); err != nil {
		t.Errorf("with the old content back: %v", err)
	}
}

func TestRollbackOrder(t *testing.T) {
	d := newDisk()
	for _, f := range []string{"a", "b", "c"} {
		d.put("tree/"+f+".ts", "0", 0o644)
	}
	edit := func(phase, from, to string, files ...string) string {
		t.Helper()
		var set []rewrite.Change
		for _, f := range files {
			set = append(set, rewrite.Change{Path: f + ".ts", Action: rewrite.Modify, Old: []byte(from), New: []byte(to)})
		}
		run, err := d.store().Apply(context.Background(), set, meta(phase))
		if err != nil {
			t.Fatal(err)
		}
		return run.ID
	}
	one := edit("one", "0", "1", "a")
	two := edit("two", "1", "2", "a")
	other := edit("other", "0", "2", "b")
	three := edit("three", "2", "3", "a", "b")
	_, err := d.store().Rollback(context.Background(), one, RollbackOptions{Time: noon})
	var order *OrderError
	if !errors.As(err, &order) || !slices.Equal(order.Order, []string{three, two, one}) {
		t.Fatalf("error %v", err)
	}
	apart := edit("apart", "0", "9", "c")
	for _, id := range append(order.Order, other) {
		if _, err := d.store().Rollback(context.Background(), id, RollbackOptions{Time: noon}); err != nil {
			t.Fatal(err)
		}
	}
	got := d.snapshot("tree")
	if got["a.ts"] != `-rw-r--r-- "0"` || got["b.ts"] != `-rw-r--r-- "0"` || got["c.ts"] != `-rw-r--r-- "9"` {
		t.Errorf("tree %v", got)
	}
	if run, err := d.store().Get(""); err != nil || run.ID != apart {
		t.Errorf("the run that stands is %+v, %v", run, err)
	}
}

// TestRollbackOfACaughtSave dies while a user's save is out of its place: a merging rollback finds it.
func TestRollbackOfACaughtSave(t *testing.T) {
	d, changes := fixture()
	n := 0
	mustDie(t, d, func(op, name string) error {
		if op != "exchange" || !strings.HasSuffix(name, "lib/realtime.ts") {
			return nil
		}
		if n++; n == 2 {
			panic(killed{}) // before it is put back
		}
		d.put("tree/lib/realtime.ts", "save", 0o644)
		return nil
	}, doApply(changes))
	if n != 2 || strays(d.snapshot("tree")) == "" {
		t.Fatal("the save was not caught out of its place")
	}
	res, err := d.store().Rollback(context.Background(), "", merge)
	must(t, err)
	if len(res.Conflicts) != 1 || res.Conflicts[0].Path != "lib/realtime.ts" {
		t.Errorf("conflicts %+v", res.Conflicts)
	}
	got := d.snapshot("tree")
	if got["lib/realtime.ts"] != `-rw-r--r-- "save"` || strays(got) != "" {
		t.Errorf("tree %v", got)
	}
}
