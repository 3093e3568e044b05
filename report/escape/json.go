package escape

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// JSON appends s as a quoted JSON string, in printable characters only: everything else is \uNNNN,
// which a JSON reader turns back. A JSON string can't hold bytes that are no UTF-8 (encoding/json
// would merge them all into U+FFFD, so that two names become one). So a string that has such bytes,
// or the two characters `\x`, is first written in a form of its own: \xNN for each such byte, \\
// for each backslash. FromJSON undoes that.
func JSON(b []byte, s string) []byte { return Quote(b, bytesAsText(s)) }

// Quote appends a text that is UTF-8, such as Text gives, as a JSON string in printable characters.
func Quote(b []byte, s string) []byte {
	if plainASCII(s) && strings.IndexByte(s, '"') < 0 {
		return append(append(append(b, '"'), s...), '"')
	}
	b = append(b, '"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case unicode.IsPrint(r) && !(i > 0 && strings.HasPrefix(s[i-1:], "##[")):
			b = utf8.AppendRune(b, r)
		case r < 0x10000:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			r -= 0x10000
			b = fmt.Appendf(b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		}
	}
	return append(b, '"')
}

func bytesAsText(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, `\x`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\\':
			b.WriteString(`\\`)
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}

// FromJSON gives back the bytes that JSON was given, out of the string that a JSON reader returned.
// An `\x` that JSON never writes is an error.
func FromJSON(s string) (string, error) {
	if !strings.Contains(s, `\x`) {
		return s, nil
	}
	return Untext(s)
}
