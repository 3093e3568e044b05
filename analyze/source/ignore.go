package source

import (
	"os"
	"path/filepath"
	"strings"
)

// ignores is the chain of ignore files that hold in a folder, the innermost first (gitignore(5)).
type ignores struct {
	outer *ignores
	base  string // the folder of the file, relative to the top, "" for the top itself
	rules []rule
}

// rule is one line of an ignore file.
type rule struct {
	pattern  string
	negate   bool
	folder   bool // only folders
	anchored bool // matched against the whole path below base, not the last name
	literal  bool // no wildcard in it
	suffix   bool // `*` and a literal: `*.log`
}

// with puts the rules of a file before those of the chain; a missing or empty file adds none.
func (g *ignores) with(file, base string) *ignores {
	data, err := os.ReadFile(file)
	if err != nil {
		return g
	}
	rules := parseIgnore(string(data))
	if len(rules) == 0 {
		return g
	}
	return &ignores{g, base, rules}
}

func parseIgnore(text string) []rule {
	var rules []rule
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		if r, ok := parseRule(line); ok {
			rules = append(rules, r)
		}
	}
	return rules
}

func parseRule(line string) (r rule, ok bool) {
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	if line == "" || line[0] == '#' {
		return r, false
	}
	if line[0] == '!' {
		r.negate, line = true, line[1:]
	}
	if strings.HasSuffix(line, "/") {
		r.folder, line = true, line[:len(line)-1]
	}
	r.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return r, false
	}
	r.pattern = line
	r.literal = !strings.ContainsAny(line, `*?[\`)
	r.suffix = !r.anchored && line[0] == '*' && !strings.ContainsAny(line[1:], `*?[\`)
	return r, true
}

// ignored tells whether git ignores the path (relative to the top), going by its own rules only; that
// a folder above is ignored is the caller's to know.
func (g *ignores) ignored(p, name string, folder bool) bool {
	for ; g != nil; g = g.outer {
		rest := p
		if g.base != "" {
			rest = p[len(g.base)+1:]
		}
		for i := len(g.rules) - 1; i >= 0; i-- {
			if r := &g.rules[i]; (folder || !r.folder) && r.matches(rest, name) {
				return !r.negate
			}
		}
	}
	return false
}

func (r *rule) matches(p, name string) bool {
	subject := name
	if r.anchored {
		subject = p
	}
	switch {
	case r.literal:
		return subject == r.pattern
	case r.suffix:
		return strings.HasSuffix(name, r.pattern[1:])
	}
	return wildmatch(r.pattern, subject)
}

// wildmatch matches as git does with WM_PATHNAME: `*` and `?` stop at a slash, `**/`, `/**/` and
// `/**` span folders. It remembers only the last `*` and the last `**` and so takes at most
// quadratic time.
func wildmatch(pattern, text string) bool {
	p, t := 0, 0
	star, starText := -1, 0 // where to go on after the last `*`
	deep, deepText := -1, 0 // and after the last `**/`
	for {
		if p == len(pattern) && t == len(text) {
			return true
		}
		if strings.HasPrefix(pattern[p:], "**") && (p == 0 || pattern[p-1] == '/') {
			switch rest := pattern[p+2:]; {
			case rest == "":
				return t < len(text)
			case rest[0] == '/':
				p += 3
				deep, deepText, star = p, t, -1
				continue
			}
		}
		if p < len(pattern) && pattern[p] == '*' {
			for p < len(pattern) && pattern[p] == '*' {
				p++
			}
			star, starText = p, t
			continue
		}
		if p < len(pattern) && t < len(text) {
			if n, ok := matchOne(pattern[p:], text[t]); ok {
				p, t = p+n, t+1
				continue
			}
		}
		if star >= 0 && starText < len(text) && text[starText] != '/' {
			starText++
			p, t = star, starText
			continue
		}
		if deep < 0 {
			return false
		}
		slash := strings.IndexByte(text[deepText:], '/')
		if slash < 0 {
			return false
		}
		deepText += slash + 1
		p, t, star = deep, deepText, -1
	}
}

// matchOne matches one byte against the pattern's first element and gives that element's length.
func matchOne(pattern string, c byte) (n int, ok bool) {
	switch pattern[0] {
	case '?':
		return 1, c != '/'
	case '\\':
		if len(pattern) > 1 {
			return 2, pattern[1] == c
		}
		return 1, false
	case '[':
		return matchClass(pattern, c)
	}
	return 1, pattern[0] == c
}

func matchClass(pattern string, c byte) (n int, ok bool) {
	i, negate := 1, false
	if i < len(pattern) && (pattern[i] == '!' || pattern[i] == '^') {
		negate, i = true, i+1
	}
	found := false
	for first := true; ; first = false {
		if i >= len(pattern) {
			return 1, false
		}
		if pattern[i] == ']' && !first {
			break
		}
		if name, ok := strings.CutPrefix(pattern[i:], "[:"); ok {
			if end := strings.Index(name, ":]"); end >= 0 {
				found = found || posix(name[:end], c)
				i += end + 4
				continue
			}
		}
		low, size := classByte(pattern[i:])
		i += size
		high := low
		if i+1 < len(pattern) && pattern[i] == '-' && pattern[i+1] != ']' {
			high, size = classByte(pattern[i+1:])
			i += 1 + size
		}
		found = found || low <= c && c <= high
	}
	return i + 1, found != negate && c != '/'
}

func classByte(s string) (c byte, size int) {
	if s[0] == '\\' && len(s) > 1 {
		return s[1], 2
	}
	return s[0], 1
}

func posix(class string, c byte) bool {
	digit, lower, upper := c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z'
	switch class {
	case "digit":
		return digit
	case "lower":
		return lower
	case "upper":
		return upper
	case "alpha":
		return lower || upper
	case "alnum":
		return digit || lower || upper
	case "xdigit":
		return digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
	case "space":
		return c == ' ' || c >= '\t' && c <= '\r'
	case "punct":
		return c > ' ' && c < 0x7f && !digit && !lower && !upper
	}
	return false
}

// userIgnores begins a chain with what holds for all of the user's repos and for this one.
func (r *repository) userIgnores() *ignores {
	home, _ := os.UserHomeDir()
	xdg := os.Getenv("XDG_CONFIG_HOME")
	if xdg == "" && home != "" {
		xdg = filepath.Join(home, ".config")
	}
	excludes := filepath.Join(xdg, "git", "ignore")
	for _, file := range []string{filepath.Join(home, ".gitconfig"), filepath.Join(r.common, "config")} {
		if v := configValue(file, "core", "excludesfile"); v != "" {
			excludes = v
			if rest, ok := strings.CutPrefix(v, "~/"); ok {
				excludes = filepath.Join(home, rest)
			}
		}
	}
	var g *ignores
	g = g.with(excludes, "")
	return g.with(filepath.Join(r.common, "info", "exclude"), "")
}
