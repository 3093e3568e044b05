package diff

import (
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// exact is the largest product of line counts that is compared for the fewest changes. Myers' search
// takes time in the square of the number of changes, so larger pairs are split at anchors first.
const exact = 25_000_000

// maxLines is how many different lines a comparison can tell apart: go-diff wants each line as a
// rune that is no surrogate.
const maxLines = utf8.MaxRune - 0x800

// pair is a line of the old text and the line of the new text that it stays as, both from 0.
type pair struct{ old, new int }

// splitLines cuts a text behind each newline; only the last line may lack one.
func splitLines(text []byte) []string {
	var lines []string
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && text[end] != '\n' {
			end++
		}
		end = min(end+1, len(text))
		lines = append(lines, string(text[at:end]))
		at = end
	}
	return lines
}

// match finds which lines stay. Both sides of the result rise.
func match(old, new []string) []pair {
	ids := map[string]rune{}
	m := matcher{old: intern(ids, old), new: intern(ids, new)}
	if len(ids) > maxLines {
		return nil
	}
	m.section(0, len(old), 0, len(new))
	return m.pairs
}

// intern numbers different lines, leaping over the surrogates.
func intern(ids map[string]rune, lines []string) []rune {
	out := make([]rune, len(lines))
	for i, line := range lines {
		id, ok := ids[line]
		if !ok {
			if id = rune(len(ids)); id >= 0xd800 {
				id += 0x800
			}
			ids[line] = id
		}
		out[i] = id
	}
	return out
}

type matcher struct {
	old, new []rune
	pairs    []pair
}

// section matches old[a:b] with new[c:d].
func (m *matcher) section(a, b, c, d int) {
	for a < b && c < d && m.old[a] == m.new[c] {
		m.pairs = append(m.pairs, pair{a, c})
		a, c = a+1, c+1
	}
	tail := 0
	for a < b-tail && c < d-tail && m.old[b-tail-1] == m.new[d-tail-1] {
		tail++
	}
	m.middle(a, b-tail, c, d-tail)
	for i := tail; i > 0; i-- {
		m.pairs = append(m.pairs, pair{b - i, d - i})
	}
}

// middle matches two ranges that begin and end differently.
func (m *matcher) middle(a, b, c, d int) {
	if a == b || c == d {
		return
	}
	left, right := m.shared(a, b, c, d)
	if len(left)*len(right) <= exact {
		m.fewest(left, right)
		return
	}
	anchors := m.anchors(left, right)
	if len(anchors) == 0 {
		// Nothing to hold on to: halves bound the time, at the price of a longer diff.
		m.section(a, (a+b)/2, c, (c+d)/2)
		m.section((a+b)/2, b, (c+d)/2, d)
		return
	}
	for _, p := range anchors {
		m.section(a, p.old, c, p.new)
		m.pairs = append(m.pairs, p)
		a, c = p.old+1, p.new+1
	}
	m.section(a, b, c, d)
}

// shared gives the positions of the lines that occur on both sides; the others can't match, and
// dropping them keeps a rewritten file from costing the square of its length.
func (m *matcher) shared(a, b, c, d int) (left, right []int) {
	return occurring(m.old, a, b, m.new[c:d]), occurring(m.new, c, d, m.old[a:b])
}

func occurring(lines []rune, from, to int, other []rune) []int {
	in := make(map[rune]bool, len(other))
	for _, id := range other {
		in[id] = true
	}
	var at []int
	for i := from; i < to; i++ {
		if in[lines[i]] {
			at = append(at, i)
		}
	}
	return at
}

// fewest matches the given lines so that as few as possible change (go-diff's Myers search, with
// no timeout, whose result would depend on the machine's load).
func (m *matcher) fewest(left, right []int) {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0
	i, j := 0, 0
	for _, d := range dmp.DiffMainRunes(pick(m.old, left), pick(m.new, right), false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffDelete:
			i += n
		case diffmatchpatch.DiffInsert:
			j += n
		default:
			for k := range n {
				m.pairs = append(m.pairs, pair{left[i+k], right[j+k]})
			}
			i, j = i+n, j+n
		}
	}
}

func pick(lines []rune, at []int) []rune {
	out := make([]rune, len(at))
	for i, p := range at {
		out[i] = lines[p]
	}
	return out
}

// anchors is the longest rising sequence of lines that occur once on each side (the idea of Bram
// Cohen's patience diff).
func (m *matcher) anchors(left, right []int) []pair {
	type tally struct{ old, new, place int }
	tallies := map[rune]tally{}
	for _, at := range left {
		t := tallies[m.old[at]]
		t.old++
		tallies[m.old[at]] = t
	}
	for _, at := range right {
		t := tallies[m.new[at]]
		t.new, t.place = t.new+1, at
		tallies[m.new[at]] = t
	}
	var candidates []pair
	for _, at := range left {
		if t := tallies[m.old[at]]; t.old == 1 && t.new == 1 {
			candidates = append(candidates, pair{at, t.place})
		}
	}
	return rising(candidates)
}

// rising picks the longest subsequence whose new side rises, by patience sorting.
func rising(candidates []pair) []pair {
	var tops []int // index of the smallest last element of a sequence of each length
	before := make([]int, len(candidates))
	for i, c := range candidates {
		n, _ := slices.BinarySearchFunc(tops, c.new, func(top, new int) int { return candidates[top].new - new })
		before[i] = -1
		if n > 0 {
			before[i] = tops[n-1]
		}
		if n == len(tops) {
			tops = append(tops, i)
		} else {
			tops[n] = i
		}
	}
	out := make([]pair, len(tops))
	if len(tops) == 0 {
		return out
	}
	for n, i := len(tops)-1, tops[len(tops)-1]; n >= 0; n, i = n-1, before[i] {
		out[n] = candidates[i]
	}
	return out
}
