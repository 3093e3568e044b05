//go:build linux || darwin

package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rtconsolidate/rewrite"
)

// hostile replaces something in a work tree by what must never be written through.
var hostile = map[string]func(t *testing.T, root, outside string){
	"a symlinked target": func(t *testing.T, root, outside string) {
		swapFor(t, filepath.Join(root, "lib/realtime.ts"), func(p string) error { return os.Symlink(filepath.Join(outside, "victim"), p) })
	},
	"a target symlinked inside the root": func(t *testing.T, root, _ string) {
		swapFor(t, filepath.Join(root, "lib/realtime.ts"), func(p string) error { return os.Symlink("untouched.ts", p) })
	},
	"a symlinked parent": func(t *testing.T, root, _ string) {
		swapFor(t, filepath.Join(root, "lib"), func(p string) error { return os.Symlink("src", p) })
	},
	"a parent symlinked into .git": func(t *testing.T, root, _ string) {
		swapFor(t, filepath.Join(root, "lib"), func(p string) error { return os.Symlink(".git", p) })
	},
	"a parent that is a file": func(t *testing.T, root, _ string) {
		swapFor(t, filepath.Join(root, "lib"), func(p string) error { return os.WriteFile(p, nil, 0o644) })
	},
	"a named pipe": func(t *testing.T, root, _ string) {
		swapFor(t, filepath.Join(root, "lib/realtime.ts"), func(p string) error { return syscall.Mkfifo(p, 0o644) })
	},
	"a folder": func(t *testing.T, root, _ string) {
		swapFor(t, filepath.Join(root, "lib/realtime.ts"), func(p string) error { return os.Mkdir(p, 0o755) })
	},
	"no file": func(t *testing.T, root, _ string) {
		must(t, os.Remove(filepath.Join(root, "lib/realtime.ts")))
	},
	"an edit": func(t *testing.T, root, _ string) {
		must(t, os.WriteFile(filepath.Join(root, "lib/realtime.ts"), []byte("mine"), 0o644))
	},
	"another mode": func(t *testing.T, root, _ string) {
		must(t, os.Chmod(filepath.Join(root, "lib/realtime.ts"), 0o600))
	},
	"no parent": func(t *testing.T, root, _ string) {
		must(t, os.Rename(filepath.Join(root, "lib"), filepath.Join(root, "elsewhere")))
	},
}

func swapFor(t *testing.T, p string, f func(string) error) {
	t.Helper()
	must(t, os.Rename(p, p+".moved"))
	must(t, f(p))
}

// TestDriftMatrix meets every kind of drift before apply, before rollback and before a merging
// rollback, under both layers: refused by name, or merged, and nothing outside is touched.
func TestDriftMatrix(t *testing.T) {
	for layerName, newLayer := range layers {
		for name, spoil := range hostile {
			t.Run(layerName+"/"+name, func(t *testing.T) {
				outside := t.TempDir()
				must(t, os.WriteFile(filepath.Join(outside, "victim"), []byte("victim"), 0o644))
				for _, applied := range []bool{false, true} {
					root, changes := realRepo(t)
					s := openWith(t, root, newLayer)
					if applied {
						must(t, doApply(changes)(s))
					}
					spoil(t, root, outside)
					before := snapshotDir(t, root)
					err := doApply(changes)(s)
					if applied {
						err = doRollback(s)
					}
					checkRefusal(t, err)
					same(t, "after the refusal", snapshotDir(t, root), before)
				}
				if data, err := os.ReadFile(filepath.Join(outside, "victim")); err != nil || string(data) != "victim" {
					t.Errorf("the file outside is %q, %v", data, err)
				}
			})
		}
	}
}

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	var drift *DriftError
	if !errors.As(err, &drift) && !isPathError(err) {
		t.Errorf("error %T %v", err, err)
	}
	if err == nil || !strings.Contains(err.Error(), "lib") {
		t.Errorf("the error names no file: %v", err)
	}
}

// TestMergeMatrix merges over the same kinds of drift: only regular files are merged, and what the
// user has is never lost.
func TestMergeMatrix(t *testing.T) {
	for name, spoil := range hostile {
		t.Run(name, func(t *testing.T) {
			root, changes := realRepo(t)
			s := openWith(t, root, openLayer)
			must(t, doApply(changes)(s))
			outside := t.TempDir()
			spoil(t, root, outside)
			before := snapshotDir(t, root)
			res, err := s.Rollback(context.Background(), "", merge)
			after := snapshotDir(t, root)
			switch name {
			case "an edit", "no file", "another mode", "no parent":
				must(t, err)
				for p, at := range before {
					if p == "lib/realtime.ts" && name == "an edit" && after[p] != at {
						t.Errorf("the user's file is %s", after[p])
					}
				}
				if len(res.Conflicts)+len(res.Merged) == 0 {
					t.Error("nothing was merged and nothing conflicts")
				}
			default:
				if !isPathError(err) {
					t.Errorf("error %T %v", err, err)
				}
				same(t, "after the refusal", after, before)
			}
		})
	}
}

func TestHardLinksAreRefused(t *testing.T) {
	root, changes := realRepo(t)
	must(t, os.Link(filepath.Join(root, "lib/run.sh"), filepath.Join(root, "other.sh")))
	before := snapshotDir(t, root)
	s := openWith(t, root, openLayer)
	if err := doApply(changes)(s); !isPathError(err) || !strings.Contains(err.Error(), "lib/run.sh: it has 2 names") {
		t.Errorf("error %v", err)
	}
	same(t, "after the refusal", snapshotDir(t, root), before)
}

// TestHostileStore puts symlinks where the store writes.
func TestHostileStore(t *testing.T) {
	for _, target := range []string{"rtconsolidate", "rtconsolidate/objects", "rtconsolidate/runs", "rtconsolidate/lock"} {
		for layerName, newLayer := range layers {
			t.Run(layerName+"/"+target, func(t *testing.T) {
				root, changes := realRepo(t)
				outside := t.TempDir()
				link := filepath.Join(root, ".git", target)
				must(t, os.MkdirAll(filepath.Dir(link), 0o755))
				must(t, os.Symlink(filepath.Join(outside, "x"), link))
				must(t, os.Mkdir(filepath.Join(outside, "x"), 0o755))
				before := snapshotDir(t, root)
				s := openWith(t, root, newLayer)
				if err := doApply(changes)(s); err == nil {
					t.Error("it was followed")
				}
				same(t, "the tree", snapshotDir(t, root), before)
				if names, _ := os.ReadDir(filepath.Join(outside, "x")); len(names) > 0 {
					t.Errorf("written outside: %v", names)
				}
			})
		}
	}
}

func TestHugeFilesAreRefused(t *testing.T) {
	root, _ := realRepo(t)
	must(t, os.Truncate(filepath.Join(root, "lib/run.sh"), maxFile+1))
	s := openWith(t, root, openLayer)
	err := doApply([]rewrite.Change{{Path: "lib/run.sh", Action: rewrite.Delete, Old: []byte("x"), Mode: 0o755}})(s)
	if !isPathError(err) {
		t.Errorf("error %v", err)
	}
}
