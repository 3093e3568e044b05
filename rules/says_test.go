package rules

import (
	"slices"
	"testing"

	"rtconsolidate/analyze"
)

func TestScopeSays(t *testing.T) {
	cfg, err := Parse("rtconsolidate.yaml", []byte(`version: 1
entry: lib/realtime/index.ts
import: "@/lib/realtime"
phases:
  - name: core
    targets:
      - file: lib/realtime/old.ts
        move: lib/realtime.ts
      - file: lib/realtime/index.ts
        reexport: [lib/a.ts]
      - file: lib/realtime/manager.ts
        merge: [lib/m.ts]
        take: [{ from: lib/other.ts, names: ["x"] }]
    keep: [lib/kept.ts]
    remove: [{ file: lib/dead.ts }, { file: src/a.ts, use: lib/a.ts }]
names:
  x: { prefer: lib/a.ts, others: { lib/realtime.ts: oldX } }
`))
	if err != nil {
		t.Fatal(err)
	}
	tree := analyze.Memory{"tsconfig.json": `{"compilerOptions":{"paths":{"@/*":["./*"]}}}`}
	for _, p := range []string{"lib/realtime.ts", "lib/a.ts", "lib/kept.ts", "lib/dead.ts", "src/a.ts", "lib/realtime/index.ts", "lib/other.ts", "lib/m.ts", "lib/free.ts"} {
		tree[p] = "export const x = 1"
	}
	scope, err := NewScope(cfg, analyze.Load(tree, analyze.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string][]string{
		"lib/realtime/index.ts":   {"it is the entry"},
		"lib/realtime.ts":         {"it stands in front of the entry: its shim will pass the entry on", "phase core: it moves to lib/realtime/old.ts", "the entry offers its x as oldX"},
		"lib/realtime/old.ts":     {"phase core: lib/realtime.ts moves here"},
		"lib/a.ts":                {"phase core: the entry re-exports it", "phase core: importers of src/a.ts will use it", "it gets the contested name x"},
		"lib/kept.ts":             {"phase core: it stays, on purpose"},
		"lib/dead.ts":             {"phase core: it goes, as nothing needs it"},
		"src/a.ts":                {"phase core: it goes, and importers use lib/a.ts"},
		"lib/m.ts":                {"phase core: it is merged into lib/realtime/manager.ts"},
		"lib/other.ts":            {"phase core: declarations of it move to lib/realtime/manager.ts"},
		"lib/realtime/manager.ts": {"phase core: declarations of lib/other.ts move here", "phase core: lib/m.ts is merged into it"},
		"lib/free.ts":             nil,
	} {
		if got := scope.Says(file); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", file, got, want)
		}
	}
}
