package backup

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// view is the disk beneath one folder.
type view struct {
	*disk
	top string
}

func (v view) fail(op, name string, err error) error {
	return &fs.PathError{Op: op, Path: name, Err: err}
}

func (v view) call(op, name string) error {
	if v.hook == nil {
		return nil
	}
	if err := v.hook(op, v.top+"/"+name); err != nil {
		return v.fail(op, name, err)
	}
	return nil
}

// folder finds the folder that holds name.
func (v view) folder(name string) (*node, string, error) {
	at := v.root.kids[v.top]
	dir, base := path.Split(path.Clean(name))
	for p := range strings.SplitSeq(strings.Trim(dir, "/"), "/") {
		if p == "" {
			continue
		}
		at = at.kids[p]
		if at == nil {
			return nil, "", v.fail("walk", name, fs.ErrNotExist)
		}
		if at.kids == nil {
			return nil, "", &PathError{name, "is below a file"}
		}
	}
	return at, base, nil
}

func (v view) get(op, name string) (*node, error) {
	if name == "." {
		return v.root.kids[v.top], nil
	}
	dir, base, err := v.folder(name)
	if err != nil {
		return nil, err
	}
	if dir.kids[base] == nil {
		return nil, v.fail(op, name, fs.ErrNotExist)
	}
	return dir.kids[base], nil
}

// change does one atomic change of names in a folder.
func (n *node) change(f func(map[string]*node)) {
	f(n.kids)
	n.pending = append(n.pending, f)
}

func (v view) add(op, name string, n *node) error {
	if err := v.call(op, name); err != nil {
		return err
	}
	dir, base, err := v.folder(name)
	if err != nil {
		return err
	}
	if dir.kids[base] != nil {
		return v.fail(op, name, fs.ErrExist)
	}
	dir.change(func(m map[string]*node) { m[base] = n })
	return nil
}

func (v view) Stat(name string) (info, error) {
	if err := v.call("stat", name); err != nil {
		return info{}, err
	}
	n, err := v.get("stat", name)
	if err != nil {
		return info{}, err
	}
	return info{n.mode, int64(len(n.data)), 1}, nil
}

func (v view) Read(name string) ([]byte, info, error) {
	if err := v.call("read", name); err != nil {
		return nil, info{}, err
	}
	n, err := v.get("read", name)
	if err != nil {
		return nil, info{}, err
	}
	return slices.Clone(n.data), info{n.mode, int64(len(n.data)), 1}, nil
}

func (v view) List(name string) ([]string, error) {
	if err := v.call("list", name); err != nil {
		return nil, err
	}
	n, err := v.get("list", name)
	if err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(n.kids)), nil
}

func (v view) Create(name string) (file, error) {
	n := &node{mode: 0o600, durableMode: 0o600}
	return &handle{v, n, name}, v.add("create", name, n)
}

// Mkdir applies a umask, as the real one may.
func (v view) Mkdir(name string) error { return v.add("mkdir", name, newDir()) }

func (v view) Chmod(name string, mode fs.FileMode) error {
	if err := v.call("chmod", name); err != nil {
		return err
	}
	n, err := v.get("chmod", name)
	if err == nil {
		n.mode = n.mode&^permMask | mode
		n.pending = append(n.pending, func(map[string]*node) {})
	}
	return err
}

func (v view) SyncDir(name string) error {
	if err := v.call("syncdir", name); err != nil {
		return err
	}
	n, err := v.get("syncdir", name)
	if err != nil || v.blind != nil && v.blind("syncdir", v.top+"/"+name) {
		return err
	}
	for _, change := range n.pending {
		change(n.durableKids)
	}
	n.pending, n.durableMode = nil, n.mode
	return nil
}

func (v view) move(op, from, to string, replace bool) error {
	if err := v.call(op, to); err != nil {
		return err
	}
	n, err := v.get(op, from)
	if err != nil {
		return err
	}
	dir, base, err := v.folder(to)
	if err != nil {
		return err
	}
	if dir.kids[base] != nil && !replace {
		return v.fail(op, to, fs.ErrExist)
	}
	if path.Dir(from) != path.Dir(to) {
		panic("a rename across folders is not atomic on a crash")
	}
	old := path.Base(from)
	dir.change(func(m map[string]*node) { delete(m, old); m[base] = n })
	return nil
}

func (v view) Rename(from, to string) error { return v.move("rename", from, to, true) }
func (v view) Place(from, to string) error  { return v.move("place", from, to, false) }

func (v view) Exchange(a, b string) error {
	if err := v.call("exchange", a); err != nil {
		return err
	}
	na, err := v.get("exchange", a)
	if err != nil {
		return err
	}
	nb, err := v.get("exchange", b)
	if err != nil {
		return err
	}
	dir, _, err := v.folder(a)
	if err != nil {
		return err
	}
	dir.change(func(m map[string]*node) { m[path.Base(a)], m[path.Base(b)] = nb, na })
	return nil
}

func (v view) Remove(name string) error {
	if err := v.call("remove", name); err != nil {
		return err
	}
	dir, base, err := v.folder(name)
	if err != nil {
		return err
	}
	if dir.kids[base] == nil {
		return v.fail("remove", name, fs.ErrNotExist)
	}
	dir.change(func(m map[string]*node) { delete(m, base) })
	return nil
}

func (v view) Rmdir(name string) error {
	if err := v.call("rmdir", name); err != nil {
		return err
	}
	n, err := v.get("rmdir", name)
	if err != nil {
		return err
	}
	if len(n.kids) > 0 {
		return v.fail("rmdir", name, fs.ErrExist)
	}
	dir, base, _ := v.folder(name)
	dir.change(func(m map[string]*node) { delete(m, base) })
	return nil
}

func (v view) Free(name string) (uint64, error) { return 1 << 40, v.call("free", name) }
func (v view) Close() error                     { return nil }

func (v view) Lock(name, holder string) (func(), error) {
	if v.locked {
		return nil, &LockedError{holder}
	}
	v.locked = true
	return func() { v.locked = false }, v.call("lock", name)
}

// handle is a file that is being written.
type handle struct {
	v    view
	n    *node
	name string
}

// Write writes half before a fault can strike.
func (h *handle) Write(p []byte) (int, error) {
	h.n.data = append(h.n.data, p[:len(p)/2]...)
	if err := h.v.call("write", h.name); err != nil {
		return len(p) / 2, err
	}
	h.n.data = append(h.n.data, p[len(p)/2:]...)
	return len(p), nil
}

func (h *handle) Chmod(mode fs.FileMode) error {
	if err := h.v.call("chmod", h.name); err != nil {
		return err
	}
	h.n.mode = mode
	return nil
}

func (h *handle) Sync() error {
	if err := h.v.call("sync", h.name); err != nil {
		return err
	}
	if h.v.blind == nil || !h.v.blind("sync", h.v.top+"/"+h.name) {
		h.n.durableData, h.n.durableMode = slices.Clone(h.n.data), h.n.mode
	}
	return nil
}

func (h *handle) Close() error { return h.v.call("close", h.name) }
