package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

// layers are the real file layers; each must pass the same tests.
var layers = map[string]func(dir string) (layer, error){"system": openLayer, "os.Root": openRootLayer}

// realRepo lays the fixture out in a folder that looks like a git work tree.
func realRepo(t *testing.T) (root string, changes []rewrite.Change) {
	t.Helper()
	root = t.TempDir()
	must(t, os.MkdirAll(filepath.Join(root, ".git", "objects"), 0o755))
	must(t, os.WriteFile(filepath.Join(root, ".git", "HEAD"), []byte("ref: refs/heads/main\n"), 0o644))
	d, changes := fixture()
	var lay func(name string, n *node)
	lay = func(name string, n *node) {
		if n.kids == nil {
			must(t, os.WriteFile(name, n.data, 0o600))
		} else {
			must(t, os.MkdirAll(name, 0o755))
			for k, kid := range n.kids {
				lay(filepath.Join(name, k), kid)
			}
		}
		must(t, os.Chmod(name, n.mode&permMask))
	}
	for k, kid := range d.root.kids["tree"].kids {
		lay(filepath.Join(root, k), kid)
	}
	return root, changes
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// snapshotDir is disk.snapshot for a real folder, without .git.
func snapshotDir(t *testing.T, root string) map[string]string {
	t.Helper()
	out := map[string]string{}
	must(t, filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		if rel == "." {
			return nil
		}
		if rel == ".git" {
			return fs.SkipDir
		}
		at, err := e.Info()
		if err != nil {
			return err
		}
		data := ""
		switch {
		case at.Mode().IsRegular():
			b, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			data = string(b)
		case at.Mode()&fs.ModeSymlink != 0:
			data, _ = os.Readlink(p)
		}
		out[filepath.ToSlash(rel)] = fmt.Sprintf("%v %q", at.Mode(), data)
		return nil
	}))
	return out
}

// openWith opens the store of root over a layer of the given kind.
func openWith(t *testing.T, root string, newLayer func(string) (layer, error)) *Store {
	t.Helper()
	s, err := Open(root)
	must(t, err)
	must(t, s.Close())
	if s.tree, err = newLayer(root); err != nil {
		t.Fatal(err)
	}
	if s.files, err = newLayer(s.at.anchor); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestRealFiles(t *testing.T) {
	for name, newLayer := range layers {
		t.Run(name, func(t *testing.T) {
			root, changes := realRepo(t)
			before := snapshotDir(t, root)
			s := openWith(t, root, newLayer)
			if _, err := s.Apply(context.Background(), changes, meta("core")); err != nil {
				t.Fatal(err)
			}
			d, _ := fixture()
			applyAll(t, d, changes)
			same(t, "applied", snapshotDir(t, root), d.snapshot("tree"))
			must(t, doRollback(s))
			same(t, "rolled back", snapshotDir(t, root), before)
			checkModes(t, s.Dir())
			if damage, err := s.Verify(); err != nil || len(damage) > 0 {
				t.Errorf("verify: %v %v", damage, err)
			}
		})
	}
}

// checkModes wants every folder of the store 0700 and every file 0600.
func checkModes(t *testing.T, dir string) {
	t.Helper()
	for name, at := range snapshotDir(t, dir) {
		if !strings.HasPrefix(at, "drwx------ ") && !strings.HasPrefix(at, "-rw------- ") {
			t.Errorf("%s in the store is %s", name, at[:11])
		}
	}
}

func TestExactModes(t *testing.T) {
	root := t.TempDir()
	var set []rewrite.Change
	for _, mode := range []fs.FileMode{0o400, 0o444, 0o600, 0o640, 0o664, 0o666, 0o700, 0o755, 0o777, 0o755 | fs.ModeSetuid, 0o755 | fs.ModeSetgid, 0o644 | fs.ModeSticky} {
		p := fmt.Sprintf("f%04o.ts", unixMode(mode))
		must(t, os.WriteFile(filepath.Join(root, p), []byte("old"), 0o600))
		must(t, os.Chmod(filepath.Join(root, p), mode))
		q := "deleted-" + p
		must(t, os.WriteFile(filepath.Join(root, q), []byte("old"), 0o600))
		must(t, os.Chmod(filepath.Join(root, q), mode))
		set = append(set, rewrite.Change{Path: p, Action: rewrite.Modify, Old: []byte("old"), New: []byte("new"), Mode: mode},
			rewrite.Change{Path: q, Action: rewrite.Delete, Old: []byte("old"), Mode: mode})
	}
	before := snapshotDir(t, root)
	s, err := Open(root)
	must(t, err)
	defer s.Close()
	if _, err := s.Apply(context.Background(), set, meta("modes")); err != nil {
		t.Fatal(err)
	}
	for p, at := range snapshotDir(t, root) {
		if before[p] != "" && strings.Replace(at, "new", "old", 1) != before[p] {
			t.Errorf("%s is %s after apply", p, at)
		}
	}
	must(t, doRollback(s))
	after := snapshotDir(t, root)
	for p := range after {
		if strings.HasPrefix(p, reserved) {
			delete(after, p) // the store itself: there is no git here
		}
	}
	same(t, "rolled back", after, before)
}

// hooked calls a hook before every operation of a real layer.
type hooked struct {
	layer
	hook func(op, name string) error
}

func (h hooked) Create(name string) (file, error) {
	if err := h.hook("create", name); err != nil {
		return nil, err
	}
	f, err := h.layer.Create(name)
	return hookedFile{f, h.hook}, err
}

type hookedFile struct {
	file
	hook func(op, name string) error
}

func (f hookedFile) Write(p []byte) (int, error) {
	n, err := f.file.Write(p[:len(p)/2])
	if err != nil {
		return n, err
	}
	if err := f.hook("write", ""); err != nil {
		return n, err
	}
	rest, err := f.file.Write(p[n:])
	return n + rest, err
}

func (h hooked) first(op, name string, f func() error) error {
	if err := h.hook(op, name); err != nil {
		return err
	}
	return f()
}

func (h hooked) Mkdir(n string) error {
	return h.first("mkdir", n, func() error { return h.layer.Mkdir(n) })
}
func (h hooked) SyncDir(n string) error {
	return h.first("syncdir", n, func() error { return h.layer.SyncDir(n) })
}
func (h hooked) Remove(n string) error {
	return h.first("remove", n, func() error { return h.layer.Remove(n) })
}
func (h hooked) Rmdir(n string) error {
	return h.first("rmdir", n, func() error { return h.layer.Rmdir(n) })
}
func (h hooked) Rename(a, b string) error {
	return h.first("rename", b, func() error { return h.layer.Rename(a, b) })
}
func (h hooked) Place(a, b string) error {
	return h.first("place", b, func() error { return h.layer.Place(a, b) })
}
func (h hooked) Exchange(a, b string) error {
	return h.first("exchange", a, func() error { return h.layer.Exchange(a, b) })
}

// TestKillOnRealFiles dies on a real file system, under both layers: at every operation in the long
// run, else at every fourth.
func TestKillOnRealFiles(t *testing.T) {
	for name, newLayer := range layers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, changes := fixture()
			original := d.snapshot("tree")
			applyAll(t, d, changes)
			applied := d.snapshot("tree")
			stride := 4
			if long() {
				stride = 1
			}
			for k := 1; killedOnce(t, newLayer, k, original, applied, changes); k += stride {
			}
		})
	}
}

// killedOnce dies at operation k, checks the tree, resumes and rolls back; false when k is past the end.
func killedOnce(t *testing.T, newLayer func(string) (layer, error), k int, original, applied map[string]string, changes []rewrite.Change) bool {
	t.Helper()
	root, _ := realRepo(t)
	s := openWith(t, root, newLayer)
	kill := killAt(k)
	s.tree, s.files = hooked{s.tree, kill}, hooked{s.files, kill}
	d := &disk{}
	died, err := survive(d, nil, func(*Store) error { return doApply(changes)(s) })
	if !died {
		must(t, err)
		return false
	}
	if bad := whole(snapshotDir(t, root), original, applied); bad != "" {
		t.Fatalf("killed at %d: %s", k, bad)
	}
	s = openWith(t, root, newLayer)
	if err := closed(doResume(s)); err != nil {
		t.Fatalf("killed at %d: %v", k, err)
	}
	if runs, err := s.Runs(); err != nil {
		t.Fatal(err)
	} else if len(runs) > 0 {
		same(t, "resumed", snapshotDir(t, root), applied)
	}
	must(t, closed(doRollback(s)))
	same(t, fmt.Sprintf("killed at %d, rolled back", k), snapshotDir(t, root), original)
	return true
}

// TestExchangeByLinkCutOff stops the fallback after each of its steps; recovering brings both files
// back to one of the two orders.
func TestExchangeByLinkCutOff(t *testing.T) {
	for cut := 1; cut <= 3; cut++ {
		root, changes := realRepo(t)
		before := snapshotDir(t, root)
		s := openWith(t, root, openRootLayer)
		n := 0
		s.tree = linkCut{s.tree.(*rootLayer), func() {
			if n++; n == cut {
				panic(killed{})
			}
		}}
		if died, err := survive(&disk{}, nil, func(*Store) error { return doApply(changes)(s) }); !died {
			t.Fatalf("it survived: %v", err)
		}
		again := openWith(t, root, openRootLayer)
		must(t, doResume(again))
		if s := strays(snapshotDir(t, root)); s != "" {
			t.Errorf("cut at %d: left behind: %s", cut, s)
		}
		must(t, doRollback(again))
		same(t, "rolled back", snapshotDir(t, root), before)
	}
}

// linkCut calls step before each step of an exchange by links.
type linkCut struct {
	*rootLayer
	step func()
}

func (l linkCut) Exchange(a, b string) error { return exchangeByLink(cutLinker(l), a, b) }

type cutLinker linkCut

func (l cutLinker) Link(a, b string) error   { l.step(); return l.rootLayer.Link(a, b) }
func (l cutLinker) Rename(a, b string) error { l.step(); return l.rootLayer.Rename(a, b) }

func isPathError(err error) bool {
	var e *PathError
	return errors.As(err, &e)
}
