package scanner

import "bytes"

// lineCommentEnd returns the offset of the line terminator that ends the comment at i.
func lineCommentEnd(src []byte, i int) int {
	// Looking for each terminator in ever larger windows costs in proportion to the line, whichever ends it.
	for size := 128; i < len(src); size *= 2 {
		window := src[i:min(len(src), i+size)]
		n := len(window)
		if k := bytes.IndexByte(window, '\n'); k >= 0 {
			window = window[:k]
		}
		if k := bytes.IndexByte(window, '\r'); k >= 0 {
			window = window[:k]
		}
		if k := breakRune(src[i:min(len(src), i+len(window)+len("\u2028")-1)]); k >= 0 {
			window = window[:k]
		}
		if len(window) < n {
			return i + len(window)
		}
		i += n
	}
	return len(src)
}

// blockCommentEnd returns the offset behind the comment that starts at i; closed is false when it
// runs to the end of the text.
func blockCommentEnd(src []byte, i int) (end int, closed bool) {
	if k := bytes.Index(src[i+2:], []byte("*/")); k >= 0 {
		return i + 2 + k + 2, true
	}
	return len(src), false
}

// commentAt tells whether a comment starts at i.
func commentAt(src []byte, i int) bool {
	return i+1 < len(src) && src[i] == '/' && (src[i+1] == '/' || src[i+1] == '*')
}

// skipTrivia passes over white space and comments; it returns len(src) at the end of the text.
func skipTrivia(src []byte, i int) int {
	for i < len(src) {
		switch {
		case src[i] == '/' && commentAt(src, i):
			if src[i+1] == '/' {
				i = lineCommentEnd(src, i)
			} else {
				i, _ = blockCommentEnd(src, i)
			}
		default:
			n := space(src, i)
			if n == 0 {
				return i
			}
			i += n
		}
	}
	return len(src)
}

// stringBounds returns the end of the text between the quotes of the string at i. The string is
// not closed when a line terminator or the end of the text comes first.
func stringBounds(src []byte, i int) (end int, closed bool) {
	q := src[i]
	for i++; i < len(src); i++ {
		c := src[i]
		if !stringEnd[c] {
			continue
		}
		switch {
		case c == q:
			return i, true
		case c == '\\':
			i++
			if i+1 < len(src) && src[i] == '\r' && src[i+1] == '\n' {
				i++
			}
		case c == '\n' || c == '\r':
			return i, false
		}
	}
	return len(src), false
}

// tickBounds returns the end of the template text that starts at i, behind a backtick or behind the
// brace of a substitution: at a backtick, or at a `${`, or at the end of the text.
func tickBounds(src []byte, i int) int {
	for ; i < len(src); i++ {
		c := src[i]
		if !tickEnd[c] {
			continue
		}
		switch {
		case c == '`':
			return i
		case c == '\\':
			i++
		case i+1 < len(src) && src[i+1] == '{':
			return i
		}
	}
	return len(src)
}

// regexBounds returns the offset behind the regular expression literal at i, without its flags; ok
// is false when its line ends first.
func regexBounds(src []byte, i int) (end int, ok bool) {
	class := false
	for i++; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\\':
			i++
			if i < len(src) && (src[i] == '\n' || src[i] == '\r') {
				return i, false
			}
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			return i + 1, true
		case c == '\n' || c == '\r' || c == 0xE2 && breakRune(src[i:min(i+3, len(src))]) == 0:
			return i, false
		}
	}
	return len(src), false
}
