package tree_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
	"rtconsolidate/analyze/survey"
	"rtconsolidate/bench/tree"
	"rtconsolidate/rules"
)

// TestWrite: the tree has the size asked for, is the same for the same seed, and means what it says:
// every import leads somewhere.
func TestWrite(t *testing.T) {
	o := tree.Options{Files: 200, Bytes: 1 << 20, Seed: 7}
	one, two := t.TempDir(), t.TempDir()
	for _, dir := range []string{one, two} {
		if err := tree.Write(dir, o); err != nil {
			t.Fatal(err)
		}
	}
	total := 0
	err := fs.WalkDir(os.DirFS(one), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		a, errA := os.ReadFile(filepath.Join(one, p))
		b, errB := os.ReadFile(filepath.Join(two, p))
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s differs for the same seed", p)
		}
		total += len(a)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if total < o.Bytes*8/10 || total > o.Bytes*12/10 {
		t.Errorf("%d bytes written, %d asked for", total, o.Bytes)
	}
	src, err := source.Open(one)
	if err != nil {
		t.Fatal(err)
	}
	repo := analyze.Load(src, analyze.Options{})
	preset, err := rules.Preset(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := survey.Run(repo, preset)
	if len(repo.Files) != o.Files || len(s.BrokenImports) != 0 || len(s.Cycles) != 0 {
		t.Errorf("%d files, broken imports %v, cycles %v", len(repo.Files), s.BrokenImports, s.Cycles)
	}
}
