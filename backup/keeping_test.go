package backup

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

func TestExport(t *testing.T) {
	root, changes := realRepo(t)
	s := openWith(t, root, openLayer)
	must(t, doApply(changes)(s))
	out := filepath.Join(t.TempDir(), "backup", "realtime-consolidation")
	paths, err := s.Export("", out)
	if err != nil || !slices.Equal(paths, []string{"dead/only.ts", "lib/realtime.ts", "lib/run.sh", "src/hooks/twin.ts", "src/old.ts"}) {
		t.Fatalf("exported %v, %v", paths, err)
	}
	d, _ := fixture()
	original, got := d.snapshot("tree"), snapshotDir(t, out)
	for _, p := range paths {
		if got[p] != original[p] {
			t.Errorf("%s is exported as %s", p, got[p])
		}
	}
	var state *StateError
	if _, err := s.Export("", out); !errors.As(err, &state) {
		t.Errorf("an export over files: %v", err)
	}
}

func TestPrune(t *testing.T) {
	d := newDisk()
	d.put("tree/a.ts", "0", 0o644)
	var ids []string
	for i := range 4 {
		set := []rewrite.Change{{Path: "a.ts", Action: rewrite.Modify, Old: []byte{'0' + byte(i)}, New: []byte{'1' + byte(i)}}}
		run, err := d.store().Apply(context.Background(), set, meta("p"))
		must(t, err)
		ids = append(ids, run.ID)
	}
	went, err := d.store().Prune(2, noon)
	if err != nil || !slices.Equal(went, ids[:2]) {
		t.Fatalf("pruned %v, %v", went, err)
	}
	if n := len(d.root.kids["store"].kids["rtconsolidate"].kids["objects"].kids); n != 3 {
		t.Errorf("%d objects are left for two runs over three contents", n)
	}
	if damage, err := d.store().Verify(); err != nil || len(damage) > 0 {
		t.Errorf("verify: %v %v", damage, err)
	}
	rollbackAll(t, d)
	rollbackAll(t, d)
	if got := d.snapshot("tree")["a.ts"]; got != `-rw-r--r-- "2"` {
		t.Errorf("rolled back to %s", got)
	}
	if went, err := d.store().Prune(0, noon); err != nil || len(went) != 2 {
		t.Errorf("pruned %v, %v", went, err)
	}
	if n := len(storeFiles(d)); n != 0 {
		t.Errorf("%d files are left", n)
	}
}

func TestPruneSurvivesDeath(t *testing.T) {
	for k := 1; ; k++ {
		d, changes := fixture()
		applyAll(t, d, changes)
		rollbackAll(t, d)
		applyAll(t, d, changes)
		died, err := survive(d, killAt(k), func(s *Store) error { _, err := s.Prune(1, noon); return err })
		if !died {
			must(t, err)
			return
		}
		if damage, err := d.store().Verify(); err != nil || len(damage) > 0 {
			t.Fatalf("killed at %d: %v %v", k, damage, err)
		}
		_, err = d.store().Prune(1, noon)
		must(t, err)
		rollbackAll(t, d)
	}
}

func TestPruneSurvivesPowerLoss(t *testing.T) {
	for seed := range seeds() * 4 {
		for k := 1; ; k++ {
			d, changes := fixture()
			applyAll(t, d, changes)
			rollbackAll(t, d)
			applyAll(t, d, changes)
			d.settle()
			died, _ := survive(d, killAt(k), func(s *Store) error { _, err := s.Prune(1, noon); return err })
			d.powerLoss(seed)
			if damage, err := d.store().Verify(); err != nil || len(damage) > 0 {
				t.Fatalf("power lost at %d, seed %d: %v %v", k, seed, damage, err)
			}
			if !died {
				break
			}
		}
	}
}

// TestLocateAsGitDoes compares with git itself, in a plain clone, a sub-folder, a linked work tree.
func TestLocateAsGitDoes(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("this test needs git on the PATH")
	}
	base, err := filepath.EvalSymlinks(t.TempDir())
	must(t, err)
	main, linked, bare := filepath.Join(base, "main"), filepath.Join(base, "linked"), filepath.Join(base, "plain")
	git(t, base, "init", "-q", "main")
	git(t, main, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "--allow-empty", "-m", "x")
	git(t, main, "worktree", "add", "-q", linked)
	must(t, os.MkdirAll(filepath.Join(main, "packages", "web"), 0o755))
	must(t, os.MkdirAll(bare, 0o755))
	for root, want := range map[string]string{
		main:                                   filepath.Join(base, "main", git(t, main, "rev-parse", "--git-path", "rtconsolidate")),
		linked:                                 git(t, linked, "rev-parse", "--git-path", "rtconsolidate"),
		filepath.Join(main, "packages", "web"): filepath.Join(main, ".git", "rtconsolidate", "roots", "packages%2Fweb"),
		bare:                                   filepath.Join(bare, ".rtconsolidate"),
	} {
		s, err := Open(root)
		if err != nil {
			t.Errorf("%s: %v", root, err)
			continue
		}
		if s.Dir() != want {
			t.Errorf("%s has its store in %s, not %s", root, s.Dir(), want)
		}
		must(t, s.Close())
	}
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git %v: %v", args, err)
	}
	return strings.TrimSpace(string(out))
}

func TestCraftedGitFileIsRefused(t *testing.T) {
	for name, text := range map[string]string{"elsewhere": "gitdir: /", "nothing": "", "no prefix": "/"} {
		root := t.TempDir()
		must(t, os.WriteFile(filepath.Join(root, ".git"), []byte(text), 0o644))
		if _, err := Open(root); !isPathError(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	root := t.TempDir()
	must(t, os.Symlink(t.TempDir(), filepath.Join(root, ".git")))
	if _, err := Open(root); !isPathError(err) {
		t.Errorf("a symlink: %v", err)
	}
}

func TestStoreWithoutGitIgnoresItself(t *testing.T) {
	root := t.TempDir()
	must(t, os.WriteFile(filepath.Join(root, "a.ts"), []byte("a"), 0o644))
	s := openWith(t, root, openLayer)
	must(t, doApply([]rewrite.Change{{Path: "a.ts", Action: rewrite.Modify, Old: []byte("a"), New: []byte("b")}})(s))
	if data, err := os.ReadFile(filepath.Join(root, ".rtconsolidate", ".gitignore")); err != nil || string(data) != "*\n" {
		t.Errorf(".gitignore holds %q, %v", data, err)
	}
	checkModes(t, s.Dir())
}

// TestOpenWritesNothing: a dry run may look at the store and leaves no trace.
func TestOpenWritesNothing(t *testing.T) {
	root, _ := realRepo(t)
	before := snapshotDir(t, filepath.Join(root, ".git"))
	s := openWith(t, root, openLayer)
	if runs, err := s.Runs(); err != nil || len(runs) != 0 {
		t.Errorf("runs %v, %v", runs, err)
	}
	if damage, err := s.Verify(); err != nil || len(damage) != 0 {
		t.Errorf("verify %v, %v", damage, err)
	}
	var state *StateError
	if _, err := s.Get(""); !errors.As(err, &state) {
		t.Errorf("get: %v", err)
	}
	same(t, ".git", snapshotDir(t, filepath.Join(root, ".git")), before)
}
