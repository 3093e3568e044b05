package scanner

import "bytes"

// jsdoc finds the references in the doc comment src[i:end]: `{import('./a').T}` in the type of a
// tag, and `@import`.
func (s *scanner) jsdoc(i, end int) {
	if !bytes.Contains(s.src[i:end], []byte("import")) || s.lang == JS && s.unattached(i, end) {
		return
	}
	d := doc{scanner: &scanner{room: s.room, m: &Module{}, src: unstarred(s.src[i : end-2]), lang: DTS, budget: 8 * (end - i)}, base: int32(i)}
	d.tags()
	for _, ref := range d.m.Refs {
		d.shift(&ref)
		ref.Nested = s.nested()
		s.m.Refs = append(s.m.Refs, ref)
	}
}

// unattached tells whether TypeScript hangs the doc comment src[i:end] on no node: it stands before
// an object, an array or a string, or before a statement on the line of the token before.
func (s *scanner) unattached(i, end int) bool {
	p, next := s.before(i), skipSpace(s.src, end)
	if p <= s.start || next >= len(s.src) {
		return false
	}
	if contains("{;}", s.src[p-1]) {
		return s.src[next] != '(' && !lineBreak(s.src[p:i])
	}
	return contains("(,[=:?", s.src[p-1]) && contains("{['\"", s.src[next])
}

// doc scans the text of one doc comment, in which the stars at the line starts are blanked.
type doc struct {
	*scanner
	base int32
}

// unstarred copies a doc comment with its `/**` and the star of each line made white space.
func unstarred(text []byte) []byte {
	text = append([]byte(nil), text...)
	copy(text, "   ")
	start := true
	for i := 3; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			start = true
		case c == '*' && start:
			text[i], start = ' ', false
		case c != ' ' && c != '\t' && c != '\r':
			start = false
		}
	}
	return text
}

// tags walks over the tags. A tag starts with an `@` behind white space, outside of backticks.
func (d doc) tags() {
	ticked := false
	for i := 0; i < len(d.src); i++ {
		switch c := d.src[i]; {
		case c == '\n':
			ticked = false
		case c == '`':
			ticked = !ticked
		case c == '@' && !ticked && i > 0 && space(d.src, i-1) > 0:
			i = d.tag(i+1) - 1
		}
	}
}

// tag reads the tag whose name starts at i and returns where to go on.
func (d doc) tag(i int) int {
	end := identifierEnd(d.src, i)
	switch string(d.src[i:end]) {
	case "import":
		return max(end, d.importTag(end))
	case "param", "arg", "argument", "property", "prop":
		t := d.next(end)
		if !d.is(t, "{") {
			t = d.next(d.parameterName(t))
		}
		return max(end, d.typed(t))
	case "type":
		t := d.next(end)
		if !d.is(t, "{") { // the only tag that may leave the braces out
			return max(end, d.importTypes(t.start, lineCommentEnd(d.src, t.start)))
		}
		return max(end, d.typed(t))
	case "typedef", "return", "returns", "this", "enum", "satisfies", "throws", "exception", "template", "callback":
		return max(end, d.typed(d.next(end)))
	}
	return end
}

// parameterName returns the end of the `name` or `[name = default]` that starts with t.
func (d doc) parameterName(t token) int {
	if d.is(t, "[") {
		return max(t.end, d.balanced(t.start))
	}
	end := t.end
	for d.is(d.next(end), ".") {
		end = d.next(d.next(end).end).end
	}
	return end
}

// typed finds the import types between the braces that start with t.
func (d doc) typed(t token) int {
	if !d.is(t, "{") {
		return 0
	}
	end := d.balanced(t.start)
	if end == 0 {
		return 0
	}
	return d.importTypes(t.end, end)
}

// importTypes records the import types in src[at:end].
func (d doc) importTypes(at, end int) int {
	for at < end {
		t := d.next(at)
		if t.kind == endToken {
			break
		}
		at = t.end
		if d.is(t, "import") {
			at = d.importType(t)
		}
	}
	return end
}

// importType records `import('x').T`, whose keyword is t.
func (d doc) importType(t token) int {
	open := d.next(t.end)
	spec := d.next(open.end)
	if !d.is(open, "(") || spec.kind != stringToken {
		return t.end
	}
	end := d.balanced(open.start)
	if end == 0 {
		return t.end
	}
	ref := Ref{Kind: KindImportType, TypeOnly: true, JSDoc: true}
	d.qualifier(&ref, end)
	d.addRef(ref, t.start, end, spec)
	return spec.end
}

// importTag records `@import { T } from 'x'`, from behind its name.
func (d doc) importTag(i int) int {
	d.scopes = append(d.scopes[:0], scope{})
	before := len(d.m.Refs)
	end := d.importDeclaration(i-len("import"), i)
	if len(d.m.Refs) == before {
		return i
	}
	ref := &d.m.Refs[before]
	ref.Kind, ref.TypeOnly, ref.JSDoc = KindImportType, true, true
	for k := range ref.Names {
		ref.Names[k].TypeOnly = true
	}
	return end
}

// shift moves a reference from the comment's text to the file's.
func (d doc) shift(ref *Ref) {
	for _, span := range []*Span{&ref.Spec, &ref.Stmt, &ref.Braces} {
		d.move(span)
	}
	for i := range ref.Names {
		d.move(&ref.Names[i].Elem)
		d.move(&ref.Names[i].NameSpan)
	}
}

func (d doc) move(span *Span) {
	if span.End > 0 {
		span.Start += d.base
		span.End += d.base
	}
}
