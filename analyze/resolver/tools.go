package resolver

import (
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze/lazy"
)

// alias is a literal alias of a bundler, a framework or a test runner.
type alias struct {
	pattern string // `@/*`, or exact
	target  string // repo-relative, with `*` as the pattern
	source  string // `vite.config.ts alias`
	test    bool   // of a test runner
}

var (
	testRunner = lazy.Compile(`(?:^|/)(?:jest|vitest)[\w.-]*$|package\.json$`)
	testFile   = lazy.Compile(`\.(?:test|spec|e2e|cy)\.|(?:^|/)(?:__tests__|__mocks__|tests?|e2e|spec|cypress)/|(?:^|/)(?:test|jest|vitest)[\w.-]*\.[cm]?[jt]sx?$`)
)

// isTest tells by its path whether a file belongs to tests.
func isTest(p string) bool {
	return (strings.Contains(p, "test") || strings.Contains(p, "spec") || strings.Contains(p, "e2e") || strings.Contains(p, "cy") ||
		strings.Contains(p, "__mocks__")) && testFile.MatchString(p)
}

// toolConfig tells the config files of tools that have aliases.
var toolConfig = lazy.Compile(`^(?:(?:vite|vitest|vue|rspack|rsbuild|jest|babel|svelte|nuxt|astro|electron\.vite|next|rollup|craco|quasar)\b[\w.-]*\bconfig\b[\w.-]*\.(?:[cm]?[jt]s|json)` +
	`|webpack[\w.-]*\.[cm]?[jt]s|\.babelrc(?:\.[cm]?js(?:on)?)?|package\.json)$`)

// findAliases reads the aliases out of the tools' config files.
func (r *Resolver) findAliases(files []string) {
	for _, f := range files {
		base := path.Base(f)
		if !strings.Contains(base, "config") && !strings.HasPrefix(base, "webpack") && !strings.HasPrefix(base, ".babelrc") && base != "package.json" ||
			!toolConfig.MatchString(base) || strings.Contains(f, "node_modules/") {
			continue
		}
		if m := r.packages[dirOf(f)]; base == "package.json" && (m == nil || !m.aliases) {
			continue
		}
		src, err := r.read(f)
		if err != nil || len(src) > maxConfig {
			continue
		}
		dir := path.Dir(f)
		for _, a := range literalAliases(string(src)) {
			if a, ok := r.place(dir, a); ok {
				a.source, a.test = f+" "+a.source, testRunner.MatchString(f)
				r.tools[dir] = append(r.tools[dir], a)
			}
		}
		if list := r.conventions(dir, base); len(list) > 0 {
			r.tools[dir] = append(r.tools[dir], list...)
		}
	}
}

// maxConfig is the size in bytes above which a file is no config that people write.
const maxConfig = 1 << 20

// conventions are the aliases that a framework has without a word in its config.
func (r *Resolver) conventions(dir, base string) (list []alias) {
	add := func(name, target string) {
		if target = path.Join(dir, target); r.dirs[target] {
			source := path.Join(dir, base) + " (standard)"
			list = append(list, alias{pattern: name, target: target, source: source}, alias{pattern: name + "/*", target: path.Join(target, "*"), source: source})
		}
	}
	switch {
	case strings.HasPrefix(base, "svelte.config."):
		add("$lib", "src/lib")
	case strings.HasPrefix(base, "nuxt.config."):
		source := "."
		if r.dirs[path.Join(dir, "app/pages")] || r.dirs[path.Join(dir, "app/components")] {
			source = "app"
		}
		add("~", source)
		add("@", source)
		add("~~", ".")
		add("@@", ".")
	}
	return list
}

// place makes the target of an alias repo-relative; ok is false when the repo holds no such thing, as of an
// alias for another package.
func (r *Resolver) place(dir string, a alias) (alias, bool) {
	stem, star, wild := strings.Cut(a.target, "*")
	target := path.Join(dir, stem)
	if outside(target) {
		return a, false
	}
	if wild {
		a.target = path.Join(target, "*") + star
		return a, r.dirs[r.real(target)]
	}
	a.target = target
	if _, ok := (&lookup{r: r, s: &scopeOf{}, relaxed: true}).file(typed|jsFiles|jsonFiles, target); ok {
		return a, true
	}
	return a, r.dirs[r.real(target)]
}

// toolsAbove lists the aliases of the nearest folder that has any, and of those above.
func (r *Resolver) toolsAbove(dir string) (list []alias) {
	for len(r.tools) > 0 {
		for _, a := range r.tools[dir] {
			if !slices.ContainsFunc(list, func(b alias) bool { return a.pattern == b.pattern && a.target == b.target }) {
				list = append(list, a)
			}
		}
		if dir == "." || dir == "/" {
			break
		}
		dir = path.Dir(dir)
	}
	return list
}

// tool finds the alias of a tool that covers a specifier.
func (r *Resolver) tool(dir, spec string) (alias, bool) {
	for _, a := range r.toolsAbove(dir) {
		if _, _, ok := match([]pattern{{text: a.pattern}}, spec); ok {
			return a, true
		}
	}
	return alias{}, false
}

// byTools follows the aliases of tools. All that cover a specifier are tried: a repo may have several
// configs. What `paths` covers is not left to a test runner, but for tests.
func (r *Resolver) byTools(l *lookup, spec string) (Result, bool) {
	if IsRelative(spec) {
		return Result{}, false
	}
	list := r.toolsAbove(l.dir)
	if len(list) == 0 && spec[0] != '/' {
		return Result{}, false
	}
	loose := l.relax()
	_, config := l.covered(spec)
	for _, a := range list {
		_, star, ok := match([]pattern{{text: a.pattern}}, spec)
		if !ok || a.test && config != nil && !l.q.test {
			continue
		}
		target := path.Join(strings.Replace(a.target, "*", star, 1))
		if p, ok := loose.byName(typed|jsFiles|jsonFiles, target, strings.HasSuffix(spec, "/"), true); ok {
			return Result{State: InRepo, Path: p, Alias: a.pattern, Source: a.source}, true
		}
	}
	return r.fromServer(loose, spec)
}

// servers are the files whose folder a dev server takes as its root.
var servers = []string{"index.html", "vite.config.ts", "vite.config.js", "vite.config.mts", "vite.config.mjs"}

// fromServer finds `/src/main.ts`, which a dev server takes from the folder of its config.
func (r *Resolver) fromServer(l *lookup, spec string) (Result, bool) {
	if !strings.HasPrefix(spec, "/") {
		return Result{}, false
	}
	for d := l.dir; ; d = path.Dir(d) {
		for _, name := range servers {
			if !r.files[path.Join(d, name)] {
				continue
			}
			for _, root := range []string{d, path.Join(d, "public")} {
				if p, ok := l.byName(typed|jsFiles|jsonFiles, path.Join(root, spec), false, false); ok {
					return Result{State: InRepo, Path: p, Alias: "/", Source: path.Join(d, name)}, true
				}
			}
			return Result{}, false
		}
		if d == "." || d == "/" {
			return Result{}, false
		}
	}
}
