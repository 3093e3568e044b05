package resolver

import (
	"path"
	"slices"
	"strings"
)

// Alias is a pattern by which files can be named from somewhere.
type Alias struct {
	Pattern string
	Targets []string // repo-relative, with `*`
	Source  string
}

// Aliases lists the patterns available to a file, the most specific first.
func (r *Resolver) Aliases(from string) []Alias {
	c := r.scope(from).options()
	var list []Alias
	for _, p := range c.paths {
		a := Alias{Pattern: p.text, Source: c.pathsSource}
		for _, t := range p.targets {
			a.Targets = append(a.Targets, path.Join(c.pathsBase(), t))
		}
		list = append(list, a)
	}
	for _, t := range r.toolsAbove(path.Dir(from)) {
		list = append(list, Alias{t.pattern, []string{t.target}, t.source})
	}
	if m := r.packageAbove(path.Dir(from)); m != nil {
		list = append(list, m.importAliases()...)
	}
	slices.SortStableFunc(list, func(a, b Alias) int {
		return len(strings.TrimRight(b.Pattern, "*")) - len(strings.TrimRight(a.Pattern, "*"))
	})
	return list
}

// importAliases gives the `imports` whose target is plain.
func (m *manifest) importAliases() (list []Alias) {
	for i, key := range m.imports.keys {
		if e := m.imports.list[i]; e.kind == isPath && strings.HasPrefix(e.path, "./") {
			list = append(list, Alias{key, []string{path.Join(m.dir, e.path)}, path.Join(m.dir, "package.json") + " imports"})
		}
	}
	return list
}

// Specifiers lists the ways by which the file at from can name target, each verified: through an
// alias, through a package's name, then relative. Extensions are left out where the mode permits.
func (r *Resolver) Specifiers(from, target string) []string {
	var list []string
	add := func(stem string) {
		for _, s := range []string{folderForm(stem), stem, stem + emitted(target), stem + path.Ext(target)} {
			if got := r.Resolve(from, s, Import); got.State == InRepo && got.Path == target {
				if !slices.Contains(list, s) {
					list = append(list, s)
				}
				return
			}
		}
	}
	stem := stemOf(target)
	aliases := r.Aliases(from)
	for _, p := range r.linkedFor(path.Dir(from)) {
		aliases = append(aliases, p.exportAliases()...)
	}
	for _, a := range aliases {
		for _, t := range a.Targets {
			before, after, wild := strings.Cut(stemOf(t), "*")
			rest, below := strings.CutPrefix(stem, before)
			switch {
			case !wild && before == stem:
				add(a.Pattern)
			case wild && below && strings.HasSuffix(rest, after) && a.Pattern != "*":
				add(strings.Replace(a.Pattern, "*", strings.TrimSuffix(rest, after), 1))
			}
		}
	}
	add(relativeTo(path.Dir(from), stem))
	return list
}

// folderForm names a folder instead of its index, but for one's own and those above, where it reads badly.
func folderForm(stem string) string {
	if short, ok := strings.CutSuffix(stem, "/index"); ok && !strings.HasSuffix(short, ".") {
		return short
	}
	return stem
}

// exportAliases gives the names of a package and of what it exports; of one without exports, all below it.
func (m *manifest) exportAliases() (list []Alias) {
	source := path.Join(m.dir, "package.json")
	if m.exports.kind == absent {
		list = append(list, Alias{m.Name + "/*", []string{path.Join(m.dir, "*")}, source})
		for _, key := range []string{"source", "types", "main"} {
			if s := m.fields[key]; s != "" {
				list = append(list, Alias{m.Name, []string{path.Join(m.dir, s)}, source})
			}
		}
		return append(list, Alias{m.Name, []string{path.Join(m.dir, "index")}, source})
	}
	add := func(key string, e *mapping) {
		var targets []string
		e.each(func(t string) { targets = append(targets, path.Join(m.dir, t)) })
		list = append(list, Alias{m.Name + strings.TrimPrefix(key, "."), targets, source})
	}
	if m.exports.kind != isObject || len(m.exports.keys) == 0 || !strings.HasPrefix(m.exports.keys[0], ".") {
		add(".", &m.exports)
		return list
	}
	for i, key := range m.exports.keys {
		add(key, &m.exports.list[i])
	}
	return list
}

// linkedFor lists the packages of the repo that a file in dir can name, but for its own.
func (r *Resolver) linkedFor(dir string) (list []*manifest) {
	own := r.packageAbove(dir)
	for d := dir; ; d = path.Dir(d) {
		for _, at := range r.linked[d] {
			if m := r.packages[at]; m != own && !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
		if d == "." || d == "/" {
			break
		}
	}
	slices.SortFunc(list, func(a, b *manifest) int { return strings.Compare(a.Name+a.dir, b.Name+b.dir) })
	return list
}

func stemOf(p string) string {
	stem, ext := splitExtension(p)
	if ext == ".json" {
		return p
	}
	return stem
}

// emitted is the extension of the code that a file is compiled to.
func emitted(p string) string {
	switch path.Ext(p) {
	case ".mts", ".mjs":
		return ".mjs"
	case ".cts", ".cjs":
		return ".cjs"
	}
	return ".js"
}

func relativeTo(dir, target string) string {
	up := ""
	for dir != "." {
		if rest, ok := below(dir, target); ok && rest != "." {
			target = rest
			break
		}
		dir = path.Dir(dir)
		up += "../"
	}
	if up == "" {
		return "./" + target
	}
	return up + target
}

// Settings are the compiler options that callers need.
type Settings struct {
	File             string // of the config, "" when there is none
	ModuleResolution string
	JSX              string
	IsolatedModules  bool
	VerbatimSyntax   bool
	TSExtensions     bool // allowImportingTsExtensions
	DecoratorTypes   bool // emitDecoratorMetadata
	CheckJS          bool
	SkipLibCheck     bool
}

// Config tells the settings that apply to a file.
func (r *Resolver) Config(from string) Settings {
	c := r.scope(from).options()
	return Settings{c.path, c.mode, c.jsx, c.flags["isolatedModules"], c.flags["verbatimModuleSyntax"],
		c.flags["allowImportingTsExtensions"], c.flags["emitDecoratorMetadata"], c.flags["checkJs"],
		c.flags["skipLibCheck"]}
}

// TakesIn tells whether a config, the nearest one or one further up, has a file by its `files` and `include`.
func (r *Resolver) TakesIn(file string) bool {
	s := r.scope(file)
	if s.config == nil {
		return false
	}
	for _, c := range append([]*config{s.config}, s.above...) {
		if r.owner(c, file).includes(file) {
			return true
		}
	}
	return false
}

// InProject tells whether the config at a path has a file by its `files` and `include`, whichever config is
// nearest to the file; "" stands for none.
func (r *Resolver) InProject(config, file string) bool {
	if c := r.configs[config]; c != nil {
		return c.includes(file)
	}
	return r.Config(file).File == config
}

// builtins are Node's own modules (nodejs.org/api, module.builtinModules of Node 22).
var builtins = map[string]bool{}

func init() {
	for name := range strings.FieldsSeq(`assert assert/strict async_hooks buffer child_process cluster console
		constants crypto dgram diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https
		inspector inspector/promises module net os path path/posix path/win32 perf_hooks process punycode
		querystring readline readline/promises repl stream stream/consumers stream/promises stream/web
		string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi
		worker_threads zlib`) {
		builtins[name] = true
	}
}
