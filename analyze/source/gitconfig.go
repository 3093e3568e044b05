package source

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
)

// gitConfig holds the last value of each variable, under `section.key` or `section.subsection.key`.
type gitConfig struct {
	values map[string]string
	home   string
}

// maxIncludes bounds how deep config files may include each other, as git does.
const maxIncludes = 10

// readGitConfig reads the config files that apply to a work tree, least important first. Conditional
// includes are not followed. What cannot be read counts as empty: git itself will complain of it.
func readGitConfig(gitDir, common string) *gitConfig {
	c := &gitConfig{values: map[string]string{}}
	c.home, _ = os.UserHomeDir()
	files := []string{"/etc/gitconfig"}
	if system := os.Getenv("GIT_CONFIG_SYSTEM"); system != "" {
		files = []string{system}
	}
	if os.Getenv("GIT_CONFIG_NOSYSTEM") != "" {
		files = nil
	}
	if global, set := os.LookupEnv("GIT_CONFIG_GLOBAL"); set {
		files = append(files, global)
	} else {
		files = append(files, filepath.Join(c.userDir(), "config"), filepath.Join(c.home, ".gitconfig"))
	}
	for _, f := range append(files, filepath.Join(common, "config")) {
		c.read(f, 0)
	}
	if c.bool("extensions.worktreeconfig") {
		c.read(filepath.Join(gitDir, "config.worktree"), 0)
	}
	return c
}

// userDir is the folder of the user's git files by the XDG rules.
func (c *gitConfig) userDir() string {
	if xdg := os.Getenv("XDG_CONFIG_HOME"); xdg != "" {
		return filepath.Join(xdg, "git")
	}
	return filepath.Join(c.home, ".config", "git")
}

func (c *gitConfig) excludesFile() string {
	file, set := c.values["core.excludesfile"]
	if !set {
		return filepath.Join(c.userDir(), "ignore")
	}
	return c.expand(file)
}

// expand resolves a leading `~/`.
func (c *gitConfig) expand(p string) string {
	if rest, ok := strings.CutPrefix(p, "~/"); ok {
		return filepath.Join(c.home, rest)
	}
	return p
}

func (c *gitConfig) bool(key string) bool {
	switch strings.ToLower(c.values[key]) {
	case "true", "yes", "on", "1":
		return true
	}
	return false
}

func (c *gitConfig) read(file string, depth int) {
	text, err := os.ReadFile(file)
	if err != nil || depth > maxIncludes {
		return
	}
	c.parse(text, func(path string) { c.read(under(filepath.Dir(file), c.expand(path)), depth+1) })
}

// parse takes in the text of a config file. Included files are read where they are named.
func (c *gitConfig) parse(text []byte, include func(path string)) {
	section := ""
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	lines.Buffer(nil, len(text)+1)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "[") {
			section, line = sectionOf(line)
		}
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		name, value, assigned := strings.Cut(line, "=")
		for assigned && continues(value) && lines.Scan() {
			value = value[:len(value)-1] + lines.Text()
		}
		key := section + "." + strings.ToLower(strings.TrimSpace(name))
		c.values[key] = "true"
		if assigned {
			c.values[key] = unquote(value)
		}
		if key == "include.path" {
			include(c.values[key])
		}
	}
}

// continues tells whether a value goes on in the next line: it ends in an odd number of backslashes.
func continues(value string) bool {
	return (len(value)-len(strings.TrimRight(value, `\`)))%2 == 1
}

// sectionOf reads `[section]` or `[section "Sub"]`, and gives what stands behind it.
func sectionOf(line string) (section, rest string) {
	quoted := false
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && quoted:
			i++
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ']' && !quoted:
			head, sub, named := strings.Cut(line[1:i], `"`)
			section = strings.ToLower(strings.TrimSpace(head))
			if named {
				section += "." + unquote(`"`+sub)
			}
			return section, strings.TrimSpace(line[i+1:])
		}
	}
	return "", ""
}

// unquote reads a value: quotes, escapes, blanks at the ends, and a comment behind it.
func unquote(s string) string {
	var b strings.Builder
	quoted, solid := false, 0
	s = strings.TrimSpace(s)
scan:
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			quoted = !quoted
			solid = b.Len()
			continue
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteByte(unescapeByte(s[i]))
		case (c == '#' || c == ';') && !quoted:
			break scan
		default:
			b.WriteByte(c)
			if !quoted && (c == ' ' || c == '\t') {
				continue
			}
		}
		solid = b.Len()
	}
	return b.String()[:solid]
}

func unescapeByte(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case 'b':
		return '\b'
	}
	return c
}
