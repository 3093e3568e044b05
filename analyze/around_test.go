package analyze

import (
	"os"
	"testing"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/source"
)

// TestNeedlesOfFolder holds the texts by which a file may be named against all references of a repo: that of
// RTC_BENCH_DIR, or the sample.
func TestNeedlesOfFolder(t *testing.T) {
	dir := os.Getenv("RTC_BENCH_DIR")
	if dir == "" {
		dir = "../testdata/campfire"
	}
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	missesNone(t, Load(tree, Options{}))
}

// missesNone checks for every file that what names it holds one of its needles.
func missesNone(t *testing.T, r *Repo) {
	t.Helper()
	if len(r.Files) == 0 {
		t.Fatal("no files")
	}
	told, open, hits, tried := 0, 0, 0, 0
	for id, f := range r.Files {
		needles, ok := r.Resolver.Needles(f.Path)
		if !ok {
			open++
			continue
		}
		told++
		finder := newFinder(append([]resolver.Needle{declares}, needles...))
		for _, i := range r.importer[id] {
			from := r.Files[i.File]
			src, err := r.Tree.Read(from.Path)
			if err != nil {
				t.Fatal(err)
			}
			if !finder.in(src) {
				t.Errorf("%s: %q leads to %s and holds none of %v", from.Path, r.Ref(i).Specifier, f.Path, needles)
			}
		}
		if id%97 == 0 {
			for k := 0; k < len(r.Files); k += 7 {
				if src, err := r.Tree.Read(r.Files[k].Path); err == nil {
					tried++
					if finder.in(src) {
						hits++
					}
				}
			}
		}
	}
	t.Logf("%d files have needles, %d have none; %d of %d files hold one", told, open, hits, tried)
}
