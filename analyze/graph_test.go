package analyze_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze"
)

// paths names files for a message.
func paths(r *analyze.Repo, ids []analyze.FileID) string {
	var list []string
	for _, id := range ids {
		list = append(list, r.Files[id].Path)
	}
	return strings.Join(list, " ")
}

func TestEntries(t *testing.T) {
	want := map[string]string{
		"app/(shop)/cart/page.tsx": "route", "pages/index.tsx": "route", "src/routes/+page.server.ts": "route", "app/_layout.tsx": "route",
		"lib/a.test.ts": "test", "scripts/seed.ts": "script", "vite.config.ts": "config", "src/main.ts": "main", "types/env.d.ts": "declaration",
		"supabase/functions/hello/index.ts": "function", "server/api/x.ts": "framework", "src/hooks.server.ts": "framework",
		"tooling/run.ts": "package.json", "packages/lib/src/index.ts": "package.json", "packages/lib/source/cli.ts": "packages/lib/package.json",
		"web/src/boot.ts": "web/index.html", "chosen/x.ts": "configured",
	}
	tree := analyze.Memory{
		"package.json":              `{"scripts": {"seed": "tsx tooling/run.ts --all"}, "workspaces": ["packages/*"]}`,
		"packages/lib/package.json": `{"name": "lib", "exports": {".": {"types": "./dist/index.d.ts", "import": "./dist/index.mjs"}}, "bin": {"lib": "./source/cli.ts"}}`,
		"web/index.html":            `<script type="module" src="/src/boot.ts"></script>`,
		"lib/plain.ts":              "", "application/page.tsx": "", "packages/lib/src/inner.ts": "",
	}
	for p := range want {
		tree[p] = ""
	}
	r := analyze.Load(tree, analyze.Options{})
	got := map[string]string{}
	for _, e := range r.Entries(func(p string) bool { return p == "chosen/x.ts" }) {
		got[r.Files[e.File].Path] = e.Why
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestReachableFollowsEveryKind(t *testing.T) {
	r := analyze.Load(analyze.Memory{
		"main.ts":  "import type { T } from './types'\nimport('./lazy')\nnew Worker(new URL('./work.ts', import.meta.url))\n/// <reference path=\"x\" />",
		"types.ts": "export type T = 1", "lazy.ts": "jest.mock('./mocked')", "work.ts": "", "mocked.ts": "export * from './deep'", "deep.ts": "",
		"dead.ts": "import './deep'",
	}, analyze.Options{})
	seen := r.Reachable(r.Entries(nil))
	for _, f := range r.Files {
		if got := seen[r.Lookup(f.Path)]; got != (f.Path != "dead.ts") {
			t.Errorf("%s: %v", f.Path, got)
		}
	}
}

func TestChain(t *testing.T) {
	r := analyze.Load(analyze.Memory{
		"main.ts":    "import { x } from './far1'\nimport type { T } from './target'",
		"far1.ts":    "export * from './far2'",
		"far2.ts":    "export const x = 1\nimport './target'",
		"other.ts":   "import './typed'",
		"typed.ts":   "import type { T } from './types'",
		"types.ts":   "export type T = 1",
		"target.ts":  "export type T = 1\nimport './again'",
		"again.ts":   "import './target'",
		"another.ts": "import './far2'",
		"alone.ts":   "",
	}, analyze.Options{})
	for _, c := range []struct{ from, to, want string }{
		{"main.ts", "target.ts", "main.ts:1 far1.ts:1 far2.ts:2"}, // what runs goes before the shorter way of types
		{"main.ts another.ts", "target.ts", "another.ts:1 far2.ts:2"},
		{"main.ts", "again.ts", "main.ts:1 far1.ts:1 far2.ts:2 target.ts:2"},
		{"other.ts", "types.ts", "other.ts:1 typed.ts:1"},
		{"target.ts", "target.ts", ""},
		{"main.ts", "alone.ts", "none"},
		{"again.ts", "main.ts", "none"},
	} {
		var from []analyze.FileID
		for p := range strings.FieldsSeq(c.from) {
			from = append(from, r.Lookup(p))
		}
		steps, ok := r.Chain(from, r.Lookup(c.to))
		var list []string
		for _, s := range steps {
			list = append(list, fmt.Sprintf("%s:%d", r.Files[s.File].Path, r.Ref(s).Line))
		}
		if !ok {
			list = []string{"none"}
		}
		if got := strings.Join(list, " "); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestCycles(t *testing.T) {
	tree := analyze.Memory{
		"a.ts": "import './b'", "b.ts": "import { c } from './c'", "c.ts": "import './a'; export const c = 1",
		"lazy1.ts": "import('./lazy2')", "lazy2.ts": "import './lazy1'",
		"type1.ts": "import type { T } from './type2'", "type2.ts": "import './type1'; export type T = 1",
		"elided1.ts": "import { T } from './elided2'", "elided2.ts": "import './elided1'; export interface T {}",
		"self.ts": "import './self'",
	}
	// A chain that a recursive search would not survive.
	for i := range 100_000 {
		tree[fmt.Sprintf("deep/%06d.ts", i)] = fmt.Sprintf("import './%06d'", i+1)
	}
	r := analyze.Load(tree, analyze.Options{})
	var got []string
	for _, c := range r.Cycles() {
		got = append(got, paths(r, c))
	}
	if want := []string{"a.ts b.ts c.ts", "self.ts"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestImporters(t *testing.T) {
	r := analyze.Load(analyze.Memory{
		"b.ts": "import './a'\nimport type { T } from './a'", "a.ts": "export type T = 1", "c.ts": "vi.mock('./a')",
	}, analyze.Options{})
	var got []string
	for _, i := range r.Importers(r.Lookup("a.ts")) {
		got = append(got, fmt.Sprintf("%s:%d %s value=%v", r.Files[i.File].Path, r.Ref(i).Line, r.Ref(i).Kind, r.IsValue(i.File, i.Ref)))
	}
	want := []string{"b.ts:1 side-effect value=true", "b.ts:2 import value=false", "c.ts:1 mock value=false"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
