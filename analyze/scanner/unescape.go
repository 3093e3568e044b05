package scanner

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape decodes the escapes of a string, a template or an identifier, as the language does.
// A malformed escape stands for itself.
func unescape(text []byte) string {
	if bytes.IndexByte(text, '\\') < 0 {
		return string(text)
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			i++
			continue
		}
		i += 1 + escape(&b, text[i+1:])
	}
	return b.String()
}

var simpleEscapes = map[byte]byte{'n': '\n', 't': '\t', 'r': '\r', 'b': '\b', 'f': '\f', 'v': '\v'}

// escape decodes what stands behind a backslash and returns how many bytes it took.
func escape(b *strings.Builder, text []byte) int {
	switch c := text[0]; {
	case simpleEscapes[c] != 0:
		b.WriteByte(simpleEscapes[c])
	case c == 'x' && len(text) > 2:
		return hex(b, text, 1, 3)
	case c == 'u' && len(text) > 1 && text[1] == '{':
		return braced(b, text)
	case c == 'u' && len(text) > 4:
		return unit(b, text)
	case c >= '0' && c <= '7':
		return octal(b, text)
	case c == '\r' && len(text) > 1 && text[1] == '\n':
		return 2
	case c == '\n' || c == '\r':
	case breakRune(text[:min(3, len(text))]) == 0:
		return 3
	default:
		_, n := utf8.DecodeRune(text)
		b.Write(text[:n])
		return n
	}
	return 1
}

// hex decodes the digits text[from:to] to a rune.
func hex(b *strings.Builder, text []byte, from, to int) int {
	n, err := strconv.ParseUint(string(text[from:to]), 16, 21)
	if err != nil {
		b.WriteByte(text[0])
		return 1
	}
	b.WriteRune(rune(n))
	return to
}

func braced(b *strings.Builder, text []byte) int {
	end := bytes.IndexByte(text[:min(len(text), 16)], '}')
	if end < 0 {
		b.WriteByte(text[0])
		return 1
	}
	if n := hex(b, text, 2, end); n == 1 {
		return 1
	}
	return end + 1
}

// unit decodes `uXXXX`, and a surrogate pair of two of them.
func unit(b *strings.Builder, text []byte) int {
	high, err := strconv.ParseUint(string(text[1:5]), 16, 16)
	if err == nil && high >= 0xD800 && high < 0xDC00 && len(text) > 10 && text[5] == '\\' && text[6] == 'u' {
		low, err := strconv.ParseUint(string(text[7:11]), 16, 16)
		if err == nil && low >= 0xDC00 && low < 0xE000 {
			b.WriteRune(rune((high-0xD800)<<10 + (low - 0xDC00) + 0x10000))
			return 11
		}
	}
	return hex(b, text, 1, 5)
}

func octal(b *strings.Builder, text []byte) int {
	n, value := 0, 0
	for n < 3 && n < len(text) && text[n] >= '0' && text[n] <= '7' && value*8+int(text[n]-'0') < 256 {
		value = value*8 + int(text[n]-'0')
		n++
	}
	b.WriteRune(rune(value))
	return n
}
