package resolver_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze/resolver"
)

// tree is a repo in memory.
type tree map[string]string

func (t tree) read(p string) ([]byte, error) {
	if text, ok := t[p]; ok {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

func (t tree) resolver(links map[string]string) *resolver.Resolver {
	var paths []string
	for p := range t {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return resolver.New(paths, t.read, resolver.Options{Symlinks: links})
}

// specifiers are asked of every tree that is fuzzed.
var specifiers = []string{"./b", "./b.js", "..", "../x", "@/b", "@/gone", "pkg", "pkg/sub", "pkg/sub.js", "#in", "#in/x", "self", "self/b", "b", "react",
	"./b?raw", "", "/", "/a", "a:b", "@", "@x", "@x/", "#", "./", "//", "./b/", "*", "\x00", "@/../../etc"}

// parts is how many parts the questions are asked in.
const parts = 3 * 2 * 3

// check asks a part of the questions, and holds that each answer is one: a path is one of the tree, or there is
// none; the same question has the same answer; what is offered as a name of a file names it.
func check(t *testing.T, files tree, part uint8) {
	t.Helper()
	res := files.resolver(map[string]string{"link": "src", "loop": "loop2", "loop2": "loop"})
	from := []string{"src/a.mts", "packages/pkg/x.ts", "loop/a.cjs"}[part%3]
	mode := []resolver.Mode{resolver.Import, resolver.Require}[part/3%2]
	for i := int(part / 6 % 3); i < len(specifiers); i += 3 {
		s := specifiers[i]
		strict, loose := res.Resolve(from, s, mode), res.Find(from, s, mode)
		for _, got := range []resolver.Result{strict, loose} {
			if _, ok := files[got.Path]; (got.State == resolver.InRepo) != ok {
				t.Fatalf("%s %q: %+v", from, s, got)
			}
		}
		if strict.State == resolver.InRepo && loose.Path != strict.Path {
			t.Fatalf("%s %q: Find gives %+v, Resolve %+v", from, s, loose, strict)
		}
		if again := res.Find(from, s, mode); again != loose {
			t.Fatalf("%s %q: %+v, then %+v", from, s, loose, again)
		}
	}
	for _, s := range res.Specifiers(from, "src/b.ts") {
		if got := res.Resolve(from, s, resolver.Import); got.Path != "src/b.ts" {
			t.Fatalf("%s: %q is no name of src/b.ts: %+v", from, s, got)
		}
	}
	res.PackageEntries()
	for _, p := range res.Problems() {
		if p.Line < 1 || p.Column < 1 || p.File == "" {
			t.Fatalf("a problem without a place: %+v", p)
		}
	}
}

func base() tree {
	return tree{"src/a.ts": "", "src/b.ts": "", "src/index.ts": "", "b/index.js": "", "packages/pkg/package.json": `{"name": "pkg", "main": "./x"}`,
		"packages/pkg/x.ts": "", "packages/pkg/sub.js": "", "package.json": `{"name": "self", "workspaces": ["packages/*"]}`}
}

func FuzzTSConfig(f *testing.F) {
	for _, text := range []string{
		`{"compilerOptions": {"paths": {"@/*": ["./src/*"]}, "moduleResolution": "bundler"}}`,
		`{"compilerOptions": {"baseUrl": ".", "rootDirs": ["src", "packages"], "moduleSuffixes": [".x", ""], "typeRoots": ["packages"]}}`,
		`{"extends": ["./base", "pkg"], "references": [{"path": "packages/pkg"}], "files": [], "include": ["**/*", "src/*.ts"], "exclude": ["**"]}`,
		`{"compilerOptions": {"module": "nodenext", "outDir": "dist", "rootDir": "src", "paths": {"*": ["*"], "a*b*c": ["*"], "": [""]}}}`,
		`// nothing`, ``, `{"compilerOptions": {"paths": {"@/*": ["${configDir}/src/*", "/abs/*", "../../*"]}, "customConditions": ["x"]}}`,
		`{"extends": "./tsconfig.json"}`, `[]`, `{"compilerOptions": {"paths": null, "module": 1}}`,
	} {
		for part := range uint8(parts) {
			f.Add(text, text, part)
		}
	}
	f.Fuzz(func(t *testing.T, root, inner string, part uint8) {
		files := base()
		files["tsconfig.json"], files["src/tsconfig.json"] = root, inner
		check(t, files, part)
	})
}

func FuzzPackageJSON(f *testing.F) {
	for _, text := range []string{
		`{"name": "pkg", "exports": {".": {"import": "./x.js", "require": null}, "./*": ["./*.js", {"default": "./*"}], "./a/": "./"}}`,
		`{"name": "@x/y", "imports": {"#in": "./x.js", "#in/*": "pkg/*"}, "bin": "./x.js", "type": "module"}`,
		`{"name": "pkg", "main": "", "types": "./", "typesVersions": {">=4": {"*": ["./*"]}, "*": {"a*": []}}, "dependencies": {"b": "file:../b"}}`,
		`{"name": "", "workspaces": {"packages": ["**", "!x", "{a,b}/*", "../*", "/"]}, "exports": "../x"}`,
		`{"exports": [], "imports": {"#a": {"#b": {"#c": "#a"}}}, "jest": {"moduleNameMapper": {"^@/(.*)$": "<rootDir>/src/$1"}}}`, `[]`, `{`, ``,
		`{"name": "pkg", "imports": {"#in": "#in", "#in/*": "#in/*/x"}}`,
	} {
		for part := range uint8(parts) {
			f.Add(text, text, part)
		}
	}
	f.Fuzz(func(t *testing.T, root, inner string, part uint8) {
		files := base()
		files["package.json"], files["packages/pkg/package.json"] = root, inner
		check(t, files, part)
	})
}

func FuzzToolConfig(f *testing.F) {
	for _, text := range []string{
		"export default { resolve: { alias: { '@': path.resolve(__dirname, 'src'), b: './b' } } }",
		"module.exports = { alias: [{ find: /^@\\/(.*)/, replacement: 'src/$1' }, { find: '~', replacement: r('src') }] }",
		"config.resolve.alias['x'] = './src'; const y = './b'; alias: { [y]: y, ...z }",
		"moduleNameMapper: { '^@/(.*)$': ['<rootDir>/src/$1'], '^b$': '<rootDir>/b' }", "alias: {", "alias: [", "alias", "alias['", "/*", "`${", "'", "alias: { '/': '/', '': '' }",
	} {
		for part := range uint8(parts) {
			f.Add(text, part)
		}
	}
	f.Fuzz(func(t *testing.T, text string, part uint8) {
		files := base()
		files["vite.config.ts"], files["packages/pkg/jest.config.js"] = text, text
		check(t, files, part)
	})
}

// TestPathological holds that patterns and nesting cost no more than linear time and a bounded stack.
func TestPathological(t *testing.T) {
	deep := strings.Repeat(`{"import":`, 200_000) + `"./x.js"` + strings.Repeat("}", 200_000)
	wild := strings.Repeat("**/", 2000) + "*"
	files := base()
	files["package.json"] = fmt.Sprintf(`{"name": "self", "workspaces": [%q], "exports": %s}`, wild, deep)
	files["tsconfig.json"] = fmt.Sprintf(`{"include": [%q], "exclude": [%q], "references": [{"path": "./src"}]}`, wild, strings.Repeat("*", 10_000)+"x")
	files["src/tsconfig.json"] = `{}`
	files["vite.config.ts"] = "alias: " + strings.Repeat("{ a: [", 100_000)
	files[strings.Repeat("d/", 1500)+"x.ts"] = ""
	check(t, files, 7)
}
