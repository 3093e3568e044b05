package analyze_test

import (
	"fmt"
	"slices"
	"testing"

	"rtconsolidate/analyze"
)

// first gives what the first name of a file's first reference means.
func first(r *analyze.Repo, file string) analyze.Binding {
	id := r.Lookup(file)
	return r.Imported(id, 0, r.Files[id].Module.Refs[0].Names[0].Imported)
}

func TestWhatSyntaxCannotTell(t *testing.T) {
	tree := analyze.Memory{
		"package.json": "{}", "plain.ts": "export const a = 1", "common.js": "module.exports = { a: 1 }", "data.json": "{}", "script.js": "var x = 1",
		"equals.ts": "const x = {}; export = x", "Card.vue": "<template></template>", "types.d.ts": "export interface T {}",
		"large.ts": "export const a = 1 // this one is larger than the limit of the test", "star.ts": "export * from 'elsewhere'",
	}
	for file, want := range map[string]analyze.Status{
		"import { gone } from './plain'": analyze.NoExport, "import { a } from './plain'": analyze.Found,
		"import w from './plain?worker'": analyze.Opaque, "import w from 'raw!./plain'": analyze.Opaque, "import { a } from './plain?x'": analyze.Found,
		"import { a } from './common'": analyze.Opaque, "import { a } from './data.json'": analyze.Opaque, "import { a } from './script'": analyze.Opaque,
		"import x from './equals'": analyze.Opaque, "import Card from './Card.vue'": analyze.Found, "import { gone } from './Card.vue'": analyze.NoExport,
		"import x from './types'": analyze.Opaque, "import { gone } from './types'": analyze.NoExport, "import { a } from './large'": analyze.Opaque,
		"import { a } from './star'": analyze.Outside, "import x from './star'": analyze.NoExport, "import { a } from 'package'": analyze.Outside,
		"import { a } from './nowhere'": analyze.NoModule, "import { a } from 'node:fs'": analyze.Outside,
	} {
		tree["main.ts"] = file
		if got := first(analyze.Load(tree, analyze.Options{MaxFileSize: 60}), "main.ts"); got.Status != want {
			t.Errorf("%s: %+v, want status %d", file, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	r := analyze.Load(analyze.Memory{
		"a.ts": "export * from './b'; export * from './c'; export { x as y } from './b'; export default 1",
		"b.ts": "export const x = 1, twice = 1; export default 2",
		"c.ts": "export const twice = 2, z = 1; export * from './a'",
		"d.ts": "export * from 'elsewhere'; export const w = 1",
		"e.ts": "export * from './gone'; export const w = 1",
	}, analyze.Options{})
	for file, want := range map[string]string{"a.ts": "[default x y z] false", "d.ts": "[w] true", "e.ts": "[w] false"} {
		names, open := r.Names(r.Lookup(file))
		if got := fmt.Sprint(names, " ", open); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}

func TestAugmenters(t *testing.T) {
	r := analyze.Load(analyze.Memory{
		"target.ts": "export interface T {}", "two.ts": "declare module './target' { interface U {} }\nexport {}",
		"one.ts": "declare module './target' { interface V {} }\ndeclare module './target' { interface W {} }\nexport {}",
	}, analyze.Options{})
	if got := r.Augmenters(r.Lookup("target.ts")); !slices.Equal(got, []string{"one.ts", "two.ts"}) {
		t.Error(got)
	}
}

func TestWithReusesAndReplaces(t *testing.T) {
	before := analyze.Load(analyze.Memory{"a.ts": "import { x } from './b'", "b.ts": "export const x = 1", "c.ts": ""}, analyze.Options{})
	after := before.With(map[string][]byte{"b.ts": nil, "b/index.ts": []byte("export const y = 1")})
	if got := first(before, "a.ts"); got.Status != analyze.Found || got.Path != "b.ts" {
		t.Errorf("before: %+v", got)
	}
	if got := first(after, "a.ts"); got.Status != analyze.NoExport {
		t.Errorf("after: %+v", got)
	}
	if before.File("c.ts").Module != after.File("c.ts").Module {
		t.Error("an unchanged file was scanned again")
	}
}
