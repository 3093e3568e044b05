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
