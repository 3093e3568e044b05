package survey

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
)

// Twin is a pair of files that are the same, or nearly, in two places.
type Twin struct {
	A, B       string
	Similarity int    // percent of lines they share; 100 is the same bytes
	Drift      string // `3 lines only in A, 5 only in B`
	Reached    []Via
}

// Via says which of the two an alias leads to.
type Via struct{ Alias, Path string }

// nearTwin is the share of lines, in percent, from which two files of one name count as twins.
const nearTwin = 60

// twins pairs the topic's files with files of the same name and folder elsewhere (`src/hooks/x.ts` and
// `hooks/x.ts`), and with files of the same bytes anywhere.
func (s *surveyor) twins() []Twin {
	byTail := map[string][]analyze.FileID{}
	for id, f := range s.repo.Files {
		if f.Skipped == "" && f.Size > 64 {
			byTail[tail(f.Path)] = append(byTail[tail(f.Path)], analyze.FileID(id))
		}
	}
	var list []Twin
	for _, key := range sortedNames(byTail) {
		ids := byTail[key]
		for i := range ids {
			for _, other := range ids[i+1:] {
				if s.files[ids[i]].Score < s.preset.Review && s.files[other].Score < s.preset.Review {
					continue
				}
				if t, ok := s.twin(ids[i], other); ok {
					list = append(list, t)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b Twin) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return list
}

// tail is the last folder and the name of a path.
func tail(p string) string { return path.Join(path.Base(path.Dir(p)), path.Base(p)) }

func (s *surveyor) twin(a, b analyze.FileID) (Twin, bool) {
	t := Twin{A: s.repo.Files[a].Path, B: s.repo.Files[b].Path}
	x, err1 := s.repo.Tree.Read(t.A)
	y, err2 := s.repo.Tree.Read(t.B)
	if err1 != nil || err2 != nil {
		return t, false
	}
	t.Reached = append(s.aliases(a), s.aliases(b)...)
	if bytes.Equal(x, y) {
		t.Similarity = 100
		return t, true
	}
	onlyA, onlyB, shared := compareLines(x, y)
	t.Similarity = min(99, 100*2*shared/max(1, 2*shared+onlyA+onlyB))
	t.Drift = fmt.Sprintf("%d lines only in the first, %d only in the second", onlyA, onlyB)
	return t, t.Similarity >= nearTwin
}

// compareLines counts lines as a multiset, without indentation and blank lines.
func compareLines(x, y []byte) (onlyA, onlyB, shared int) {
	count := map[string]int{}
	for line := range bytes.Lines(x) {
		if l := strings.TrimSpace(string(line)); l != "" {
			count[l]++
			onlyA++
		}
	}
	for line := range bytes.Lines(y) {
		l := strings.TrimSpace(string(line))
		switch {
		case l == "":
		case count[l] > 0:
			count[l]--
			onlyA--
			shared++
		default:
			onlyB++
		}
	}
	return
}

// aliases lists the aliases by which a file is imported.
func (s *surveyor) aliases(id analyze.FileID) []Via {
	var list []Via
	for _, imp := range s.repo.Importers(id) {
		via := s.repo.Files[imp.File].Edges[imp.Ref].Via
		if alias, _, ok := strings.Cut(via, " "); ok {
			list = append(list, Via{alias, s.repo.Files[id].Path})
		}
	}
	slices.SortFunc(list, func(a, b Via) int { return cmp.Compare(a.Alias, b.Alias) })
	return slices.Compact(list)
}
