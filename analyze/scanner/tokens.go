package scanner

import "bytes"

// What a token of a declaration's head is.
const (
	endToken uint8 = iota
	wordToken
	stringToken
	punctToken
)

// token is one token of a declaration's head, for which the main loop's classes are too coarse.
type token struct {
	kind       uint8
	start, end int
	newline    bool // a line terminator stands before it
}

// next returns the first token at or behind i. Punctuation comes byte by byte, but for `...`, `=>`
// and `?.`. A template is a string here when it has no substitution.
func (s *scanner) next(i int) token {
	at := skipTrivia(s.src, i)
	t := token{kind: endToken, start: at, end: at, newline: at > i && lineBreak(s.src[i:at])}
	if at >= len(s.src) {
		return t
	}
	switch c := s.src[at]; {
	case identifier[c]:
		t.kind, t.end = wordToken, identifierEnd(s.src, at)
	case c == '"' || c == '\'' || c == '`':
		t.kind, t.end = stringToken, s.literalEnd(at)
		if t.end < 0 {
			t.kind, t.end = punctToken, at+1
		}
	default:
		t.kind, t.end = punctToken, at+punctLength(s.src[at:])
	}
	return t
}

func punctLength(b []byte) int {
	switch {
	case len(b) > 2 && b[0] == '.' && b[1] == '.' && b[2] == '.':
		return 3
	case len(b) > 1 && (b[0] == '=' && b[1] == '>' || b[0] == '?' && b[1] == '.'):
		return 2
	}
	return 1
}

// literalEnd returns the offset behind the string, or the template without substitutions, at i; -1 when there is none.
func (s *scanner) literalEnd(i int) int {
	if s.src[i] == '`' {
		end := tickBounds(s.src, i+1)
		if end < len(s.src) && s.src[end] == '`' {
			return end + 1
		}
		return -1
	}
	end, closed := stringBounds(s.src, i)
	if !closed {
		return -1
	}
	return end + 1
}

// is tells whether the token is the given word or punctuation.
func (s *scanner) is(t token, text string) bool {
	return (t.kind == wordToken || t.kind == punctToken) && string(s.src[t.start:t.end]) == text
}

// name is the decoded text of a word or of a string's inside.
func (s *scanner) name(t token) string {
	text := s.src[t.start:t.end]
	if t.kind == stringToken {
		text = text[1 : len(text)-1]
	}
	if bytes.IndexByte(text, '\\') >= 0 {
		return unescape(text)
	}
	return s.intern(text)
}

func (t token) span() Span { return Span{int32(t.start), int32(t.end)} }

func (t token) inner() Span { return Span{int32(t.start + 1), int32(t.end - 1)} }

// identifier tells whether the token can be the name of a binding.
func (s *scanner) identifier(t token) bool {
	if t.kind != wordToken || s.src[t.start] >= '0' && s.src[t.start] <= '9' {
		return false
	}
	switch string(s.src[t.start:t.end]) {
	case "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
		"else", "enum", "export", "extends", "false", "finally", "for", "function", "if", "import", "in",
		"instanceof", "new", "null", "return", "super", "switch", "this", "throw", "true", "try", "typeof",
		"var", "void", "while", "with":
		return false
	}
	return true
}
