package scanner

// importDeclaration reads the import declaration whose keyword is src[i:end]. It returns where the
// main loop carries on: behind the declaration, or behind the keyword when it was none.
func (s *scanner) importDeclaration(i, end int) int {
	t := s.next(end)
	switch {
	case s.is(t, "("):
		return end
	case s.is(t, "."):
		s.meta(end)
		return end
	case t.kind == stringToken && s.src[t.start] != '`':
		return s.finishStatement(Ref{Kind: KindSideEffect}, i, t)
	}
	ref := Ref{Kind: KindImport, Names: s.names[:0]}
	t = s.importModifier(t, &ref)
	if s.identifier(t) {
		local := s.name(t)
		after := s.next(t.end)
		if s.is(after, "=") {
			return s.importEquals(i, t, after.end, ref.TypeOnly, false)
		}
		ref.Names = append(ref.Names, Name{"default", local, ref.TypeOnly, t.span(), t.span()})
		if t = after; s.is(t, ",") {
			t = s.next(t.end)
		}
	}
	switch {
	case s.is(t, "*"):
		as := s.next(t.end)
		local := s.next(as.end)
		if !s.is(as, "as") || local.kind != wordToken {
			return s.broken(i, end)
		}
		ref.Names = append(ref.Names, Name{"*", s.name(local), ref.TypeOnly, Span{int32(t.start), int32(local.end)}, t.span()})
		t = s.next(local.end)
	case s.is(t, "{"):
		var ok bool
		if t, ok = s.specifiers(t, &ref); !ok {
			return s.broken(i, end)
		}
	}
	if !s.is(t, "from") {
		return s.broken(i, end)
	}
	if t = s.next(t.end); t.kind != stringToken {
		s.m.IsModule = s.m.IsModule || s.topLevel() // a fault to TypeScript's checker, not to its parser
		return s.broken(i, end)
	}
	return s.finishStatement(ref, i, t)
}

// importModifier passes over `type`, `defer` and `source` where they are no names, and returns the token behind.
func (s *scanner) importModifier(t token, ref *Ref) token {
	after := s.next(t.end)
	switch {
	case s.is(t, "type"), s.is(t, "source"), s.is(t, "defer"):
		if s.is(after, "from") {
			// `import type from 'x'` imports a default called type; `import type from from 'x'` a type called from.
			if then := s.next(after.end); !s.is(then, "from") && !s.is(then, "=") {
				return t
			}
		} else if !s.identifier(after) && !s.is(after, "{") && !s.is(after, "*") {
			return t
		}
		ref.TypeOnly = s.is(t, "type")
		return after
	}
	return t
}

// importEquals reads `import name = …` from behind the equals sign.
func (s *scanner) importEquals(start int, name token, i int, typeOnly, exported bool) int {
	t := s.next(i)
	if open := s.next(t.end); s.is(t, "require") && s.is(open, "(") {
		return s.importRequire(start, name, open, typeOnly, exported)
	}
	s.declare(name, Value|Type, exported).private = true
	if exported {
		s.scope().value = true
	}
	return i
}

// importRequire reads `import name = require('x')` from its parenthesis.
func (s *scanner) importRequire(start int, name, open token, typeOnly, exported bool) int {
	if s.topLevel() {
		s.m.IsModule = true
	}
	spec := s.next(open.end)
	closing := s.next(spec.end)
	if spec.kind != stringToken || !s.is(closing, ")") {
		return open.end // a fault to TypeScript's checker, not to its parser
	}
	ref := Ref{Kind: KindImportEquals, TypeOnly: typeOnly, Bound: s.name(name)}
	ref.Names = []Name{{"*", ref.Bound, typeOnly, name.span(), name.span()}}
	end := s.semicolon(closing.end)
	s.moduleEnd = end
	s.addRef(ref, start, end, spec)
	if exported {
		s.addExport(Export{Name: ref.Bound, Local: ref.Bound, TypeOnly: typeOnly, Ref: -1, NameSpan: name.span()})
	}
	return end
}

// specifiers reads `{ a, type b as c, "d" as e }` from its brace, and returns the token behind.
func (s *scanner) specifiers(brace token, ref *Ref) (token, bool) {
	t := s.next(brace.end)
	for {
		switch {
		case s.is(t, "}"):
			ref.Braces = Span{int32(brace.start), int32(t.end)}
			return s.next(t.end), true
		case s.is(t, ","):
			t = s.next(t.end)
			continue
		}
		var words [4]token
		n := 0
		for ; n < 4 && (t.kind == wordToken || t.kind == stringToken); n++ {
			words[n] = t
			t = s.next(t.end)
		}
		if n == 0 || !s.is(t, ",") && !s.is(t, "}") {
			return t, false
		}
		ref.Names = append(ref.Names, s.specifier(words[:n], ref))
	}
}

// specifier tells by their number what the words of one element mean. `type` is a modifier in
// `type a` and `type a as b`, and a name in `type` and `type as b` (TypeScript's parseImportOrExportSpecifier).
func (s *scanner) specifier(words []token, ref *Ref) Name {
	elem := Span{int32(words[0].start), int32(words[len(words)-1].end)}
	typeOnly := ref.TypeOnly
	if len(words)%2 == 0 {
		typeOnly = true
		words = words[1:]
	}
	imported := s.name(words[0])
	local := imported
	if len(words) > 1 {
		local = s.name(words[2])
	}
	return Name{imported, local, typeOnly, elem, words[0].span()}
}

// finishStatement reads what follows the specifier of an import or export declaration and records it.
func (s *scanner) finishStatement(ref Ref, start int, spec token) int {
	if s.topLevel() {
		s.m.IsModule = true
	}
	end := spec.end
	if t := s.next(end); s.is(t, "with") || s.is(t, "assert") && !t.newline {
		if open := s.next(t.end); s.is(open, "{") {
			if behind := s.balanced(open.start); behind > 0 {
				ref.Attributes, end = true, behind
			}
		}
	}
	end = s.semicolon(end)
	s.addRef(ref, start, end, spec)
	s.moduleEnd = end
	return end
}

// semicolon returns the end of a statement whose last token ends at i.
func (s *scanner) semicolon(i int) int {
	if t := s.next(i); s.is(t, ";") {
		return t.end
	}
	return i
}

// addRef records a reference and returns its index.
func (s *scanner) addRef(ref Ref, start, end int, spec token) int {
	ref.Specifier = s.name(spec)
	ref.Spec = spec.inner()
	ref.Stmt = Span{int32(start), int32(end)}
	ref.Nested = s.nested()
	ref.Names = s.keepNames(ref.Names)
	s.m.Refs = append(s.m.Refs, ref)
	return len(s.m.Refs) - 1
}

// broken reports an import or export declaration that makes no sense, and resumes behind its keyword.
func (s *scanner) broken(i, end int) int {
	s.diag(i, "this "+string(s.src[i:end])+" declaration cannot be read")
	return end
}

// buried notices that the `from` or `import` that ends at p belongs to an import declaration in a block,
// where none belongs; but TypeScript's parser takes it, and so does Meteor. Then the file is scanned once
// more, looking at words in blocks, too.
func (s *scanner) buried(p int) {
	word, start := s.wordEndingAt(p)
	switch string(word) {
	case "from", "import":
		s.again = s.again || !s.allWords && !s.member(s.back(start))
	}
}

// buriedEquals does the same for the `import name =` that ends at p.
func (s *scanner) buriedEquals(p int) {
	if p > 0 && s.src[p-1] == '=' && len(s.stack) > 1 {
		_, start := s.wordEndingAt(s.back(p - 1))
		if p = s.back(start); p > 0 && s.src[p-1] == 't' {
			s.buried(p)
		}
	}
}

// importClause tells whether what follows the `import` that ends at i is that of a declaration.
func (s *scanner) importClause(i int) bool {
	t := s.next(i)
	switch {
	case t.kind == stringToken:
		return s.src[t.start] != '`'
	case t.kind == wordToken:
		after := s.next(t.end)
		if s.is(t, "type") && after.kind == wordToken && !s.is(after, "from") {
			after = s.next(after.end)
		}
		return s.is(after, "from") || s.is(after, ",") || s.is(after, "{") || s.is(after, "*") || s.is(after, "=")
	}
	return s.is(t, "{") || s.is(t, "*")
}
