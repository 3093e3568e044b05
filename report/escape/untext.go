package escape

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Untext undoes Text. An unknown or unfinished escape is an error that tells its offset in bytes.
func Untext(s string) (string, error) {
	if !strings.Contains(s, `\`) {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b = append(b, s[i])
			i++
			continue
		}
		var size int
		if b, size = unescape(b, s[i:]); size == 0 {
			return "", fmt.Errorf("offset %d of %q: not an escape; a backslash itself is written as two", i, s)
		}
		i += size
	}
	return string(b), nil
}

// unescape appends what the escape at the head of s stands for, and gives the escape's length; 0
// when it is none.
func unescape(b []byte, s string) ([]byte, int) {
	if len(s) < 2 {
		return b, 0
	}
	switch s[1] {
	case '\\':
		return append(b, '\\'), 2
	case 'n':
		return append(b, '\n'), 2
	case 't':
		return append(b, '\t'), 2
	case 'r':
		return append(b, '\r'), 2
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[1]]
	if digits == 0 || len(s) < 2+digits {
		return b, 0
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	switch {
	case err != nil:
		return b, 0
	case digits == 2:
		return append(b, byte(n)), 4
	case n > utf8.MaxRune || !utf8.ValidRune(rune(n)):
		return b, 0
	}
	return utf8.AppendRune(b, rune(n)), 2 + digits
}
