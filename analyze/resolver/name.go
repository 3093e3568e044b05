package resolver

import (
	"errors"
	"path"
	"slices"
	"strings"
)

var errNotListed = errors.New("not in the list of files")

// Alias is a pattern by which files can be named from somewhere.
type Alias struct {
	Pattern string
	Targets []string // repo-relative, with `*`
	Source  string
}

// Aliases lists the patterns available to a file, the most specific first.
func (r *Resolver) Aliases(from string) []Alias {
	s := r.scope(from)
	if s.config == nil {
		return nil
	}
	var list []Alias
	for _, p := range s.config.paths {
		a := Alias{Pattern: p.text, Source: p.source}
		for _, t := range p.targets {
			a.Targets = append(a.Targets, path.Join(p.dir, t))
		}
		list = append(list, a)
	}
	slices.SortStableFunc(list, func(a, b Alias) int {
		return len(strings.TrimRight(b.Pattern, "*")) - len(strings.TrimRight(a.Pattern, "*"))
	})
	return list
}

// Specifiers lists the ways by which the file at from can name target, each verified: through an
// alias, through a package's name, then relative. Extensions are left out where the mode permits.
func (r *Resolver) Specifiers(from, target string) []string {
	var list []string
	add := func(stem string) {
		for _, s := range []string{strings.TrimSuffix(stem, "/index"), stem, stem + ".js", stem + path.Ext(target)} {
			if got := r.Resolve(from, s, Import); got.State == InRepo && got.Path == target {
				list = append(list, s)
				return
			}
		}
	}
	stem := stemOf(target)
	for _, a := range r.Aliases(from) {
		for _, t := range a.Targets {
			before, after, wild := strings.Cut(t, "*")
			if !wild {
				if stemOf(t) == stem {
					add(a.Pattern)
				}
				continue
			}
			if rest, ok := strings.CutPrefix(stem, before); ok && strings.HasSuffix(rest, after) && a.Pattern != "*" {
				add(strings.Replace(a.Pattern, "*", strings.TrimSuffix(rest, after), 1))
			}
		}
	}
	for _, name := range r.packageNames() {
		if rest, ok := below(r.named[name].dir, stem); ok && r.packageAbove(path.Dir(from)) != r.named[name] {
			add(name + "/" + rest)
			if strings.HasSuffix(rest, "index") {
				add(name)
			}
		}
	}
	add(relativeTo(path.Dir(from), stem))
	return slices.Compact(list)
}

func (r *Resolver) packageNames() []string {
	names := make([]string, 0, len(r.named))
	for n := range r.named {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func stemOf(p string) string {
	for _, ext := range []string{".d.ts", ".d.mts", ".d.cts", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"} {
		if s, ok := strings.CutSuffix(p, ext); ok {
			return s
		}
	}
	return p
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
}

// Config tells the settings that apply to a file.
func (r *Resolver) Config(from string) Settings {
	c := r.scope(from).config
	if c == nil {
		return Settings{}
	}
	return Settings{c.path, c.mode, c.jsx, c.flags["isolatedModules"], c.flags["verbatimModuleSyntax"],
		c.flags["allowImportingTsExtensions"], c.flags["emitDecoratorMetadata"]}
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
