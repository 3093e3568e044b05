// Package form knows how import and export statements are written: the style of a file, the parts of a
// statement, the form of a specifier, and edits of bytes.
package form

import (
	"fmt"
	"slices"
)

// Edit replaces the bytes Start..End (offsets from 0, half open) of a file by New.
type Edit struct {
	Start, End int
	New        string
}

// Apply returns src with all edits made. Edits may come in any order; several insertions at
// one offset keep theirs. An edit out of bounds or two that overlap are an error, and nothing is made.
// Shape and checks after golang.org/x/tools/internal/diff.
func Apply(src []byte, edits []Edit) ([]byte, error) {
	if len(edits) == 0 {
		return src, nil
	}
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	out := make([]byte, 0, len(src)+64*len(edits))
	at := 0
	for _, e := range sorted {
		if e.Start < 0 || e.End < e.Start || e.End > len(src) {
			return nil, fmt.Errorf("edit %d-%d is outside the file's %d bytes", e.Start, e.End, len(src))
		}
		if e.Start < at {
			return nil, fmt.Errorf("edit %d-%d overlaps the one before it, which ends at %d", e.Start, e.End, at)
		}
		out = append(out, src[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, src[at:]...), nil
}
