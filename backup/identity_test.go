package backup

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

// randomRepo is a random tree with a random change set for it.
func randomRepo(seed uint64) (*disk, []rewrite.Change) {
	rng := rand.New(rand.NewPCG(seed, 1))
	d := newDisk()
	var set []rewrite.Change
	dirs := []string{"", "a/", "a/b/", "a/b/c/", "d/", "d/é/", "e [x]/(y)/"}
	modes := []fs.FileMode{0o644, 0o600, 0o755, 0o444, 0o664}
	for i := range 2 + rng.IntN(20) {
		p := fmt.Sprintf("%sf%d.ts", dirs[rng.IntN(len(dirs))], i)
		c := rewrite.Change{Path: p, Old: randomText(rng), New: randomText(rng), Mode: modes[rng.IntN(len(modes))]}
		switch rng.IntN(5) {
		case 0:
			c.Action, c.Old = rewrite.Create, nil
		case 1:
			c.Action = rewrite.Modify
		case 2:
			c.Action, c.New = rewrite.Delete, nil
		case 3:
			c.Action, c.From = rewrite.Rename, p
			c.Path = fmt.Sprintf("%sg%d.ts", dirs[rng.IntN(len(dirs))], i)
		}
		old := c.Path
		if c.From != "" {
			old = c.From
		}
		if c.Action != rewrite.Create {
			d.put("tree/"+old, string(c.Old), c.Mode)
		}
		if c.Action != "" {
			set = append(set, c)
		}
	}
	return d, set
}

func randomText(rng *rand.Rand) []byte {
	return []byte(strings.Repeat(string(rune('a'+rng.IntN(3)))+"\r\n\x00\xff", rng.IntN(4)))
}

// FuzzIdentity applies a random change set and rolls it back: the tree is as it was. On the way the
// applied tree must hold exactly what the change set says.
func FuzzIdentity(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		d, set := randomRepo(seed)
		before := d.snapshot("tree")
		_, err := d.store().Apply(context.Background(), set, meta("random"))
		if err == ErrEmpty {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		after := d.snapshot("tree")
		for _, c := range set {
			if want := fmt.Sprintf("%v %q", c.Mode, c.New); c.Action != rewrite.Delete && after[c.Path] != want {
				t.Fatalf("%s is %s, not %s", c.Path, after[c.Path], want)
			}
			if _, there := after[c.From]; there || c.Action == rewrite.Delete && after[c.Path] != "" {
				t.Fatalf("%s is still there", c.Path)
			}
		}
		rollbackAll(t, d)
		same(t, "rolled back", d.snapshot("tree"), before)
		if damage, err := d.store().Verify(); err != nil || len(damage) > 0 {
			t.Fatalf("verify: %v %v", damage, err)
		}
	})
}
