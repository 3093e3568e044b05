package agree

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// packages are npm packages that ship their sources: TypeScript in the style of bundlers, and ES modules that
// name their files.
var packages = []string{"immer", "@tanstack/query-core", "ky"}

// TestEsbuild compares with esbuild's resolver on the sample repo and on the packages.
func TestEsbuild(t *testing.T) {
	dirs := []string{"../../testdata/campfire"}
	for _, p := range packages {
		dirs = append(dirs, filepath.Join(oracleDir, "node_modules", p))
	}
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err != nil {
			t.Fatalf("%s is not installed: run `make deps`", dir)
		}
		t.Run(filepath.Base(dir), func(t *testing.T) { compareEsbuild(t, dir) })
	}
}

// TestPackagesAgree compares with TypeScript on the packages.
func TestPackagesAgree(t *testing.T) {
	for _, p := range packages {
		dir := filepath.Join(oracleDir, "node_modules", p)
		t.Run(p, func(t *testing.T) { compareResolution(t, dir, load(t, dir)).report(t) })
	}
}

func compareEsbuild(t *testing.T, dir string) {
	t.Helper()
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	if root, err = filepath.Abs(root); err != nil {
		t.Fatal(err)
	}
	repo := load(t, dir)
	compared := 0
	withEsbuild(t, func(build api.PluginBuild) {
		for id, f := range repo.Files {
			for i := range f.Module.Refs {
				kind, ok := esbuildKind(f, i)
				if !ok {
					continue
				}
				got := build.Resolve(f.Module.Refs[i].Specifier, api.ResolveOptions{Kind: kind, ResolveDir: filepath.Join(root, filepath.Dir(f.Path)), Importer: filepath.Join(root, f.Path)})
				want, err := filepath.Rel(root, got.Path)
				if err != nil || len(got.Errors) > 0 || got.External || strings.HasPrefix(want, "..") || want == "(disabled)" {
					want = ""
				}
				compared++
				if d := disagree(repo, analyze.FileID(id), i, filepath.ToSlash(want)); d != "" {
					t.Error(d)
				}
			}
		}
	})
	t.Logf("%d specifiers", compared)
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// esbuildKind is how esbuild asks for a reference; ok is false for those it does not follow, which are types,
// mocks and what stands in declaration files.
func esbuildKind(f *analyze.File, i int) (api.ResolveKind, bool) {
	ref := &f.Module.Refs[i]
	if ref.TypeOnly || ref.Nested || strings.Contains(f.Path, ".d.") {
		return 0, false
	}
	switch ref.Kind {
	case scanner.KindImport, scanner.KindSideEffect, scanner.KindExport, scanner.KindExportStar, scanner.KindExportNamespace:
		return api.ResolveJSImportStatement, true
	case scanner.KindDynamicImport:
		return api.ResolveJSDynamicImport, true
	case scanner.KindRequire, scanner.KindImportEquals:
		return api.ResolveJSRequireCall, true
	}
	return 0, false
}

// disagree compares one answer. esbuild does not know declarations: where those are found, it finds the code
// they describe, or nothing.
func disagree(repo *analyze.Repo, id analyze.FileID, i int, want string) string {
	f := repo.Files[id]
	e := f.Edges[i]
	if e.Path == want || strings.Contains(e.Path, ".d.") && (want == "" || described(e.Path, want)) {
		return ""
	}
	return fmt.Sprintf("%s:%d: %q is %s %s, esbuild says %q", f.Path, f.Module.Refs[i].Line, f.Module.Refs[i].Specifier, e.State, e.Path, want)
}

// described tells whether declarations are those of a file of code: `a.d.ts` of `a.js`.
func described(declarations, code string) bool {
	stem, _, _ := strings.Cut(declarations, ".d.")
	return strings.HasPrefix(code, stem+".")
}

// withEsbuild hands over esbuild's resolver, which only a plugin can ask.
func withEsbuild(t *testing.T, ask func(api.PluginBuild)) {
	t.Helper()
	asked := false
	result := api.Build(api.BuildOptions{
		Stdin: &api.StdinOptions{Contents: ""}, Write: false, Platform: api.PlatformNode, LogLevel: api.LogLevelSilent,
		Plugins: []api.Plugin{{Name: "ask", Setup: func(build api.PluginBuild) {
			build.OnStart(func() (api.OnStartResult, error) {
				asked = true
				ask(build)
				return api.OnStartResult{}, nil
			})
		}}},
	})
	if !asked {
		t.Fatalf("esbuild did not run: %v", result.Errors)
	}
}
