package resolver

import (
	"path"
	"strings"
)

// installedAbove finds the folder of a package by its name, as an install would have linked it, in the
// node_modules of dir or of a folder above.
func (r *Resolver) installedAbove(dir, name string) (string, bool) {
	for d := dir; ; d = path.Dir(d) {
		if r.modules[d] && path.Base(d) != "node_modules" {
			if p, ok := r.installedIn(d, name); ok {
				return p, true
			}
		}
		if d == "." || d == "/" {
			return "", false
		}
	}
}

func (r *Resolver) installedIn(d, name string) (string, bool) {
	if p := r.linked[d][name]; p != "" {
		return p, true
	}
	p := r.real(path.Join(d, "node_modules", name))
	return p, r.packages[p] != nil
}

// inNodeModules finds a module in a package: first what is typed, in every folder upwards, then the rest.
func (l *lookup) inNodeModules(k kinds, spec string) (Result, bool) {
	for _, k := range []kinds{k & typed, k &^ typed} {
		if k == 0 {
			continue
		}
		for d := l.dir; ; d = path.Dir(d) {
			if l.r.modules[d] && path.Base(d) != "node_modules" {
				if got, ok := l.inPackage(k, d, spec); ok {
					return got, true
				}
				if name, rest := packageName(spec); k&dtsFiles != 0 {
					if got, ok := l.inPackage(dtsFiles, d, path.Join(typesPackage(name), rest)); ok {
						return got, true
					}
				}
			}
			if d == "." || d == "/" {
				break
			}
		}
	}
	return Result{}, false
}

// inPackage finds a module in the node_modules of one folder.
func (l *lookup) inPackage(k kinds, d, spec string) (Result, bool) {
	name, rest := packageName(spec)
	dir, ok := l.r.installedIn(d, name)
	if !ok {
		dir = path.Join(d, "node_modules", name)
	}
	n := *l
	n.installed = true
	f, ok := n.packageFile(k, dir, rest)
	return Result{Path: f, Alias: name, Source: path.Join(dir, "package.json")}, ok
}

func (l *lookup) packageFile(k kinds, dir, rest string) (string, bool) {
	root, inner := l.r.packages[dir], l.r.packages[l.r.real(path.Join(dir, rest))]
	target := path.Join(dir, rest)
	if rest != "" && inner != nil && (!l.exports || root == nil || root.exports.kind == absent) {
		if f, ok := l.file(k, target); ok {
			return f, true
		}
		return l.folder(k, target, inner)
	}
	if root != nil && l.exports && root.exports.kind != absent && root.exports.kind != isNull {
		return l.exported(root, "./"+rest, l.loadTarget(k, root))
	}
	load := func(k kinds, p string, _ bool) (string, bool) { return l.packagePath(k, p, rest, root) }
	if rest != "" && root != nil && len(root.versions) > 0 {
		if p, star, matched := match(root.versions, rest); matched {
			if f, ok := l.bySubstitutes(k, dir, p, star, load); ok {
				return f, true
			}
		}
	}
	if f, ok := load(k, target, false); ok {
		return f, true
	}
	if l.relaxed && root != nil {
		return l.source(root, target)
	}
	return "", false
}

func (l *lookup) packagePath(k kinds, p, rest string, m *manifest) (string, bool) {
	if rest != "" || !l.esm {
		if f, ok := l.file(k, p); ok {
			return f, true
		}
	}
	if f, ok := l.folder(k, p, m); ok {
		return f, true
	}
	if rest == "" && l.esm && m != nil && (m.exports.kind == absent || m.exports.kind == isNull) {
		return l.file(k, path.Join(p, "index.js"))
	}
	return "", false
}

// inTypeRoots looks for declarations in the folders of `typeRoots`.
func (l *lookup) inTypeRoots(k kinds, spec string) (Result, bool) {
	c := l.s.options()
	if k&dtsFiles == 0 {
		return Result{}, false
	}
	for _, root := range c.typeRoots {
		name := spec
		if strings.Contains(root, "node_modules/@types") {
			continue
		}
		p := path.Join(root, name)
		f, ok := l.file(dtsFiles, p)
		if !ok {
			f, ok = l.folder(dtsFiles, p, l.r.packages[l.r.real(p)])
		}
		if ok {
			return Result{Path: f, Source: c.path + " typeRoots"}, true
		}
	}
	return Result{}, false
}
