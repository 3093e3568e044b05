package resolver

import (
	"path"
	"strings"
)

// includes tells whether a config's `files` and `include` (by default everything below it) hold the file.
func (c *config) includes(file string) bool {
	for _, f := range c.files {
		if f == file {
			return true
		}
	}
	if !c.reads(file) {
		return false
	}
	include := c.include
	if include == nil {
		if c.files != nil {
			return false
		}
		include = []string{path.Join(c.dir, "**/*")}
	}
	for _, g := range include {
		if matchInclude(g, file) {
			return !c.excludes(file)
		}
	}
	return false
}

// reads tells whether the config's compiler takes files of that kind.
func (c *config) reads(file string) bool {
	switch path.Ext(file) {
	case ".js", ".jsx", ".mjs", ".cjs":
		return c.flag("allowJs", c.flag("checkJs", false))
	case ".json":
		return false
	}
	return true
}

func (c *config) excludes(file string) bool {
	exclude := c.exclude
	if exclude == nil {
		for _, out := range []string{c.outDir, c.declarationDir} {
			if out != "" {
				exclude = append(exclude, out)
			}
		}
	}
	name := segments(file)
	for _, g := range exclude {
		pattern := segments(g)
		if len(pattern) > 0 && !strings.ContainsAny(pattern[0], "*?[") && pattern[0] != name[0] {
			continue
		}
		for n := len(name); n > 0; n-- {
			if matchSegments(pattern, name[:n], func(string) bool { return true }) {
				return true
			}
		}
	}
	return false
}

// matchInclude matches a pattern of `include`: a name without wildcard or extension is a folder with
// all below it; `**` goes round hidden folders and node_modules.
func matchInclude(glob, file string) bool {
	pattern := segments(glob)
	if len(pattern) == 0 || !strings.ContainsAny(pattern[len(pattern)-1], "*?.") {
		pattern = append(pattern, "**", "*")
	}
	return matchSegments(pattern, segments(file), func(folder string) bool {
		return folder[0] != '.' && folder != "node_modules" && folder != "bower_components" && folder != "jspm_packages"
	})
}

// matchPath matches a glob of workspaces, with `**` and `{a,b}`.
func matchPath(glob, name string) bool {
	for _, g := range braces(glob, 0) {
		if matchSegments(segments(g), segments(name), func(string) bool { return true }) {
			return true
		}
	}
	return false
}

// braces spells out the alternatives of a glob.
func braces(glob string, depth int) []string {
	open := strings.IndexByte(glob, '{')
	if open < 0 || depth > 4 {
		return []string{glob}
	}
	end := strings.IndexByte(glob[open:], '}')
	if end < 0 {
		return []string{glob}
	}
	var list []string
	for _, part := range strings.Split(glob[open+1:open+end], ",") {
		list = append(list, braces(glob[:open]+part+glob[open+end+1:], depth+1)...)
	}
	return list
}

func segments(p string) []string {
	if p = path.Clean(p); p == "." || p == "" {
		return nil
	}
	return strings.Split(p, "/")
}

// matchSegments matches name by name; `**` stands for any number of folders that pass. Positions where a
// `**` could go on are kept, so that the time stays linear in pattern times name.
func matchSegments(pattern, name []string, pass func(string) bool) bool {
	room := make([]bool, 2*(len(pattern)+1))
	at, next := room[:len(pattern)+1], room[len(pattern)+1:]
	at[0] = true
	for i := 0; ; i++ {
		for j, p := range pattern {
			if at[j] && p == "**" {
				at[j+1] = true
			}
		}
		if i == len(name) {
			return at[len(pattern)]
		}
		clear(next)
		for j, p := range pattern {
			switch {
			case !at[j]:
			case p == "**":
				next[j] = pass(name[i])
			default:
				ok, err := path.Match(p, name[i])
				next[j+1] = next[j+1] || ok && err == nil && (name[i][0] != '.' || p[0] != '*' && p[0] != '?')
			}
		}
		at, next = next, at
	}
}
