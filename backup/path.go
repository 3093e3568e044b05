package backup

import (
	"encoding/hex"
	"errors"
	"runtime"
	"strconv"
	"strings"
	"unicode"
)

// reserved starts the names of everything that this package puts into a work tree.
const reserved = ".rtconsolidate"

// checkPath refuses every path that could leave the root or reach what is not the user's source.
func checkPath(p string) error {
	switch {
	case p == "":
		return &PathError{p, "is empty"}
	case strings.HasPrefix(p, "/"):
		return &PathError{p, "is absolute"}
	case strings.ContainsRune(p, 0):
		return &PathError{p, "holds a NUL byte"}
	case runtime.GOOS == "windows" && strings.ContainsAny(p, `\:`):
		return &PathError{p, `holds "\" or ":"`}
	}
	for part := range strings.SplitSeq(p, "/") {
		if reason := checkPart(part); reason != "" {
			return &PathError{p, reason}
		}
	}
	return nil
}

func checkPart(part string) string {
	switch {
	case part == "" || part == ".":
		return "is not in its shortest form"
	case part == "..":
		return `holds ".."`
	case isGit(part):
		return "is git's own"
	}
	if low := plain(part); low == reserved || strings.HasPrefix(low, reserved+"-") {
		return "is rtconsolidate's own"
	}
	return ""
}

// isGit knows the spellings under which some file system finds .git: any case, the characters that
// HFS+ ignores, the trailing dots and spaces, streams and short names of NTFS.
func isGit(part string) bool {
	p := plain(part)
	return p == ".git" || len(p) == 5 && strings.HasPrefix(p, "git~") && p[4] >= '0' && p[4] <= '9'
}

func plain(part string) string {
	part = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, part)
	part, _, _ = strings.Cut(part, ":")
	return strings.TrimRight(part, " .")
}

// name is a path in JSON. encoding/json would turn invalid UTF-8 into U+FFFD, so that two paths could
// become one; bytes beyond printable ASCII, and %, are written %XX instead.
type name string

const upperHex = "0123456789ABCDEF"

// MarshalText escapes.
func (n name) MarshalText() ([]byte, error) {
	out := make([]byte, 0, len(n))
	for i := range len(n) {
		if c := n[i]; c < 0x20 || c >= 0x7f || c == '%' {
			out = append(out, '%', upperHex[c>>4], upperHex[c&15])
		} else {
			out = append(out, c)
		}
	}
	return out, nil
}

// UnmarshalText is the inverse. A spelling that MarshalText doesn't produce is caught by the
// documents' own check that they are canonical.
func (n *name) UnmarshalText(text []byte) error {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			out = append(out, text[i])
			continue
		}
		if i+2 >= len(text) {
			return errors.New("a path ends inside an escape")
		}
		b, err := hex.DecodeString(string(text[i+1 : i+3]))
		if err != nil {
			return errors.New("a path holds a bad escape")
		}
		out = append(out, b[0])
		i += 2
	}
	*n = name(out)
	return nil
}

// show makes untrusted text safe in a message: anything but plain printable text is quoted.
func show(s string) string {
	for _, r := range s {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return strconv.QuoteToASCII(s)
		}
	}
	if s == "" {
		return `""`
	}
	return s
}
