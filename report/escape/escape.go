// Package escape makes untrusted text (file names, specifiers, names out of source files) safe to
// write into each kind of output. Text that is safe already comes back as it is.
package escape

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text makes s safe for a terminal or a log: one line, no control, C1, bidi or other invisible
// characters, no invalid UTF-8, no command that a CI system would read out of a log line.
// Bytes that are no UTF-8 and ASCII controls become \xNN, other characters \uNNNN or \UNNNNNNNN, a
// backslash \\; newline, tab and carriage return \n, \t, \r. Untext gives s back.
func Text(s string) string {
	if plainASCII(s) {
		return s
	}
	return printable(s, false)
}

// Source is Text for a line of source code or of a command, which keeps its backslashes and tabs.
// It cannot be undone.
func Source(s string) string {
	if plainASCII(s) {
		return s
	}
	return printable(s, true)
}

func printable(s string, source bool) string {
	var b strings.Builder
	command := leadingCommand(s)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1, i == command, i > 0 && strings.HasPrefix(s[i-1:], "##["):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case source && (r == '\\' || r == '\t'):
			b.WriteRune(r)
		default:
			writeRune(&b, r, s[i:i+size])
		}
		i += size
	}
	return b.String()
}

// plainASCII tells whether Text would leave s alone, for the names that nearly all repos hold.
func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' || s[i] == '\\' || s[i] == ':' || s[i] == '#' {
			return false
		}
	}
	return true
}

// leadingCommand returns the offset of the second colon when s begins, after blanks, as a workflow
// command of GitHub Actions does (`::error::`); -1 otherwise. The runner trims a line before it
// looks, so indenting does not help; `##[error]` it even finds in mid-line.
func leadingCommand(s string) int {
	trimmed := strings.TrimLeftFunc(s, unicode.IsSpace)
	if !strings.HasPrefix(trimmed, "::") {
		return -1
	}
	return len(s) - len(trimmed) + 1
}

func writeRune(b *strings.Builder, r rune, text string) {
	switch {
	case r == '\\':
		b.WriteString(`\\`)
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\t':
		b.WriteString(`\t`)
	case r == '\r':
		b.WriteString(`\r`)
	case r < 0x80 && !unicode.IsPrint(r):
		fmt.Fprintf(b, `\x%02x`, r)
	case unicode.IsPrint(r):
		b.WriteString(text)
	case r < 0x10000:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}
