package source

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// git runs git in dir, apart from the user's own config.
func git(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "HOME="+os.Getenv("HOME"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func isolate(t testing.TB) {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", "")
}

func write(t testing.TB, root, path, text string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// gitList is what git itself lists, without what is not on the disk.
func gitList(t testing.TB, root string) []string {
	t.Helper()
	var list []string
	for p := range strings.SplitSeq(git(t, root, "ls-files", "-z", "-co", "--exclude-standard"), "\x00") {
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(p)))
		if p != "" && err == nil && info.Mode().IsRegular() {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

var (
	folders  = []string{"", "a/", "a/b/", "lib/", "lib/x.d/", "build/", "a/build/", "Ünï/"}
	names    = []string{"x.ts", "y.ts", "build", "x.log", "[z].ts", "a b.ts", ".env", "foo.test.ts", "b"}
	patterns = []string{"*.log", "build", "build/", "/build", "a/build", "**/b", "a/**", "!x.ts", "!a/b/", "lib/*.ts", "*.t?",
		"[a-x].ts", "[!a-x].ts", `\[z\].ts`, "/a/*/", "**/x.d/**", "a/**/x.ts", "# comment", "", "x.ts ", `a\ b.ts`, ".*", "!/lib/", "[[:alpha:]].ts", "**", "*/b", "foo.*", "/*", "!/a"}
)

func TestListEqualsGit(t *testing.T) {
	isolate(t)
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		root := t.TempDir()
		git(t, root, "init", "-q")
		var all []string
		for _, d := range folders {
			for _, n := range names {
				if r.IntN(2) == 0 && !(n == "b" && d == "a/") && !(n == "build" && d != "lib/") {
					write(t, root, d+n, "x")
					all = append(all, d+n)
				}
			}
		}
		add := []string{"add", "-f", "--"}
		for _, p := range all {
			if r.IntN(4) == 0 {
				add = append(add, p)
			}
		}
		git(t, root, add...)
		for _, d := range []string{"", "a/", "lib/"} {
			var lines []string
			for range r.IntN(5) {
				lines = append(lines, patterns[r.IntN(len(patterns))])
			}
			write(t, root, d+".gitignore", strings.Join(lines, "\n"))
		}
		if r.IntN(2) == 0 && len(all) > 0 {
			if err := os.Remove(filepath.Join(root, filepath.FromSlash(all[0]))); err != nil {
				t.Fatal(err)
			}
		}
		if v := 2 + r.IntN(3); v != 2 {
			git(t, root, "update-index", "--index-version", fmt.Sprint(v))
		}
		got, err := List(root)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if want := gitList(t, root); !slices.Equal(got.Paths, want) {
			t.Errorf("seed %d: got %q\nwant %q", seed, got.Paths, want)
		}
	}
}

func TestListBelowTheTop(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q")
	write(t, root, ".gitignore", "*.log\n/sub/no.ts\n")
	write(t, root, "sub/yes.ts", "x")
	write(t, root, "sub/no.ts", "x")
	write(t, root, "sub/deep/x.log", "x")
	write(t, root, "other.ts", "x")
	got, err := List(filepath.Join(root, "sub"))
	if err != nil || !slices.Equal(got.Paths, []string{"yes.ts"}) || !got.Git {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestListWithoutGit(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	write(t, root, ".gitignore", "dist/\n")
	for _, p := range []string{"a.ts", "dist/a.js", "node_modules/x/index.js", "lib/b.ts"} {
		write(t, root, p, "x")
	}
	if err := os.Symlink("a.ts", filepath.Join(root, "link.ts")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hosts", filepath.Join(root, "out.ts")); err != nil {
		t.Fatal(err)
	}
	got, err := List(root)
	want := []string{".gitignore", "a.ts", "lib/b.ts"}
	if err != nil || !slices.Equal(got.Paths, want) || got.Links["link.ts"] != "a.ts" || got.Git {
		t.Errorf("got %+v, %v, want %q", got, err, want)
	}
}

func TestListLeavesNestedReposOut(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q")
	write(t, root, "a.ts", "x")
	write(t, root, "vendored/b.ts", "x")
	git(t, filepath.Join(root, "vendored"), "init", "-q")
	got, err := List(root)
	if err != nil || !slices.Equal(got.Paths, []string{"a.ts"}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestWorktree(t *testing.T) {
	isolate(t)
	root := filepath.Join(t.TempDir(), "main")
	write(t, root, "a.ts", "x")
	git(t, root, "init", "-q")
	git(t, root, "add", ".")
	git(t, root, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x")
	other := filepath.Join(filepath.Dir(root), "other")
	git(t, root, "worktree", "add", "-q", other)
	write(t, other, "b.ts", "x")
	got, err := List(other)
	if err != nil || !slices.Equal(got.Paths, []string{"a.ts", "b.ts"}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestDirty(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q")
	for _, p := range []string{"sub/clean.ts", "sub/edited.ts", "sub/staged.ts", "sub/odd \"name\".ts"} {
		write(t, root, p, "x")
	}
	git(t, root, "add", ".")
	git(t, root, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x")
	write(t, root, "sub/edited.ts", "y")
	write(t, root, "sub/odd \"name\".ts", "y")
	write(t, root, "sub/staged.ts", "y")
	git(t, root, "add", "sub/staged.ts")
	write(t, root, "sub/new.ts", "y")
	tree, err := Open(filepath.Join(root, "sub"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := tree.Dirty([]string{"clean.ts", "edited.ts", "staged.ts", "new.ts", "odd \"name\".ts"})
	want := []string{"edited.ts", "staged.ts", "new.ts", "odd \"name\".ts"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
}

func TestFindRoot(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	write(t, root, "app/rtconsolidate.yaml", "")
	write(t, root, "app/deep/x", "")
	write(t, root, "lib/x", "")
	git(t, root, "init", "-q")
	for dir, want := range map[string]string{"app/deep": "app", "lib": "", "app": "app"} {
		got, err := FindRoot(filepath.Join(root, dir), "rtconsolidate.yaml")
		if err != nil || got != filepath.Join(root, want) {
			t.Errorf("FindRoot(%q) = %q, %v, want %q", dir, got, err, want)
		}
	}
}
