package source

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestChanged(t *testing.T) {
	root := t.TempDir()
	git := func(date string, args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null", "GIT_COMMITTER_DATE="+date, "GIT_AUTHOR_DATE="+date,
			"GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@t", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@t")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git("", "init", "-q")
	write("pkg/a.ts", "1")
	write("pkg/[b] c.ts", "1")
	git("2024-02-03T10:00:00+0000", "add", "-A")
	git("2024-02-03T10:00:00+0000", "commit", "-qm", "first")
	write("pkg/a.ts", "2")
	git("2025-03-04T10:00:00+0000", "commit", "-qam", "second")
	write("pkg/new.ts", "1")

	for _, c := range []struct {
		dir  string
		want map[string]string
	}{
		{".", map[string]string{"pkg/a.ts": "2025-03-04", "pkg/[b] c.ts": "2024-02-03"}},
		{"pkg", map[string]string{"a.ts": "2025-03-04", "[b] c.ts": "2024-02-03"}},
	} {
		tree, err := Open(filepath.Join(root, c.dir))
		if err != nil {
			t.Fatal(err)
		}
		got, err := tree.Changed(tree.Paths())
		if err != nil || !maps.Equal(got, c.want) {
			t.Errorf("%s: %v %v, want %v", c.dir, got, err, c.want)
		}
	}
	tree := &Tree{Root: t.TempDir(), Listing: &Listing{}}
	if got, err := tree.Changed([]string{"a.ts"}); err != nil || len(got) != 0 {
		t.Errorf("without git: %v, %v", got, err)
	}
}
