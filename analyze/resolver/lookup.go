package resolver

import (
	"path"
	"slices"
	"strings"
)

// lookup is one search for a module. It follows TypeScript's moduleNameResolver.ts (5.9) step by step:
// what the compiler finds inside the repo is what is found here, in the same order.
type lookup struct {
	r          *Resolver
	s          *scopeOf
	q          query
	dir        string // the folder that the search starts from
	conditions []string
	// exports, imports and self turn on these parts of package.json.
	exports, imports, self bool
	esm                    bool // specifiers name files with their extension, and no folders
	installed              bool // within a package of node_modules
	relaxed                bool // what bundlers allow is allowed
	configs                bool // looks for a tsconfig.json, not for a module
	hops                   int  // how often `imports` led here
}

// kinds are sorts of files. TypeScript asks for some before others.
type kinds uint8

const (
	tsFiles kinds = 1 << iota
	jsFiles
	dtsFiles
	jsonFiles
	typed = tsFiles | dtsFiles
)

func newLookup(r *Resolver, s *scopeOf, q query) *lookup {
	l := &lookup{r: r, s: s, q: q, dir: q.dir}
	c := s.options()
	switch c.resolution {
	case node16, bundler:
		l.exports, l.imports, l.self = c.flag("resolvePackageJsonExports", true), c.flag("resolvePackageJsonImports", true), true
		l.esm = c.resolution == node16 && q.format == esModule
		l.conditions = c.conditions(q.format)
	case node10:
		if q.format != unsaid {
			l.exports, l.imports, l.self = true, true, true
			l.conditions = c.conditions(q.format)
		}
	}
	return l
}

// relax gives the lookup of a bundler that takes whatever it can find.
func (l *lookup) relax() *lookup {
	c := *l
	c.relaxed, c.esm = true, false
	c.exports, c.imports, c.self = true, true, true
	c.conditions = append([]string{"types", "import", "node", "source", "development", "module", "browser"}, l.s.options().custom...)
	if l.q.format == commonJS {
		c.conditions[1] = "require"
	}
	return &c
}

// module resolves a specifier. ok is false when the repo does not hold what it means.
func (l *lookup) module(spec string) (Result, bool) {
	c := l.s.options()
	all := typed | jsFiles
	if c.jsonModules() || l.relaxed {
		all |= jsonFiles
	}
	if !l.relaxed && (c.resolution == node10 || c.resolution == classic) {
		if got, ok := l.try(typed, spec); ok {
			return got, true
		}
		all &^= typed
	}
	return l.try(all, spec)
}

func (l *lookup) try(k kinds, spec string) (Result, bool) {
	got, ok := l.search(k, spec)
	got.State = InRepo
	return got, ok
}

func (l *lookup) search(k kinds, spec string) (Result, bool) {
	if got, ok := l.bySettings(k, spec); ok {
		return got, true
	}
	isClassic := l.s.options().resolution == classic && !l.relaxed
	switch {
	case IsRelative(spec):
		target, folder := l.from(spec)
		if outside(target) {
			return Result{}, false
		}
		if isClassic {
			return found(l.file(k, target))
		}
		return found(l.byName(k, target, folder, true))
	case strings.HasPrefix(spec, "/"):
		return Result{}, false
	case isClassic:
		return l.upwards(k, spec)
	}
	if l.imports && strings.HasPrefix(spec, "#") {
		if got, ok := l.byImports(k, spec); ok {
			return got, true
		}
	}
	if l.self {
		if got, ok := l.bySelf(k, spec); ok {
			return got, true
		}
	}
	if strings.Contains(spec, ":") {
		return Result{}, false
	}
	if got, ok := l.inNodeModules(k, spec); ok {
		return got, true
	}
	return l.inTypeRoots(k, spec)
}

func found(p string, ok bool) (Result, bool) { return Result{Path: p}, ok }

func outside(p string) bool { return p == ".." || strings.HasPrefix(p, "../") }

// from gives the path a relative specifier names, and whether it can only be a folder.
func (l *lookup) from(spec string) (target string, folder bool) {
	last := spec[strings.LastIndexByte(spec, '/')+1:]
	return join(l.dir, spec), last == "" || last == "." || last == ".."
}

// bySettings follows `paths`, `baseUrl` and `rootDirs`.
func (l *lookup) bySettings(k kinds, spec string) (Result, bool) {
	c := l.s.options()
	if IsRelative(spec) {
		return l.byRootDirs(k, c, spec)
	}
	byName := func(k kinds, p string, folder bool) (string, bool) { return l.byName(k, p, folder, true) }
	if c.resolution == classic && !l.relaxed {
		byName = func(k kinds, p string, _ bool) (string, bool) { return l.file(k, p) }
	}
	p, star, matched := match(c.paths, spec)
	if matched {
		f, ok := l.bySubstitutes(k, c.pathsBase(), p, star, byName)
		return Result{Path: f, Alias: p.text, Source: c.pathsSource}, ok
	}
	if c.hasBase && !strings.HasPrefix(spec, "/") {
		f, ok := byName(k, join(c.base, spec), strings.HasSuffix(spec, "/"))
		return Result{Path: f, Alias: "*", Source: c.path + " baseUrl"}, ok
	}
	return Result{}, false
}

// bySubstitutes tries the targets of a pattern, of which a named file is taken as it stands.
func (l *lookup) bySubstitutes(k kinds, base string, p pattern, star string, load func(k kinds, p string, folder bool) (string, bool)) (string, bool) {
	for _, t := range p.targets {
		if star != "" {
			t = strings.Replace(t, "*", star, 1)
		}
		target := join(base, t)
		if _, ext := splitExtension(t); ext != "" {
			if f, ok := l.suffixed(target); ok {
				return f, true
			}
		}
		if f, ok := load(k, target, strings.HasSuffix(t, "/")); ok {
			return f, true
		}
	}
	return "", false
}

// byRootDirs looks for a relative target in every folder of `rootDirs`, which are laid over each other.
func (l *lookup) byRootDirs(k kinds, c *config, spec string) (Result, bool) {
	if len(c.rootDirs) == 0 {
		return Result{}, false
	}
	target, folder := l.from(spec)
	own, rest := "", ""
	for _, root := range c.rootDirs {
		if inside, ok := below(root, target); ok && inside != "." && (own == "" || len(root) > len(own)) {
			own, rest = root, inside
		}
	}
	if own == "" {
		return Result{}, false
	}
	others := slices.DeleteFunc(slices.Clone(c.rootDirs), func(root string) bool { return root == own })
	for _, root := range append([]string{own}, others...) {
		if p, ok := l.byName(k, path.Join(root, rest), folder, true); ok {
			if root == own {
				return Result{Path: p}, true
			}
			return Result{Path: p, Source: c.path + " rootDirs"}, true
		}
	}
	return Result{}, false
}

// below gives target relative to dir, when it lies there.
func below(dir, target string) (string, bool) {
	if dir == "." || dir == "" {
		return target, !outside(target)
	}
	if target == dir {
		return ".", true
	}
	return strings.CutPrefix(target, dir+"/")
}

// upwards is how the classic mode finds a name: as a file beside the importer or in a folder above.
func (l *lookup) upwards(k kinds, spec string) (Result, bool) {
	for d := l.dir; ; d = path.Dir(d) {
		if f, ok := l.file(k, path.Join(d, spec)); ok {
			return Result{Path: f}, true
		}
		if d == "." {
			return Result{}, false
		}
	}
}

// match finds the pattern for a specifier: an exact one wins, then the longest prefix (TypeScript,
// matchPatternOrExact).
func match(patterns []pattern, spec string) (best pattern, star string, ok bool) {
	longest := -1
	for _, p := range patterns {
		before, after, wild := strings.Cut(p.text, "*")
		switch {
		case !wild:
			if p.text == spec {
				return p, "", true
			}
		case strings.Contains(after, "*"):
		case len(before) > longest && len(spec) >= len(before)+len(after) && strings.HasPrefix(spec, before) && strings.HasSuffix(spec, after):
			best, star, ok, longest = p, spec[len(before):len(spec)-len(after)], true, len(before)
		}
	}
	return
}

// asNamed finds a file that no compiler knows (styles, images, components) by its whole name.
func (l *lookup) asNamed(spec string) (Result, bool) {
	if IsRelative(spec) {
		target, folder := l.from(spec)
		if folder || outside(target) {
			return Result{}, false
		}
		p, ok := l.r.exists(target)
		return Result{State: InRepo, Path: p}, ok
	}
	c := l.s.options()
	if p, star, ok := match(c.paths, spec); ok {
		for _, t := range p.targets {
			if f, ok := l.r.exists(join(c.pathsBase(), strings.Replace(t, "*", star, 1))); ok {
				return Result{State: InRepo, Path: f, Alias: p.text, Source: c.pathsSource}, true
			}
		}
	}
	if c.hasBase {
		if f, ok := l.r.exists(join(c.base, spec)); ok {
			return Result{State: InRepo, Path: f, Alias: "*", Source: c.path + " baseUrl"}, true
		}
	}
	name, rest := packageName(spec)
	if dir, ok := l.r.installedAbove(l.dir, name); ok && rest != "" && l.r.packages[dir].exports.kind == absent {
		f, ok := l.r.exists(path.Join(dir, rest))
		return Result{State: InRepo, Path: f, Alias: name, Source: path.Join(dir, "package.json")}, ok
	}
	return Result{}, false
}

// byConfigsAbove asks the configs further up: a program that starts from one of them takes in the file, too.
func (l *lookup) byConfigsAbove(spec string) (Result, bool) {
	if IsRelative(spec) {
		return Result{}, false
	}
	for _, c := range l.s.above {
		n := newLookup(l.r, &scopeOf{config: c, pkg: l.s.pkg}, l.q)
		got, ok := n.module(spec)
		if !ok {
			got, ok = n.asNamed(spec)
		}
		if ok {
			got.Above = true
			return got, true
		}
	}
	return Result{}, false
}

// covered finds the entry of `paths` that should have resolved a specifier.
func (l *lookup) covered(spec string) (pattern, *config) {
	for _, c := range append([]*config{l.s.options()}, l.s.above...) {
		if p, _, ok := match(c.paths, spec); ok && p.text != "*" {
			return p, c
		}
	}
	return pattern{}, nil
}
