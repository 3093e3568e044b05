package resolver

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// manifest is a package.json.
type manifest struct {
	dir        string
	Name       string          `json:"name"`
	Type       string          `json:"type"`
	Main       string          `json:"main"`
	Types      string          `json:"types"`
	Typings    string          `json:"typings"`
	Source     string          `json:"source"`
	Exports    json.RawMessage `json:"exports"`
	Imports    json.RawMessage `json:"imports"`
	Workspaces json.RawMessage `json:"workspaces"`
}

// entries lists the fields that name the package's main file, in TypeScript's order.
func (m *manifest) entries() []string {
	return slices.DeleteFunc([]string{m.Typings, m.Types, m.Main}, func(s string) bool { return s == "" })
}

func (r *Resolver) loadManifest(p string) {
	src, err := r.read(p)
	if err != nil {
		return
	}
	m := &manifest{dir: path.Dir(p)}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if err := json.Unmarshal(src, m); err != nil {
		// Fields of the wrong type leave the rest readable; a broken file is told.
		if _, ok := err.(*json.SyntaxError); ok {
			r.problem(p, 1, 1, "broken JSON: "+err.Error())
			return
		}
	}
	r.packages[m.dir] = m
}

// findWorkspaces gathers the packages that the repo's workspace globs name (npm, yarn, pnpm, lerna),
// and every package that refers to itself.
func (r *Resolver) findWorkspaces() {
	dirs := make([]string, 0, len(r.packages))
	for d := range r.packages {
		dirs = append(dirs, d)
	}
	slices.Sort(dirs)
	for _, root := range dirs {
		for _, glob := range r.workspaceGlobs(root) {
			negate := strings.HasPrefix(glob, "!")
			re := includeGlob(path.Join(root, strings.TrimPrefix(glob, "!"), "package.json"))
			for _, d := range dirs {
				if m := r.packages[d]; m.Name != "" && re.MatchString(path.Join(d, "package.json")) {
					if negate {
						delete(r.named, m.Name)
					} else if r.named[m.Name] == nil {
						r.named[m.Name] = m
					}
				}
			}
		}
	}
}

func (r *Resolver) workspaceGlobs(root string) []string {
	var globs []string
	raw := r.packages[root].Workspaces
	var object struct{ Packages []string }
	if json.Unmarshal(raw, &globs) != nil && json.Unmarshal(raw, &object) == nil {
		globs = object.Packages
	}
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
	parts := strings.SplitN(spec, "/", 3)
	n := 1
	if strings.HasPrefix(spec, "@") {
		n = 2
	}
	if len(parts) < n {
		return spec, ""
	}
	return strings.Join(parts[:n], "/"), strings.Join(parts[n:], "/")
}

// byPackage resolves `#imports`, a package's own name, and workspace packages.
func (r *Resolver) byPackage(s *scopeOf, q query, spec string) Result {
	if strings.HasPrefix(spec, "#") {
		if s.pkg == nil || len(s.pkg.Imports) == 0 {
			return Result{State: External}
		}
		source := path.Join(s.pkg.dir, "package.json") + " imports"
		if p, ok := r.mapped(s, q, s.pkg, s.pkg.Imports, spec); ok {
			return Result{State: InRepo, Path: p, Alias: spec, Source: source}
		}
		return Result{State: Missing, Alias: spec, Source: source}
	}
	name, sub := packageName(spec)
	m := r.named[name]
	if m == nil && s.pkg != nil && s.pkg.Name == name && len(s.pkg.Exports) > 0 {
		m = s.pkg
	}
	if m == nil {
		return Result{State: External}
	}
	res := Result{State: Missing, Alias: name, Source: path.Join(m.dir, "package.json")}
	if p, ok := r.inPackage(s, q, m, sub); ok {
		res.State, res.Path = InRepo, p
	}
	return res
}

func (r *Resolver) inPackage(s *scopeOf, q query, m *manifest, sub string) (string, bool) {
	if len(m.Exports) > 0 && s.readsExports() {
		key := "."
		if sub != "" {
			key = "./" + sub
		}
		return r.mapped(s, q, m, m.Exports, key)
	}
	if sub != "" {
		return r.built(s, q, m, path.Join(m.dir, sub), strings.HasSuffix(sub, "/"))
	}
	if m.Source != "" {
		if p, ok := r.exists(path.Join(m.dir, m.Source)); ok && len(m.entries()) > 0 {
			if _, there := r.load(s, query{mode: Require}, path.Join(m.dir, m.entries()[0]), false); !there {
				return p, true
			}
		}
	}
	for _, entry := range m.entries() {
		if p, ok := r.built(s, query{mode: Require}, m, path.Join(m.dir, entry), false); ok {
			return p, true
		}
	}
	return r.load(s, query{mode: Require}, m.dir, true)
}

// readsExports tells whether the mode knows package.json `exports`; node10 and classic do not.
func (s *scopeOf) readsExports() bool {
	return s.config == nil || s.config.mode != "node" && s.config.mode != "node10" && s.config.mode != "classic"
}

// built loads a path of a package; where it names build output that is not in the repo, the source it
// is built from, by the outDir and rootDir of the package's own config.
func (r *Resolver) built(s *scopeOf, q query, m *manifest, p string, folder bool) (string, bool) {
	if f, ok := r.load(s, q, p, folder); ok {
		return f, true
	}
	c := r.configs[path.Join(m.dir, "tsconfig.json")]
	if c == nil || c.outDir == "" {
		return "", false
	}
	rest, ok := below(c.outDir, p)
	if !ok {
		return "", false
	}
	roots := []string{c.rootDir}
	if c.rootDir == "" {
		roots = []string{path.Join(m.dir, "src"), m.dir}
	}
	if stem, isDeclaration := strings.CutSuffix(rest, ".d.ts"); isDeclaration {
		rest = stem + ".js"
	}
	for _, root := range roots {
		if f, ok := r.load(s, query{mode: Require}, path.Join(root, rest), folder); ok {
			return f, true
		}
	}
	return "", false
}

// mapped follows the `exports` or `imports` of a package (Node.js, PACKAGE_EXPORTS_RESOLVE): an exact
// key, then the pattern with the longest prefix, then the conditions in their order.
func (r *Resolver) mapped(s *scopeOf, q query, m *manifest, raw json.RawMessage, key string) (string, bool) {
	entries, ok := objectOf(raw)
	if !ok || len(entries) > 0 && !strings.HasPrefix(entries[0].key, ".") && !strings.HasPrefix(entries[0].key, "#") {
		if key != "." {
			return "", false
		}
		return r.target(s, q, m, raw, "")
	}
	star, found := "", json.RawMessage(nil)
	longest := -1
	for _, e := range entries {
		before, after, wild := strings.Cut(e.key, "*")
		switch {
		case e.key == key:
			return r.target(s, q, m, e.value, "")
		case wild && len(before) > longest && len(key) >= len(before)+len(after) && strings.HasPrefix(key, before) && strings.HasSuffix(key, after):
			longest, star, found = len(before), key[len(before):len(key)-len(after)], e.value
		case !wild && strings.HasSuffix(e.key, "/") && len(e.key) > longest && strings.HasPrefix(key, e.key):
			longest, star, found = len(e.key), key[len(e.key):], e.value
		}
	}
	if found == nil {
		return "", false
	}
	return r.target(s, q, m, found, star)
}

// target follows one target: a path, a list of which the first that works counts, or conditions.
func (r *Resolver) target(s *scopeOf, q query, m *manifest, raw json.RawMessage, star string) (string, bool) {
	var text string
	if json.Unmarshal(raw, &text) == nil && text != "" {
		if !strings.HasPrefix(text, "./") {
			got := r.plain(s, q, strings.ReplaceAll(text, "*", star))
			return got.Path, got.State == InRepo
		}
		if strings.HasSuffix(text, "/") {
			text += "*"
		}
		return r.built(s, query{mode: q.mode}, m, path.Join(m.dir, strings.ReplaceAll(text, "*", star)), false)
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		for _, item := range list {
			if p, ok := r.target(s, q, m, item, star); ok {
				return p, true
			}
		}
		return "", false
	}
	entries, _ := objectOf(raw)
	for _, e := range entries {
		if !s.condition(q, e.key) {
			continue
		}
		if p, ok := r.target(s, q, m, e.value, star); ok {
			return p, true
		}
	}
	return "", false
}

func (s *scopeOf) condition(q query, name string) bool {
	switch name {
	case "types", "default":
		return true
	case "import":
		return q.mode == Import && (q.esm || !s.strictESM())
	case "require":
		return q.mode == Require || s.strictESM() && !q.esm
	case "node":
		return s.strictESM()
	}
	return s.config != nil && slices.Contains(s.config.custom, name)
}

type keyValue struct {
	key   string
	value json.RawMessage
}

// objectOf reads a JSON object in its order, which conditions depend on.
func objectOf(raw json.RawMessage) ([]keyValue, bool) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, false
	}
	var list []keyValue
	for dec.More() {
		t, err := dec.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			return list, true
		}
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			return list, true
		}
		list = append(list, keyValue{key, value})
	}
	return list, true
}
