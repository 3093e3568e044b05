package mover

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rewrite/form"
)

// unitedEdits changes the base's text: preferred members stand in, the others' own stand behind.
func (m *mover) unitedEdits(t *target, u *united) []form.Edit {
	base := u.base.members()
	var edits []form.Edit
	for i, p := range u.replaced {
		edits = append(edits, form.Edit{int(base[i].Decl.Start), int(base[i].Decl.End), m.partText(t, p, p.member.Decl)})
	}
	if len(u.extra) == 0 {
		return edits
	}
	eol := "\n"
	if e := u.base.src.file.Module.LineEnd; e != "" {
		eol = e
	}
	end := u.bodyEnd()
	var b strings.Builder
	if len(base) > 0 && u.base.only().Class == nil && !strings.Contains(string(u.base.src.src[base[len(base)-1].Decl.End:end]), ",") {
		last := int(base[len(base)-1].Decl.End)
		edits = append(edits, form.Edit{last, last, ","})
	}
	for _, p := range u.extra {
		text := strings.TrimRight(strings.TrimLeft(m.partText(t, p, p.member.Span), "\r\n"), " \t\r\n")
		if !startsLine(p) {
			text = u.indent() + strings.TrimSpace(text)
		}
		if u.base.only().Class == nil && !strings.HasSuffix(text, ",") {
			text += ","
		}
		b.WriteString(eol + text)
		if u.base.only().Class != nil {
			b.WriteString(eol)
		}
	}
	start := end
	for start > 0 && strings.ContainsRune(" \t\r\n", rune(u.base.src.src[start-1])) {
		start--
	}
	text := b.String()
	if !strings.HasSuffix(text, eol) {
		text += eol
	}
	lead := ""
	if u.base.only().Class != nil {
		lead = eol
	}
	return append(edits, form.Edit{start, end, lead + text + form.IndentBefore(u.base.src.src, scanner.Span{Start: int32(end), End: int32(end)})})
}

// startsLine tells whether a member stands on lines of its own, with their indentation.
func startsLine(p part) bool {
	before := p.unit.src.src[:p.member.Span.Start]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return len(bytes.TrimSpace(line)) == 0 && bytes.IndexByte(before, '\n') >= 0 && p.unit.src.src[p.member.Span.Start] != '{'
}

// indent is how the base indents its members.
func (u *united) indent() string {
	for _, x := range u.base.members() {
		if in := form.IndentBefore(u.base.src.src, x.Decl); in != "" {
			return in
		}
	}
	return "  "
}

// outside drops the edits that lie within members that others stand in for.
func (u *united) outside(edits []form.Edit) []form.Edit {
	return slices.DeleteFunc(edits, func(e form.Edit) bool {
		for i := range u.replaced {
			if d := u.base.members()[i].Decl; e.Start >= int(d.Start) && e.End <= int(d.End) {
				return true
			}
		}
		return false
	})
}

// bodyEnd is the offset of the brace that closes the members.
func (u *united) bodyEnd() int {
	it := u.base.only()
	if it.Class != nil {
		return int(it.Class.Body.End) - 1
	}
	end := int(it.Declares[0].Init.End)
	return strings.LastIndexByte(string(u.base.src.src[:end]), '}')
}

// partText is the text of a member, renamed for the target.
func (m *mover) partText(t *target, p part, span scanner.Span) string {
	it := p.unit.only()
	var edits []form.Edit
	for _, e := range m.renames(t, p.unit.src, it) {
		if e.Start >= int(span.Start) && e.End <= int(span.End) {
			edits = append(edits, form.Edit{e.Start - int(span.Start), e.End - int(span.Start), e.New})
		}
	}
	text, err := form.Apply(p.unit.src.src[span.Start:span.End], dedupe(edits))
	if err != nil {
		m.fail(t.rule.Pos, "", fmt.Sprintf("%s: %v", p.unit.src.place(span.Start), err))
	}
	return string(text)
}

// where a use of the united declaration comes from.
type origin struct {
	src *source
	use scope.Use
}

// expected lists the uses of an item as they stand in the target, in the order of its text.
func (t *target) expected(u *unit, i int) []origin {
	it := &u.src.items[i]
	x := t.united[u]
	var list, behind []origin
	if x == nil {
		for _, use := range it.Uses {
			list = append(list, origin{u.src, use})
		}
		return list
	}
	done := map[int]bool{}
	for _, use := range it.Uses {
		k := slices.IndexFunc(u.members(), func(mb scope.Member) bool {
			return use.Span.Start >= mb.Decl.Start && use.Span.End <= mb.Decl.End
		})
		p, replaced := x.replaced[k]
		switch {
		case replaced && done[k]:
		case replaced:
			done[k] = true
			list = append(list, p.origins()...)
		case int(use.Span.Start) > x.bodyEnd():
			behind = append(behind, origin{u.src, use})
		default:
			list = append(list, origin{u.src, use})
		}
	}
	for _, p := range x.extra {
		list = append(list, p.origins()...)
	}
	return append(list, behind...)
}

func (p part) origins() []origin {
	var list []origin
	for _, use := range p.uses() {
		list = append(list, origin{p.unit.src, use})
	}
	return list
}
