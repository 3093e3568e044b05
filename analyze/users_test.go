package analyze

import (
	"maps"
	"slices"
	"testing"
)

func TestUses(t *testing.T) {
	repo := Load(Memory{
		"lib/a.ts":      "export const a = 1; export type T = string; export default class D {}",
		"lib/index.ts":  "export * from './a'; export { default as Dee } from './a'",
		"lib/again.ts":  "import { a } from './a'; export { a as renamed }",
		"app/direct.ts": "import D, { a, type T } from '../lib/a'",
		"app/barrel.ts": "import { Dee } from '../lib'",
		"app/twice.ts":  "import { renamed } from '../lib/again'",
		"app/space.ts":  "import * as lib from '../lib'; lib.a; lib.Dee",
		"app/lazy.ts":   "const { a } = await import('../lib')",
		"app/side.ts":   "import '../lib'",
	}, Options{})
	want := map[string][]string{
		"lib/again.ts": {"a"}, "app/direct.ts": {"D", "T", "a"}, "app/barrel.ts": {"D"}, "app/twice.ts": {"a"},
		"app/space.ts": {"D", "a"}, "app/lazy.ts": {"a"},
	}
	got := map[string][]string{}
	for user, names := range repo.Uses(repo.Lookup("lib/a.ts")) {
		got[repo.Files[user].Path] = names
	}
	if !maps.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
}
