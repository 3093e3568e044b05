package rules

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Glob is a pattern of paths: `*` and `?` stay within a name, `**` spans folders, `[a-z]` is a class,
// `{a,b}` are alternatives. It matches whole paths, in linear time (it is compiled to an RE2).
type Glob struct {
	Pattern string
	Pos     Pos
	re      *regexp.Regexp
}

// NewGlob compiles a pattern.
func NewGlob(pattern string) (Glob, error) {
	var b strings.Builder
	b.WriteString(`\A`)
	depth := 0
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; c {
		case '*':
			i += star(&b, pattern[i:])
		case '?':
			b.WriteString("[^/]")
		case '[':
			end := strings.IndexByte(pattern[i+1:], ']')
			if end < 1 {
				return Glob{}, errors.New("`[` without `]`")
			}
			class := pattern[i+1 : i+1+end]
			if class[0] == '!' {
				class = "^" + class[1:]
			}
			b.WriteString("[" + strings.ReplaceAll(class, `\`, `\\`) + "]")
			i += end + 1
		case '{':
			depth++
			b.WriteString("(?:")
		case '}':
			if depth--; depth < 0 {
				return Glob{}, errors.New("`}` without `{`")
			}
			b.WriteString(")")
		case ',':
			if depth > 0 {
				b.WriteString("|")
			} else {
				b.WriteString(",")
			}
		default:
			_, size := utf8.DecodeRuneInString(pattern[i:])
			b.WriteString(regexp.QuoteMeta(pattern[i : i+size]))
			i += size - 1
		}
	}
	if depth != 0 {
		return Glob{}, errors.New("`{` without `}`")
	}
	re, err := regexp.Compile(b.String() + `\z`)
	if err != nil {
		return Glob{}, errors.New("bad class")
	}
	return Glob{Pattern: pattern, re: re}, nil
}

// star writes what stands for the `*`, `**` or `**/` at the start of rest, and says how many bytes
// behind the first it took.
func star(b *strings.Builder, rest string) int {
	switch {
	case strings.HasPrefix(rest, "**/"):
		b.WriteString("(?:[^/]+/)*")
		return 2
	case strings.HasPrefix(rest, "**"):
		b.WriteString(".*")
		return 1
	}
	b.WriteString("[^/]*")
	return 0
}

// Match tells whether the pattern matches the whole path.
func (g Glob) Match(path string) bool { return g.re.MatchString(path) }

func matchAny(globs []Glob, path string) bool {
	return slices.ContainsFunc(globs, func(g Glob) bool { return g.Match(path) })
}
