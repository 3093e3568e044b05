package main

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/backup"
	"rtconsolidate/rewrite"
)

// checkDirty refuses to change files whose edits exist nowhere else. What an applied run wrote is no
// such edit: the next phase may build on it before anybody commits.
func (a *app) checkDirty(o *applyOptions, ws *workspace, set *rewrite.ChangeSet) error {
	if o.allowDirty {
		return nil
	}
	var paths []string
	for _, c := range set.Changes {
		if c.Action != rewrite.Create {
			paths = append(paths, c.Path)
		}
	}
	dirty, err := ws.tree.Dirty(paths)
	if err != nil || len(dirty) == 0 {
		return err
	}
	ours, err := written(ws.root)
	if err != nil {
		return err
	}
	dirty = slices.DeleteFunc(dirty, func(p string) bool {
		data, err := ws.tree.Read(p)
		return err == nil && ours[p] != "" && ours[p] == rewrite.Sum(data)
	})
	if len(dirty) == 0 {
		return nil
	}
	shown := dirty
	more := ""
	if len(shown) > 10 {
		shown, more = shown[:10], fmt.Sprintf(" and %d more", len(dirty)-10)
	}
	return undone("commit or stash them, or pass --allow-dirty", "uncommitted edits in %d of the files to change: %s%s",
		len(dirty), strings.Join(shown, ", "), more)
}

// written maps each path to the SHA-256 of what the last applied run wrote there.
func written(root string) (map[string]string, error) {
	store, err := backup.Open(root)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	runs, err := store.Runs()
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for _, r := range runs {
		for _, f := range r.Files {
			if r.State == backup.Applied {
				sums[f.Path] = f.After
			}
		}
	}
	return sums, nil
}
