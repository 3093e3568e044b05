package agree

import (
	"path/filepath"
	"reflect"
	"testing"

	"rtconsolidate/analyze"
)

// compareWith holds what With makes of a repo in which one file goes, comes back, or takes another's place to what
// Load makes of the same tree. It does so for at most limit files.
func compareWith(t *testing.T, whole *analyze.Repo, limit int) {
	t.Helper()
	paths := whole.Tree.Paths()
	for i := 0; i < len(paths); i += len(paths)/limit + 1 {
		p := paths[i]
		content, err := whole.Tree.Read(p)
		if err != nil {
			continue
		}
		to := paths[(i*7+3)%len(paths)]
		for what, files := range map[string]map[string][]byte{
			"goes": {p: nil}, "moves into a new folder": {p: nil, "brand/new/" + filepath.Base(p): content},
			"takes a place": {p: nil, to: content}, "gets an index beside it": {filepath.Join(filepath.Dir(p), "index.ts"): content},
		} {
			after := whole.With(files)
			sameEdges(t, p+" "+what, after, analyze.Load(analyze.NewOverlay(whole.Tree, files), analyze.Options{}))
			back := map[string][]byte{}
			for q := range files {
				if back[q], err = whole.Tree.Read(q); err != nil {
					back[q] = nil
				}
			}
			sameEdges(t, p+" "+what+", and back", after.With(back), whole)
		}
	}
}

func sameEdges(t *testing.T, what string, got, want *analyze.Repo) {
	t.Helper()
	if len(got.Files) != len(want.Files) {
		t.Fatalf("%s: %d files, want %d", what, len(got.Files), len(want.Files))
	}
	for id, f := range want.Files {
		g := got.Files[id]
		if g.Path != f.Path || len(g.Edges) != len(f.Edges) {
			t.Fatalf("%s: %s with %d edges, want %s with %d", what, g.Path, len(g.Edges), f.Path, len(f.Edges))
		}
		for i, e := range f.Edges {
			if g.Edges[i] != e {
				t.Fatalf("%s: %s: %q leads to %+v, want %+v", what, f.Path, f.Module.Refs[i].Specifier, g.Edges[i], e)
			}
		}
		if !reflect.DeepEqual(got.Importers(analyze.FileID(id)), want.Importers(analyze.FileID(id))) {
			t.Fatalf("%s: the importers of %s differ", what, f.Path)
		}
	}
}

func TestWithSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/resolve/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			compareWith(t, load(t, readSample(t, file).write(t)), 1000)
		})
	}
}

func TestWithForms(t *testing.T) {
	compareWith(t, analyze.Load(formsTree(), analyze.Options{}), 1000)
}

// TestWithFolder compares on the folder named by RTC_COMPARE_DIR; a tool for any repo.
func TestWithFolder(t *testing.T) {
	compareWith(t, folder(t), 50)
}
