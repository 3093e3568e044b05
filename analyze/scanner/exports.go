package scanner

// exportDeclaration reads the export declaration whose keyword is src[i:end]; it returns where the
// main loop carries on.
func (s *scanner) exportDeclaration(i, end int) int {
	sc := s.scope()
	t := s.next(end)
	typeOnly := false
	if s.is(t, "type") {
		if after := s.next(t.end); s.is(after, "{") || s.is(after, "*") {
			t, typeOnly = after, true
		}
	}
	if !s.nested() && !s.is(t, "as") {
		s.m.IsModule = true
	}
	switch {
	case s.is(t, "*"):
		sc.explicit = true
		return s.exportStar(i, end, t, typeOnly)
	case s.is(t, "{"):
		sc.explicit = true
		return s.exportList(i, end, t, typeOnly)
	case s.is(t, "default"):
		return s.exportDefault(t)
	case s.is(t, "="):
		sc.explicit, sc.value = true, true
		s.exportExpression("export=", t)
		return t.end
	case s.is(t, "as"): // `export as namespace X` names a global
		return t.end
	case s.is(t, "@"):
		sc.decorated, sc.pending = true, modifiers{start: i, export: true}
		return t.start
	case s.is(t, "import"):
		name := s.next(t.end)
		after := s.next(name.end)
		typeOnly := false
		if s.is(name, "type") && s.identifier(after) {
			name, typeOnly = after, true
			after = s.next(name.end)
		}
		if s.identifier(name) && s.is(after, "=") {
			return s.importEquals(i, name, after.end, typeOnly, true)
		}
		return s.broken(i, end)
	}
	if at := s.declaration(t.start, modifiers{start: i, export: true}); at > 0 {
		return at
	}
	return s.broken(i, end)
}

func (s *scanner) exportStar(i, end int, star token, typeOnly bool) int {
	ref := Ref{Kind: KindExportStar, TypeOnly: typeOnly}
	t := s.next(star.end)
	var name token
	if s.is(t, "as") {
		name = s.next(t.end)
		ref.Kind = KindExportNamespace
		ref.Names = []Name{{"*", s.name(name), typeOnly, Span{int32(star.start), int32(name.end)}, star.span()}}
		t = s.next(name.end)
	}
	spec := s.next(t.end)
	if !s.is(t, "from") || spec.kind != stringToken {
		return s.broken(i, end)
	}
	behind := s.finishStatement(ref, i, spec)
	if ref.Kind == KindExportNamespace {
		s.addExport(Export{Name: ref.Names[0].Local, TypeOnly: typeOnly, Ref: len(s.m.Refs) - 1, Imported: "*", NameSpan: name.span()})
	}
	return behind
}

func (s *scanner) exportList(i, end int, open token, typeOnly bool) int {
	ref := Ref{Kind: KindExport, TypeOnly: typeOnly, Names: s.names[:0]}
	t, ok := s.specifiers(open, &ref)
	if !ok {
		return s.broken(i, end)
	}
	behind, index := int(ref.Braces.End), -1
	s.moduleEnd = behind
	if s.is(t, "from") {
		spec := s.next(t.end)
		if spec.kind != stringToken {
			return s.broken(i, end)
		}
		behind = s.finishStatement(ref, i, spec)
		index = len(s.m.Refs) - 1
	}
	for _, n := range ref.Names {
		e := Export{Name: n.Local, TypeOnly: n.TypeOnly, Ref: index, NameSpan: s.lastToken(n.Elem)}
		if index >= 0 {
			e.Imported = n.Imported
		} else {
			e.Local = n.Imported
		}
		s.addExport(e)
	}
	return behind
}

// lastToken returns the span of the last word or string of an element.
func (s *scanner) lastToken(elem Span) Span {
	last := elem
	for at := int(elem.Start); at < int(elem.End); {
		t := s.next(at)
		last, at = t.span(), t.end
	}
	return last
}

func (s *scanner) exportDefault(keyword token) int {
	sc := s.scope()
	sc.value = true
	t := s.next(keyword.end)
	if s.is(t, "@") {
		sc.decorated, sc.pending = true, modifiers{start: t.start, export: true, keyword: keyword}
		return t.start
	}
	if at := s.declaration(t.start, modifiers{start: t.start, export: true, keyword: keyword}); at > 0 {
		return at
	}
	sc.explicit = true
	s.exportExpression("default", keyword)
	return keyword.end
}

// exportExpression records `export default expression` and `export = expression`. One that is just
// a name exports what that name stands for.
func (s *scanner) exportExpression(name string, keyword token) {
	e := Export{Name: name, Nature: Value, Ref: -1, NameSpan: keyword.span()}
	if t := s.next(keyword.end); s.identifier(t) && s.endsExpression(t) {
		e.Local, e.Nature = s.name(t), 0
	}
	s.addExport(e)
}

// endsExpression tells whether the statement ends with the name t.
func (s *scanner) endsExpression(t token) bool {
	after := s.next(t.end)
	switch {
	case after.kind == endToken || s.is(after, ";") || s.is(after, "}"):
		return true
	case !after.newline || s.is(after, "?."):
		return false
	case after.kind == wordToken:
		return s.is(after, "of") || s.is(after, "is") || s.is(after, "from") || s.is(after, "as") ||
			s.is(after, "satisfies") || !infix(s.src[after.start:after.end])
	case after.kind == stringToken:
		return s.src[after.start] != '`'
	}
	switch s.src[after.start] {
	case '@', '}', '{', '~', '#':
		return true
	case '!':
		return after.end >= len(s.src) || s.src[after.end] != '='
	case '+', '-':
		return after.end < len(s.src) && s.src[after.end] == s.src[after.start]
	}
	return false
}

func (s *scanner) addExport(e Export) { s.exports = append(s.exports, e) }
