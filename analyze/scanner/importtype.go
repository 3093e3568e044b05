package scanner

// importType tells whether the `import('…')` of a call, which ends at end, is a type. What stands
// before it decides; where both would do, what is taken from it does, for a promise has no members
// but its methods; and then the brackets around it.
func (s *scanner) importType(c *call, end int) bool {
	if s.lang == JS {
		return false
	}
	if s.lang == DTS {
		return true
	}
	p := c.prev
	if p == 0 {
		return false
	}
	ch := s.src[p-1]
	if identifier[ch] {
		return s.typeAfterWord(p, end)
	}
	switch ch {
	case '|', '&':
		return p < 2 || s.src[p-2] != ch
	case '<':
		return true
	case '>':
		if p < 2 || s.src[p-2] != '=' {
			return false
		}
	case '=', ':', '(', ',', '[', '?', '.':
	default:
		return false
	}
	if t := s.next(end); s.is(t, ".") {
		switch name := s.next(t.end); {
		case s.is(name, "then"), s.is(name, "catch"), s.is(name, "finally"):
			return !s.is(s.next(name.end), "(")
		}
		return true
	}
	return s.bareType(p, end)
}

func (s *scanner) typeAfterWord(p, end int) bool {
	word, start := s.wordEndingAt(p)
	switch string(word) {
	case "typeof", "as", "satisfies", "keyof", "infer", "readonly", "is", "implements", "asserts":
		return !s.member(trimSpace(s.src, start))
	case "extends":
		return !s.heritage(start)
	}
	return false
}

// heritage tells whether the `extends` at i is that of a class or an interface.
func (s *scanner) heritage(i int) bool {
	p := trimSpace(s.src, i)
	word, start := s.wordEndingAt(p)
	if string(word) == "class" {
		return true
	}
	word, _ = s.wordEndingAt(trimSpace(s.src, start))
	return string(word) == "class" || string(word) == "interface"
}

// bareType judges `import('x')` with nothing behind it.
func (s *scanner) bareType(p, end int) bool {
	q := trimSpace(s.src, p-1)
	switch s.src[p-1] {
	case '=':
		word, start := s.wordEndingAt(q)
		if len(word) == 0 {
			return false
		}
		word, _ = s.wordEndingAt(trimSpace(s.src, start))
		return string(word) == "type"
	case ':':
		return s.annotation(q, end)
	}
	return false
}

// annotation tells whether the colon behind q, with `import('x')` up to end behind it, annotates a
// name: a variable, a parameter, a member of a class or an interface.
func (s *scanner) annotation(q, end int) bool {
	if q > 0 && s.src[q-1] == '?' {
		return true
	}
	word, start := s.wordEndingAt(q)
	if len(word) == 0 {
		return q > 0 && s.src[q-1] == ')' && s.is(s.next(end), "{")
	}
	before := trimSpace(s.src, start)
	switch word, _ = s.wordEndingAt(before); string(word) {
	case "const", "let", "var", "readonly", "public", "private", "protected", "static", "declare":
		return true
	}
	n := len(s.stack)
	if before == 0 || n == 0 {
		return false
	}
	t := s.next(end)
	switch s.stack[n-1].kind {
	case paren:
		return contains("(,", s.src[before-1])
	case brace:
		return contains("{;}", s.src[before-1]) && (s.is(t, ";") || t.newline && !s.is(t, ","))
	}
	return false
}
