package resolver

import (
	"path"
	"slices"
	"strings"
)

// loader finds the file that a target, a path in the repo, means.
type loader func(p string) (string, bool)

// maxHops is how often `imports` may lead to `imports` again.
const maxHops = 8

// byImports follows the `imports` of the package that the importer lies in.
func (l *lookup) byImports(k kinds, spec string) (Result, bool) {
	m := l.r.packageAbove(l.dir)
	if spec == "#" || strings.HasPrefix(spec, "#/") || m == nil || m.imports.kind != isObject {
		return Result{}, false
	}
	load := l.loadTarget(k, m)
	other := func(spec string) (string, bool) {
		n := *l
		n.dir = m.dir
		if n.hops++; n.hops > maxHops {
			return "", false
		}
		got, ok := n.try(k, spec)
		return got.Path, ok
	}
	p, ok := l.mapped(m, &m.imports, spec, load, other)
	return Result{Path: p, Alias: spec, Source: path.Join(m.dir, "package.json") + " imports"}, ok
}

// bySelf resolves the name of the package that the importer lies in.
func (l *lookup) bySelf(k kinds, spec string) (Result, bool) {
	m := l.r.packageAbove(l.dir)
	if m == nil || m.exports.kind == absent || m.exports.kind == isNull || m.Name == "" {
		return Result{}, false
	}
	rest, ok := strings.CutPrefix(spec, m.Name)
	if !ok || rest != "" && rest[0] != '/' {
		return Result{}, false
	}
	rounds := []kinds{k & typed, k &^ typed}
	if l.s.options().flag("allowJs", l.s.options().flag("checkJs", false)) {
		rounds = []kinds{k}
	}
	for _, k := range rounds {
		if p, ok := l.exported(m, "."+rest, l.loadTarget(k, m)); ok && k != 0 {
			return Result{Path: p, Alias: m.Name, Source: path.Join(m.dir, "package.json") + " exports"}, true
		}
	}
	return Result{}, false
}

// loadTarget is how a target of a package of kind k is found: the source of a build output, else the file.
func (l *lookup) loadTarget(k kinds, m *manifest) loader {
	return func(p string) (string, bool) {
		if f, ok := l.input(k, m, p); ok {
			return f, true
		}
		if f, ok := l.target(k, p); ok {
			return f, true
		}
		if l.relaxed {
			if f, ok := l.r.exists(p); ok {
				return f, true
			}
			return l.source(m, p)
		}
		return "", false
	}
}

// exported follows the `exports` of a package (Node.js, PACKAGE_EXPORTS_RESOLVE). sub is `.` or `./sub`.
func (l *lookup) exported(m *manifest, sub string, load loader) (string, bool) {
	e := &m.exports
	sub = strings.TrimSuffix(sub, "/")
	if sub != "." {
		if e.kind != isObject || slices.ContainsFunc(e.keys, func(k string) bool { return !strings.HasPrefix(k, ".") }) {
			return "", false
		}
		return l.mapped(m, e, sub, load, nil)
	}
	if e.kind == isObject && slices.ContainsFunc(e.keys, func(k string) bool { return strings.HasPrefix(k, ".") }) {
		var ok bool
		if e, ok = e.get("."); !ok {
			return "", false
		}
	}
	return l.follow(m, e, "", false, load, nil)
}

// mapped finds the key for a specifier: an exact one, else the pattern with the longest prefix.
func (l *lookup) mapped(m *manifest, table *mapping, key string, load, other loader) (string, bool) {
	if !strings.HasSuffix(key, "/") && !strings.Contains(key, "*") {
		if e, ok := table.get(key); ok {
			return l.follow(m, e, "", false, load, other)
		}
	}
	for _, i := range table.wild {
		before, after, wild := strings.Cut(table.keys[i], "*")
		switch {
		case wild && strings.HasPrefix(key, before) && strings.HasSuffix(key, after) && (after == "" || len(key) >= len(before)+len(after)):
			return l.follow(m, &table.list[i], key[len(before):len(key)-len(after)], true, load, other)
		case !wild && strings.HasPrefix(key, before):
			return l.follow(m, &table.list[i], key[len(before):], false, load, other)
		}
	}
	return "", false
}

// follow follows one target: a path, a list of which the first that works counts, or conditions. A
// target that is no path within the package is handed to other.
func (l *lookup) follow(m *manifest, e *mapping, star string, wild bool, load, other loader) (string, bool) {
	switch e.kind {
	case isPath:
		return l.followPath(m, e.path, star, wild, load, other)
	case isList:
		for i := range e.list {
			if p, ok := l.follow(m, &e.list[i], star, wild, load, other); ok {
				return p, true
			}
		}
	case isObject:
		for i, name := range e.keys {
			if !l.condition(name) {
				continue
			}
			if p, ok := l.follow(m, &e.list[i], star, wild, load, other); ok {
				return p, true
			}
		}
	}
	return "", false
}

func (l *lookup) condition(name string) bool {
	if name == "default" || slices.Contains(l.conditions, name) {
		return true
	}
	versions, ok := strings.CutPrefix(name, "types@")
	return ok && slices.Contains(l.conditions, "types") && holds(versions)
}

func (l *lookup) followPath(m *manifest, text, star string, wild bool, load, other loader) (string, bool) {
	if !wild && star != "" && !strings.HasSuffix(text, "/") {
		return "", false
	}
	full := text + star
	if wild {
		full = strings.ReplaceAll(text, "*", star)
	}
	if !strings.HasPrefix(text, "./") {
		if other == nil || strings.HasPrefix(text, "../") || strings.HasPrefix(text, "/") {
			return "", false
		}
		return other(full)
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(text, "./")+"/"+star, "/") {
		if part == ".." || part == "." || part == "node_modules" {
			return "", false
		}
	}
	return load(path.Join(m.dir, full))
}
