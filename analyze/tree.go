package analyze

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
)

// Tree is the content of a repo at one moment: the files that git would see. It is how everything
// left of `backup` reads; the real repo, a planned state of it and a test's map are three trees.
type Tree interface {
	// Paths lists every file, code or not, repo-relative with slashes, sorted.
	Paths() []string
	// Read returns a file's whole content; fs.ErrNotExist when there is none.
	Read(path string) ([]byte, error)
	// Links maps each symlink whose target lies in the tree to that target.
	Links() map[string]string
}

// Overlay is a tree with some files replaced, created (content) or deleted (nil content).
type Overlay struct {
	Base  Tree
	Files map[string][]byte
	paths []string
}

// NewOverlay lays files over base. A nil content deletes the path.
func NewOverlay(base Tree, files map[string][]byte) *Overlay {
	paths := slices.DeleteFunc(slices.Clone(base.Paths()), func(p string) bool {
		_, ok := files[p]
		return ok
	})
	for p, content := range files {
		if content != nil {
			paths = append(paths, p)
		}
	}
	sort.Strings(paths)
	return &Overlay{Base: base, Files: files, paths: paths}
}

// Paths lists the files of the base with the overlay's changes.
func (o *Overlay) Paths() []string { return o.paths }

// Links returns the links of the base; an overlay makes none.
func (o *Overlay) Links() map[string]string { return o.Base.Links() }

// Read returns the overlay's content where it has one, else that of the base.
func (o *Overlay) Read(path string) ([]byte, error) {
	content, ok := o.Files[path]
	if !ok {
		return o.Base.Read(path)
	}
	if content == nil {
		return nil, fmt.Errorf("read %s: %w", path, fs.ErrNotExist)
	}
	return content, nil
}

// A Recaller is a tree that knows from earlier runs what was found in files that have not changed since.
type Recaller interface {
	// Recall returns what was kept of a file under a kind.
	Recall(path, kind string) (found string, ok bool)
	// Keep notes what was found in a file whose content was read after Recall had missed it.
	Keep(path, kind, found string)
}

// Recall is what find finds in a file, from an earlier run where the tree knows it. find reads the file by the
// tree, or has it from who did so after asking Recall about the file; what it says is an error is not kept.
func Recall(t Tree, path, kind string, find func() (string, error)) (string, error) {
	known, ok := t.(Recaller)
	if ok {
		if found, ok := known.Recall(path, kind); ok {
			return found, nil
		}
	}
	found, err := find()
	if ok && err == nil {
		known.Keep(path, kind, found)
	}
	return found, err
}

// Recalls tells whether a tree knows anything from earlier runs, so that what is worth finding once for
// many runs is worth finding.
func Recalls(t Tree) bool {
	if o, ok := t.(*Overlay); ok {
		return Recalls(o.Base)
	}
	_, ok := t.(Recaller)
	return ok
}

// Recall returns what the base knows of a file that it holds.
func (o *Overlay) Recall(path, kind string) (string, bool) {
	known, ok := o.Base.(Recaller)
	if _, changed := o.Files[path]; !ok || changed {
		return "", false
	}
	return known.Recall(path, kind)
}

// Keep hands on what was found in a file of the base.
func (o *Overlay) Keep(path, kind, found string) {
	known, ok := o.Base.(Recaller)
	if _, changed := o.Files[path]; ok && !changed {
		known.Keep(path, kind, found)
	}
}

// Memory is a tree made of a map, for tests and for the embedded sample.
type Memory map[string]string

// Paths lists the keys, sorted.
func (m Memory) Paths() []string {
	paths := make([]string, 0, len(m))
	for p := range m {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	return paths
}

// Links returns none.
func (m Memory) Links() map[string]string { return nil }

// Read returns the content kept under path.
func (m Memory) Read(path string) ([]byte, error) {
	content, ok := m[path]
	if !ok {
		return nil, fmt.Errorf("read %s: %w", path, fs.ErrNotExist)
	}
	return []byte(content), nil
}
