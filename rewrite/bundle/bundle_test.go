package bundle

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/proof"
	"rtconsolidate/testdata"
)

// compare bundles a tree and what changes make of it ("" deletes a file).
func compare(tree, changes analyze.Memory, claim proof.Claim) *proof.Bundle {
	files := map[string][]byte{}
	for path, text := range changes {
		if files[path] = nil; text != "" {
			files[path] = []byte(text)
		}
	}
	before := analyze.Load(tree, analyze.Options{})
	return Compare(before, before.With(files), claim, slices.Sorted(maps.Keys(files)), nil)
}

func brief(b *proof.Bundle) string {
	var lines []string
	if b.Skipped != "" {
		lines = append(lines, "skipped: "+b.Skipped)
	}
	for _, e := range b.Errors {
		lines = append(lines, fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text))
	}
	return strings.Join(append(lines, fmt.Sprint("known: ", b.Known)), "\n")
}

const tsconfig = `{ "compilerOptions": { "moduleResolution": "bundler", "baseUrl": ".", "paths": { "@/*": ["./*"] } } }`

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		name          string
		tree, changes analyze.Memory
		claim         proof.Claim
		want          string
	}{
		{name: "a name that is imported for its value is gone",
			tree:    analyze.Memory{"tsconfig.json": tsconfig, "lib/a.ts": "export const x = 1, y = 2", "app.ts": "\nimport { x, y } from '@/lib/a'\nconsole.log(x, y)"},
			changes: analyze.Memory{"lib/a.ts": "const x = 1\nexport const y = 2"},
			want:    "app.ts:2: no matching export in lib/a.ts for import \"x\"\nlib/a.ts:0: has no export \"x\"\nknown: 0"},
		{name: "a default",
			tree:    analyze.Memory{"a.ts": "export default 1", "app.ts": "import a from './a'\nconsole.log(a)"},
			changes: analyze.Memory{"a.ts": "export const a = 1"},
			want:    "a.ts:0: has no export \"default\"\napp.ts:1: no matching export in a.ts for import \"default\"\nknown: 0"},
		{name: "a file is gone",
			tree:    analyze.Memory{"a.ts": "export const a = 1", "app.ts": "import { a } from './a.js'\nconsole.log(a)", "lazy.ts": "import('./a')"},
			changes: analyze.Memory{"a.ts": ""},
			want:    "app.ts:1: could not resolve \"./a.js\"\nlazy.ts:1: could not resolve \"./a\"\nknown: 0"},
		{name: "what is only a type is no error",
			tree:    analyze.Memory{"a.ts": "export interface A {}", "b.ts": "export {}", "app.ts": "import { A } from './a'\nexport let a: A", "re.ts": "export { A } from './a'\nexport {}"},
			changes: analyze.Memory{"a.ts": "export type { A } from './b'", "b.ts": "export interface A {}"},
			want:    "known: 0"},
		{name: "a star passes on what leads nowhere in a file that stays",
			tree:    analyze.Memory{"index.ts": "export { gone } from './a'\nexport const b = 1", "a.ts": "export {}", "old.ts": "export const c = 1"},
			changes: analyze.Memory{"old.ts": "export * from './index'\nexport const c = 1"},
			want:    "known: 0"},
		{name: "a name becomes ambiguous",
			tree:    analyze.Memory{"a.ts": "export const a = 1", "b.ts": "export const b = 1", "index.ts": "export * from './a'\nexport * from './b'", "app.ts": "import { a } from './index'\na()"},
			changes: analyze.Memory{"b.ts": "export const b = 1, a = 2", "index.ts": "export * from './b'\nexport * from './a'"},
			want:    "app.ts:1: Ambiguous import \"a\" has multiple matching exports\nindex.ts:0: the export \"a\" leads to nothing\nknown: 0"},
		{name: "a value has become a declaration",
			tree:    analyze.Memory{"a.ts": "export const a = 1", "index.ts": "export { a } from './a'"},
			changes: analyze.Memory{"a.ts": "export declare const a: number"},
			want:    "a.ts:0: has no export \"a\"\nknown: 0"},
		{name: "a re-export is gone, and one leads nowhere",
			tree:    analyze.Memory{"a.ts": "export const a = 1, b = 2", "index.ts": "export { a, b } from './a'", "app.ts": "import { a } from './index'\na()"},
			changes: analyze.Memory{"index.ts": "export { c as a } from './a'"},
			want:    "index.ts:0: has no export \"b\"\nindex.ts:0: the export \"a\" leads to nothing\nknown: 0"},
		{name: "the planned file does not parse",
			tree:    analyze.Memory{"a.ts": "export const a = 1", "app.ts": "import { a } from './a'\na()"},
			changes: analyze.Memory{"a.ts": "export const a = ;"},
			want:    "a.ts:1: Unexpected \";\"\nknown: 0"},
		{name: "a component of another language",
			tree: analyze.Memory{"a.ts": "export const a = 1", "App.vue": "<script setup lang=\"ts\">\nimport { a } from './a'\n</script>\n<template>{{ a }}</template>",
				"main.ts": "import App from './App.vue'\nApp()"},
			changes: analyze.Memory{"a.ts": "export const b = 1"},
			want:    "App.vue:2: no matching export in a.ts for import \"a\"\na.ts:0: has no export \"a\"\nknown: 0"},
		{name: "styles, data and packages are passed over",
			tree: analyze.Memory{"a.ts": "import './a.css'\nimport s from './a.module.css'\nimport { k } from './d.json'\nimport r from 'react'\nimport f from 'node:fs'\nexport const a = [s.x, k, r, f]",
				"a.css": ".x{", "a.module.css": ".x{}", "d.json": `{"k":1}`},
			changes: analyze.Memory{"b.ts": "export {}"},
			want:    "known: 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := brief(compare(c.tree, c.changes, c.claim)); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

// broken holds every kind of error in one file.
const broken = "import { gone } from './other'\nimport x from './missing'\nexport const a = gone + x"

func TestErrorsOfBefore(t *testing.T) {
	tree := analyze.Memory{"lib/a.ts": broken, "lib/other.ts": "export const o = 1\nexport declare const ambient: number", "lib/bad.ts": "export const = 1",
		"lib/d.json": "{", "app.ts": "import { a } from './lib/a'\nimport { ambient } from './lib/other'\nimport './lib/bad'\nimport d from './lib/d.json'\nconsole.log(a, ambient, d)"}
	stays := brief(compare(tree, analyze.Memory{"lib/a.ts": broken + "\n"}, proof.Claim{}))
	if stays != "known: 5" {
		t.Errorf("in place:\n%s", stays)
	}
	moved := analyze.Memory{"lib/a.ts": "export { a } from '../core/a'", "core/a.ts": strings.ReplaceAll(broken, "'./", "'../lib/"),
		"app.ts": strings.Replace(tree["app.ts"], "./lib/a", "./core/a", 1)}
	if got := brief(compare(tree, moved, proof.Claim{Moves: map[string]string{"lib/a.ts": "core/a.ts"}})); got != "known: 5" {
		t.Errorf("moved:\n%s", got)
	}
	if got := brief(compare(tree, moved, proof.Claim{Origins: map[string][]string{"core/a.ts": {"lib/a.ts"}}})); got != "known: 5" {
		t.Errorf("merged:\n%s", got)
	}
	if got := brief(compare(tree, moved, proof.Claim{})); !strings.Contains(got, `core/a.ts:1: no matching export in lib/other.ts for import "gone"`) {
		t.Errorf("in a file that comes from nowhere:\n%s", got)
	}
}

// TestSizes: a start weighs what is loaded with it, not what it loads later, and not what is shaken off.
func TestSizes(t *testing.T) {
	long := strings.Repeat("x", 1000)
	tree := analyze.Memory{"a.ts": "export const a = '" + long + "'", "lazy.ts": "export const l = '" + long + long + "'",
		"main.ts": "import { a } from './a'\nconsole.log(a)\nimport('./lazy').then((m) => console.log(m.l))"}
	b := compare(tree, analyze.Memory{"a.ts": tree["a.ts"] + "\nexport const unused = '" + long + "'", "more.ts": "console.log('" + long + "')"}, proof.Claim{})
	if len(b.Entries) != 2 || b.Entries[0].File != "main.ts" || b.Entries[1].File != "more.ts" {
		t.Fatalf("starts: %+v", b.Entries)
	}
	if e := b.Entries[0]; e.Before != e.After || e.Before < 1000 || e.Before > 1500 {
		t.Errorf("main.ts: %+v", e)
	}
	if e := b.Entries[1]; e.Before != 0 || e.After < 1000 {
		t.Errorf("more.ts: %+v", e)
	}
}

func TestDeterministic(t *testing.T) {
	tree := analyze.Memory{}
	for i := range 40 {
		tree[fmt.Sprintf("m%d.ts", i)] = fmt.Sprintf("import { a, b } from './base'\nimport { gone } from './base'\nconsole.log(a, b, gone, %d)", i)
	}
	tree["base.ts"] = "export const a = 1, b = 2"
	changes := analyze.Memory{"base.ts": "export const a = 1"}
	first := compare(tree, changes, proof.Claim{})
	if len(first.Errors) != 41 || first.Known != 40 {
		t.Fatalf("%d errors, %d known", len(first.Errors), first.Known)
	}
	for range 5 {
		if again := compare(tree, changes, proof.Claim{}); !reflect.DeepEqual(first, again) {
			t.Fatal("another result for the same trees")
		}
	}
}

// TestSample: a comment more in every file of the sample, which is broken in places, is no new error and no
// byte more.
func TestSample(t *testing.T) {
	tree, changes := analyze.Memory{}, analyze.Memory{}
	err := fs.WalkDir(testdata.Campfire(), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(testdata.Campfire(), p)
		if tree[p] = string(text); analyze.IsCode(p) {
			changes[p] = tree[p] + "\n// more\n"
		}
		return err
	})
	if err != nil || len(changes) < 40 {
		t.Fatal(len(changes), err)
	}
	b := compare(tree, changes, proof.Claim{})
	if len(b.Errors) > 0 || b.Known == 0 || b.Skipped != "" || b.Starts < 10 {
		t.Errorf("%d starts\n%s", b.Starts, brief(b))
	}
	for _, e := range b.Entries {
		if e.Before != e.After {
			t.Errorf("%+v", e)
		}
	}
}

// TestNoDisk: files that lie in the working folder do not exist for a tree that does not hold them.
func TestNoDisk(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"there.ts", "offers", "tsconfig.json", "package.json"} {
		if err := os.WriteFile(name, []byte("export const t = }"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := compare(analyze.Memory{"a.ts": "export {}"}, analyze.Memory{"a.ts": "import { t } from './there'\nconsole.log(t)"}, proof.Claim{})
	if got := brief(b); got != "a.ts:1: could not resolve \"./there\"\nknown: 0" {
		t.Error(got)
	}
}
