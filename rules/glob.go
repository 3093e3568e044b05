package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Glob is a pattern of paths: `*` and `?` stay within a name, `**` spans folders, `[a-z]` and `[!a-z]`
// are classes, `{a,b}` are alternatives, a backslash takes a character literally. A glob matches whole
// paths, in time linear in the path (it is compiled to an RE2).
type Glob struct {
	Pattern string
	Pos     Pos
	re      *regexp.Regexp
}

// NewGlob compiles a pattern.
func NewGlob(pattern string) (Glob, error) {
	c := globCompiler{rest: pattern}
	c.out.WriteString(`(?s)\A`)
	for c.rest != "" {
		if err := c.next(); err != nil {
			return Glob{}, err
		}
	}
	if c.depth != 0 {
		return Glob{}, errors.New("`{` without `}`")
	}
	re, err := regexp.Compile(c.out.String() + `\z`)
	if err != nil {
		return Glob{}, err
	}
	return Glob{Pattern: pattern, re: re}, nil
}

// globCompiler writes the regular expression of a glob.
type globCompiler struct {
	rest  string
	out   strings.Builder
	depth int // of braces
}

func (c *globCompiler) next() error {
	switch {
	case c.take("**/"):
		c.out.WriteString("(?:[^/]+/)*")
	case c.take("**"):
		c.out.WriteString(".*")
	case c.take("*"):
		c.out.WriteString("[^/]*")
	case c.take("?"):
		c.out.WriteString("[^/]")
	case c.take("["):
		return c.class()
	case c.take("{"):
		c.depth++
		c.out.WriteString("(?:")
	case c.take("}"):
		if c.depth--; c.depth < 0 {
			return errors.New("`}` without `{`")
		}
		c.out.WriteString(")")
	case c.depth > 0 && c.take(","):
		c.out.WriteString("|")
	default:
		return c.literal()
	}
	return nil
}

func (c *globCompiler) take(s string) bool {
	rest, ok := strings.CutPrefix(c.rest, s)
	if ok {
		c.rest = rest
	}
	return ok
}

func (c *globCompiler) literal() error {
	c.take(`\`)
	if c.rest == "" {
		return errors.New("it ends in a backslash")
	}
	_, size := utf8.DecodeRuneInString(c.rest)
	c.out.WriteString(regexp.QuoteMeta(c.rest[:size]))
	c.rest = c.rest[size:]
	return nil
}

// class writes what stands behind `[`. It never takes a slash.
func (c *globCompiler) class() error {
	negated := c.take("!") || c.take("^")
	end := strings.IndexByte(c.rest, ']')
	if end < 1 {
		return errors.New("`[` without `]`")
	}
	members := c.rest[:end]
	c.rest = c.rest[end+1:]
	if strings.ContainsAny(members, `/\[`) {
		return errors.New("a class takes no slash, backslash or bracket")
	}
	class := "[" + strings.ReplaceAll(members, "^", `\^`) + "]"
	if negated {
		class = "[^/" + class[1:]
	}
	re, err := regexp.Compile(class)
	switch {
	case err != nil:
		return fmt.Errorf("the class `[%s]` holds nothing", members)
	case re.MatchString("/"):
		return fmt.Errorf("the class `[%s]` takes a slash", members)
	}
	c.out.WriteString(class)
	return nil
}

// Match tells whether the pattern matches the whole path.
func (g Glob) Match(path string) bool { return g.re.MatchString(path) }

// hint tells why a glob may match nothing: the brackets of a route's folder are the usual cause.
func (g Glob) hint() string {
	if strings.Contains(strings.ReplaceAll(g.Pattern, `\[`, ""), "[") {
		return "`[id]` is a class of letters; for a folder of that name write `\\[id\\]`"
	}
	return "mend the glob, or take the line out"
}

func matchAny(globs []Glob, path string) bool {
	return slices.ContainsFunc(globs, func(g Glob) bool { return g.Match(path) })
}

// unescaped takes out the backslashes that take the next character literally.
func unescaped(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '\\' && i+1 < len(pattern) && strings.IndexByte(`*?[]{},!`, pattern[i+1]) >= 0 {
			i++
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}
