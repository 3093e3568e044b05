//go:build measure

package rules

import (
	"os"
	"path/filepath"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
)

// TestLabelledRepos measures precision and recall over public repos that lie under $REPOS, each in a
// folder of its table's name. `make measure REPOS=DIR` runs it.
func TestLabelledRepos(t *testing.T) {
	root := os.Getenv("REPOS")
	if root == "" {
		t.Fatal("REPOS names no folder with the labelled repos; see rules/testdata/labels/README.md")
	}
	var all tally
	for _, name := range []string{"camp", "plane", "hoppscotch", "uptime-kuma", "outline"} {
		tree, err := source.Open(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		got := measure(t, analyze.Load(tree, analyze.Options{}), readLabels(t, name))
		t.Logf("%s: %v", name, got)
		all = all.plus(got)
	}
	t.Logf("all: %v", all)
	if all.precision() < wanted || all.recall() < wanted {
		t.Errorf("%v, want %v of both", all, wanted)
	}
}

func (a tally) plus(b tally) tally {
	return tally{a.right + b.right, a.wrong + b.wrong, a.missed + b.missed, a.passed + b.passed}
}
