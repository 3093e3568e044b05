package resolver

import (
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Mode is how a specifier is used; the conditions of package.json and the endings depend on it.
type Mode uint8

// The modes. Asset is a URL or path that means a file as it stands. AsImport and AsRequire are those
// of a type import with a `resolution-mode`.
const (
	Import Mode = iota
	Require
	Asset
	Dynamic
	AsImport
	AsRequire
)

// Options tune New.
type Options struct {
	// Symlinks maps the path of each link inside the root to the path it leads to, also inside.
	Symlinks map[string]string
}

// Problem is a config file that cannot be read, with its position (from 1).
type Problem struct {
	File         string
	Line, Column int
	Message      string
	Hint         string
}

// Resolver answers from the list of the repo's files and its config files, which New reads once. It
// is safe for concurrent use.
type Resolver struct {
	*fileIndex
	read     func(string) ([]byte, error)
	packages map[string]*manifest         // by folder
	linked   map[string]map[string]string // folder of a workspace root -> package name -> its folder
	modules  map[string]bool              // folders with a node_modules, real or linked
	configs  map[string]*config           // by path of the config file
	tools    map[string][]alias           // aliases of bundlers and test runners, by the folder of their config
	problems []Problem

	marks   map[string]bool // folders that bear on what the files below them mean
	nearest sync.Map        // folder, or file of a config with references -> *scopeOf
	scopes  sync.Map        // marked folder, or variant -> *scopeOf
}

type query struct {
	dir, specifier string
	format         format
	asset, loose   bool
	test           bool // a test asks, for which the aliases of test runners hold
}

// New builds a resolver over the sorted, repo-relative paths of all files, code or not. read gives
// the content of config files.
func New(files []string, read func(path string) ([]byte, error), opts Options) *Resolver {
	r := &Resolver{fileIndex: newFileIndex(files, opts.Symlinks), read: read, packages: map[string]*manifest{},
		linked: map[string]map[string]string{}, modules: map[string]bool{}, configs: map[string]*config{}, tools: map[string][]alias{}, marks: map[string]bool{}}
	for d := range r.dirs {
		if path.Base(d) == "node_modules" {
			r.modules[path.Dir(d)] = true
		}
	}
	var projects []string
	for _, f := range files {
		switch base := path.Base(f); {
		case base == "package.json":
			r.loadManifest(f)
		case base == "tsconfig.json" || base == "jsconfig.json":
			projects = append(projects, f)
		case slices.Contains(servers, base):
			r.marks[dirOf(f)] = true
		}
	}
	r.linkPackages()
	for _, f := range projects {
		r.loadProject(f)
	}
	r.findAliases(files)
	r.mark()
	return r
}

// SameSettings tells whether what the presence of files and folders says of how to resolve is the same for two
// resolvers that read the same config files: aliases of tools, folders that bear on those below.
func (r *Resolver) SameSettings(other *Resolver) bool {
	return r == other || maps.Equal(r.modules, other.modules) && maps.Equal(r.marks, other.marks) &&
		maps.EqualFunc(r.tools, other.tools, func(a, b []alias) bool { return reflect.DeepEqual(a, b) })
}

// Problems lists the config files that could not be read, sorted by file and position.
func (r *Resolver) Problems() []Problem {
	list := slices.Clone(r.problems)
	slices.SortFunc(list, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	return list
}

// Resolve tells which file of the repo a specifier means when the file at from uses it, by the rules of
// TypeScript and of the tools that the repo configures.
func (r *Resolver) Resolve(from, specifier string, mode Mode) Result {
	return r.From(from).answer(specifier, mode, false)
}

// Find is Resolve with the leniency of bundlers: where the rules of the repo's own config find nothing, a
// specifier without its extension, a folder's index, or the source of a package's build output will do.
// Nothing that may work is then taken for missing.
func (r *Resolver) Find(from, specifier string, mode Mode) Result {
	return r.From(from).Find(specifier, mode)
}

// Asker asks for one file.
type Asker struct {
	r         *Resolver
	s         *scopeOf
	from, dir string
	test      bool
}

// From prepares questions of the file at from.
func (r *Resolver) From(from string) Asker {
	return Asker{r, r.scope(from), from, path.Dir(from), len(r.tools) > 0 && isTest(from)}
}

// Find is Resolver.Find.
func (a Asker) Find(specifier string, mode Mode) Result { return a.answer(specifier, mode, true) }

// answer keeps the answers for names, which are the same for all files of a scope.
func (a Asker) answer(specifier string, mode Mode, loose bool) Result {
	q := query{"", specifier, a.s.format(a.from, mode), mode == Asset, loose, a.test}
	shared := !IsRelative(specifier) && !q.asset && a.s.options().resolution != classic
	if shared {
		if got, ok := a.s.kept(q); ok {
			return got
		}
	}
	key := q
	q.dir = a.dir
	plain, suffix := cut(specifier)
	got := a.r.resolve(a.s, q, plain)
	got.Query = suffix
	if got.Alias != "" {
		got.via = got.Alias + " (" + got.Source + ")"
	}
	if shared {
		a.s.keep(key, got)
	}
	return got
}

// cut takes a loader prefix (`raw!./a`) and a query (`./a?worker`) off a specifier.
func cut(specifier string) (plain, suffix string) {
	if i := strings.LastIndexByte(specifier, '!'); i >= 0 {
		specifier = specifier[i+1:]
	}
	if i := strings.IndexByte(specifier, '?'); i > 0 {
		return specifier[:i], specifier[i:]
	}
	return specifier, ""
}

func (r *Resolver) resolve(s *scopeOf, q query, spec string) Result {
	switch {
	case spec == "" || strings.ContainsRune(spec, 0):
		return Result{State: External}
	case strings.HasPrefix(spec, "node:"):
		return Result{State: Builtin}
	case q.asset:
		return r.asset(q, spec)
	}
	l := newLookup(r, s, q)
	if got, ok := l.module(spec); ok {
		return got
	}
	if got, ok := l.asNamed(spec); ok {
		return got
	}
	if got, ok := l.byConfigsAbove(spec); ok {
		return got
	}
	if got, ok := r.byTools(l, spec); ok {
		return got
	}
	if q.loose {
		if got, ok := l.relax().module(spec); ok {
			return got
		}
	}
	return l.unresolved(spec)
}

func (r *Resolver) asset(q query, spec string) Result {
	if strings.HasPrefix(spec, "/") || hasScheme(spec) {
		return Result{State: External}
	}
	target := path.Join(q.dir, spec)
	if p, ok := r.exists(target); ok {
		return Result{State: InRepo, Path: p}
	}
	if r.dirs[r.real(target)] {
		return Result{State: External, Source: "a folder"}
	}
	return Result{State: Missing}
}

// IsRelative tells a specifier that is resolved against the importing file's folder.
func IsRelative(spec string) bool {
	return spec == "." || spec == ".." || strings.HasPrefix(spec, "./") || strings.HasPrefix(spec, "../")
}

func hasScheme(spec string) bool {
	i := strings.Index(spec, ":")
	return i > 1 && !strings.ContainsAny(spec[:i], "/@#")
}

// unresolved tells whether what no rule finds should be in the repo.
func (l *lookup) unresolved(spec string) Result {
	if IsRelative(spec) {
		if by := generator(spec); by != "" {
			return Result{State: External, Source: by}
		}
		return Result{State: Missing}
	}
	if strings.HasPrefix(spec, "/") || hasScheme(spec) {
		return Result{State: External}
	}
	name, _ := packageName(spec)
	if builtins[spec] {
		return Result{State: Builtin}
	}
	if res, ok := l.workspaceMiss(name, spec); ok {
		return res
	}
	if p, c := l.covered(spec); c != nil && !l.r.depends(l.q.dir, name) {
		if !slices.ContainsFunc(p.targets, func(t string) bool { return !generated(path.Join(c.pathsBase(), t)) }) {
			return Result{State: External, Alias: p.text, Source: c.pathsSource}
		}
		return Result{State: Missing, Alias: p.text, Source: c.pathsSource}
	}
	if a, ok := l.r.tool(l.q.dir, spec); ok && !l.r.depends(l.q.dir, name) {
		return Result{State: Missing, Alias: a.pattern, Source: a.source}
	}
	return Result{State: External}
}

// generator names the framework that writes the module of a relative specifier into a folder of its own, which
// it lays over the sources.
func generator(spec string) string {
	last := spec[strings.LastIndexByte(spec, '/')+1:]
	switch {
	case last == "$types" || strings.HasPrefix(last, "$types."):
		return "svelte-kit sync"
	case strings.Contains(spec, "/+types/"):
		return "react-router typegen"
	}
	return ""
}

// ResolveReference resolves the path of a `/// <reference path>`, which needs no `./`.
func (r *Resolver) ResolveReference(from, ref string) Result {
	target := path.Join(path.Dir(from), strings.ReplaceAll(ref, "\\", "/"))
	for _, ext := range []string{"", ".ts", ".tsx", ".d.ts"} {
		if p, ok := r.exists(target + ext); ok {
			return Result{State: InRepo, Path: p}
		}
	}
	return Result{State: Missing}
}
