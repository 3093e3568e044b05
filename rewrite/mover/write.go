package mover

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rewrite/form"
)

// write puts the targets together, and what stays of the sources.
func (m *mover) write() {
	for _, t := range m.targets {
		lists := m.writePieces(t)
		if len(m.errs) > 0 {
			return
		}
		if t.exists {
			m.extend(t, lists)
		} else {
			m.create(t, lists)
		}
		for _, r := range t.renames {
			m.result.Renames = append(m.result.Renames, *r)
		}
	}
	for _, s := range m.order {
		m.leave(s)
	}
	for _, s := range m.order {
		for _, u := range s.units {
			m.noteMoved(u)
		}
	}
}

// noteMoved tells where each declaration of a unit is found.
func (m *mover) noteMoved(u *unit) {
	if u.to == nil {
		return
	}
	to := u.stands().to
	for _, n := range u.names {
		m.result.Moved[Decl{u.src.path, n}] = Decl{to.path, to.locals[u.stands()][n]}
	}
	if u.why != "" {
		m.reason(to.path, fmt.Sprintf("%s of %s comes along: %s", u.label(), u.src.path, u.why))
	}
}

// create writes a file that did not exist: the head of its first source, imports, code.
func (m *mover) create(t *target, lists []listed) {
	first := t.sources()[0]
	style := form.StyleOf(first.src, first.file.Module)
	var b strings.Builder
	head := strings.TrimRight(first.preamble(), " \t\r\n")
	imports := importBlock(style, t.needs)
	switch {
	case head != "" && first.items[first.firstItem()].Kind == scope.Import:
		b.WriteString(first.preamble())
	case head != "":
		b.WriteString(head + style.EOL + style.EOL)
	}
	if len(imports) > 0 {
		b.WriteString(strings.Join(imports, style.EOL) + style.EOL + style.EOL)
	}
	b.WriteString(t.body(style.EOL, t.sources(), head))
	b.WriteString(listText(style, lists, b.Len() > 0))
	m.result.Files[t.path] = asModule(t.path, style, []byte(b.String()))
}

// asModule keeps a file a module that has lost its last import and export, or never had one: a script's
// names are everybody's.
func asModule(path string, style form.Style, text []byte) []byte {
	if scanner.ScanFile(path, text).IsModule || !typed(path) {
		return text
	}
	return append(text, form.Joint(text, style.EOL)+"export {}"+style.Semicolon+style.EOL...)
}

// preamble is what belongs to the file and not to its code: licence, pragmas, directives.
func (s *source) preamble() string {
	if i := s.firstItem(); i < len(s.items) {
		return string(s.src[:s.items[i].Span.Start])
	}
	return string(s.src)
}

// firstItem is the index of the first item that is no directive.
func (s *source) firstItem() int {
	for i := range s.items {
		if s.items[i].Kind != scope.Directive {
			return i
		}
	}
	return len(s.items)
}

// comments is a head without its directives: what is copied when several files with directives meet.
func (s *source) comments() string {
	out, at := "", 0
	for i := range s.items {
		if s.items[i].Kind != scope.Directive {
			break
		}
		out += string(s.src[at:s.items[i].Stmt.Start])
		at = int(s.items[i].Stmt.End)
	}
	head := s.preamble()
	return strings.TrimSpace(strings.TrimPrefix(out+head[at:], "\ufeff"))
}

// body writes the pieces of some sources, blank lines and loose comments between them as they were.
func (t *target) body(eol string, sources []*source, head string) string {
	var b strings.Builder
	for _, s := range sources {
		if c := s.comments(); c != "" && !(head != "" && s == sources[0]) && !strings.Contains(head, c) && t.emptied(s) {
			separate(&b, eol)
			b.WriteString(c + eol)
		}
		last := -1
		for _, p := range t.pieces {
			if p.unit.src != s {
				continue
			}
			if last >= 0 && p.item == last+1 {
				b.WriteString(s.gap(p.item))
			} else {
				separate(&b, eol)
			}
			if loose := s.loose(p.item); loose != "" && (last < 0 || p.item != last+1) && t.emptied(s) {
				b.WriteString(loose + eol + eol)
			}
			b.WriteString(strings.TrimLeft(p.text, "\r\n"))
			if !strings.HasSuffix(p.text, "\n") && !sameLine(s, p.item, p.item+1) {
				b.WriteString(eol)
			}
			last = p.item
		}
	}
	return b.String()
}

// separate puts one blank line between what is there and what comes.
func separate(b *strings.Builder, eol string) {
	if b.Len() > 0 && !strings.HasSuffix(b.String(), eol+eol) {
		b.WriteString(eol)
	}
}

// gap is what stands between an item and the one before it.
func (s *source) gap(i int) string {
	if i == 0 {
		return ""
	}
	return string(s.src[s.items[i-1].Span.End:s.items[i].Span.Start])
}

// sameLine tells whether two neighbouring items share a line, so that one does not end it.
func sameLine(s *source, a, b int) bool {
	return b < len(s.items) && !strings.Contains(string(s.src[s.items[a].Stmt.End:s.items[b].Stmt.Start]), "\n")
}

// loose is the comment that stands before an item without belonging to it, behind an import or the like.
func (s *source) loose(i int) string {
	if i == 0 {
		return ""
	}
	switch s.items[i-1].Kind {
	case scope.Import, scope.ExportList:
		return strings.TrimSpace(s.gap(i))
	}
	return ""
}

// emptied tells whether nothing of a source stays in it.
func (t *target) emptied(s *source) bool {
	return !slices.ContainsFunc(s.units, func(u *unit) bool { return u.to == nil })
}

// listText writes the export lists that the target needs beside inline exports.
func listText(style form.Style, lists []listed, blank bool) string {
	var values, types []string
	for _, l := range lists {
		text := form.Named{Imported: l.local, Local: l.public}.Text()
		if l.typeOnly {
			types = append(types, text)
		} else {
			values = append(values, text)
		}
	}
	out := ""
	for _, x := range []struct {
		head  string
		elems []string
	}{{"export", values}, {"export type", types}} {
		if len(x.elems) == 0 {
			continue
		}
		if out == "" && blank {
			out = style.EOL
		}
		out += style.List(x.head, x.elems) + style.EOL
	}
	return out
}

// extend writes into a file that exists: its own text stays, but for imports of what it holds itself now.
func (m *mover) extend(t *target, lists []listed) {
	src, style := t.self.src, form.StyleOf(t.self.src, t.module)
	edits, rest := t.statements(style)
	for _, u := range t.self.units {
		if x := t.united[u]; x != nil {
			edits = append(edits, m.unitedEdits(t, x)...)
		}
	}
	lines := importBlock(style, rest)
	at := t.importEnd()
	before := t.body(style.EOL, t.first, string(src))
	behind := t.body(style.EOL, slices.DeleteFunc(t.sources(), func(s *source) bool { return slices.Contains(t.first, s) }), string(src)+before)
	if len(lines) > 0 {
		edits = append(edits, form.Edit{at, at, startLine(src, at, style.EOL) + strings.Join(lines, style.EOL) + style.EOL})
	}
	if before != "" {
		edits = append(edits, form.Edit{at, at, style.EOL + before})
	}
	if tail := behind + listText(style, lists, behind != ""); tail != "" {
		joint := ""
		if len(src) > 0 {
			joint = form.Joint(src, style.EOL)
		}
		edits = append(edits, form.Edit{len(src), len(src), joint + tail})
	}
	out, err := form.Apply(src, edits)
	if err != nil {
		m.fail(t.rule.Pos, "", fmt.Sprintf("%s: %v", t.path, err))
		return
	}
	m.result.Files[t.path] = out
}

// startLine is a line end when the offset is not at the start of a line.
func startLine(src []byte, at int, eol string) string {
	if at > 0 && src[at-1] != '\n' {
		return eol
	}
	return ""
}
