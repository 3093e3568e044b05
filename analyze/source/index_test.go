package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestIndexForms lists the same tree from each form of index that git writes.
func TestIndexForms(t *testing.T) {
	long := "long/" + strings.Repeat("name", 60) + ".ts"
	for name, setup := range map[string]func(t *testing.T, root string){
		"version 2": func(t *testing.T, root string) { git(t, root, "update-index", "--index-version", "2") },
		"version 3": func(t *testing.T, root string) {
			write(t, root, "new.ts", "")
			git(t, root, "add", "-N", "-f", "new.ts") // intent to add needs the extended flags
		},
		"version 4":    func(t *testing.T, root string) { git(t, root, "update-index", "--index-version", "4") },
		"split":        func(t *testing.T, root string) { git(t, root, "update-index", "--split-index") },
		"untracked":    func(t *testing.T, root string) { git(t, root, "update-index", "--force-untracked-cache") },
		"no index yet": func(t *testing.T, root string) { git(t, root, "rm", "-rq", "--cached", ".") },
		"sparse": func(t *testing.T, root string) {
			commit(t, root)
			git(t, root, "sparse-checkout", "init", "--cone", "--sparse-index")
			git(t, root, "sparse-checkout", "set", "a")
		},
		"ignore file out of the checkout": func(t *testing.T, root string) {
			commit(t, root)
			git(t, root, "sparse-checkout", "set", "--no-cone", "/*", "!/a/.gitignore")
			write(t, root, "a/x.tmp", "")
		},
		"conflict": func(t *testing.T, root string) {
			commit(t, root)
			git(t, root, "checkout", "-qb", "other")
			write(t, root, "a/x.ts", "other")
			commit(t, root)
			git(t, root, "checkout", "-q", "-")
			write(t, root, "a/x.ts", "mine")
			commit(t, root)
			conflict(t, root, "other")
		},
	} {
		t.Run(name, func(t *testing.T) {
			isolate(t)
			root := t.TempDir()
			git(t, root, "init", "-q")
			for _, p := range []string{"a/x.ts", "a/.gitignore", "a-b", "a.ts", "zz/deep/er/y.ts", "odd\nname.ts", "bad\xffutf8.ts", long} {
				write(t, root, p, "*.tmp\n")
			}
			git(t, root, "add", ".")
			setup(t, root)
			write(t, root, "untracked.ts", "")
			for _, dir := range []string{".", "a"} {
				at := filepath.Join(root, dir)
				got, err := List(at)
				if err != nil {
					t.Fatal(err)
				}
				if want := gitList(t, at); !slices.Equal(got.Paths, want) || len(want) == 0 || !got.Git {
					t.Errorf("in %s: got %q\nwant %q", dir, got.Paths, want)
				}
			}
		})
	}
}

func commit(t *testing.T, root string) {
	t.Helper()
	git(t, root, "add", "-A")
	git(t, root, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x")
}

// conflict merges a branch and expects that to fail.
func conflict(t *testing.T, root, branch string) {
	t.Helper()
	if g := findGit(root); g == nil {
		t.Fatal("no repo")
	} else if _, err := g.run(root, "-c", "user.name=t", "-c", "user.email=t@example.com", "merge", "-q", branch); err == nil {
		t.Fatal("the merge has no conflict")
	}
}

func TestSHA256(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q", "--object-format=sha256")
	write(t, root, ".gitignore", "*\n")
	write(t, root, "kept.ts", "")
	write(t, root, "loose.ts", "")
	git(t, root, "add", "-f", "kept.ts")
	if got, err := List(root); err != nil || !slices.Equal(got.Paths, []string{"kept.ts"}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestSubmodule(t *testing.T) {
	isolate(t)
	dir := t.TempDir()
	root, lib := filepath.Join(dir, "main"), filepath.Join(dir, "lib")
	for _, r := range []string{root, lib} {
		write(t, r, "a.ts", "")
		git(t, r, "init", "-q")
		commit(t, r)
	}
	git(t, root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", lib, "sub")
	got, err := List(root)
	if err != nil || !slices.Equal(got.Paths, []string{".gitmodules", "a.ts"}) || !slices.Equal(got.Nested, []string{"sub"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	within, err := List(filepath.Join(root, "sub"))
	if err != nil || !slices.Equal(within.Paths, []string{"a.ts"}) {
		t.Errorf("in the submodule: %+v, %v", within, err)
	}
}

// TestTypeChanges replaces tracked files by other things.
func TestTypeChanges(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q")
	for _, p := range []string{"file.ts", "folder.ts", "dir/in.ts", "gone.ts", "linked/in.ts", "real/in.ts"} {
		write(t, root, p, "")
	}
	git(t, root, "add", ".")
	for _, p := range []string{"file.ts", "folder.ts", "dir", "gone.ts", "linked"} {
		if err := os.RemoveAll(filepath.Join(root, p)); err != nil {
			t.Fatal(err)
		}
	}
	write(t, root, "folder.ts/new.ts", "")
	write(t, root, "dir", "")
	for link, to := range map[string]string{"linked": "real", "file.ts": "missing", "chain": "linked/in.ts", "out": "/"} {
		if err := os.Symlink(to, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := List(root)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"dir", "folder.ts/new.ts", "real/in.ts"}; !slices.Equal(got.Paths, want) {
		t.Errorf("paths %q, want %q", got.Paths, want)
	}
	if len(got.Links) != 2 || got.Links["linked"] != "real" || got.Links["chain"] != "real/in.ts" {
		t.Errorf("links %q", got.Links)
	}
	if want := []string{"file.ts", "out"}; !slices.Equal(got.Others, want) {
		t.Errorf("others %q, want %q", got.Others, want)
	}
}

// TestIgnoredRoot lists a folder that the repo around it ignores: a plain walk, unless it is tracked.
func TestIgnoredRoot(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q")
	write(t, root, ".gitignore", "build/\n")
	write(t, root, "build/demo/a.ts", "")
	write(t, root, "build/demo/b.ts", "")
	demo := filepath.Join(root, "build", "demo")
	if got, err := List(demo); err != nil || got.Git || !slices.Equal(got.Paths, []string{"a.ts", "b.ts"}) {
		t.Errorf("untracked: %+v, %v", got, err)
	}
	git(t, root, "add", "-f", "build/demo/a.ts")
	if got, err := List(demo); err != nil || !got.Git || !slices.Equal(got.Paths, []string{"a.ts"}) {
		t.Errorf("tracked: %+v, %v", got, err)
	}
}

func TestDamagedIndex(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q")
	write(t, root, "a/x.ts", "")
	write(t, root, "b.ts", "")
	git(t, root, "add", ".")
	file := filepath.Join(root, ".git", "index")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) - 20 {
		if _, err := parseIndex(whole[:n], 20); err == nil {
			t.Errorf("cut to %d of %d bytes, it is read without complaint", n, len(whole))
		}
	}
	write(t, root, ".git/index", "DIRC nonsense that is long enough to look at")
	if _, err := List(root); err == nil || !strings.Contains(err.Error(), "index") {
		t.Errorf("error %v", err)
	}
}

func FuzzIndex(f *testing.F) {
	f.Add([]byte("DIRC\x00\x00\x00\x04\x00\x00\x00\x01"), 20)
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x01"+strings.Repeat("\x00", 60)+"\x00\x01a\x00\x00\x00"+strings.Repeat("h", 20)), 20)
	f.Fuzz(func(t *testing.T, data []byte, hash int) {
		entries, err := parseIndex(data, 20+12*(hash&1))
		if err == nil && !slices.IsSortedFunc(entries, func(a, b entry) int { return strings.Compare(a.path, b.path) }) {
			t.Error("the entries are not sorted")
		}
	})
}
