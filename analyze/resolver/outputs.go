package resolver

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// input finds the source of a build output that a package of the importer's own project names, by the
// project's outDir and rootDir (TypeScript, tryLoadInputFileForPath).
func (l *lookup) input(k kinds, m *manifest, p string) (string, bool) {
	c := l.s.options()
	if l.configs || l.installed || c.path == "" || c.outDir == "" && c.declarationDir == "" {
		return "", false
	}
	if _, ok := below(m.dir, c.path); !ok {
		return "", false
	}
	for _, root := range c.sourceRoots(l.dir, m.dir) {
		for _, out := range []string{c.declarationDir, c.outDir} {
			rest, ok := below(out, p)
			if out == "" || !ok {
				continue
			}
			if f, ok := l.inputOf(k, path.Join(root, rest)); ok {
				return f, true
			}
		}
	}
	return "", false
}

// sourceRoots are the folders that outDir may mirror: rootDir, else every folder above both the importer
// and the package.json.
func (c *config) sourceRoots(dir, pkg string) []string {
	switch {
	case c.rootDir != "":
		return []string{c.rootDir}
	case c.flags["composite"]:
		return []string{c.dir}
	}
	common := pkg
	for _, ok := below(common, dir); !ok; _, ok = below(common, dir) {
		common = path.Dir(common)
	}
	list := []string{common}
	for common != "." {
		common = path.Dir(common)
		list = append([]string{common}, list...)
	}
	return list
}

func (l *lookup) inputOf(k kinds, p string) (string, bool) {
	stem, ext := splitExtension(p)
	for _, e := range inputEndings(ext) {
		if k&e.kind == 0 {
			continue
		}
		if f, ok := l.r.exists(stem + e.ext); ok {
			return f, true
		}
	}
	return "", false
}

// inputEndings are the sources that a compiled file can come from.
func inputEndings(ext string) []ending {
	switch ext {
	case ".mjs", ".d.mts":
		return endings(tsFiles, ".mts", jsFiles, ".mjs")
	case ".cjs", ".d.cts":
		return endings(tsFiles, ".cts", jsFiles, ".cjs")
	case ".json":
		return endings(jsonFiles, ".json")
	case ".js", ".d.ts":
		return endings(tsFiles, ".tsx", tsFiles, ".ts", jsFiles, ".jsx", jsFiles, ".js")
	}
	return nil
}

// outputs are the folders that build tools write into by habit.
var outputs = []string{"dist", "lib", "build", "out", "esm", "cjs", "es", "types", "dist-types", "output"}

// source guesses the source of a package's build output that is not in the repo: by the outDir of the
// package's config, by its `source` field, or by the usual names of folders.
func (l *lookup) source(m *manifest, p string) (string, bool) {
	for _, c := range []*config{l.r.configs[path.Join(m.dir, "tsconfig.build.json")], l.r.configs[path.Join(m.dir, "tsconfig.json")]} {
		if c == nil {
			continue
		}
		for _, out := range []string{c.declarationDir, c.outDir} {
			if rest, ok := below(out, p); ok && out != "" && out != m.dir {
				if f, ok := l.fromRoots([]string{c.rootDir, path.Join(m.dir, "src"), m.dir}, rest); ok {
					return f, true
				}
			}
		}
	}
	if rest, ok := below(m.dir, p); ok {
		first, rest, nested := strings.Cut(rest, "/")
		for nested && isOutput(first) {
			if f, ok := l.fromRoots([]string{path.Join(m.dir, "src"), m.dir}, rest); ok {
				return f, true
			}
			first, rest, nested = strings.Cut(rest, "/")
		}
	}
	if s := m.fields["source"]; s != "" && strings.HasPrefix(path.Base(p), "index.") {
		return l.r.exists(path.Join(m.dir, s))
	}
	return "", false
}

func isOutput(folder string) bool {
	for _, o := range outputs {
		if folder == o {
			return true
		}
	}
	return false
}

func (l *lookup) fromRoots(roots []string, rest string) (string, bool) {
	stem, ext := splitExtension(rest)
	for _, root := range roots {
		for _, e := range plainEndings {
			if f, ok := l.r.exists(path.Join(root, stem) + e.ext); ok && root != "" {
				return f, true
			}
		}
		for _, e := range []string{".mts", ".cts", ext} {
			if f, ok := l.r.exists(path.Join(root, stem) + e); ok && root != "" {
				return f, true
			}
		}
	}
	return "", false
}

// PackageEntries lists the files that the repo's packages offer or run: by main, module, types, source, bin
// and exports, the sources of what is built. Sorted.
func (r *Resolver) PackageEntries() []string {
	set := map[string]bool{}
	for dir, m := range r.packages {
		l := (&lookup{r: r, s: &scopeOf{}, dir: dir}).relax()
		offer := func(target string) {
			p := path.Join(dir, target)
			if f, ok := l.byName(typed|jsFiles, p, false, false); ok {
				set[f] = true
			} else if f, ok := l.source(m, p); ok {
				set[f] = true
			}
		}
		for _, target := range m.fields {
			offer(target)
		}
		m.bin.each(offer)
		m.exports.each(func(target string) {
			if !strings.Contains(target, "*") {
				offer(target)
			}
		})
		if f, ok := l.file(typed|jsFiles, path.Join(dir, "index")); ok && len(m.fields) == 0 && m.exports.kind == absent {
			set[f] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// each visits the paths of a mapping, patterns among them.
func (m *mapping) each(visit func(target string)) {
	if m.kind == isPath {
		visit(m.path)
	}
	for i := range m.list {
		m.list[i].each(visit)
	}
}
