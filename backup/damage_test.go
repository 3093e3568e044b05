package backup

import (
	"context"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// storeFiles lists the files of the store on the disk.
func storeFiles(d *disk) map[string]*node {
	out := map[string]*node{}
	var walk func(name string, n *node)
	walk = func(name string, n *node) {
		if n.kids == nil {
			out[name] = n
		}
		for k, kid := range n.kids {
			walk(path.Join(name, k), kid)
		}
	}
	walk("", d.root.kids["store"].kids["rtconsolidate"])
	return out
}

// TestDamage flips every byte of every file of the store, and cuts every file at every length. Each
// must be named by Verify, and nothing may be written on the strength of it.
func TestDamage(t *testing.T) {
	d, changes := fixture()
	applyAll(t, d, changes)
	tree := d.snapshot("tree")
	files := storeFiles(d)
	if len(files) < 8 {
		t.Fatalf("the store has only %d files", len(files))
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		n := files[name]
		good := n.data
		for i := range good {
			bad := slices.Clone(good)
			bad[i] ^= 1 << (i % 8)
			for _, data := range [][]byte{bad, good[:i]} {
				n.data = data
				checkDamage(t, d, name)
				if diff := difference(d.snapshot("tree"), tree); diff != "" {
					t.Fatalf("%s damaged at byte %d: %s", name, i, diff)
				}
			}
		}
		n.data = good
	}
	rollbackAll(t, d)
}

func checkDamage(t *testing.T, d *disk, name string) {
	t.Helper()
	damage, err := d.store().Verify()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(damage, func(e *DamagedError) bool { return e.File == name }) {
		t.Fatalf("%s is damaged, verify says %v", name, damage)
	}
	if strings.HasSuffix(name, "plan.json") {
		return // undoing doesn't need it
	}
	var damaged *DamagedError
	_, err = d.store().Rollback(context.Background(), "", RollbackOptions{Time: noon})
	if !errors.As(err, &damaged) || damaged.File != name {
		t.Fatalf("%s is damaged, rollback says %v", name, err)
	}
}

// TestResumeOverDamage: an interrupted run goes neither on nor back while any content of it is
// damaged, be it one that this direction doesn't write.
func TestResumeOverDamage(t *testing.T) {
	d, changes := fixture()
	mustDie(t, d, func(op, _ string) error {
		if op == "exchange" {
			panic(killed{})
		}
		return nil
	}, doApply(changes))
	tree := d.snapshot("tree")
	damaged := 0
	for name, n := range storeFiles(d) {
		if !strings.HasPrefix(name, "objects/") || len(n.data) == 0 {
			continue
		}
		damaged++
		n.data[0] ^= 1
		for what, do := range map[string]func(*Store) error{"resume": doResume, "rollback": doRollback} {
			var e *DamagedError
			if err := do(d.store()); !errors.As(err, &e) || e.File != name {
				t.Errorf("%s over a damaged %s: %v", what, name, err)
			}
			same(t, what, d.snapshot("tree"), tree)
		}
		n.data[0] ^= 1
	}
	if damaged < 8 {
		t.Fatalf("only %d objects were damaged", damaged)
	}
	must(t, doResume(d.store()))
}

func TestMissingAndForeignFiles(t *testing.T) {
	for _, lost := range []string{"journal", "manifest.json", "plan.json"} {
		d, changes := fixture()
		run := applyAll(t, d, changes)
		dir := d.root.kids["store"].kids["rtconsolidate"].kids["runs"].kids[run.ID]
		delete(dir.kids, lost)
		damage, err := d.store().Verify()
		if err != nil || len(damage) != 1 || damage[0].File != "runs/"+run.ID+"/"+lost {
			t.Errorf("without %s: %v, %v", lost, damage, err)
		}
	}
	d, changes := fixture()
	applyAll(t, d, changes)
	d.put("store/rtconsolidate/objects/notes.txt", "x", 0o600)
	d.put("store/rtconsolidate/runs/mine/x", "x", 0o600)
	damage, err := d.store().Verify()
	if err != nil || len(damage) != 2 {
		t.Errorf("foreign files: %v, %v", damage, err)
	}
}

// TestForgedManifest is a store that was made to escape: its hashes fit, its paths don't.
func TestForgedManifest(t *testing.T) {
	for _, evil := range []name{"../../x", "/etc/x", ".git/config", "a\x00b", "a//b", "lib/.GIT/x"} {
		d, changes := fixture()
		run := applyAll(t, d, changes)
		dir := d.root.kids["store"].kids["rtconsolidate"].kids["runs"].kids[run.ID]
		m, err := decodeManifest(dir.kids["manifest.json"].data)
		if err != nil {
			t.Fatal(err)
		}
		log, err := decodeJournal(run.ID, dir.kids["journal"].data)
		if err != nil {
			t.Fatal(err)
		}
		m.Changes[0].Path = evil
		log[0].Manifest = sumOf(m.encode())
		dir.kids["manifest.json"].data, dir.kids["journal"].data = m.encode(), log.encode(run.ID)
		checkDamage(t, d, "runs/"+run.ID+"/manifest.json")
	}
}
