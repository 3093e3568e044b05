package scanner

import "bytes"

// The lexical grammar of JavaScript depends on the syntactic one: `/` starts a regular expression
// and `<` an element where an operand is expected. Instead of parsing, the functions here look
// back from such a byte: at the token before it and at the bracket that token closes. es-module-lexer
// and sucrase go the same way.

// before returns the end of the token before i, passing over white space and comments; 0 when there is none.
func (s *scanner) before(i int) int {
	src := s.src
	for i > 0 {
		if i == s.commentEnd {
			return s.commentPrev
		}
		n := spaceBefore(src, i)
		if n == 0 {
			break
		}
		i -= n
	}
	return i
}

// wordEndingAt returns the identifier-like token that ends at end.
func (s *scanner) wordEndingAt(end int) (word []byte, start int) {
	start = wordBefore(s.src, end)
	return s.src[start:end], start
}

// member tells whether the token that follows offset p is the name behind a `.`.
func (s *scanner) member(p int) bool {
	if p == 0 || s.src[p-1] != '.' {
		return p > 0 && s.src[p-1] == '#'
	}
	if p > 1 && s.src[p-2] >= '0' && s.src[p-2] <= '9' {
		if _, start := s.wordEndingAt(p - 1); s.src[start] >= '0' && s.src[start] <= '9' {
			return false // the point of a number
		}
	}
	return p < 3 || s.src[p-2] != '.' || s.src[p-3] != '.'
}

// operand tells whether the token behind p, where p is the end of a token, stands where an
// expression is expected, and not an operator behind one.
func (s *scanner) operand(p int) bool {
	for p > s.start && p != s.moduleEnd {
		c := s.src[p-1]
		if identifier[c] {
			return s.operandAfterWord(p)
		}
		switch c {
		case ')':
			return s.closedBy(p) && s.control(int(s.closed.prev))
		case '}':
			return s.closedBy(p) && s.block(&s.closed)
		case ']', '"', '\'', '`':
			return false
		case '+', '-':
			return p < 2 || s.src[p-2] != c
		case '.':
			return p < 2 || s.src[p-2] < '0' || s.src[p-2] > '9'
		case '>':
			return p != s.jsxEnd
		case '/':
			return p != s.regexEnd
		case '!':
			// `a! / b` asserts, `&& !/b/` negates: the same question, one token earlier.
			if p = s.before(p - 1); p == 0 {
				return true
			}
			continue
		}
		return true
	}
	return true
}

func (s *scanner) closedBy(p int) bool { return int(s.closed.end) == p }

func (s *scanner) operandAfterWord(p int) bool {
	word, start := s.wordEndingAt(p)
	if len(word) > len("instanceof") || !beforeOperand(word) {
		return false
	}
	if string(word) == "of" && !s.inForHeader() {
		return false
	}
	return !s.member(s.before(start))
}

// beforeOperand lists the keywords that an expression follows.
func beforeOperand(word []byte) bool {
	switch string(word) {
	case "return", "typeof", "case", "do", "else", "in", "of", "instanceof", "void", "delete", "throw",
		"default", "await", "yield", "extends", "new":
		return true
	}
	return false
}

func (s *scanner) inForHeader() bool {
	n := len(s.stack)
	if n == 0 || s.stack[n-1].kind != paren {
		return false
	}
	word, start := s.wordEndingAt(int(s.stack[n-1].prev))
	if string(word) == "await" {
		word, _ = s.wordEndingAt(s.back(start))
	}
	return string(word) == "for"
}

// back is before(i) for any place, not just the end of what has been scanned: it knows the last
// comments, so that it is exact but for a place with thousands of comments behind it.
func (s *scanner) back(i int) int {
	for i > 0 {
		if s.src[i-1] == '/' || i == len(s.src) || lineBreakByte[s.src[i]] || i == s.start {
			if prev, ok := s.commentAt(i); ok {
				return prev
			}
		}
		n := spaceBefore(s.src, i)
		if n == 0 {
			break
		}
		i -= n
	}
	return i
}

// comment is a comment that has been passed, and the end of the token before it.
type comment struct{ end, prev int32 }

func (s *scanner) commentAt(end int) (prev int, ok bool) {
	if end == s.start {
		return s.start, true
	}
	low, high := max(0, s.passed-len(s.comments)), s.passed
	for low < high {
		middle := (low + high) / 2
		switch c := &s.comments[middle%len(s.comments)]; {
		case int(c.end) == end:
			return int(c.prev), true
		case int(c.end) < end:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0, false
}

// trimSpace returns the offset behind the last byte before i that is no white space.
func trimSpace(src []byte, i int) int {
	for i > 0 {
		n := spaceBefore(src, i)
		if n == 0 {
			break
		}
		i -= n
	}
	return i
}

// control tells whether the parenthesis behind p is the head of a statement.
func (s *scanner) control(p int) bool {
	word, start := s.wordEndingAt(p)
	switch string(word) {
	case "if", "while", "for", "with":
	case "await":
		word, _ = s.wordEndingAt(s.back(start))
		return string(word) == "for"
	default:
		return false
	}
	return !s.member(s.back(start))
}

// endsDo tells whether the `while` that ends at p closes a `do { … }`.
func (s *scanner) endsDo(p int) bool {
	word, start := s.wordEndingAt(p)
	return string(word) == "while" && s.back(start) == s.doEnd
}

// block tells whether a closed brace was a statement's block or body, behind which a statement may
// start, and not an object or the body of a function expression, behind which an operator follows.
func (s *scanner) block(f *frame) bool {
	p := int(f.prev)
	if p == 0 || f.kind == scopeBody {
		return true
	}
	switch c := s.src[p-1]; {
	case c == ')':
		return s.bodyIsStatement(int(f.head))
	case contains(";{}]'\"`", c): // behind a string: of a type
		return true
	case c == '>':
		return true // `=> {}` and `Promise<T> {}`: a body
	case c == ':':
		return true // of a label or a case; behind the object of a key or a condition comes no operator
	case identifier[c]:
		word, start := s.wordEndingAt(p)
		switch string(word) {
		case "else", "do", "try", "finally", "static":
			return true
		}
		if class := s.classOf(word, start); class >= 0 {
			return !s.expectsOperand(s.back(class))
		}
		return !beforeOperand(word) || s.member(s.back(start))
	}
	return false
}

// classOf returns where the `class` stands whose head ends with a word at start, -1 when there is none.
func (s *scanner) classOf(word []byte, start int) int {
	if string(word) == "class" {
		return start
	}
	if word, start = s.wordEndingAt(s.back(start)); string(word) == "class" {
		return start
	}
	return -1
}

// expectsOperand tells whether what starts behind p is within an expression.
func (s *scanner) expectsOperand(p int) bool {
	if p <= s.start || p == s.moduleEnd {
		return false
	}
	switch c := s.src[p-1]; {
	case identifier[c]:
		word, _ := s.wordEndingAt(p)
		return beforeOperand(word) && string(word) != "default" && string(word) != "else" && string(word) != "do"
	case c == ':':
		return !s.label(p - 1)
	case c == '>':
		return p > 1 && s.src[p-2] == '='
	case c == '{':
		return s.holdsExpression()
	default:
		return contains("=(,?[&|!+-*%^~</", c)
	}
}

// bodyIsStatement tells whether a body behind `(…)` belongs to a statement or a function
// declaration; head is the end of the token before the parenthesis.
func (s *scanner) bodyIsStatement(head int) bool {
	word, start := s.wordEndingAt(head)
	if string(word) != "function" {
		at := s.back(start)
		if at > 0 && s.src[at-1] == '*' {
			at = s.back(at - 1)
		}
		if word, start = s.wordEndingAt(at); string(word) != "function" {
			return true // `if (…) {`, `catch (…) {`, a method
		}
	}
	at := s.back(start)
	word, before := s.wordEndingAt(at)
	if string(word) == "async" {
		at = s.back(before)
		word, _ = s.wordEndingAt(at)
	}
	switch string(word) {
	case "export", "default", "declare":
		return true
	}
	return s.statementEnd(at, start) && !(at > 0 && s.src[at-1] == '{' && s.holdsExpression())
}

// holdsExpression tells whether the innermost bracket is a brace of a template or of JSX.
func (s *scanner) holdsExpression() bool {
	n := len(s.stack)
	return n > 0 && (s.stack[n-1].kind == substitution || s.stack[n-1].kind == container)
}

// label tells whether the colon at i ends a label, or a `case` or `default` of a switch, and not the
// key of an object.
func (s *scanner) label(i int) bool {
	word, start := s.wordEndingAt(s.back(i))
	if string(word) == "default" {
		return true
	}
	if p := s.back(start); len(word) > 0 && (p <= s.start || s.src[p-1] == ';' || s.src[p-1] == '}') {
		return true
	}
	const longest = 200
	line := s.src[max(0, i-longest):i]
	line = bytes.TrimLeft(line[bytes.LastIndexByte(line, '\n')+1:], " \t;{}")
	return len(line) > len("case") && string(line[:4]) == "case" && !identifier[line[4]]
}

// shifts tells whether the `>`, `>>` or `>>>` that ends at p is an operator, which is set off by a space,
// and not the end of type arguments, which isn't, but may stand on a line of its own.
func (s *scanner) shifts(p int) bool {
	for p > 0 && s.src[p-1] == '>' {
		p--
	}
	before := s.back(p)
	return before < p && !lineBreak(s.src[before:p])
}

// statementEnd tells whether a statement can end with the token that ends at p when the next one,
// which is a word, starts at i.
func (s *scanner) statementEnd(p, i int) bool {
	if p <= s.start || p == s.moduleEnd {
		return true
	}
	switch c := s.src[p-1]; c {
	case ';', '}', '{':
		return true
	case ')':
		if prev := int(s.closed.prev); s.closedBy(p) && s.control(prev) && !s.closed.endsDo {
			return false
		}
	case '>':
		if p > 1 && s.src[p-2] == '=' || s.shifts(p) {
			return false
		}
	case ':':
		return false
	default:
		// `void` ends a function type far more often than it stands before its operand's line.
		if word, _ := s.wordEndingAt(p); string(word) != "void" && s.operand(p) {
			return false
		}
	}
	return lineBreak(s.src[p:i])
}
