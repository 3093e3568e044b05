package main

import (
	"bytes"
	"encoding/gob"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
	"rtconsolidate/recall"
	"rtconsolidate/rules"
)

// cacheVariable names the folder in which it is kept what was found in files, or is `off`.
const cacheVariable = "RTCONSOLIDATE_CACHE"

// openFound opens what earlier runs found below a root, nil where nothing may be kept.
func openFound(root string) *recall.Store {
	dir, maker := cacheDir(), recall.Program()
	if dir == "" || maker == "" {
		return nil
	}
	return recall.Open(dir, root, maker)
}

// cacheDir is the folder to keep it in, "" for none.
func cacheDir() string {
	switch dir := os.Getenv(cacheVariable); dir {
	case "off":
		return ""
	case "":
		if dir, err := os.UserCacheDir(); err == nil {
			return filepath.Join(dir, "rtconsolidate")
		}
		return ""
	default:
		return dir
	}
}

// keep saves what was found for the next run. One that cannot be saved is only slower.
func (a *app) keep() {
	if a.found != nil {
		_ = a.found.Save()
	}
}

// recallingTree is a repo on the disk together with what earlier runs found in it.
type recallingTree struct {
	*source.Tree
	*recall.Store

	mu     sync.Mutex
	beside map[string]bool // paths that are not the tree's, and were asked for
}

// recalling adds what earlier runs found to a tree.
func (a *app) recalling(tree *source.Tree) analyze.Tree {
	if a.found == nil {
		return tree
	}
	return &recallingTree{Tree: tree, Store: a.found, beside: map[string]bool{}}
}

// Read is that of the tree.
func (t *recallingTree) Read(path string) ([]byte, error) { return t.ReadInto(path, nil) }

// ReadInto is that of the tree.
func (t *recallingTree) ReadInto(path string, buf []byte) ([]byte, error) {
	if _, listed := slices.BinarySearch(t.Paths(), path); !listed {
		t.mu.Lock()
		t.beside[path] = true
		t.mu.Unlock()
	}
	return t.Tree.ReadInto(path, buf)
}

// answer is what a command found out about a repo, with what it said on the way.
type answer[T any] struct {
	Warnings []string
	Document *T
}

// answered gives what find finds out about a repo, or what it found in an earlier run if every file of the
// repo, the config and whatever else is given are what they were.
func answered[T any](a *app, kind string, tree *source.Tree, cfg *rules.Config, given []string, find func(analyze.Tree) (*T, error)) (*T, error) {
	if a.found == nil {
		return find(tree)
	}
	if cfg != nil {
		given = append([]string{cfg.File, cfg.Text}, given...)
	}
	for _, link := range slices.Sorted(maps.Keys(tree.Links())) {
		given = append(given, link, tree.Links()[link])
	}
	state, ok := a.found.State(tree.Paths())
	if !ok {
		return find(a.recalling(tree))
	}
	question := recall.Question(state, given...)
	if data, ok := a.found.Answer(kind, question); ok {
		var known answer[T]
		if err := gob.NewDecoder(bytes.NewReader([]byte(data))).Decode(&known); err == nil {
			for _, w := range known.Warnings {
				a.warn("%s", w)
			}
			return known.Document, nil
		}
	}
	whole, said := a.recalling(tree).(*recallingTree), len(a.warned)
	d, err := find(whole)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if gob.NewEncoder(&out).Encode(answer[T]{a.warned[said:], d}) == nil {
		a.found.KeepAnswer(kind, question, slices.Sorted(maps.Keys(whole.beside)), out.String())
	}
	return d, nil
}
