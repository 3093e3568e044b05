package scanner

// importType tells whether the `import('…')` of a call, which ends at end, is a type. What stands
// before it decides; where both would do, what is taken from it does, for a promise has no members
// but its methods; and then the brackets around it.
func (s *scanner) importType(c *call, end int) bool {
	if s.lang == DTS {
		return true
	}
	p := c.prev
	if p == 0 {
		return false
	}
	ch := s.src[p-1]
	if identifier[ch] {
		return s.typeAfterWord(p)
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
	case '{':
		if !s.inSubstitution() {
			return false
		}
	case '(':
		if !s.typeParen(c) {
			return false
		}
	case '=', ':', ',', '[', '?', '.':
	default:
		return false
	}
	if name, ok := s.memberAt(end); ok && !s.is(s.next(end), "!") {
		switch name.Imported {
		case "then", "catch", "finally":
			return !s.is(s.next(int(name.Elem.End)), "(")
		}
		return true
	}
	return s.bareType(p, end)
}

func (s *scanner) typeAfterWord(p int) bool {
	word, start := s.wordEndingAt(p)
	switch string(word) {
	case "typeof":
		return s.typeofType(s.back(start))
	case "as", "satisfies", "keyof", "infer", "readonly", "is", "implements", "asserts":
		return !s.member(s.back(start))
	case "extends":
		return !s.heritage(start)
	}
	return false
}

// typeParen tells whether the parenthesis right before the call can be one of a type: no operand
// and no keyword of expressions stands before it.
func (s *scanner) typeParen(c *call) bool {
	n := len(s.stack)
	if n == 0 || int(s.stack[n-1].open)+1 != c.prev {
		return true
	}
	p := int(s.stack[n-1].prev)
	if p == 0 || !identifier[s.src[p-1]] {
		return p > 0 && !contains(")];}", s.src[p-1])
	}
	return s.typeAfterWord(p)
}

// typeofType tells whether a `typeof` behind p queries a type. In an expression it would ask for the
// type of a promise, which nobody does but behind an operator or a keyword of expressions.
func (s *scanner) typeofType(p int) bool {
	if p == 0 {
		return false
	}
	switch c := s.src[p-1]; {
	case identifier[c]:
		word, start := s.wordEndingAt(p)
		return !beforeOperand(word) || string(word) == "extends" || s.member(s.back(start))
	case c == '|' || c == '&':
		return p < 2 || s.src[p-2] != c
	case c == '=':
		return s.assigns(p)
	case c == '{':
		return s.inSubstitution()
	}
	return contains("<>:(,[?/.", s.src[p-1])
}

// heritage tells whether the `extends` at i is that of a class or an interface.
func (s *scanner) heritage(i int) bool {
	p := s.back(i)
	word, start := s.wordEndingAt(p)
	if string(word) == "class" {
		return true
	}
	word, _ = s.wordEndingAt(s.back(start))
	return string(word) == "class" || string(word) == "interface"
}

// bareType judges `import('x')` with nothing behind it.
func (s *scanner) bareType(p, end int) bool {
	q := s.back(p - 1)
	switch s.src[p-1] {
	case '=':
		word, start := s.wordEndingAt(q)
		if len(word) == 0 {
			return false
		}
		word, _ = s.wordEndingAt(s.back(start))
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
	if string(word) == "default" { // of a switch
		return false
	}
	if len(word) == 0 {
		return q > 0 && s.src[q-1] == ')' && s.is(s.next(end), "{")
	}
	before := s.back(start)
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

func (s *scanner) inSubstitution() bool {
	n := len(s.stack)
	return n > 0 && s.stack[n-1].kind == substitution
}
