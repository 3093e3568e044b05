package backup

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

func TestApplyThenRollbackIsIdentity(t *testing.T) {
	d, changes := fixture()
	before := d.snapshot("tree")
	run := applyAll(t, d, changes)
	after := d.snapshot("tree")
	if run.State != Applied || run.ID != "20251123T120000Z-core" {
		t.Fatalf("run %+v", run)
	}
	for path, want := range map[string]string{
		"lib/realtime.ts":            `-rw-r--r-- "export * from './realtime/index'\n"`,
		"lib/run.sh":                 `-rwxr-xr-x "echo new\n"`,
		"lib/realtime/deep/index.ts": `-rw-r--r-- "export const a = 1\n"`,
		"lib/realtime/deep":          `drwxr-xr-x ""`,
		"src/new.ts":                 `-rw-r--r-- "renamed\n"`,
		"lib/untouched.ts":           before["lib/untouched.ts"],
		"src/old.ts":                 "", "src/hooks/twin.ts": "", "src/hooks": "",
	} {
		if after[path] != want {
			t.Errorf("%s is %q, not %q", path, after[path], want)
		}
	}
	if s := strays(after); s != "" {
		t.Errorf("left behind: %s", s)
	}
	rollbackAll(t, d)
	same(t, "after rollback", d.snapshot("tree"), before)
	if damage, err := d.store().Verify(); err != nil || len(damage) > 0 {
		t.Errorf("verify: %v %v", damage, err)
	}
	if got, err := d.store().Get(run.ID); err != nil || got.State != RolledBack {
		t.Errorf("run after rollback: %+v, %v", got, err)
	}
	var state *StateError
	if _, err := d.store().Rollback(context.Background(), run.ID, RollbackOptions{Time: noon}); !errors.As(err, &state) {
		t.Errorf("a second rollback: %v", err)
	}
	if again := applyAll(t, d, changes); again.ID != run.ID+"-2" {
		t.Errorf("the second run in a second is %s", again.ID)
	}
	same(t, "applied again", d.snapshot("tree"), after)
}

func TestContents(t *testing.T) {
	d, changes := fixture()
	run := applyAll(t, d, changes)
	s := d.store()
	for _, c := range changes {
		old := c.Path
		if c.Action == rewrite.Rename {
			old = c.From
		}
		if got, err := s.Original(run.ID, old); err != nil || string(got) != string(c.Old) {
			t.Errorf("original of %s: %q, %v", old, got, err)
		}
		if got, err := s.New(run.ID, c.Path); err != nil || string(got) != string(c.New) {
			t.Errorf("new %s: %q, %v", c.Path, got, err)
		}
	}
	if plan, err := s.Plan(run.ID); err != nil || string(plan) != `{"phase":"core"}` {
		t.Errorf("plan %s, %v", plan, err)
	}
	if _, err := s.Original(run.ID, "no/such.ts"); err == nil {
		t.Error("content of a path that the run does not touch")
	}
}

func TestRefusals(t *testing.T) {
	type edit = func([]rewrite.Change) []rewrite.Change
	modify := func(path string) edit {
		return func([]rewrite.Change) []rewrite.Change {
			return []rewrite.Change{{Path: path, Action: rewrite.Modify, Old: []byte("a"), New: []byte("b")}}
		}
	}
	isPath := func(err error) bool { var e *PathError; return errors.As(err, &e) }
	isDrift := func(err error) bool { var e *DriftError; return errors.As(err, &e) }
	for name, c := range map[string]struct {
		edit edit
		want func(error) bool
	}{
		"nothing":      {func([]rewrite.Change) []rewrite.Change { return nil }, func(err error) bool { return errors.Is(err, ErrEmpty) }},
		"empty path":   {modify(""), isPath},
		"absolute":     {modify("/etc/passwd"), isPath},
		"up":           {modify("lib/../../x"), isPath},
		"dot":          {modify("./lib"), isPath},
		"NUL":          {modify("a\x00b"), isPath},
		"git":          {modify(".git/config"), isPath},
		"Git":          {modify("sub/.GIT/hooks/x"), isPath},
		"git space":    {modify(".git /config"), isPath},
		"git dot":      {modify(".git./config"), isPath},
		"git stream":   {modify(".git::$INDEX_ALLOCATION/config"), isPath},
		"git 8.3":      {modify("GIT~1/config"), isPath},
		"git zero":     {modify(".g\u200cit/config"), isPath},
		"store":        {modify(".rtconsolidate/lock"), isPath},
		"temp":         {modify("lib/.rtconsolidate-x-1.swap"), isPath},
		"below a file": {modify("lib/run.sh/x"), isPath},
		"twice":        {func(c []rewrite.Change) []rewrite.Change { return append(c, c[0]) }, isPath},
		"is a folder":  {modify("lib"), isDrift},
		"edited":       {modify("lib/realtime.ts"), isDrift},
		"gone":         {modify("lib/none.ts"), isDrift},
		"mode":         {func(c []rewrite.Change) []rewrite.Change { c[0].Mode = 0o600; return c }, isDrift},
		"there":        {func(c []rewrite.Change) []rewrite.Change { c[2].Path = "lib/untouched.ts"; return c }, isDrift},
	} {
		t.Run(name, func(t *testing.T) {
			d, changes := fixture()
			before := d.snapshot("tree")
			_, err := d.store().Apply(context.Background(), c.edit(changes), meta("core"))
			if !c.want(err) {
				t.Errorf("error %T %v", err, err)
			}
			same(t, "after a refusal", d.snapshot("tree"), before)
			if runs, err := d.store().Runs(); err != nil || len(runs) != 0 {
				t.Errorf("runs %v, %v", runs, err)
			}
		})
	}
}

func TestAppliedAlready(t *testing.T) {
	d, changes := fixture()
	run := applyAll(t, d, changes)
	_, err := d.store().Apply(context.Background(), changes, meta("core"))
	var applied *AppliedError
	if !errors.As(err, &applied) || applied.Run != run.ID {
		t.Fatalf("error %v", err)
	}
}

func TestStopAtAFileBoundary(t *testing.T) {
	d, changes := fixture()
	before := d.snapshot("tree")
	ctx, cancel := context.WithCancel(context.Background())
	d.hook = func(op, name string) error {
		if op == "exchange" {
			cancel()
		}
		return nil
	}
	_, err := d.store().Apply(ctx, changes, meta("core"))
	var stopped *StoppedError
	if !errors.As(err, &stopped) || !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if s := strays(d.snapshot("tree")); s != "" {
		t.Errorf("left behind: %s", s)
	}
	var openRun *OpenRunError
	if _, err := d.store().Apply(context.Background(), changes, meta("next")); !errors.As(err, &openRun) {
		t.Errorf("an apply over an open run: %v", err)
	}
	rollbackAll(t, d)
	same(t, "after rollback", d.snapshot("tree"), before)
}

// TestStopWhileStaging: what was asked to stop before the first swap changes nothing.
func TestStopWhileStaging(t *testing.T) {
	d, changes := fixture()
	before := d.snapshot("tree")
	ctx, cancel := context.WithCancel(context.Background())
	staged := 0
	d.hook = func(op, name string) error {
		if op == "create" && strings.HasPrefix(name, "tree/") {
			staged++
			cancel()
		}
		return nil
	}
	_, err := d.store().Apply(ctx, changes, meta("core"))
	var stopped *StoppedError
	if !errors.As(err, &stopped) || staged != 1 {
		t.Fatalf("%d files were staged, error %v", staged, err)
	}
	after := d.snapshot("tree")
	for p := range before {
		if after[p] != before[p] {
			t.Errorf("%s is %s", p, after[p])
		}
	}
}

// TestOrderOfSwaps: at no moment does an importer point at a missing file.
func TestOrderOfSwaps(t *testing.T) {
	d, changes := fixture()
	var order []string
	d.hook = func(op, name string) error {
		target := strings.HasPrefix(name, "tree/") && !strings.HasSuffix(name, ".dir") && !strings.HasPrefix(name, "tree/lib/realtime/deep/.")
		switch {
		case op == "exchange":
			order = append(order, "changes")
		case op == "place" && target && strings.HasSuffix(name, ".ts"):
			order = append(order, "appears")
		case op == "rmdir" && target:
			order = append(order, "goes")
		}
		return nil
	}
	if err := doApply(changes)(d.store()); err != nil {
		t.Fatal(err)
	}
	want := []string{"appears", "appears", "changes", "changes", "goes", "goes"}
	if !slices.Equal(order, want) {
		t.Errorf("the order is %v", order)
	}
}

// TestDriftStopsApply saves a file in the moment of its swap. Everything that comes later in the run
// stays old.
func TestDriftStopsApply(t *testing.T) {
	for op, c := range map[string]struct {
		path  string
		later []string
	}{
		"exchange": {"lib/realtime.ts", []string{"lib/run.sh", "dead/only.ts", "src/hooks/twin.ts"}},
		"place":    {"dead/only.ts", []string{"src/hooks/twin.ts", "src/old.ts"}},
	} {
		d, changes := fixture()
		before := d.snapshot("tree")
		saved := false
		d.hook = func(did, name string) error {
			swapsIt := did == "exchange" && name == "tree/"+c.path ||
				did == "place" && strings.HasSuffix(name, ".swap") && strings.HasPrefix(name, "tree/dead/")
			if did == op && swapsIt && !saved {
				saved = true
				d.put("tree/"+c.path, "saved", 0o644)
			}
			return nil
		}
		err := doApply(changes)(d.store())
		var drift *DriftError
		if !errors.As(err, &drift) || len(drift.Files) != 1 || drift.Files[0] != (Drift{c.path, "edited"}) {
			t.Fatalf("%s: error %v", op, err)
		}
		after := d.snapshot("tree")
		if after[c.path] != `-rw-r--r-- "saved"` {
			t.Errorf("%s: the file is %s", op, after[c.path])
		}
		for _, p := range c.later {
			if after[p] != before[p] {
				t.Errorf("%s: %s is %s", op, p, after[p])
			}
		}
	}
}

// TestLateWriteToTheOldFile is an editor that had a file open before the swap and writes to it after.
func TestLateWriteToTheOldFile(t *testing.T) {
	d, changes := fixture()
	old := d.root.kids["tree"].kids["lib"].kids["realtime.ts"]
	d.hook = func(op, name string) error {
		if op == "exchange" && strings.HasSuffix(name, "lib/run.sh") {
			old.data = []byte("written late")
		}
		return nil
	}
	err := doApply(changes)(d.store())
	var drift *DriftError
	if !errors.As(err, &drift) || drift.Files[0].Path != "lib/realtime.ts" {
		t.Fatalf("error %v", err)
	}
	if got := d.snapshot("tree")["lib/realtime.ts"]; got != `-rw-r--r-- "written late"` {
		t.Errorf("the file is %s", got)
	}
}

func TestFullDiskIsSeenFirst(t *testing.T) {
	d, changes := fixture()
	before := d.snapshot("tree")
	s := d.store()
	s.tree = full{s.tree}
	err := doApply(changes)(s)
	var fault *FaultError
	if !errors.As(err, &fault) || fault.Run != "" || !strings.Contains(err.Error(), "bytes left") {
		t.Errorf("error %v", err)
	}
	same(t, "after the refusal", d.snapshot("tree"), before)
}

// full is a layer with ten bytes left.
type full struct{ layer }

func (full) Free(string) (uint64, error) { return 10, nil }
