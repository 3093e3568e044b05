package survey

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
)

// Twin is a pair of files that are the same, or nearly, in two places.
type Twin struct {
	A, B       string
	Similarity int    // percent of what stands in them that they share; 100 is the same bytes
	Drift      string // `3 lines only in the first, 5 only in the second; useX differs`
	Reached    []Via
}

// Via says which of the two an alias leads to.
type Via struct{ Alias, Path string }

// nearTwin is the similarity, in percent, from which two files count as twins.
const nearTwin = 60

// twins pairs the topic's files with their copies: files of the same bytes, and files that share most of
// their fingerprints. What is compared with them is the topic's own files and files of the same name.
func (s *surveyor) twins() []Twin {
	var list []Twin
	for pair, n := range shared(s.prints) {
		a, b := pair[0], pair[1]
		all := len(s.prints[a]) + len(s.prints[b])
		if s.listed(a) || s.listed(b) {
			if t := s.twin(a, b, 200*n/max(1, all)); t.Similarity >= nearTwin {
				list = append(list, t)
			}
		}
	}
	slices.SortFunc(list, func(a, b Twin) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return list
}

func (s *surveyor) listed(id analyze.FileID) bool { return s.files[id].Score >= s.preset.Review }

// twinCandidates are the topic's files and those that are named like one of them.
func (s *surveyor) twinCandidates() []analyze.FileID {
	names, count := map[string]bool{}, map[string]int{}
	for id := range s.files {
		name := path.Base(s.files[id].Path)
		count[name]++
		if s.listed(analyze.FileID(id)) {
			names[name] = true
		}
	}
	// A name that many files have (index.ts, types.ts) says nothing.
	maps.DeleteFunc(names, func(name string, _ bool) bool { return count[name] > crowd/2 })
	var list []analyze.FileID
	for id, f := range s.repo.Files {
		if f.Skipped == "" && (s.listed(analyze.FileID(id)) || names[path.Base(f.Path)]) {
			list = append(list, analyze.FileID(id))
		}
	}
	return list
}

func (s *surveyor) twin(a, b analyze.FileID, similarity int) Twin {
	t := Twin{A: s.repo.Files[a].Path, B: s.repo.Files[b].Path, Similarity: min(similarity, 100)}
	if t.Similarity < nearTwin {
		return t
	}
	x, err1 := s.repo.Tree.Read(t.A)
	y, err2 := s.repo.Tree.Read(t.B)
	if err1 == nil && err2 == nil && bytes.Equal(x, y) {
		t.Similarity = 100
	} else {
		t.Similarity = min(t.Similarity, 99)
		t.Drift = s.drift(a, b, x, y)
	}
	t.Reached = append(s.aliases(a), s.aliases(b)...)
	return t
}

// drift says by how many lines two files differ, and in which declarations.
func (s *surveyor) drift(a, b analyze.FileID, x, y []byte) string {
	onlyX, onlyY := compareLines(x, y)
	drift := fmt.Sprintf("%s only in the first, %d only in the second", plural(onlyX, "line", "lines"), onlyY)
	if onlyX+onlyY == 0 {
		return "the same lines, in another order or layout"
	}
	if names := s.changed(a, b); len(names) > 3 {
		drift += fmt.Sprintf("; %s and %d more differ", strings.Join(names[:3], ", "), len(names)-3)
	} else if len(names) > 0 {
		drift += "; different: " + strings.Join(names, ", ")
	}
	return drift
}

// changed lists the top-level declarations that two files do not have alike.
func (s *surveyor) changed(a, b analyze.FileID) []string {
	in := func(id analyze.FileID) map[string]uint64 {
		texts := map[string]uint64{}
		for _, c := range chunks(s.repo.Files[id], len(s.code[id])) {
			texts[c.name] = 31*texts[c.name] + inkOf(s.code[id][c.start:c.end])
		}
		return texts
	}
	first, second := in(a), in(b)
	names := map[string]bool{}
	for name, text := range first {
		if second[name] != text {
			names[name] = true
		}
	}
	for name := range second {
		if _, ok := first[name]; !ok {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func squeeze(code []byte) string { return string(bytes.Join(bytes.Fields(code), []byte(" "))) }

// compareLines counts the lines that one of two files has more often, without what a formatter decides.
func compareLines(x, y []byte) (onlyX, onlyY int) {
	count := map[string]int{}
	each := func(text []byte, by int) {
		for line := range bytes.Lines(text) {
			line = bytes.TrimRight(bytes.TrimSpace(line), ";,")
			if len(line) > 0 {
				count[strings.ReplaceAll(string(line), "'", `"`)] += by
			}
		}
	}
	each(x, 1)
	each(y, -1)
	for _, n := range count {
		onlyX, onlyY = onlyX+max(n, 0), onlyY+max(-n, 0)
	}
	return onlyX, onlyY
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

func sortedIDs[V any](m map[analyze.FileID]V) []analyze.FileID { return slices.Sorted(maps.Keys(m)) }
