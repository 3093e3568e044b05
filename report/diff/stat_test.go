package diff

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

// statCases keep the counts apart from how a tool pairs lines, so that git's figures must be ours.
var statCases = []rewrite.Change{
	modify("a.ts", "one\ntwo\n", "one\n2\nthree\n"),
	modify("big.ts", numbered(400), numbered(150)),
	modify("components/deeply/nested/folder/with/a/rather/long/path/that/does/not/fit/in/eighty/columns/TypingIndicator.tsx", "", numbered(90)),
	{Path: "hooks/new.ts", Action: rewrite.Create, New: []byte(numbered(33)), Mode: 0o644},
	{Path: "lib/b/x.ts", From: "lib/a/x.ts", Action: rewrite.Rename, Old: []byte(numbered(50)), New: []byte(numbered(51)), Mode: 0o644},
	{Path: "lib/realtime/moved.ts", From: "lib/moved.ts", Action: rewrite.Rename, Old: []byte("u" + numbered(70)), New: []byte("u" + numbered(70)), Mode: 0o644},
	{Path: "top.ts", From: "root.ts", Action: rewrite.Rename, Old: []byte("t" + numbered(60)), New: []byte("t" + numbered(60)), Mode: 0o644},
	{Path: "größe.ts", Action: rewrite.Delete, Old: []byte("x\n"), Mode: 0o644},
}

func TestSummaryIsGits(t *testing.T) {
	dir := t.TempDir()
	before, after := tree{}, tree{}
	for _, c := range statCases {
		place(before, after, c)
	}
	before.write(t, dir)
	git(t, dir, nil, "init", "-q")
	git(t, dir, nil, "add", "-A")
	old := strings.TrimSpace(string(git(t, dir, nil, "write-tree")))
	for p := range before {
		if err := os.Remove(filepath.Join(dir, p)); err != nil {
			t.Fatal(err)
		}
	}
	after.write(t, dir)
	git(t, dir, nil, "add", "-A")
	for _, width := range []int{40, 60, 80, 100, 200} {
		want := string(git(t, dir, nil, "diff", "--cached", "-M", fmt.Sprintf("--stat=%d", width), old))
		if got := string(Summary(Stats(statCases), width)); got != want {
			t.Errorf("width %d\ngot:\n%swant:\n%s", width, got, want)
		}
	}
}

func TestSummaryTotals(t *testing.T) {
	for _, c := range []struct {
		stats []Stat
		want  string
	}{
		{nil, " 0 files changed, 0 insertions(+), 0 deletions(-)\n"},
		{[]Stat{{Path: "a", Added: 1}}, " 1 file changed, 1 insertion(+)\n"},
		{[]Stat{{Path: "a", Deleted: 2}, {Path: "b", Binary: true}}, " 2 files changed, 2 deletions(-)\n"},
		{[]Stat{{Path: "a", Binary: true}}, " a | Bin\n 1 file changed, 0 insertions(+), 0 deletions(-)\n"},
	} {
		if got := string(Summary(c.stats, 80)); !strings.HasSuffix(got, c.want) {
			t.Errorf("%v: %q, want it to end in %q", c.stats, got, c.want)
		}
	}
}
