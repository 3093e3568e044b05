package report

import (
	"strings"
	"testing"
)

// TestBundleOpen: what the bundler could not compare is no success.
func TestBundleOpen(t *testing.T) {
	d := planFixture()
	d.Proof.Bundle = &Bundle{Skipped: "esbuild stops at a.ts"}
	if got := string(Text(d, options)); !strings.Contains(got, "open bundle      not compared: esbuild stops at a.ts") {
		t.Error(got)
	}
	if got := string(Markdown(d, options)); !strings.Contains(got, "| bundle | **open** |") {
		t.Error(got)
	}
}

// TestMovedNames: text shows the first names of a move, and all of them when it is verbose.
func TestMovedNames(t *testing.T) {
	m := Move{}
	for range namesShown + 3 {
		m.Names = append(m.Names, MovedName{"a", "b"})
	}
	if got := m.names(false); strings.Count(got, "a as b") != namesShown || !strings.HasSuffix(got, "… and 3 more") {
		t.Error(got)
	}
	if got := m.names(true); strings.Count(got, "a as b") != namesShown+3 {
		t.Error(got)
	}
}
