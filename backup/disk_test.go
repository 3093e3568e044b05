package backup

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

// disk is a file system in memory that can fail, die or lose power at every operation. Names within
// one folder become durable in the order in which they changed, as journaling file systems do it;
// across folders there is no order. A file's bytes and mode are durable only after its Sync.
type disk struct {
	root *node
	hook func(op, name string) error // before each operation; an error fails it, a panic kills
	// blind makes the syncs it names do nothing, as if their call had been deleted.
	blind  func(op, name string) bool
	locked bool
}

type node struct {
	mode        fs.FileMode
	data        []byte
	kids        map[string]*node // of a folder
	durableMode fs.FileMode
	durableData []byte
	durableKids map[string]*node
	pending     []func(map[string]*node) // changes of names since the last SyncDir
}

func newDir() *node {
	return &node{mode: fs.ModeDir | 0o700, durableMode: fs.ModeDir | 0o700,
		kids: map[string]*node{}, durableKids: map[string]*node{}}
}

func newDisk() *disk {
	d := &disk{root: newDir()}
	for _, top := range []string{"tree", "store"} {
		d.root.kids[top] = newDir()
		d.root.durableKids[top] = d.root.kids[top]
	}
	return d
}

// store opens the store on the disk, as a new process would.
func (d *disk) store() *Store {
	d.locked = false
	return &Store{tree: view{d, "tree"}, files: view{d, "store"}, dir: "rtconsolidate"}
}

// clone copies the disk with everything that is not durable yet.
func (d *disk) clone() *disk {
	seen := map[*node]*node{}
	var cp func(n *node) *node
	cpAll := func(m map[string]*node) map[string]*node {
		if m == nil {
			return nil
		}
		out := map[string]*node{}
		for k, v := range m {
			out[k] = cp(v)
		}
		return out
	}
	cp = func(n *node) *node {
		if seen[n] != nil {
			return seen[n]
		}
		out := &node{}
		seen[n] = out
		*out = *n
		out.kids, out.durableKids = cpAll(n.kids), cpAll(n.durableKids)
		out.pending = nil
		if len(n.pending) > 0 {
			panic("clone a disk only when it is at rest: after crash or settle")
		}
		return out
	}
	return &disk{root: cp(d.root)}
}

// settle makes everything durable, as time does.
func (d *disk) settle() *disk {
	d.crash(func(n int) int { return n }, func(_, now []byte) []byte { return now })
	return d
}

// crash keeps, for each folder, as many of its pending changes as names says, and of each file what
// bytes makes of its durable and its present content.
func (d *disk) crash(names func(int) int, bytes func(durable, now []byte) []byte) {
	var walk func(n *node)
	walk = func(n *node) {
		if n.kids == nil {
			n.data = bytes(n.durableData, n.data)
			if n.data == nil || string(n.data) == string(n.durableData) {
				n.mode = n.durableMode
			}
			n.durableData, n.durableMode = n.data, n.mode
			return
		}
		keep := names(len(n.pending))
		for _, change := range n.pending[:keep] {
			change(n.durableKids)
		}
		if keep < len(n.pending) {
			n.mode = n.durableMode
		}
		n.pending, n.kids, n.durableMode = nil, maps.Clone(n.durableKids), n.mode
		for _, name := range slices.Sorted(maps.Keys(n.kids)) {
			walk(n.kids[name])
		}
	}
	walk(d.root)
}

// powerLoss drops or tears what is not durable. Seed 0 drops all of it.
func (d *disk) powerLoss(seed uint64) {
	if seed == 0 {
		d.crash(func(int) int { return 0 }, func(durable, _ []byte) []byte { return durable })
		return
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	d.crash(func(n int) int { return rng.IntN(n + 1) }, func(durable, now []byte) []byte {
		switch {
		case string(durable) == string(now) || rng.IntN(3) == 0:
			return now
		case rng.IntN(2) == 0:
			return durable
		}
		return append(slices.Clone(now[:len(now)/2]), make([]byte, len(now)-len(now)/2)...)
	})
}

// snapshot lists what lies below a folder: type, mode and content by path.
func (d *disk) snapshot(top string) map[string]string {
	out := map[string]string{}
	var walk func(name string, n *node)
	walk = func(name string, n *node) {
		out[name] = fmt.Sprintf("%v %q", n.mode, n.data)
		for k, kid := range n.kids {
			walk(path.Join(name, k), kid)
		}
	}
	walk("", d.root.kids[top])
	delete(out, "")
	return out
}

// put writes a durable file, and folders as needed.
func (d *disk) put(name, data string, mode fs.FileMode) {
	at := d.root
	parts := strings.Split(name, "/")
	for _, p := range parts[:len(parts)-1] {
		if at.kids[p] == nil {
			kid := newDir()
			kid.mode, kid.durableMode = fs.ModeDir|0o755, fs.ModeDir|0o755
			at.kids[p], at.durableKids[p] = kid, kid
		}
		at = at.kids[p]
	}
	n := &node{mode: mode, data: []byte(data), durableMode: mode, durableData: []byte(data)}
	at.kids[parts[len(parts)-1]], at.durableKids[parts[len(parts)-1]] = n, n
}
