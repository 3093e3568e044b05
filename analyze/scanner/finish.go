package scanner

import (
	"bytes"
	"cmp"
	"slices"
)

// finish puts a module's lists into the order of the text and fills in lines and columns.
func finish(m *Module, src []byte) {
	order := refOrder(m.Refs)
	for i := range m.Exports {
		if e := &m.Exports[i]; e.Ref >= 0 && order != nil {
			e.Ref = order[e.Ref]
		}
	}
	for i := range m.Refs {
		for k := range m.Refs[i].Body {
			if e := &m.Refs[i].Body[k]; e.Ref >= 0 && order != nil {
				e.Ref = order[e.Ref]
			}
		}
	}
	bySpan := func(a, b Diag) int { return cmp.Compare(a.Offset, b.Offset) }
	slices.SortStableFunc(m.Dynamic, bySpan)
	slices.SortStableFunc(m.Diags, bySpan)
	slices.SortStableFunc(m.Decls, func(a, b Decl) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	number(m, src)
}

// refOrder sorts references by their specifiers' offsets. It returns the new index of each, nil when
// nothing moved.
func refOrder(refs []Ref) []int {
	less := func(a, b Ref) int { return cmp.Compare(a.Spec.Start, b.Spec.Start) }
	if slices.IsSortedFunc(refs, less) {
		return nil
	}
	from := make([]int, len(refs))
	for i := range from {
		from[i] = i
	}
	slices.SortStableFunc(from, func(a, b int) int { return less(refs[a], refs[b]) })
	order, sorted := make([]int, len(refs)), make([]Ref, len(refs))
	for to, i := range from {
		order[i], sorted[to] = to, refs[i]
	}
	copy(refs, sorted)
	return order
}

// bodies lists what the module declarations export, in the order of the text: they may lie within each other.
func bodies(m *Module) (list []*Export) {
	for i := range m.Refs {
		for k := range m.Refs[i].Body {
			list = append(list, &m.Refs[i].Body[k])
		}
	}
	slices.SortFunc(list, func(a, b *Export) int { return cmp.Compare(a.NameSpan.Start, b.NameSpan.Start) })
	return list
}

// number fills in lines and columns: one walk over the text for each list, all of them sorted.
func number(m *Module, src []byte) {
	l := lines{src: src, plain: bytes.IndexByte(src, '\r') < 0 && breakRune(src) < 0}
	for i := range m.Refs {
		m.Refs[i].Line, m.Refs[i].Column = l.at(m.Refs[i].Spec.Start)
	}
	for _, e := range bodies(m) {
		e.Line, _ = l.at(e.NameSpan.Start)
	}
	for i := range m.Exports {
		m.Exports[i].Line, _ = l.at(m.Exports[i].NameSpan.Start)
	}
	for i := range m.Decls {
		m.Decls[i].Line, _ = l.at(m.Decls[i].Span.Start)
	}
	for _, list := range [][]Diag{m.Dynamic, m.Diags} {
		for i := range list {
			list[i].Line, list[i].Column = l.at(list[i].Offset)
		}
	}
}

// lines turns offsets into lines and columns; fast for offsets that ascend. A line ends where it does
// for TypeScript: with `\n`, `\r\n`, `\r`, U+2028 or U+2029.
type lines struct {
	src   []byte
	plain bool // the text has no line terminator but `\n`
	pos   int  // what is known is the place of this offset
	line  int  // lines before it
	start int  // where its line starts
}

func (l *lines) at(offset int32) (line, column int32) {
	to := min(int(offset), len(l.src))
	if to < l.pos {
		*l = lines{src: l.src, plain: l.plain}
	}
	if !l.plain {
		l.walk(to)
	} else if n := bytes.Count(l.src[l.pos:to], []byte{'\n'}); n > 0 {
		l.line += n
		l.start = l.pos + bytes.LastIndexByte(l.src[l.pos:to], '\n') + 1
	}
	l.pos = to
	return int32(l.line + 1), int32(to - l.start + 1)
}

// walk goes on to an offset line by line.
func (l *lines) walk(to int) {
	for l.pos < to {
		n := lineCommentEnd(l.src[:to], l.pos)
		if n == to {
			return
		}
		switch {
		case l.src[n] == '\n':
			n++
		case l.src[n] != '\r':
			n += len("\u2028")
		case n+1 < len(l.src) && l.src[n+1] == '\n':
			n += 2
		default:
			n++
		}
		if n > to {
			return // between `\r` and `\n`
		}
		l.pos, l.start = n, n
		l.line++
	}
}
