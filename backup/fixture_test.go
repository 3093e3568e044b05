package backup

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"rtconsolidate/rewrite"
)

var noon = time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC)

func meta(phase string) Meta {
	return Meta{Phase: phase, Tool: "rtconsolidate test", Command: []string{"apply"}, Time: noon,
		Digest: "sha256:" + phase, Plan: []byte(`{"phase":"` + phase + `"}`)}
}

// fixture is a tree and a change set with every action, kind of mode and kind of folder.
func fixture() (*disk, []rewrite.Change) {
	d := newDisk()
	d.put("tree/lib/realtime.ts", "export const a = 1\n", 0o644)
	d.put("tree/lib/run.sh", "echo old\n", 0o755)
	d.put("tree/lib/untouched.ts", "keep\n", 0o640)
	d.put("tree/src/hooks/twin.ts", "twin\n", 0o600)
	d.put("tree/src/old.ts", "to be renamed\n", 0o644)
	d.put("tree/dead/only.ts", "dead\n", 0o644)
	dir := d.root.kids["tree"].kids["src"].kids["hooks"]
	dir.mode, dir.durableMode = dir.mode|0o020, dir.mode|0o020
	return d, []rewrite.Change{
		{Path: "lib/realtime.ts", Action: rewrite.Modify, Old: []byte("export const a = 1\n"), New: []byte("export * from './realtime/index'\n"), Mode: 0o644},
		{Path: "lib/run.sh", Action: rewrite.Modify, Old: []byte("echo old\n"), New: []byte("echo new\n"), Mode: 0o755, Reasons: []string{"because"}},
		{Path: "lib/realtime/deep/index.ts", Action: rewrite.Create, New: []byte("export const a = 1\n"), Mode: 0o644},
		{Path: "dead/only.ts", Action: rewrite.Delete, Old: []byte("dead\n"), Mode: 0o644},
		{Path: "src/hooks/twin.ts", Action: rewrite.Delete, Old: []byte("twin\n"), Mode: 0o600},
		{Path: "src/new.ts", From: "src/old.ts", Action: rewrite.Rename, Old: []byte("to be renamed\n"), New: []byte("renamed\n"), Mode: 0o644},
	}
}

func applyAll(t *testing.T, d *disk, changes []rewrite.Change) *Run {
	t.Helper()
	run, err := d.store().Apply(context.Background(), changes, meta("core"))
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func rollbackAll(t *testing.T, d *disk) {
	t.Helper()
	if _, err := d.store().Rollback(context.Background(), "", RollbackOptions{Time: noon}); err != nil {
		t.Fatal(err)
	}
}

// same compares two snapshots and names the first difference.
func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if diff := difference(got, want); diff != "" {
		t.Fatalf("%s: %s", what, diff)
	}
}

func difference(got, want map[string]string) string {
	names := slices.Sorted(maps.Keys(got))
	for _, n := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[n]; !ok {
			return n + " is missing"
		}
	}
	for _, n := range names {
		if got[n] != want[n] {
			return n + " is " + got[n] + ", not " + want[n]
		}
	}
	return ""
}

// whole says whether every target holds old or new content, mode and all; "" if so.
func whole(got, before, after map[string]string) string {
	for _, side := range []map[string]string{before, after} {
		for n := range side {
			if got[n] != before[n] && got[n] != after[n] {
				return n + " is neither old nor new: " + got[n]
			}
		}
	}
	return ""
}

// strays lists temporary files.
func strays(got map[string]string) string {
	for _, n := range slices.Sorted(maps.Keys(got)) {
		if strings.Contains(n, reserved) || strings.HasSuffix(n, ".part") {
			return n
		}
	}
	return ""
}

// long says whether RTC_LONG=1 asks for every loop in full; it takes several minutes.
func long() bool { return os.Getenv("RTC_LONG") != "" }
