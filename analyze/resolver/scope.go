package resolver

import (
	"path"
	"regexp"
	"strings"
)

// scopeOf is what the place of a file says about its specifiers.
type scopeOf struct {
	config *config   // nil when there is none
	pkg    *manifest // the package.json above the file, nil when there is none
}

// strictESM tells Node's own rule, by which an import names its file with the extension.
func (s *scopeOf) strictESM() bool { return s.config != nil && s.config.nodeNext() }

func (c *config) nodeNext() bool {
	switch c.mode {
	case "node16", "nodenext":
		return true
	case "":
		return c.module == "node16" || c.module == "node18" || c.module == "node20" || c.module == "nodenext"
	}
	return false
}

// esm tells whether a file's imports follow the rules of ES modules, by its extension and the nearest
// package.json.
func (s *scopeOf) esm(from string, mode Mode) bool {
	if mode != Import {
		return false
	}
	switch path.Ext(from) {
	case ".mts", ".mjs":
		return true
	case ".cts", ".cjs":
		return false
	}
	return s.pkg != nil && s.pkg.Type == "module"
}

// scope finds the config and the package of a file: the nearest above it. A config that only
// references others hands its files to the first of them that includes the file.
func (r *Resolver) scope(from string) *scopeOf {
	dir := path.Dir(from)
	var s *scopeOf
	if got, ok := r.nearest.Load(dir); ok {
		s = got.(*scopeOf)
	} else {
		s = &scopeOf{config: r.configAbove(dir), pkg: r.packageAbove(dir)}
		r.nearest.Store(dir, s)
	}
	if s.config == nil || len(s.config.refs) == 0 {
		return s
	}
	for c := s.config; ; {
		next := r.member(c, from)
		if next == nil || next == c {
			return &scopeOf{config: c, pkg: s.pkg}
		}
		c = next
	}
}

// member is the referenced config that includes the file, where the config itself does not.
func (r *Resolver) member(c *config, from string) *config {
	if c.includes(from) {
		return nil
	}
	for _, ref := range c.refs {
		if p := r.loaded(ref); p != nil && p.includes(from) {
			return p
		}
	}
	return nil
}

func (r *Resolver) configAbove(dir string) *config {
	for {
		for _, name := range []string{"tsconfig.json", "jsconfig.json"} {
			if c := r.configs[path.Join(dir, name)]; c != nil {
				for _, ref := range c.refs {
					r.loaded(ref)
				}
				return c
			}
		}
		if dir == "." || dir == "/" {
			return nil
		}
		dir = path.Dir(dir)
	}
}

func (r *Resolver) loaded(p string) *config { return r.configs[p] }

func (r *Resolver) packageAbove(dir string) *manifest {
	for {
		if m := r.packages[dir]; m != nil {
			return m
		}
		if dir == "." || dir == "/" {
			return nil
		}
		dir = path.Dir(dir)
	}
}

// includes tells whether a config's `files` and `include` (by default everything below it) hold the file.
func (c *config) includes(file string) bool {
	for _, f := range c.files {
		if f == file {
			return true
		}
	}
	include := c.include
	if include == nil {
		if c.files != nil {
			return false
		}
		include = []string{path.Join(c.dir, "**/*")}
	}
	return matchesAny(include, file) && !matchesAny(c.exclude, file)
}

func matchesAny(globs []string, file string) bool {
	for _, g := range globs {
		if includeGlob(g).MatchString(file) {
			return true
		}
	}
	return false
}

// includeGlob compiles a pattern of `include`: `*` and `?` within a name, `**/` over folders; a name
// without wildcard or extension is a folder with all below it.
func includeGlob(g string) *regexp.Regexp {
	last := path.Base(g)
	if !strings.ContainsAny(last, "*?.") {
		g += "/**/*"
	}
	var b strings.Builder
	b.WriteString(`\A`)
	for i := 0; i < len(g); i++ {
		switch {
		case strings.HasPrefix(g[i:], "**/"):
			b.WriteString("(?:[^/]+/)*")
			i += 2
		case g[i] == '*':
			b.WriteString("[^/]*")
			for i+1 < len(g) && g[i+1] == '*' {
				i++
			}
		case g[i] == '?':
			b.WriteString("[^/]")
		default:
			b.WriteString(regexp.QuoteMeta(g[i : i+1]))
		}
	}
	return regexp.MustCompile(b.String() + `\z`)
}
