package diff

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

// git runs a command in dir, apart from the user's configuration.
func git(t *testing.T, dir string, stdin []byte, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("this test compares with git: install git")
	}
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_CEILING_DIRECTORIES="+filepath.Dir(dir), "LC_ALL=C")
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s\ninput:\n%q", strings.Join(args, " "), err, out, stdin)
	}
	return out
}

type file struct {
	content string
	mode    os.FileMode
}

type tree map[string]file

func (tr tree) write(t *testing.T, dir string) {
	t.Helper()
	for p, f := range tr {
		full := filepath.Join(dir, p)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(f.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(full, f.mode); err != nil {
			t.Fatal(err)
		}
	}
}

func readTree(t *testing.T, dir string) tree {
	t.Helper()
	tr := tree{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		tr[rel] = file{string(content), info.Mode().Perm()}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func (tr tree) equal(t *testing.T, want tree, what string, patch []byte) {
	t.Helper()
	if fmt.Sprint(tr) != fmt.Sprint(want) {
		t.Fatalf("%s\ngot  %q\nwant %q\ndiff:\n%s", what, fmt.Sprint(tr), fmt.Sprint(want), patch)
	}
}

// roundTrip lets git apply the diff of the changes and take it back.
func roundTrip(t *testing.T, before, after tree, changes []rewrite.Change) {
	t.Helper()
	patch, err := Unified(changes)
	if err != nil {
		t.Fatal(err)
	}
	if len(patch) == 0 {
		before.equal(t, after, "an empty diff, yet the trees differ", patch)
		return
	}
	dir := t.TempDir()
	before.write(t, dir)
	apply := []string{"-c", "core.fileMode=true", "apply", "--whitespace=nowarn"}
	git(t, dir, patch, append(apply, "-")...)
	readTree(t, dir).equal(t, after, "git apply", patch)
	git(t, dir, patch, append(apply, "-R", "-")...)
	readTree(t, dir).equal(t, before, "git apply -R", patch)
}

func TestGitApplies(t *testing.T) {
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			before, after := tree{}, tree{}
			for _, ch := range c {
				place(before, after, ch)
			}
			roundTrip(t, before, after, c)
		})
	}
}

// place enters a change into the trees before and after it.
func place(before, after tree, c rewrite.Change) {
	from := c.Path
	if c.Action == rewrite.Rename {
		from = c.From
	}
	if c.Old != nil {
		before[from] = file{string(c.Old), c.Mode}
	}
	if c.New != nil {
		after[c.Path] = file{string(c.New), c.Mode}
	}
}

var oddNames = []string{"a.ts", "a b.ts", "tab\t.ts", "new\nline.ts", `quo"te.ts`, `back\slash.ts`, "größe.ts",
	"bad\xff.ts", "deep/er/x.ts", "-dash.ts", "esc\x1b.ts", "dir with blank/y z.ts", "trail ", "{brace}.ts"}

var parts = []string{"", "a\n", "b\n", "\n", "  }\n", "x\r\n", "y\rz\n", "größe\n", "\xff\xfe\n", "--- a/x\n", "+++ b/x\n",
	"@@ -1 +1 @@\n", "\\ No newline at end of file\n", "diff --git a/x b/x\n", "\u2028\n", "function f() {\n", "-- \n", "rename from x\n"}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(30) {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	if r.IntN(3) == 0 {
		b.WriteString("no end")
	}
	return b.String()
}

func mutate(r *rand.Rand, text string) string {
	lines := splitLines([]byte(text))
	for range r.IntN(4) {
		at := r.IntN(len(lines) + 1)
		insert := splitLines([]byte(randomText(r)))
		if len(insert) > 2 {
			insert = insert[:2]
		}
		end := min(at+r.IntN(3), len(lines))
		lines = append(lines[:at:at], append(insert, lines[end:]...)...)
	}
	return strings.Join(lines, "")
}

// randomChange makes one change of files that no other change has.
func randomChange(r *rand.Rand, i int) rewrite.Change {
	name := func(k int) string { return fmt.Sprintf("%d/%s", k, oddNames[r.IntN(len(oddNames))]) }
	old := randomText(r)
	c := rewrite.Change{Path: name(i), Mode: []os.FileMode{0o644, 0o755}[r.IntN(2)], Old: []byte(old), New: []byte(mutate(r, old))}
	switch r.IntN(4) {
	case 0:
		c.Action, c.Old = rewrite.Create, nil
	case 1:
		c.Action, c.New = rewrite.Delete, nil
	case 2:
		c.Action, c.From = rewrite.Rename, name(i+1000)
	default:
		c.Action = rewrite.Modify
	}
	return c
}

func TestGitAppliesRandomChanges(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		before, after := tree{}, tree{}
		var changes []rewrite.Change
		for i := range 12 {
			c := randomChange(r, i)
			changes = append(changes, c)
			place(before, after, c)
		}
		roundTrip(t, before, after, changes)
	}
}

// FuzzGitApplies looks for any pair of texts and a name that git would not take back.
func FuzzGitApplies(f *testing.F) {
	f.Add("a\nb\n", "a\nc", "x y.ts")
	f.Add("", "\r", "ü.ts")
	f.Fuzz(func(t *testing.T, old, new, name string) {
		if strings.ContainsRune(old+new+name, 0) || len(name) > 200 {
			return
		}
		for _, part := range strings.Split(name, "/") {
			if part == "" || part == "." || part == ".." || strings.EqualFold(part, ".git") {
				return
			}
		}
		c := rewrite.Change{Path: name, Action: rewrite.Modify, Old: []byte(old), New: []byte(new), Mode: 0o644}
		before, after := tree{}, tree{}
		place(before, after, c)
		roundTrip(t, before, after, []rewrite.Change{c})
	})
}
