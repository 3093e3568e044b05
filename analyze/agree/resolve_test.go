package agree

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze"
)

type (
	resolveInput struct {
		Files []string          `json:"files"`
		Code  []string          `json:"code"`
		Links map[string]string `json:"links"`
	}
	resolvedFile struct {
		File, Config string
		Refs         []resolvedRef
	}
	resolvedRef struct {
		Specifier string
		Start     int32
		Mode      string
		To        string
	}
)

// comparison counts what was compared and keeps what differs.
type comparison struct {
	specifiers, inRepo int
	differences        []string
	more               map[string]int      // what only we find, by the setting that led there
	lost               int                 // specifiers that the scanner does not have
	answers            map[string][]string // TypeScript's, by file, in the order of positions
}

// compareResolution compares every specifier of a repo with TypeScript's answer.
func compareResolution(t *testing.T, dir string, repo *analyze.Repo) *comparison {
	t.Helper()
	in := resolveInput{Files: repo.Tree.Paths(), Links: repo.Tree.Links()}
	for _, f := range repo.Files {
		if f.Skipped == "" {
			in.Code = append(in.Code, f.Path)
		}
	}
	c := &comparison{more: map[string]int{}, answers: map[string][]string{}}
	for _, want := range ask[resolvedFile](t, "resolve.mjs", []string{dir}, in) {
		c.file(repo.File(want.File), want)
	}
	return c
}

func (c *comparison) file(f *analyze.File, want resolvedFile) {
	at := map[int32]int{}
	for i := range f.Module.Refs {
		at[f.Module.Refs[i].Spec.Start] = i
	}
	for _, w := range want.Refs {
		c.answers[f.Path] = append(c.answers[f.Path], w.To)
		c.specifiers++
		if w.To != "" {
			c.inRepo++
		}
		i, ok := at[w.Start]
		if !ok {
			c.lost++
			continue
		}
		switch e := f.Edges[i]; {
		case e.Path == w.To:
		case w.To == "":
			c.more[reason(e)]++
			if os.Getenv("RTC_COMPARE_MORE") != "" {
				fmt.Println("more:", reason(e), f.Path, w.Specifier, e.Path)
			}
		default:
			c.differences = append(c.differences, fmt.Sprintf("%s:%d: %q (%s, %s) is %s %s, TypeScript says %s", f.Path, f.Module.Refs[i].Line,
				w.Specifier, want.Config, w.Mode, e.State, e.Path, w.To))
		}
	}
}

// reason names the rule by which a specifier resolves that TypeScript does not resolve.
func reason(e analyze.Edge) string {
	if _, by, ok := strings.Cut(e.Via, " ("); ok {
		return strings.TrimSuffix(by, ")")
	}
	if !analyze.IsCode(e.Path) {
		return "no code"
	}
	return "as bundlers do"
}

func (c *comparison) report(t *testing.T) {
	t.Helper()
	t.Logf("%d specifiers, %d of them in the repo by TypeScript, %d differences, %d not scanned", c.specifiers, c.inRepo, len(c.differences), c.lost)
	for _, by := range slices.Sorted(maps.Keys(c.more)) {
		t.Logf("  %d more by %s", c.more[by], by)
	}
	for _, d := range c.differences {
		t.Error(d)
	}
	if c.specifiers == 0 {
		t.Error("nothing was compared")
	}
}

// TestResolveFolder compares on the folder named by RTC_COMPARE_DIR; a tool for any repo.
func TestResolveFolder(t *testing.T) {
	dir := os.Getenv("RTC_COMPARE_DIR")
	if dir == "" {
		dir = "../../testdata/campfire"
	}
	repo := load(t, dir)
	for _, p := range repo.Resolver.Problems() {
		t.Logf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
	}
	compareResolution(t, dir, repo).report(t)
}
