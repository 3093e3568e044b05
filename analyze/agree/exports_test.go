package agree

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

type (
	meaningInput struct {
		Code []string `json:"code"`
	}
	meaningFile struct {
		File      string
		Names     []meaning
		Conflicts []string
	}
	meaning struct {
		Start                 int32
		Name, Status          string
		At                    []string
		Value, Type, TypeOnly bool
	}
)

// compareMeanings compares what every imported and re-exported name means with TypeScript's checker. It gives
// the differences and how many names there were.
func compareMeanings(t *testing.T, dir string, repo *analyze.Repo, code []string) (differences []string, names int) {
	t.Helper()
	answers := ask[meaningFile](t, "exports.mjs", []string{dir}, meaningInput{code})
	conflicts := map[string]bool{}
	for _, a := range answers {
		for _, name := range a.Conflicts {
			conflicts[name] = true
		}
	}
	for _, want := range answers {
		id := repo.Lookup(want.File)
		f := repo.Files[id]
		asked := map[int32]meaning{}
		for _, m := range want.Names {
			asked[m.Start] = m
		}
		for i := range f.Module.Refs {
			for _, n := range f.Module.Refs[i].Names {
				m, ok := asked[n.NameSpan.Start]
				if !ok || n.Imported == "*" {
					continue
				}
				names++
				b := repo.Imported(id, i, n.Imported)
				if b.Status == analyze.Ambiguous && conflicts[n.Imported] {
					continue
				}
				if d := differs(repo, b, m, n, f.Module.Refs[i].TypeOnly); d != "" {
					differences = append(differences, fmt.Sprintf("%s:%d: %s of %q: %s", f.Path, f.Module.Refs[i].Line, n.Imported, f.Module.Refs[i].Specifier, d))
				}
			}
		}
	}
	return differences, names
}

// differs tells how a binding differs from TypeScript's. What leaves the repo, and what syntax cannot tell, is
// not compared.
func differs(repo *analyze.Repo, b analyze.Binding, m meaning, n scanner.Name, typeOnly bool) string {
	switch b.Status {
	case analyze.Outside, analyze.Opaque:
		return ""
	case analyze.Found:
	default:
		if m.Status == "found" {
			return fmt.Sprintf("not found (%d), TypeScript has %v", b.Status, m.At)
		}
		return ""
	}
	if m.Status != "found" {
		return fmt.Sprintf("%s:%s, TypeScript finds nothing", b.Path, b.Name)
	}
	if at := b.Path + ":" + b.Name; repo.File(b.Path) == nil {
		// An ambient module has no file of its own.
		if b.Name != n.Imported {
			return at + " is another name"
		}
	} else if !slices.Contains(m.At, at) && !anonymous(m.At, b) {
		return fmt.Sprintf("%s, TypeScript has %v", at, m.At)
	}
	value := m.Value && !m.TypeOnly
	if got := b.HasValue() && !n.TypeOnly && !typeOnly; got != value {
		return fmt.Sprintf("value %v, TypeScript says %v", got, value)
	}
	return ""
}

// anonymous takes the default export of an expression for the same, however either side names it.
func anonymous(at []string, b analyze.Binding) bool {
	return slices.Contains(at, b.Path+":default") && b.Name == "default"
}

// TestExportSamples compares on trees made of every form of export.
func TestExportSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/exports/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for _, f := range archive.Files {
				if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			compareFolder(t, dir)
		})
	}
}

func compareFolder(t *testing.T, dir string) {
	t.Helper()
	repo := load(t, dir)
	var code []string
	for _, f := range repo.Files {
		if _, ok := scanner.LangOf(f.Path); ok && f.Skipped == "" {
			code = append(code, f.Path)
		}
	}
	differences, names := compareMeanings(t, dir, repo, code)
	t.Logf("%d names", names)
	if names == 0 {
		t.Error("nothing was compared")
	}
	for _, d := range differences {
		t.Error(d)
	}
}

// TestExportFolder compares on the sample repo, or on the folder named by RTC_COMPARE_DIR.
func TestExportFolder(t *testing.T) {
	dir := os.Getenv("RTC_COMPARE_DIR")
	if dir == "" {
		dir = "../../testdata/campfire"
	}
	compareFolder(t, strings.TrimSuffix(dir, "/"))
}
