package diff

import (
	"bytes"
	"strings"

	"rtconsolidate/report/escape"
)

// Terminal makes a diff fit to be shown: control, bidi and other invisible characters escaped (a
// carriage return shows as \r), and with color set coloured as git does. What it gives is for eyes,
// not for `git apply`.
func Terminal(diff []byte, color bool) []byte {
	var out bytes.Buffer
	inHunk := false
	for _, line := range splitLines(diff) {
		text := strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(text, "diff --git "):
			inHunk = false
		case strings.HasPrefix(text, "@@ "):
			inHunk = true
		}
		code := shade(text, inHunk)
		text = escape.Source(text)
		if color && code != "" {
			text = "\x1b[" + code + "m" + text + "\x1b[0m"
		}
		out.WriteString(text + line[len(strings.TrimSuffix(line, "\n")):])
	}
	return out.Bytes()
}

// shade gives the ANSI code of a line. Within a hunk every line has a mark of its own, so `diff` and
// `@@` there are not the text's.
func shade(line string, inHunk bool) string {
	switch {
	case !inHunk:
		return "1"
	case strings.HasPrefix(line, "@@"):
		return "36"
	case strings.HasPrefix(line, "+"):
		return "32"
	case strings.HasPrefix(line, "-"):
		return "31"
	}
	return ""
}
