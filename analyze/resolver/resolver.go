package resolver

import (
	"path"
	"slices"
	"strings"
	"sync"
)

// Mode is how a specifier is used; the conditions of package.json and the endings depend on it.
type Mode uint8

// The modes: an import, a require, and a URL or path that means a file as it stands.
const (
	Import Mode = iota
	Require
	Asset
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
	files    map[string]bool
	dirs     map[string]bool
	links    map[string]string
	read     func(string) ([]byte, error)
	packages map[string]*manifest // by folder
	named    map[string]*manifest // workspace packages by name
	configs  map[string]*config   // by path of the config file
	problems []Problem

	nearest sync.Map // folder -> *scopeOf
	answers sync.Map // query -> Result
}

type query struct {
	dir, specifier string
	config         *config
	mode           Mode
	esm            bool
}

// New builds a resolver over the sorted, repo-relative paths of all files, code or not. read gives
// the content of config files.
func New(files []string, read func(path string) ([]byte, error), opts Options) *Resolver {
	r := &Resolver{files: make(map[string]bool, len(files)), dirs: map[string]bool{".": true}, links: opts.Symlinks,
		read: read, packages: map[string]*manifest{}, named: map[string]*manifest{}, configs: map[string]*config{}}
	for _, f := range files {
		r.files[f] = true
		for d := path.Dir(f); !r.dirs[d]; d = path.Dir(d) {
			r.dirs[d] = true
		}
	}
	for _, f := range files {
		if path.Base(f) == "package.json" {
			r.loadManifest(f)
		}
	}
	r.findWorkspaces()
	for _, f := range files {
		if base := path.Base(f); base == "tsconfig.json" || base == "jsconfig.json" {
			r.loadConfig(f, nil)
		}
	}
	return r
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

// Resolve tells which file of the repo a specifier means when the file at from uses it.
func (r *Resolver) Resolve(from, specifier string, mode Mode) Result {
	s := r.scope(from)
	q := query{path.Dir(from), specifier, s.config, mode, s.esm(from, mode)}
	if got, ok := r.answers.Load(q); ok {
		return got.(Result)
	}
	got := r.resolve(s, q)
	r.answers.Store(q, got)
	return got
}

func (r *Resolver) resolve(s *scopeOf, q query) Result {
	plain, suffix := cut(q.specifier)
	got := r.plain(s, q, plain)
	got.Query = suffix
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

func (r *Resolver) plain(s *scopeOf, q query, spec string) Result {
	switch {
	case spec == "" || strings.ContainsRune(spec, 0):
		return Result{State: External}
	case strings.HasPrefix(spec, "node:"):
		return Result{State: Builtin}
	case IsRelative(spec):
		return r.relative(s, q, spec)
	case q.mode == Asset && !strings.Contains(spec, ":") && !strings.HasPrefix(spec, "/"):
		return r.relative(s, q, "./"+spec)
	case strings.HasPrefix(spec, "/") || hasScheme(spec):
		return Result{State: External}
	}
	got, matched := r.byPaths(s, q, spec)
	if got.State == InRepo {
		return got
	}
	if s.config != nil && s.config.hasBase {
		if p, ok := r.load(s, q, path.Join(s.config.base, spec), strings.HasSuffix(spec, "/")); ok {
			return Result{State: InRepo, Path: p, Alias: "*", Source: s.config.path + " baseUrl"}
		}
	}
	if by := r.byPackage(s, q, spec); by.State != External {
		return by
	}
	if builtins[spec] {
		return Result{State: Builtin}
	}
	if matched {
		return got
	}
	return Result{State: External}
}

// IsRelative tells a specifier that is resolved against the importing file's folder.
func IsRelative(spec string) bool {
	return spec == "." || spec == ".." || strings.HasPrefix(spec, "./") || strings.HasPrefix(spec, "../")
}

func hasScheme(spec string) bool {
	i := strings.Index(spec, ":")
	return i > 1 && !strings.ContainsAny(spec[:i], "/@#")
}

func (r *Resolver) relative(s *scopeOf, q query, spec string) Result {
	folder := strings.HasSuffix(spec, "/") || strings.HasSuffix(spec, "/.") || strings.HasSuffix(spec, "/..") || spec == "." || spec == ".."
	target := path.Join(q.dir, spec)
	if strings.HasPrefix(target, "..") {
		return Result{State: Missing}
	}
	if p, ok := r.load(s, q, target, folder); ok {
		return Result{State: InRepo, Path: p}
	}
	if s.config != nil {
		if p, ok := r.byRootDirs(s, q, target, folder); ok {
			return Result{State: InRepo, Path: p, Source: s.config.path + " rootDirs"}
		}
	}
	return Result{State: Missing}
}

// byRootDirs looks for a relative target in every other folder of `rootDirs`, which are laid over
// each other.
func (r *Resolver) byRootDirs(s *scopeOf, q query, target string, folder bool) (string, bool) {
	var rest string
	longest := -1
	for _, root := range s.config.rootDirs {
		if inside, ok := below(root, target); ok && len(root) > longest {
			longest, rest = len(root), inside
		}
	}
	if longest < 0 {
		return "", false
	}
	for _, root := range s.config.rootDirs {
		if p, ok := r.load(s, q, path.Join(root, rest), folder); ok {
			return p, true
		}
	}
	return "", false
}

// below gives target relative to dir, when it lies there.
func below(dir, target string) (string, bool) {
	if dir == "." || dir == "" {
		return target, true
	}
	if target == dir {
		return ".", true
	}
	return strings.CutPrefix(target, dir+"/")
}

// byPaths follows the `paths` of the config: an exact pattern wins, then the longest prefix; only the
// targets of the winner are tried (TypeScript, matchPatternOrExact). matched tells that one won.
func (r *Resolver) byPaths(s *scopeOf, q query, spec string) (got Result, matched bool) {
	if s.config == nil {
		return Result{State: External}, false
	}
	p, star, ok := match(s.config.paths, spec)
	if !ok {
		return Result{State: External}, false
	}
	for _, t := range p.targets {
		target := path.Join(p.dir, strings.Replace(t, "*", star, 1))
		if found, ok := r.load(s, q, target, strings.HasSuffix(spec, "/")); ok {
			return Result{State: InRepo, Path: found, Alias: p.text, Source: p.source}, true
		}
	}
	if p.text == "*" {
		return Result{State: External}, false
	}
	return Result{State: Missing, Alias: p.text, Source: p.source}, true
}

func match(patterns []pattern, spec string) (best pattern, star string, ok bool) {
	longest := -1
	for _, p := range patterns {
		before, after, wild := strings.Cut(p.text, "*")
		if !wild {
			if p.text == spec {
				return p, "", true
			}
			continue
		}
		if len(before) > longest && len(spec) >= len(before)+len(after) && strings.HasPrefix(spec, before) && strings.HasSuffix(spec, after) {
			best, star, ok, longest = p, spec[len(before):len(spec)-len(after)], true, len(before)
		}
	}
	return
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
