package main

import (
	"os"
	"path/filepath"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
	"rtconsolidate/recall"
)

// cacheVariable names the folder in which it is kept what was found in files, or is `off`.
const cacheVariable = "RTCONSOLIDATE_CACHE"

// recallingTree is a repo on the disk together with what earlier runs found in it.
type recallingTree struct {
	*source.Tree
	*recall.Store
}

// recallStart begins to read what earlier runs found below a root, where that may be kept; nil where not.
func recallStart(root string) *recall.Store {
	dir, maker := cacheDir(), recall.Program()
	if dir == "" || maker == "" {
		return nil
	}
	store := recall.Open(dir, root, maker)
	go store.Prepare(analyze.Kinds...)
	return store
}

// withFound adds what earlier runs found, unless that is nil.
func withFound(tree *source.Tree, found *recall.Store) analyze.Tree {
	if found == nil {
		return tree
	}
	return recallingTree{tree, found}
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
