package resolver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tailscale/hujson"
)

// config is a tsconfig.json or jsconfig.json with what it extends already laid under it.
type config struct {
	path     string
	dir      string
	hasBase  bool
	base     string
	paths    []pattern
	rootDirs []string
	suffixes []string
	mode     string // moduleResolution, lower case, derived from `module` when it is not said
	module   string
	custom   []string // customConditions
	rootDir  string
	outDir   string
	files    []string // nil when not said
	include  []string // nil when not said
	exclude  []string
	refs     []string // paths of referenced configs
	flags    map[string]bool
	jsx      string
}

// pattern is one entry of `paths`.
type pattern struct {
	text    string
	targets []string
	dir     string // what the targets are relative to
	source  string // `tsconfig.json paths`
}

type rawConfig struct {
	Extends         json.RawMessage `json:"extends"`
	Files           *[]string       `json:"files"`
	Include         *[]string       `json:"include"`
	Exclude         *[]string       `json:"exclude"`
	References      []struct{ Path string }
	CompilerOptions map[string]json.RawMessage `json:"compilerOptions"`
}

// loadConfig reads a config and everything it extends. chain holds the configs that led here, to
// tell a circle. nil when it cannot be read.
func (r *Resolver) loadConfig(p string, chain []string) *config {
	if c, ok := r.configs[p]; ok {
		return c
	}
	if slices.Contains(chain, p) {
		r.problems = append(r.problems, Problem{File: chain[len(chain)-1], Line: 1, Column: 1,
			Message: "circular `extends`: " + strings.Join(append(chain, p), " -> "), Hint: "take one of the `extends` out"})
		return nil
	}
	src, err := r.read(p)
	if err != nil {
		r.problem(p, 1, 1, "cannot be read: "+err.Error())
		return nil
	}
	raw, ok := r.parseConfig(p, src)
	if !ok {
		r.configs[p] = nil
		return nil
	}
	c := &config{flags: map[string]bool{}}
	for _, spec := range r.extended(p, raw.Extends) {
		if parent := r.loadConfig(spec, append(slices.Clone(chain), p)); parent != nil {
			c.inherit(parent)
		}
	}
	c.path, c.dir, c.refs = p, path.Dir(p), nil
	c.apply(raw)
	for _, ref := range raw.References {
		if target := r.configFile(path.Join(c.dir, ref.Path)); target != "" {
			c.refs = append(c.refs, target)
		}
	}
	r.configs[p] = c
	return c
}

func (r *Resolver) problem(file string, line, column int, msg string) {
	r.problems = append(r.problems, Problem{File: file, Line: line, Column: column, Message: msg, Hint: "TypeScript reads this file too: `npx tsc --showConfig` shows what it makes of it"})
}

// parseConfig reads JSON with comments and trailing commas.
func (r *Resolver) parseConfig(p string, src []byte) (*rawConfig, bool) {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	raw := &rawConfig{}
	if len(bytes.TrimSpace(src)) == 0 {
		return raw, true
	}
	plain, err := hujson.Standardize(slices.Clone(src))
	if err != nil {
		line, column := 1, 1
		if m := jsonPosition.FindStringSubmatch(err.Error()); m != nil {
			line, _ = strconv.Atoi(m[1])
			column, _ = strconv.Atoi(m[2])
		}
		r.problem(p, line, column, "broken JSON: "+strings.TrimPrefix(err.Error(), "hujson: "))
		return nil, false
	}
	if err := json.Unmarshal(plain, raw); err != nil {
		offset := 0
		if typeErr, ok := err.(*json.UnmarshalTypeError); ok {
			offset = int(typeErr.Offset)
		}
		before := plain[:min(offset, len(plain))]
		r.problem(p, 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n'), "not a tsconfig: "+err.Error())
		return nil, false
	}
	return raw, true
}

var jsonPosition = regexp.MustCompile(`line (\d+), column (\d+)`)

// extended lists the configs that an `extends` names and the repo holds, the weakest first.
func (r *Resolver) extended(p string, raw json.RawMessage) []string {
	var many []string
	var one string
	if json.Unmarshal(raw, &one) == nil && one != "" {
		many = []string{one}
	} else {
		_ = json.Unmarshal(raw, &many)
	}
	var list []string
	for _, spec := range many {
		target := ""
		if IsRelative(spec) || strings.HasPrefix(spec, "/") {
			target = r.configFile(path.Join(path.Dir(p), spec))
			if target == "" {
				r.problem(p, 1, 1, fmt.Sprintf("`extends` names %q, which is not in the repo", spec))
			}
		} else if name, sub := packageName(spec); r.named[name] != nil {
			target = r.configFile(path.Join(r.named[name].dir, sub))
		}
		if target != "" {
			list = append(list, target)
		}
	}
	return list
}

// configFile finds a config by the path of an `extends` or a reference: the file, with .json, or the
// tsconfig.json of the folder.
func (r *Resolver) configFile(p string) string {
	for _, c := range []string{p, p + ".json", path.Join(p, "tsconfig.json")} {
		if f, ok := r.exists(c); ok {
			return f
		}
	}
	return ""
}

func (c *config) inherit(p *config) {
	flags := c.flags
	if flags == nil {
		flags = map[string]bool{}
	}
	for k, v := range p.flags {
		flags[k] = v
	}
	old := *c
	*c = *p
	c.flags = flags
	if !p.hasBase {
		c.hasBase, c.base = old.hasBase, old.base
	}
	c.paths = or(p.paths, old.paths)
	c.rootDirs = or(p.rootDirs, old.rootDirs)
	c.suffixes = or(p.suffixes, old.suffixes)
	c.custom = or(p.custom, old.custom)
	c.files, c.include, c.exclude = or(p.files, old.files), or(p.include, old.include), or(p.exclude, old.exclude)
	for _, s := range []struct{ to, old *string }{{&c.mode, &old.mode}, {&c.module, &old.module}, {&c.rootDir, &old.rootDir}, {&c.outDir, &old.outDir}, {&c.jsx, &old.jsx}} {
		if *s.to == "" {
			*s.to = *s.old
		}
	}
}

func or[T any](a, b []T) []T {
	if a != nil {
		return a
	}
	return b
}

// apply lays the config's own settings over what it inherits. Paths are relative to this file.
func (c *config) apply(raw *rawConfig) {
	for _, f := range []struct {
		to   *[]string
		from *[]string
	}{{&c.files, raw.Files}, {&c.include, raw.Include}, {&c.exclude, raw.Exclude}} {
		if f.from != nil {
			*f.to = make([]string, 0, len(*f.from))
			for _, s := range *f.from {
				*f.to = append(*f.to, c.join(s))
			}
		}
	}
	o := raw.CompilerOptions
	if s, ok := get[string](o, "baseUrl"); ok {
		c.hasBase, c.base = true, c.join(s)
	}
	if paths, ok := get[map[string][]string](o, "paths"); ok {
		c.paths = c.patterns(paths)
	}
	if list, ok := get[[]string](o, "rootDirs"); ok {
		c.rootDirs = nil
		for _, s := range list {
			c.rootDirs = append(c.rootDirs, c.join(s))
		}
	}
	if list, ok := get[[]string](o, "moduleSuffixes"); ok {
		c.suffixes = list
	}
	if list, ok := get[[]string](o, "customConditions"); ok {
		c.custom = list
	}
	for key, to := range map[string]*string{"moduleResolution": &c.mode, "module": &c.module, "jsx": &c.jsx} {
		if s, ok := get[string](o, key); ok {
			*to = strings.ToLower(s)
		}
	}
	for key, to := range map[string]*string{"rootDir": &c.rootDir, "outDir": &c.outDir} {
		if s, ok := get[string](o, key); ok {
			*to = c.join(s)
		}
	}
	for key := range o {
		if b, ok := get[bool](o, key); ok {
			c.flags[key] = b
		}
	}
}

func get[T any](options map[string]json.RawMessage, key string) (T, bool) {
	var v T
	raw, ok := options[key]
	return v, ok && json.Unmarshal(raw, &v) == nil && string(raw) != "null"
}

// join makes a path of the config repo-relative.
func (c *config) join(s string) string {
	if rest, ok := strings.CutPrefix(s, "${configDir}"); ok {
		s = "./" + strings.TrimPrefix(rest, "/")
	}
	return path.Join(c.dir, s)
}

// patterns sorts `paths` so that answers do not depend on the order of a map. Targets are relative to
// baseUrl, else to the config that defines them.
func (c *config) patterns(paths map[string][]string) []pattern {
	list := []pattern{}
	dir := c.dir
	if c.hasBase {
		dir = c.base
	}
	for text, targets := range paths {
		p := pattern{text: text, dir: dir, source: c.path + " paths"}
		for _, t := range targets {
			if rest, ok := strings.CutPrefix(t, "${configDir}"); ok {
				t = "./" + strings.TrimPrefix(rest, "/")
			}
			p.targets = append(p.targets, t)
		}
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b pattern) int { return strings.Compare(a.text, b.text) })
	return list
}
