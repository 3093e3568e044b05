package resolver_test

import (
	"fmt"
	"strings"
	"testing"

	"rtconsolidate/analyze/resolver"
)

func TestSpecifiers(t *testing.T) {
	files := tree{
		"package.json":  `{"name": "root", "workspaces": ["packages/*"], "imports": {"#lib/*": "./src/lib/*.ts"}}`,
		"tsconfig.json": `{"compilerOptions": {"module": "esnext", "moduleResolution": "bundler", "paths": {"@/*": ["./src/*"], "@/lib/*": ["./src/lib/*"], "rt": ["./src/lib/realtime/index.ts"]}}}`,
		"src/app.ts":    "", "src/index.ts": "", "src/lib/realtime/index.ts": "", "src/lib/x.ts": "", "src/lib/Card.vue": "", "src/lib/data.json": "{}",
		"src/shadow.ts": "", "src/shadow/index.ts": "",
		"packages/ui/package.json": `{"name": "@org/ui", "exports": {".": "./src/index.ts", "./*": "./src/*.ts"}}`,
		"packages/ui/src/index.ts": "", "packages/ui/src/button.ts": "", "packages/ui/internal.ts": "",
		"node/package.json": `{"type": "module"}`, "node/tsconfig.json": `{"compilerOptions": {"module": "nodenext"}}`,
		"node/a.ts": "", "node/b.ts": "", "node/c.mts": "", "node/d/index.ts": "",
		"vite/vite.config.ts": "export default { resolve: { alias: { '~': path.resolve(__dirname, 'src') } } }", "vite/src/x.ts": "", "vite/main.ts": "",
	}
	res := files.resolver(nil)
	for _, c := range []struct{ from, target, want string }{
		{"src/app.ts", "src/lib/x.ts", "@/lib/x #lib/x ./lib/x"},
		{"src/app.ts", "src/lib/realtime/index.ts", "@/lib/realtime #lib/realtime/index rt ./lib/realtime"},
		{"src/app.ts", "src/shadow/index.ts", "@/shadow/index ./shadow/index"},
		{"src/app.ts", "src/lib/Card.vue", "@/lib/Card.vue ./lib/Card.vue"},
		{"src/app.ts", "packages/ui/src/button.ts", "@org/ui/button ../packages/ui/src/button"},
		{"src/app.ts", "packages/ui/src/index.ts", "@org/ui ../packages/ui/src"},
		{"src/app.ts", "packages/ui/internal.ts", "../packages/ui/internal"},
		{"packages/ui/src/button.ts", "packages/ui/src/index.ts", "./index"},
		{"src/app.ts", "src/index.ts", "@/index ./index"},
		{"src/lib/x.ts", "src/index.ts", "@/index ../index"},
		{"node/a.ts", "node/b.ts", "./b.js"},
		{"node/a.ts", "node/c.mts", "./c.mjs"},
		{"node/a.ts", "node/d/index.ts", "./d/index.js"},
		{"vite/main.ts", "vite/src/x.ts", "~/x ./src/x"},
	} {
		list := res.Specifiers(c.from, c.target)
		if got := strings.Join(list, " "); got != c.want {
			t.Errorf("%s names %s: %q, want %q", c.from, c.target, got, c.want)
		}
	}
}

func TestAliases(t *testing.T) {
	files := tree{
		"tsconfig.json": `{"compilerOptions": {"baseUrl": "src", "paths": {"@/*": ["./*", "../other/*"], "@/lib/*": ["lib/*"]}}}`,
		"package.json":  `{"imports": {"#x": "./src/x.ts", "#y": {"default": "./src/y.ts"}}}`, "src/x.ts": "", "src/a.ts": "",
		"jest.config.js": `module.exports = { moduleNameMapper: { '^~/(.*)$': '<rootDir>/src/$1' } }`,
	}
	want := []string{"@/lib/* [src/lib/*] tsconfig.json paths", "@/* [src/* other/*] tsconfig.json paths", "~/* [src/*] jest.config.js moduleNameMapper",
		"#x [src/x.ts] package.json imports"}
	var got []string
	for _, a := range files.resolver(nil).Aliases("src/a.ts") {
		got = append(got, fmt.Sprint(a.Pattern, " ", a.Targets, " ", a.Source))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"tsconfig.json", "{\n  \"compilerOptions\": {\n    \"paths\": }\n}", "tsconfig.json:3:14: broken JSON"},
		{"tsconfig.json", "{\"files\": 1}", "tsconfig.json:1:11: not a tsconfig"},
		{"tsconfig.json", "{\"extends\": \"./gone.json\"}", "tsconfig.json:1:1: `extends` names \"./gone.json\""},
		{"tsconfig.json", "{\"extends\": \"./tsconfig.json\"}", "tsconfig.json:1:1: circular `extends`"},
		{"tsconfig.json", "{\"extends\": \"./.svelte-kit/tsconfig.json\"}", ""},
		{"tsconfig.json", "{\"extends\": \"@tsconfig/node20\"}", ""},
		{"tsconfig.json", "\ufeff// said\n{\"compilerOptions\": {},}", ""},
		{"package.json", "{\"name\": }", "package.json:1:10: broken JSON"},
		{"package.json", "{\"name\": 1, \"exports\": 2, \"workspaces\": \"x\", \"dependencies\": []}", ""},
	} {
		var got string
		for _, p := range (tree{c.file: c.text, "a.ts": ""}).resolver(nil).Problems() {
			got += fmt.Sprintf("%s:%d:%d: %s\n", p.File, p.Line, p.Column, p.Message)
			if p.Hint == "" {
				t.Errorf("%s has no hint", p.Message)
			}
		}
		if !strings.HasPrefix(got, c.want) || c.want == "" && got != "" || strings.Count(got, "\n") > 1 {
			t.Errorf("%s %q: %q, want %q", c.file, c.text, got, c.want)
		}
	}
}

func TestStateNames(t *testing.T) {
	for state, want := range map[resolver.State]string{resolver.Missing: "missing", resolver.InRepo: "file", resolver.External: "external", resolver.Builtin: "builtin"} {
		if state.String() != want {
			t.Errorf("%s, want %s", state, want)
		}
	}
}
