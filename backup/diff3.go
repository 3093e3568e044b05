package backup

import (
	"bytes"
	"slices"
)

// merge3 merges two descendants of base by lines (the algorithm of diff3, after Khanna, Kunal and
// Pierce, "A Formal Investigation of Diff3", 2007). Where both changed the same place differently the
// result has conflict marks and clean is false.
func merge3(base, ours, theirs []byte, oursName, theirsName string) (merged []byte, clean bool) {
	b, o, t := lines(base), lines(ours), lines(theirs)
	m := merger{oursName: oursName, theirsName: theirsName, clean: true}
	inO, inT := matches(b, o), matches(b, t)
	i, j, k := 0, 0, 0
	for at := 0; at <= len(b); at++ {
		if at < len(b) && (inO[at] < 0 || inT[at] < 0) {
			continue
		}
		// A line that all three have, or the end: what lies before it is one chunk.
		nextJ, nextK := len(o), len(t)
		if at < len(b) {
			nextJ, nextK = inO[at], inT[at]
		}
		m.chunk(b[i:at], o[j:nextJ], t[k:nextK])
		if at < len(b) {
			m.out = append(m.out, b[at]...)
		}
		i, j, k = at+1, nextJ+1, nextK+1
	}
	return m.out, m.clean
}

type merger struct {
	oursName, theirsName string
	out                  []byte
	clean                bool
}

// chunk takes the side that changed; both sides when they did the same.
func (m *merger) chunk(base, ours, theirs []string) {
	switch {
	case slices.Equal(ours, theirs) || slices.Equal(base, theirs):
		m.add(ours)
	case slices.Equal(base, ours):
		m.add(theirs)
	default:
		m.clean = false
		m.add([]string{"<<<<<<< " + m.oursName + "\n"})
		m.addWhole(ours)
		m.add([]string{"=======\n"})
		m.addWhole(theirs)
		m.add([]string{">>>>>>> " + m.theirsName + "\n"})
	}
}

func (m *merger) add(lines []string) {
	for _, l := range lines {
		m.out = append(m.out, l...)
	}
}

// addWhole ends the last line too, so that the next mark stands at the start of one.
func (m *merger) addWhole(lines []string) {
	m.add(lines)
	if len(lines) > 0 && !bytes.HasSuffix(m.out, []byte("\n")) {
		m.out = append(m.out, '\n')
	}
}

// lines splits after every newline.
func lines(data []byte) []string {
	var out []string
	for l := range bytes.Lines(data) {
		out = append(out, string(l))
	}
	return out
}

// matches gives for every line of a the line of b that it is kept as, or -1; the pairs never cross.
// Lines that occur once in both anchor the match (patience diff, Bram Cohen), which recurses
// between them; any such matching merges correctly, so the shortest script is not sought.
func matches(a, b []string) []int {
	out := make([]int, len(a))
	for i := range out {
		out[i] = -1
	}
	match(a, b, 0, 0, out)
	return out
}

func match(a, b []string, offA, offB int, out []int) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		out[offA] = offB
		a, b, offA, offB = a[1:], b[1:], offA+1, offB+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		out[offA+len(a)-1] = offB + len(b) - 1
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	i, j := 0, 0
	for _, p := range longest(anchors(a, b)) {
		match(a[i:p.a], b[j:p.b], offA+i, offB+j, out)
		out[offA+p.a] = offB + p.b
		i, j = p.a+1, p.b+1
	}
	if i > 0 {
		match(a[i:], b[j:], offA+i, offB+j, out)
	}
}

type pair struct{ a, b int }

// anchors pairs the lines that occur once in a and once in b, in the order of a.
func anchors(a, b []string) []pair {
	countA, countB, whereB := map[string]int{}, map[string]int{}, map[string]int{}
	for _, l := range a {
		countA[l]++
	}
	for j, l := range b {
		countB[l]++
		whereB[l] = j
	}
	var out []pair
	for i, l := range a {
		if countA[l] == 1 && countB[l] == 1 {
			out = append(out, pair{i, whereB[l]})
		}
	}
	return out
}

// longest picks a longest run of pairs that rises in b as well (patience sorting).
func longest(pairs []pair) []pair {
	var tops []int // the index of the pair on each pile
	prev := make([]int, len(pairs))
	for i, p := range pairs {
		at, _ := slices.BinarySearchFunc(tops, p.b, func(t, b int) int { return pairs[t].b - b })
		prev[i] = -1
		if at > 0 {
			prev[i] = tops[at-1]
		}
		if at == len(tops) {
			tops = append(tops, i)
		} else {
			tops[at] = i
		}
	}
	out := make([]pair, len(tops))
	for n, i := len(tops)-1, 0; n >= 0; n-- {
		if n == len(tops)-1 {
			i = tops[n]
		}
		out[n] = pairs[i]
		i = prev[i]
	}
	return out
}
