package resolver

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// resolution is a value of `moduleResolution`; nodenext finds what node16 does.
type resolution uint8

const (
	classic resolution = iota
	node10
	node16
	bundler
)

var resolutions = map[string]resolution{"classic": classic, "node": node10, "node10": node10, "node16": node16, "nodenext": node16, "bundler": bundler}

// config is a tsconfig.json or jsconfig.json with what it extends already laid under it. Paths are
// relative to the repo.
type config struct {
	path           string
	dir            string
	hasBase        bool
	base           string
	paths          []pattern
	pathsIn        string // the config that sets `paths`
	pathsSource    string // `tsconfig.json paths`
	rootDirs       []string
	typeRoots      []string
	suffixes       []string
	custom         []string // customConditions
	mode           string   // moduleResolution as written, lower case
	module         string   // lower case, derived from target when it is not said
	target         string
	rootDir        string
	outDir         string
	declarationDir string
	files          []string // nil when not said
	include        []string // nil when not said
	exclude        []string
	refs           []string // paths of referenced configs
	flags          map[string]bool
	jsx            string
	resolution     resolution
	holding        [3][]string // the conditions of package.json, by format
}

// pattern is one entry of `paths`.
type pattern struct {
	text    string
	targets []string // relative to baseUrl, else to the config that sets them
}

// pathsBase is the folder that the targets of `paths` are relative to.
func (c *config) pathsBase() string {
	if c.hasBase {
		return c.base
	}
	return path.Dir(c.pathsIn)
}

func (c *config) flag(name string, standard bool) bool {
	if v, ok := c.flags[name]; ok {
		return v
	}
	return standard
}

// isNode tells whether `module` follows Node's rules.
func (c *config) isNode() bool {
	switch c.module {
	case "node16", "node18", "node20", "nodenext":
		return true
	}
	return false
}

// syntaxMatters tells whether imports and requires may lead to different files.
func (c *config) syntaxMatters() bool {
	return c.resolution == node16 || c.resolution == bundler &&
		(c.flag("resolvePackageJsonExports", true) || c.flag("resolvePackageJsonImports", true))
}

func (c *config) jsonModules() bool {
	return c.flag("resolveJsonModule", c.resolution == bundler || c.module == "node20" || c.module == "nodenext")
}

// conditions are those of package.json that hold.
func (c *config) conditions(f format) []string { return c.holding[f] }

// conditionsOf lists them (TypeScript, getConditions).
func (c *config) conditionsOf(f format) []string {
	list := []string{"require", "types"}
	if f == esModule || f == unsaid && c.resolution == bundler {
		list[0] = "import"
	}
	if c.resolution != bundler {
		list = append(list, "node")
	}
	return append(list, c.custom...)
}

// derive fills in what follows from other options.
func (c *config) derive() {
	c.pathsSource = c.pathsIn + " paths"
	c.deriveResolution()
	for f := range c.holding {
		c.holding[f] = c.conditionsOf(format(f))
	}
}

// deriveResolution follows TypeScript 5.9 (computedOptions).
func (c *config) deriveResolution() {
	switch c.module {
	case "":
		c.module = "commonjs"
		if !slices.Contains([]string{"", "es3", "es5"}, c.target) {
			c.module = "es2015"
		}
	case "es6":
		c.module = "es2015"
	}
	known := false
	if c.resolution, known = resolutions[c.mode]; known {
		return
	}
	switch {
	case c.module == "commonjs":
		c.resolution = node10
	case c.isNode():
		c.resolution = node16
	case c.module == "preserve":
		c.resolution = bundler
	}
}

func or[T any](a, b []T) []T {
	if a != nil {
		return a
	}
	return b
}

// inherit lays a parent over what stronger parents have not said yet. c is the weaker one.
func (c *config) inherit(p *config) {
	flags := map[string]bool{}
	for k, v := range c.flags {
		flags[k] = v
	}
	for k, v := range p.flags {
		flags[k] = v
	}
	c.flags = flags
	if p.hasBase {
		c.hasBase, c.base = true, p.base
	}
	if p.paths != nil {
		c.paths, c.pathsIn = p.paths, p.pathsIn
	}
	for _, s := range []struct{ to, from *[]string }{{&c.rootDirs, &p.rootDirs}, {&c.typeRoots, &p.typeRoots}, {&c.suffixes, &p.suffixes},
		{&c.custom, &p.custom}, {&c.files, &p.files}, {&c.include, &p.include}, {&c.exclude, &p.exclude}} {
		*s.to = or(*s.from, *s.to)
	}
	for _, s := range []struct{ to, from *string }{{&c.mode, &p.mode}, {&c.module, &p.module}, {&c.target, &p.target}, {&c.rootDir, &p.rootDir},
		{&c.outDir, &p.outDir}, {&c.declarationDir, &p.declarationDir}, {&c.jsx, &p.jsx}} {
		if *s.from != "" {
			*s.to = *s.from
		}
	}
}

// apply lays the config's own settings over what it inherits. Paths are relative to this file.
func (c *config) apply(raw *rawConfig) {
	for _, f := range []struct{ to, from *[]string }{{&c.files, raw.Files}, {&c.include, raw.Include}, {&c.exclude, raw.Exclude}} {
		if f.from != nil {
			*f.to = c.joinAll(*f.from)
		}
	}
	o := raw.CompilerOptions
	if s, ok := get[string](o, "baseUrl"); ok {
		c.hasBase, c.base = true, c.join(s)
	}
	if paths, ok := get[mappingOf[[]string]](o, "paths"); ok {
		c.paths, c.pathsIn = []pattern{}, c.path
		for i, text := range paths.keys {
			c.paths = append(c.paths, pattern{text: text, targets: paths.values[i]})
		}
	}
	for key, to := range map[string]*[]string{"rootDirs": &c.rootDirs, "typeRoots": &c.typeRoots} {
		if list, ok := get[[]string](o, key); ok {
			*to = c.joinAll(list)
		}
	}
	for key, to := range map[string]*[]string{"moduleSuffixes": &c.suffixes, "customConditions": &c.custom} {
		if list, ok := get[[]string](o, key); ok {
			*to = list
		}
	}
	for key, to := range map[string]*string{"moduleResolution": &c.mode, "module": &c.module, "target": &c.target, "jsx": &c.jsx} {
		if s, ok := get[string](o, key); ok {
			*to = strings.ToLower(s)
		}
	}
	for key, to := range map[string]*string{"rootDir": &c.rootDir, "outDir": &c.outDir, "declarationDir": &c.declarationDir} {
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

func get[T any](object map[string]json.RawMessage, key string) (T, bool) {
	var v T
	raw, ok := object[key]
	return v, ok && string(raw) != "null" && json.Unmarshal(raw, &v) == nil
}

// join makes a path of the config repo-relative. `${configDir}` is left: it means the folder of the
// config that inherits the path.
func (c *config) join(s string) string {
	if strings.HasPrefix(s, configDir) {
		return s
	}
	return path.Join(c.dir, s)
}

func (c *config) joinAll(list []string) []string {
	all := make([]string, 0, len(list))
	for _, s := range list {
		all = append(all, c.join(s))
	}
	return all
}
