package rules

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/survey"
	"rtconsolidate/testdata"
)

// label is one file that a person has read.
type label struct {
	path, category string
	yes            bool
}

func readLabels(t *testing.T, name string) []label {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "labels", name+".tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []label
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 5 {
			t.Fatalf("%s: not five cells: %q", name, lines.Text())
		}
		if cells[0] != "repo" {
			list = append(list, label{path: cells[2], yes: cells[3] == "yes", category: cells[4]})
		}
	}
	return list
}

// tally counts how the survey's verdicts agree with the labels.
type tally struct{ right, wrong, missed, passed int }

func (a tally) precision() float64 { return float64(a.right) / float64(max(1, a.right+a.wrong)) }
func (a tally) recall() float64    { return float64(a.right) / float64(max(1, a.right+a.missed)) }

func (a tally) String() string {
	return fmt.Sprintf("precision %.3f, recall %.3f over %d files", a.precision(), a.recall(), a.right+a.wrong+a.missed+a.passed)
}

// measure compares a survey with the labels, and logs each file on which they differ.
func measure(t *testing.T, repo *analyze.Repo, labels []label) tally {
	t.Helper()
	preset, err := Preset(nil)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]survey.File{}
	for _, f := range survey.Run(repo, preset).Files {
		found[f.Path] = f
	}
	var sum tally
	for _, l := range labels {
		if repo.Lookup(l.path) == analyze.None {
			t.Errorf("%s is labelled and not there", l.path)
		}
		f := found[l.path]
		ours := f.Score >= preset.Threshold
		switch {
		case ours && l.yes:
			sum.right++
			if f.Category != l.category {
				t.Errorf("%s is %s, want %s", l.path, f.Category, l.category)
			}
		case ours:
			sum.wrong++
		case l.yes:
			sum.missed++
		default:
			sum.passed++
		}
		if ours != l.yes {
			t.Logf("%s: label %v, score %d: %v", l.path, l.yes, f.Score, f.Evidence)
		}
	}
	return sum
}

const wanted = 0.95

func TestSampleIsClassified(t *testing.T) {
	tree := analyze.Memory{}
	err := fs.WalkDir(testdata.Campfire(), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := fs.ReadFile(testdata.Campfire(), p)
		tree[p] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	labels := readLabels(t, "campfire")
	if got := measure(t, analyze.Load(tree, analyze.Options{}), labels); got.precision() < wanted || got.recall() < wanted {
		t.Errorf("%v, want %v of both", got, wanted)
	}
	labelled := map[string]bool{}
	for _, l := range labels {
		labelled[l.path] = true
	}
	for p := range tree {
		if analyze.IsCode(p) && !labelled[p] {
			t.Errorf("%s is not labelled", p)
		}
	}
}
