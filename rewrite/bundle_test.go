package rewrite

import (
	"bytes"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rtconsolidate/rewrite/proof"
)

// TestBundleCatches breaks a planned change on purpose, after the proof was made: the bundler has to find it.
func TestBundleCatches(t *testing.T) {
	a, err := txtar.ParseFile("testdata/merge.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file, old, new string
		want           proof.BundleError
	}{
		{"lib/realtime/manager.ts", "export const legacyManager", "const legacyManager",
			proof.BundleError{File: "lib/realtime/index.ts", Text: `the export "legacyManager" leads to nothing`}},
		{"lib/realtime/index.ts", "  manager,\n", "",
			proof.BundleError{File: "app/a.ts", Line: 6, Text: `no matching export in lib/realtime.ts for import "manager"`}},
		{"lib/realtime/manager.ts", `from "../log"`, `from "./log"`,
			proof.BundleError{File: "lib/realtime/manager.ts", Line: 3, Text: `could not resolve "./log"`}},
		{"lib/utils/manager.ts", "managerDefault as default", "absent as default",
			proof.BundleError{File: "lib/utils/manager.ts", Text: `the export "default" leads to nothing`}},
	} {
		set, err := planTree(inputs(a))
		if err != nil || !set.Proof.Holds() {
			t.Fatal("the plan itself does not hold", err)
		}
		good, err := set.work.now.Tree.Read(c.file)
		if err != nil || !bytes.Contains(good, []byte(c.old)) {
			t.Fatalf("%s does not hold %q: %v", c.file, c.old, err)
		}
		set.work.now = set.work.now.With(map[string][]byte{c.file: bytes.Replace(good, []byte(c.old), []byte(c.new), 1)})
		set.Bundle()
		if set.Proof.Holds() || !slices.Contains(set.Proof.Bundle.Errors, c.want) {
			t.Errorf("%s without %q: got %+v", c.file, c.old, set.Proof.Bundle.Errors)
		}
	}
}
