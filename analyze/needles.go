package analyze

import (
	"bytes"
	"math"

	"rtconsolidate/analyze/resolver"
)

// finder tells files that may name some other files from those that cannot, by bytes alone. It searches for
// many texts at once and leaps over what cannot be an end of one (Wu and Manber, "A fast algorithm for
// multi-pattern searching", 1994), with blocks of two bytes.
type finder struct {
	list  []resolver.Needle
	short int            // the length of the shortest text, in bytes
	leap  *[blocks]uint8 // by the block at hand: how far the next block to look at is
	first *[blocks]int16 // by a block that ends the head of a text: its index in the list, -1 for none
	next  []int16        // the next text with the same head block
	exact bool           // every text is a word, so that only escapes within words matter
}

// blocks is the number of buckets for blocks of two bytes.
const blocks = 1 << 16

func block(a, b byte) uint16 { return uint16(a) | uint16(b)<<8 }

// newFinder makes a finder for texts of at least two bytes.
func newFinder(list []resolver.Needle) *finder {
	f := &finder{list: list, short: math.MaxUint8, leap: new([blocks]uint8), first: new([blocks]int16), next: make([]int16, len(list)), exact: true}
	for _, n := range list {
		f.short = min(f.short, len(n.Text))
	}
	for i := range f.leap {
		f.leap[i], f.first[i] = uint8(f.short-1), -1
	}
	for i, n := range list {
		for j := 1; j < f.short; j++ {
			at := block(n.Text[j-1], n.Text[j])
			f.leap[at] = min(f.leap[at], uint8(f.short-1-j))
		}
		head := block(n.Text[f.short-2], n.Text[f.short-1])
		f.next[i], f.first[head] = f.first[head], int16(i)
		f.exact = f.exact && (n.Part && allWord(n.Text) || n == declares)
	}
	return f
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '-' || c >= 0x80
}

func allWord(text string) bool {
	for i := range len(text) {
		if !wordByte(text[i]) {
			return false
		}
	}
	return true
}

// in tells whether a source text may name one of the files, or declares a module.
func (f *finder) in(src []byte) bool { return f.find(src) || f.escaped(src) }

// find searches both halves of a text at once: a leap has to wait for two reads, those of the other half do not.
func (f *finder) find(src []byte) bool {
	if len(src) < f.short {
		return false
	}
	leap := f.leap
	middle := max(len(src)/2, f.short-1)
	lower := src[:middle]
	i, j := f.short-1, middle
	for i < len(lower) && j < len(src) {
		a, b := leap[block(lower[i-1], lower[i])], leap[block(src[j-1], src[j])]
		if a == 0 || b == 0 {
			if f.ends(src, i) || f.ends(src, j) {
				return true
			}
			a, b = max(a, 1), max(b, 1)
		}
		i, j = i+int(a), j+int(b)
	}
	return f.findFrom(src, i, middle) || f.findFrom(src, j, len(src))
}

// findFrom tells whether the head of a text that is there ends from i on, before end.
func (f *finder) findFrom(src []byte, i, end int) bool {
	for i < end {
		leap := f.leap[block(src[i-1], src[i])]
		if leap == 0 && f.ends(src, i) {
			return true
		}
		i += int(max(leap, 1))
	}
	return false
}

// ends tells whether the head of a text that is there ends at i.
func (f *finder) ends(src []byte, i int) bool {
	for k := f.first[block(src[i-1], src[i])]; k >= 0; k = f.next[k] {
		if fits(f.list[k], src, i-f.short+1) {
			return true
		}
	}
	return false
}

// fits tells whether a text stands at an offset.
func fits(n resolver.Needle, src []byte, i int) bool {
	end := i + len(n.Text)
	if end > len(src) || string(src[i:end]) != n.Text {
		return false
	}
	if n == declares {
		return namesModule(src[end:])
	}
	return !n.Part || i > 0 && resolver.Opens(src[i-1]) && end < len(src) && resolver.Closes(src[end])
}

// declares is the keyword of `declare module`, which changes what specifiers mean in all files.
var declares = resolver.Needle{Text: "module"}

// namesModule tells whether a name in quotes may follow the keyword.
func namesModule(rest []byte) bool {
	rest = bytes.TrimLeft(rest, " \t\r\n\v\f")
	return len(rest) > 0 && (bytes.IndexByte([]byte("\"'`/"), rest[0]) >= 0 || rest[0] >= 0x80)
}

// escaped tells whether an escape may stand for a byte of a text.
func (f *finder) escaped(src []byte) bool {
	for i := 0; ; i += 2 {
		next := bytes.IndexByte(src[min(i, len(src)):], '\\')
		if next < 0 || i+next+1 >= len(src) {
			return false
		}
		i += next
		switch c := src[i+1]; {
		case c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f' || c == 'v':
		case c == 'x' || c == 'u' || c == '\n' || c == '\r' || c >= '0' && c <= '7' || c >= 0x80 || !f.exact:
			return true
		case i > 0 && wordByte(c) && wordByte(src[i-1]):
			return true
		}
	}
}
