package diff

import (
	"bytes"
	"slices"
	"strings"

	"rtconsolidate/rewrite"
)

// alike is the share of lines, in percent, from which two contents count as one file that moved, and
// below which a path counts as taken over by another content. It is git's own threshold.
const alike = 50

// moves finds files that moved and shows them as renames, so that a reviewer sees the few lines that
// changed in them: a created file most like one that goes, or like what stood where there is a shim
// now. The result says the same as the changes given.
func moves(changes []rewrite.Change) []rewrite.Change {
	list := slices.Clone(changes)
	slices.SortStableFunc(list, func(a, b rewrite.Change) int { return strings.Compare(a.Path, b.Path) })
	gone := map[int]bool{} // deletions that became the first half of a rename
	left := map[int]bool{} // paths whose content moved away
	for i, c := range list {
		if c.Action != rewrite.Create || len(c.New) == 0 {
			continue
		}
		from := origin(list, c, left)
		if from < 0 {
			continue
		}
		left[from] = true
		source := &list[from]
		list[i] = rewrite.Change{Path: c.Path, From: source.Path, Action: rewrite.Rename, Old: source.Old, New: c.New, Mode: c.Mode, Reasons: c.Reasons}
		if source.Action == rewrite.Delete {
			gone[from] = true
		} else {
			source.Action, source.Old = rewrite.Create, nil
		}
	}
	var out []rewrite.Change
	for i, c := range list {
		if !gone[i] {
			out = append(out, c)
		}
	}
	return out
}

// origin is the index of the change whose old content a created file is most like; -1 for none.
func origin(list []rewrite.Change, created rewrite.Change, taken map[int]bool) int {
	best, most := -1, alike-1
	for i, s := range list {
		vacated := s.Action == rewrite.Delete || s.Action == rewrite.Modify && overlap(s.Old, s.New) < alike
		if taken[i] || !vacated || gitMode(s.Mode) != gitMode(created.Mode) {
			continue
		}
		if o := overlap(s.Old, created.New); o > most {
			best, most = i, o
		}
	}
	return best
}

// overlap is the share of the larger content, in percent, that lines of the other make up in any
// order. It costs one look at each line, where a comparison would cost the square.
func overlap(a, b []byte) int {
	if bytes.Equal(a, b) {
		return 100
	}
	counts := map[string]int{}
	for _, line := range splitLines(a) {
		counts[line]++
	}
	shared := 0
	for _, line := range splitLines(b) {
		if counts[line] > 0 {
			counts[line]--
			shared += len(line)
		}
	}
	return shared * 100 / max(len(a), len(b))
}
