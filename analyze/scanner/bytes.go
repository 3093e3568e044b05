package scanner

import (
	"bytes"
	"unicode/utf8"
)

// The classes of bytes at which the main loop stops; it runs over all others.
const (
	run uint8 = iota
	opening
	closing
	quote
	backtick
	slash
	less
	letter
	punctuation
)

var (
	// nested stops at what can change the nesting: enough inside of functions, classes and objects.
	nested = stops(false)
	// surface stops at words and list punctuation too: where declarations can stand.
	surface = stops(true)

	identifier    [256]bool // bytes of identifiers; those of other scripts and of escapes included
	textEnd       [256]bool // what ends a run of JSX text
	stringEnd     [256]bool // what may end a string, or hide its end
	tickEnd       [256]bool // likewise for a template
	lineBreakByte [256]bool // what may start a line terminator
	calleeEnd     [256]bool // last bytes of the callees in call.go
)

func stops(words bool) *[256]uint8 {
	t := &[256]uint8{'(': opening, '[': opening, '{': opening, ')': closing, ']': closing, '}': closing,
		'"': quote, '\'': quote, '`': backtick, '/': slash, '<': less}
	if words {
		for c := range t {
			if isIdentifierByte(byte(c)) {
				t[c] = letter
			}
		}
		t[';'], t[','], t['@'] = punctuation, punctuation, punctuation
	}
	return t
}

func isIdentifierByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '\\' || c >= 0x80
}

func init() {
	for c := range identifier {
		identifier[c] = isIdentifierByte(byte(c))
	}
	mark := func(t *[256]bool, set string) {
		for _, c := range []byte(set) {
			t[c] = true
		}
	}
	mark(&textEnd, "<{")
	mark(&stringEnd, "'\"\\\n\r")
	mark(&lineBreakByte, "\n\r\xe2")
	mark(&tickEnd, "`\\$")
	mark(&calleeEnd, "tekrlLb>.")
}

// space returns the length of the white space at src[i:], 0 when there is none. Line terminators count.
func space(src []byte, i int) int {
	switch c := src[i]; {
	case c == ' ' || c >= '\t' && c <= '\r':
		return 1
	case c < 0x80:
		return 0
	}
	r, n := utf8.DecodeRune(src[i:])
	if spaceRune(r) {
		return n
	}
	return 0
}

// spaceBefore returns the length of the white space that ends at src[i], 0 when there is none.
func spaceBefore(src []byte, i int) int {
	switch c := src[i-1]; {
	case c == ' ' || c >= '\t' && c <= '\r':
		return 1
	case c < 0x80:
		return 0
	}
	r, n := utf8.DecodeLastRune(src[:i])
	if spaceRune(r) {
		return n
	}
	return 0
}

// spaceRune holds the white space beyond ASCII, after TypeScript's scanner (isWhiteSpaceSingleLine, isLineBreak).
func spaceRune(r rune) bool {
	switch r {
	case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200B
}

// identifierEnd returns the end of the run of identifier bytes that starts at i.
func identifierEnd(src []byte, i int) int {
	for i < len(src) && identifier[src[i]] {
		if src[i] >= 0x80 && space(src, i) > 0 {
			break
		}
		i++
		if src[i-1] == '\\' && i+1 < len(src) && src[i] == 'u' && src[i+1] == '{' {
			i = escapeEnd(src, i+2)
		}
	}
	return i
}

// escapeEnd passes over the digits and the brace of `\u{…}`.
func escapeEnd(src []byte, i int) int {
	for i < len(src) && identifier[src[i]] && src[i] < 0x80 {
		i++
	}
	if i < len(src) && src[i] == '}' {
		i++
	}
	return i
}

// wordBefore returns the start of the run of identifier bytes that ends at end. It gives up behind
// the longest keyword, so that it costs the same on any input: a longer run is no keyword.
func wordBefore(src []byte, end int) int {
	const longest = 24
	i := end
	for i > 0 && end-i <= longest && identifier[src[i-1]] {
		if src[i-1] >= 0x80 && spaceBefore(src, i) > 0 {
			break
		}
		i--
	}
	return i
}

// lineBreak tells whether text holds a line terminator.
func lineBreak(text []byte) bool {
	return bytes.IndexByte(text, '\n') >= 0 || bytes.IndexByte(text, '\r') >= 0 || breakRune(text) >= 0
}

// breakRune returns the index of the first U+2028 or U+2029, or -1.
func breakRune(text []byte) int {
	for at := 0; ; at++ {
		k := bytes.IndexByte(text[at:], 0xE2)
		if k < 0 {
			return -1
		}
		at += k
		if at+2 < len(text) && text[at+1] == 0x80 && text[at+2]&^1 == 0xA8 {
			return at
		}
	}
}
