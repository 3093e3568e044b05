package scanner

import "bytes"

// element tells whether the `<` at i, in a place where an operand is expected, starts a JSX
// element, and not the type parameters of an arrow function or of a function type. p is the end of
// the token before. The rules for arrow functions are TypeScript's (isArrowFunctionInJsx); behind
// `<T>(` only what comes next can tell.
func (s *scanner) element(i, p int) bool {
	t := s.next(i + 1)
	if s.is(t, ">") {
		return true
	}
	if t.kind != wordToken || s.src[t.start] >= '0' && s.src[t.start] <= '9' {
		return false
	}
	switch word, _ := s.wordEndingAt(p); string(word) {
	case "new", "extends", "void": // of types: nobody builds, extends or discards an element
		return false
	}
	after := s.next(t.end)
	if s.is(t, "const") && after.kind == wordToken {
		after = s.next(after.end)
	}
	switch {
	case s.is(after, ","), s.is(after, "="):
		return false
	case s.is(after, "extends"):
		then := s.next(after.end)
		return s.is(then, "=") || s.is(then, ">") || s.is(then, "/")
	case s.is(after, ">"):
		if open := s.next(after.end); s.is(open, "(") {
			return !s.signature(i, p, open.start)
		}
		return true
	case after.kind == punctToken:
		return contains("/.:-{<", s.src[after.start])
	}
	return after.kind == wordToken
}

// signature tells whether the parenthesis at open, behind `<T>`, holds the parameters of a function
// type or of a method: text of an element has no `=>`.
func (s *scanner) signature(i, p, open int) bool {
	end := s.balanced(open)
	if end == 0 {
		return false
	}
	t := s.next(end)
	if s.is(t, "=>") {
		return true
	}
	keyword := p == i && p > 0 && identifier[s.src[p-1]]
	member := keyword || p > 0 && len(s.stack) > 0 && s.stack[len(s.stack)-1].kind == brace && contains("{;,}", s.src[p-1])
	return member && (s.is(t, ":") || s.is(t, "{") || s.is(t, ";"))
}

// openTag pushes the tag that starts at i and returns the offset behind its name.
func (s *scanner) openTag(i int) int {
	s.push(tag, i, i)
	at := skipTrivia(s.src, i+1)
	s.watchedTag(at)
	for at < len(s.src) && (identifier[s.src[at]] || contains("-.:", s.src[at])) {
		at++
	}
	at = skipTrivia(s.src, at)
	if at < len(s.src) && s.src[at] == '<' {
		if end := s.typeArguments(at, false); end > 0 {
			s.code(at+1, end-1)
			return end
		}
	}
	return at
}

// watchedTag looks at the name of a tag for the callbacks that surround it.
func (s *scanner) watchedTag(at int) {
	if len(s.watches) > 0 && at < len(s.src) && identifier[s.src[at]] {
		s.watched(at, identifierEnd(s.src, at))
	}
}

// markup scans on from i inside of an element, until code starts: a `{…}`, or what follows the
// outermost element.
func (s *scanner) markup(i int) int {
	for i < len(s.src) {
		n := len(s.stack)
		if n == 0 {
			return i
		}
		switch s.stack[n-1].kind {
		case tag:
			i = s.attributes(i)
		case children:
			i = s.text(i)
		default:
			return i
		}
	}
	return i
}

// attributes scans inside of a tag up to the next thing that changes the context.
func (s *scanner) attributes(i int) int {
	for ; i < len(s.src); i++ {
		switch c := s.src[i]; c {
		case '"', '\'':
			k := bytes.IndexByte(s.src[i+1:], c)
			if k < 0 {
				s.diag(i, "this attribute is not closed")
				return len(s.src)
			}
			i += k + 1
		case '{':
			s.push(container, i, i)
			return i + 1
		case '<':
			return s.openTag(i)
		case '>':
			s.stack[len(s.stack)-1].kind = children
			return i + 1
		case '/':
			if commentAt(s.src, i) {
				return skipTrivia(s.src, i)
			}
			if k := skipTrivia(s.src, i+1); k < len(s.src) && s.src[k] == '>' {
				return s.endElement(k + 1)
			}
		}
	}
	return i
}

// text scans the text between tags.
func (s *scanner) text(i int) int {
	for i < len(s.src) && !textEnd[s.src[i]] {
		i++
	}
	if i == len(s.src) {
		return i
	}
	if s.src[i] == '{' {
		s.push(container, i, i)
		return i + 1
	}
	if k := skipTrivia(s.src, i+1); k < len(s.src) && s.src[k] == '/' {
		s.watchedTag(skipTrivia(s.src, k+1))
		if end := bytes.IndexByte(s.src[k:], '>'); end >= 0 {
			return s.endElement(k + end + 1)
		}
		return len(s.src)
	}
	return s.openTag(i)
}

// endElement pops the element that ends at i.
func (s *scanner) endElement(i int) int {
	s.stack = s.stack[:len(s.stack)-1]
	s.jsxEnd = i
	s.setStops()
	return i
}
