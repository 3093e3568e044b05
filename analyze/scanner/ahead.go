package scanner

import "slices"

// ahead looks over code from i for a byte of stop outside of brackets; it returns its offset, or -1
// when there is none, or a bracket closes that was not opened, or the file's budget for looking
// ahead is used up.
func (s *scanner) ahead(i int, stop string) int {
	var buffer [64]byte
	open := buffer[:0]
	limit, start := min(len(s.src), i+s.budget), i
	defer func() { s.budget -= min(i, limit) - start }()
	last := byte('(')
	for i < limit {
		c := s.src[i]
		switch c {
		case '"', '\'':
			end, _ := stringBounds(s.src, i)
			i = end
		case '`':
			i = tickBounds(s.src, i+1)
			if i < len(s.src) && s.src[i] == '$' {
				open, c = append(open, '`'), '{'
				i++
			}
		case '/':
			if commentAt(s.src, i) {
				i = skipTrivia(s.src, i)
				continue
			}
			if end, ok := regexBounds(s.src, i); ok && regexMayFollow(last) {
				i = end - 1
			}
		case '(', '[', '{':
			if len(open) == 0 && contains(stop, c) {
				return i
			}
			open = append(open, c)
		case ')', ']', '}':
			if len(open) == 0 {
				if contains(stop, c) {
					return i
				}
				return -1
			}
			if open[len(open)-1] == '`' {
				i = tickBounds(s.src, i+1)
				if i < len(s.src) && s.src[i] == '$' {
					i, c = i+1, '{'
					break
				}
				c = '`'
			}
			open = open[:len(open)-1]
		default:
			if len(open) == 0 && contains(stop, c) {
				return i
			}
		}
		if c > ' ' {
			last = c
		}
		i++
	}
	return -1
}

func contains(set string, c byte) bool {
	for i := range len(set) {
		if set[i] == c {
			return true
		}
	}
	return false
}

// regexMayFollow tells whether a regular expression can follow the byte c; coarser than
// scanner.operand, for text that the main loop still has before it.
func regexMayFollow(c byte) bool {
	return !identifier[c] && c != ')' && c != ']' && c != '}' && c != '"' && c != '\'' && c != '`'
}

// balanced returns the offset behind the bracket that closes the one at i, 0 when it isn't found.
func (s *scanner) balanced(i int) int {
	if end := s.ahead(i+1, ")]}"); end > 0 {
		return end + 1
	}
	return 0
}

// initializer passes over ` = expression` at i, up to the comma or bracket behind it. Without one
// it returns i.
func (s *scanner) initializer(i int) int {
	t := s.next(i)
	if !s.is(t, "=") {
		return i
	}
	if end := s.ahead(t.end, ",)]}"); end > 0 {
		return trimSpace(s.src, end)
	}
	return i
}

// typeArguments returns the offset behind the `<…>` at i, 0 when that is no list of types. With
// defaults set it may be a list of type parameters (`<T = X>`).
func (s *scanner) typeArguments(i int, defaults bool) int {
	var buffer [64]byte
	open := buffer[:0]
	limit, start := min(len(s.src), i+s.budget), i
	defer func() { s.budget -= min(i, limit) - start }()
	for i < limit {
		c := s.src[i]
		angle := len(open) > 0 && open[len(open)-1] == '<'
		switch c {
		case '"', '\'':
			end, closed := stringBounds(s.src, i)
			if i = end; !closed {
				return 0
			}
		case '`':
			if i = tickBounds(s.src, i+1); i < limit && s.src[i] == '$' {
				open = append(open, '`')
				i++
			}
		case '/':
			if !commentAt(s.src, i) {
				return 0
			}
			i = skipTrivia(s.src, i)
			continue
		case '<', '(', '[', '{':
			open = append(open, c)
		case '>':
			if angle {
				if open = open[:len(open)-1]; len(open) == 0 {
					return i + 1
				}
			}
		case ')', ']', '}':
			if angle {
				return 0
			}
			if open[len(open)-1] == '`' {
				if i = tickBounds(s.src, i+1); i < limit && s.src[i] == '$' {
					i++
					break
				}
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return 0
			}
		case '=':
			if i+1 < limit && s.src[i+1] == '>' {
				i++
			} else if angle && !defaults && !slices.Contains(open, '{') || i+1 < limit && s.src[i+1] == '=' {
				return 0
			}
		case '|', '&':
			if i+1 < limit && s.src[i+1] == c {
				return 0
			}
		case ';':
			if angle {
				return 0
			}
		case '+', '*', '%', '^', '~', '!', '@':
			if angle {
				return 0
			}
		}
		i++
	}
	return 0
}

// angled is what is known of the type arguments seen last.
type angled struct {
	end    int   // offset behind them, inside of which commas separate no variables
	paren  int   // offset of the parenthesis behind them, where they belong to a call
	callee int   // end of that call's callee
	closed frame // the bracket closed last before them
}

// less handles `<`: an element, the type arguments of a callee, or those within a list of variables.
func (s *scanner) less(i int) int {
	if i+1 < len(s.src) && s.src[i+1] == '<' {
		return i + 2 // a shift
	}
	p := s.before(i)
	if s.jsx && s.operand(p) && s.element(i, p) {
		return s.markup(s.openTag(i))
	}
	if p > 0 && calleeEnd[s.src[p-1]] {
		if _, ok := s.calleeOf(p); ok {
			if t := s.next(s.typeArguments(i, false)); s.is(t, "(") {
				s.angled.paren, s.angled.callee, s.angled.closed = t.start, p, s.closed
			}
		}
	}
	if i >= s.angled.end && s.onSurface() && s.scope().list {
		// A comma between angle brackets separates types whatever follows: `a < b, c > d` declares nothing.
		if end := s.typeArguments(i, s.operand(p) || s.declaresTypes(p)); end > 0 {
			s.angled.end = end
		}
	}
	return i + 1
}

// declaresTypes tells whether `<` behind p starts the type parameters of a function or class expression.
func (s *scanner) declaresTypes(p int) bool {
	word, start := s.wordEndingAt(p)
	switch string(word) {
	case "function", "class", "async":
		return true
	}
	word, _ = s.wordEndingAt(s.back(start))
	return string(word) == "function" || string(word) == "class"
}

// opened tells whether a bracket that opens behind i is still open at the end of the text.
func (s *scanner) opened(i int) bool {
	for {
		k := s.ahead(i, "([{")
		if k < 0 {
			return false
		}
		if i = s.balanced(k); i == 0 {
			return true
		}
	}
}
