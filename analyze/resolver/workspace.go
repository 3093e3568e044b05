package resolver

import (
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

var errNotListed = errors.New("not in the list of files")

// linkPackages notes which packages an install would link, and where: those that the workspace globs of
// npm, yarn, pnpm and lerna name, and dependencies that are folders.
func (r *Resolver) linkPackages() {
	dirs := make([]string, 0, len(r.packages))
	for d := range r.packages {
		dirs = append(dirs, d)
	}
	slices.Sort(dirs)
	for _, root := range dirs {
		globs := r.workspaceGlobs(root)
		for _, d := range dirs {
			if len(globs) == 0 {
				break
			}
			if m := r.packages[d]; m.Name != "" && inWorkspace(root, globs, d) {
				r.link(root, m.Name, d)
			}
		}
		for name, dir := range r.packages[root].local {
			if r.packages[dir] != nil {
				r.link(root, name, dir)
			}
		}
	}
}

func (r *Resolver) link(root, name, dir string) {
	if r.linked[root] == nil {
		r.linked[root] = map[string]string{}
		r.modules[root] = true
	}
	if r.linked[root][name] == "" {
		r.linked[root][name] = dir
	}
}

func inWorkspace(root string, globs []string, dir string) bool {
	rest, ok := below(root, dir)
	if !ok || strings.Contains("/"+rest+"/", "/node_modules/") {
		return false
	}
	in := false
	for _, g := range globs {
		if out, negated := strings.CutPrefix(g, "!"); negated {
			if matchPath(out, rest) {
				return false
			}
		} else {
			in = in || matchPath(g, rest)
		}
	}
	return in
}

func (r *Resolver) workspaceGlobs(root string) []string {
	globs := slices.Clone(r.packages[root].globs)
	if src, err := r.readConfig(path.Join(root, "pnpm-workspace.yaml")); err == nil {
		var file struct{ Packages []string }
		if yaml.Unmarshal(src, &file) == nil {
			globs = append(globs, file.Packages...)
		}
	}
	if src, err := r.readConfig(path.Join(root, "lerna.json")); err == nil {
		var file struct{ Packages []string }
		if json.Unmarshal(src, &file) == nil {
			globs = append(globs, file.Packages...)
		}
	}
	for i, g := range globs {
		negation, plain := "", g
		if rest, ok := strings.CutPrefix(g, "!"); ok {
			negation, plain = "!", rest
		}
		globs[i] = negation + path.Clean(strings.TrimPrefix(plain, "/"))
	}
	return globs
}

func (r *Resolver) readConfig(p string) ([]byte, error) {
	if !r.files[p] {
		return nil, errNotListed
	}
	return r.read(p)
}

// packageName splits `@org/pkg/sub` and `pkg/sub`.
func packageName(spec string) (name, sub string) {
	i := strings.IndexByte(spec, '/')
	if i >= 0 && strings.HasPrefix(spec, "@") {
		if j := strings.IndexByte(spec[i+1:], '/'); j >= 0 {
			i += 1 + j
		} else {
			i = -1
		}
	}
	if i < 0 {
		return spec, ""
	}
	return spec[:i], spec[i+1:]
}

func (r *Resolver) packageAbove(dir string) *manifest {
	for {
		if m := r.packages[dir]; m != nil {
			return m
		}
		if dir == "." || dir == "/" {
			return nil
		}
		dir = path.Dir(dir)
	}
}

// depends tells whether a package.json above a folder names a package as a dependency, so that it comes
// from outside the repo.
func (r *Resolver) depends(dir, name string) bool {
	for {
		if m := r.packages[dir]; m != nil && (m.names[name] || m.names[typesPackage(name)]) {
			return true
		}
		if dir == "." || dir == "/" {
			return false
		}
		dir = path.Dir(dir)
	}
}

// typesPackage names the package of DefinitelyTyped that describes another.
func typesPackage(name string) string {
	if rest, ok := strings.CutPrefix(name, "@"); ok {
		name = strings.Replace(rest, "/", "__", 1)
	}
	return "@types/" + name
}

// workspaceMiss tells a specifier that names a package of the repo, but nothing in it. Where the package
// names build output, which is not in the repo, that is not missing but elsewhere.
func (l *lookup) workspaceMiss(name, spec string) (Result, bool) {
	if strings.HasPrefix(spec, "#") {
		m := l.s.pkg
		if m == nil || m.imports.kind == absent {
			return Result{}, false
		}
		res := Result{State: Missing, Alias: spec, Source: path.Join(m.dir, "package.json") + " imports"}
		return res, true
	}
	dir, ok := l.r.installedAbove(l.dir, name)
	if !ok || strings.Contains(dir, "node_modules/") {
		return Result{}, false
	}
	m := l.r.packages[dir]
	res := Result{State: Missing, Alias: name, Source: path.Join(dir, "package.json")}
	if l.relax().names(m, spec) {
		res.State = External
	}
	return res, true
}

// names tells whether the manifest names a file for a specifier, be it in the repo or not.
func (l *lookup) names(m *manifest, spec string) bool {
	name, sub := packageName(spec)
	if m.exports.kind != absent {
		named := false
		n := *l
		n.r = nil
		_, _ = n.exported(m, "./"+sub, func(string) (string, bool) { named = true; return "", false })
		return named
	}
	return name == spec && len(m.fields) > 0
}
