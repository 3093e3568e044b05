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

// number fills in lines and columns: one walk over the text for each list, all of them sorted.
func number(m *Module, src []byte) {
	l := lines{src: src}
	for i := range m.Refs {
		m.Refs[i].Line, m.Refs[i].Column = l.at(m.Refs[i].Spec.Start)
	}
	for i := range m.Refs {
		for k := range m.Refs[i].Body {
			e := &m.Refs[i].Body[k]
			e.Line, _ = l.at(e.NameSpan.Start)
		}
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

// lines turns offsets into lines and columns; fast for offsets that ascend.
type lines struct {
	src   []byte
	pos   int // what is known is the place of this offset
	line  int // lines before it
	start int // where its line starts
}

func (l *lines) at(offset int32) (line, column int32) {
	to := min(int(offset), len(l.src))
	if to < l.pos {
		*l = lines{src: l.src}
	}
	if n := bytes.Count(l.src[l.pos:to], []byte{'\n'}); n > 0 {
		l.line += n
		l.start = l.pos + bytes.LastIndexByte(l.src[l.pos:to], '\n') + 1
	}
	l.pos = to
	return int32(l.line + 1), int32(to - l.start + 1)
}
