package source

import (
	"bytes"
	"fmt"
	"slices"
)

// Dirty gives those of the paths whose content git does not hold as it is on the disk: edited, staged,
// untracked, ignored or in conflict. They come back in their order. Where there is no git there is
// nothing to compare with, and the result is empty.
//
// Git itself answers: line-end conversion, filters and submodules make any shortcut wrong somewhere.
// The filters that the user's own git config names may run, as in any `git status`.
func (t *Tree) Dirty(paths []string) ([]string, error) {
	if !t.Listing.Git || len(paths) == 0 {
		return nil, nil
	}
	g := findGit(t.Root)
	if g == nil {
		return nil, fmt.Errorf("the git folder above %s is gone", t.Root)
	}
	out, err := g.run(t.Root, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignored=matching", "--", ".")
	if err != nil {
		return nil, err
	}
	edited, err := statusPaths(out)
	if err != nil {
		return nil, err
	}
	prefix := g.prefix(t.Root)
	var dirty []string
	for _, p := range paths {
		if edited.holds(prefix + p) {
			dirty = append(dirty, p)
		}
	}
	return dirty, nil
}

// pathSet is a sorted list of paths, where one with a slash at its end stands for all below it.
type pathSet []string

func (s pathSet) holds(p string) bool {
	if _, ok := slices.BinarySearch(s, p); ok {
		return true
	}
	for i := range len(p) {
		if p[i] == '/' {
			if _, ok := slices.BinarySearch(s, p[:i+1]); ok {
				return true
			}
		}
	}
	return false
}

// statusPaths reads the output of `git status --porcelain=v1 -z --no-renames`.
func statusPaths(out []byte) (pathSet, error) {
	var set pathSet
	for record := range bytes.SplitSeq(out, []byte{0}) {
		if len(record) == 0 {
			continue
		}
		if len(record) < 4 || record[2] != ' ' {
			return nil, fmt.Errorf("git status gave a line that is not understood: %q", record)
		}
		set = append(set, string(record[3:]))
	}
	slices.Sort(set)
	return set, nil
}
