package diff

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// context is how many lines that stay surround a change.
const context = 3

// change replaces old[a:b] by new[c:d].
type change struct{ a, b, c, d int }

// changesOf lists what lies between the pairs.
func changesOf(old, new int, pairs []pair) []change {
	var out []change
	a, c := 0, 0
	for _, p := range append(slices.Clip(pairs), pair{old, new}) {
		if a < p.old || c < p.new {
			out = append(out, change{a, p.old, c, p.new})
		}
		a, c = p.old+1, p.new+1
	}
	return out
}

// settle slides each pure insertion or deletion down as far as the lines around it are the same,
// which is where git and its users expect it (`}` before the block, not behind it).
func settle(old, new []string, list []change) []change {
	for i := range list {
		h := &list[i]
		limit := len(old)
		if i+1 < len(list) {
			limit = list[i+1].a - 1 // one line must stay between two changes
		}
		switch {
		case h.a == h.b:
			for h.b < limit && new[h.c] == old[h.b] {
				h.a, h.b, h.c, h.d = h.a+1, h.b+1, h.c+1, h.d+1
			}
		case h.c == h.d:
			for h.b < limit && old[h.a] == old[h.b] {
				h.a, h.b, h.c, h.d = h.a+1, h.b+1, h.c+1, h.d+1
			}
		}
	}
	return list
}

func writeHunks(out *bytes.Buffer, old, new []string, pairs []pair) {
	list := settle(old, new, changesOf(len(old), len(new), pairs))
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].a-list[n-1].b <= 2*context {
			n++
		}
		writeHunk(out, old, new, list[:n])
		list = list[n:]
	}
}

func writeHunk(out *bytes.Buffer, old, new []string, list []change) {
	first, last := list[0], list[len(list)-1]
	before := min(context, first.a)
	after := min(context, len(old)-last.b)
	fmt.Fprintf(out, "@@ -%s +%s @@%s\n", extent(first.a-before, last.b+after),
		extent(first.c-before, last.d+after), heading(old[:first.a-before]))
	at := first.a - before
	for _, h := range list {
		writeLines(out, ' ', old[at:h.a])
		writeLines(out, '-', old[h.a:h.b])
		writeLines(out, '+', new[h.c:h.d])
		at = h.b
	}
	writeLines(out, ' ', old[at:last.b+after])
}

// extent writes the range from..to (from 0, half open) as a hunk header does: the first line from
// 1, or the line before an empty range.
func extent(from, to int) string {
	switch to - from {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func writeLines(out *bytes.Buffer, mark byte, lines []string) {
	for _, line := range lines {
		out.WriteByte(mark)
		out.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// heading is what git shows behind a hunk's range: the nearest line above that begins with a
// letter, `_` or `$`, cut to 80 bytes.
func heading(above []string) string {
	for i := len(above) - 1; i >= 0; i-- {
		if !startsName(above[i]) {
			continue
		}
		line := above[i]
		if len(line) > 80 {
			line = strings.ToValidUTF8(line[:80], "")
		}
		return " " + strings.TrimRight(line, " \t\r\n\v\f")
	}
	return ""
}

func startsName(line string) bool {
	if line == "" {
		return false
	}
	c := line[0]
	return c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
