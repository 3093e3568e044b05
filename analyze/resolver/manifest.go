package resolver

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/tailscale/hujson"
)

// manifest is a package.json.
type manifest struct {
	dir      string
	Name     string
	Type     string
	fields   map[string]string // typings, types, main, source, module, tsconfig
	exports  mapping
	imports  mapping
	bin      mapping
	versions []pattern // the `typesVersions` that hold for TypeScript 5.9
	globs    []string  // workspaces
	local    map[string]string
	names    map[string]bool // of everything it depends on
	aliases  bool            // may hold aliases of tools
}

// mapping is a target of `exports` or `imports`: a path, a list, or an object of keys or conditions.
type mapping struct {
	kind mappingKind
	path string
	list []mapping
	keys []string // of an object, in the order of the file, which conditions depend on
	wild []int    // the indexes of the keys that are patterns, the most specific first
}

type mappingKind uint8

const (
	absent mappingKind = iota
	isNull
	isPath
	isList
	isObject
	isOther
)

func (m *mapping) get(key string) (*mapping, bool) {
	i := slices.Index(m.keys, key)
	if i < 0 {
		return nil, false
	}
	return &m.list[i], true
}

// deepest is how many conditions may lie within each other.
const deepest = 100

// UnmarshalJSON reads a mapping in the order of its keys.
func (m *mapping) UnmarshalJSON(src []byte) error {
	*m = mapping{kind: isOther}
	dec := json.NewDecoder(bytes.NewReader(src))
	return m.read(dec, 0)
}

func (m *mapping) read(dec *json.Decoder, depth int) error {
	t, err := dec.Token()
	if err != nil {
		return err
	}
	m.kind = isOther
	switch t := t.(type) {
	case nil:
		m.kind = isNull
	case string:
		m.kind, m.path = isPath, t
	case json.Delim:
		m.kind = isList
		if t == '{' {
			m.kind = isObject
		}
		for dec.More() {
			if err := m.item(dec, depth+1); err != nil {
				return err
			}
		}
		_, err = dec.Token()
		m.sortPatterns()
	}
	return err
}

func (m *mapping) item(dec *json.Decoder, depth int) error {
	if m.kind == isObject {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		m.keys = append(m.keys, key)
	}
	var value mapping
	if depth > deepest {
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil {
			return err
		}
	} else if err := value.read(dec, depth); err != nil {
		return err
	}
	m.list = append(m.list, value)
	return nil
}

// sortPatterns orders the keys that are patterns (Node.js, PATTERN_KEY_COMPARE).
func (m *mapping) sortPatterns() {
	for i, key := range m.keys {
		if strings.Count(key, "*") == 1 || strings.HasSuffix(key, "/") {
			m.wild = append(m.wild, i)
		}
	}
	slices.SortStableFunc(m.wild, func(a, b int) int { return comparePatterns(m.keys[a], m.keys[b]) })
}

func comparePatterns(a, b string) int {
	i, j := strings.IndexByte(a, '*'), strings.IndexByte(b, '*')
	base := func(key string, star int) int {
		if star < 0 {
			return len(key)
		}
		return star + 1
	}
	switch d := base(b, j) - base(a, i); {
	case d != 0:
		return d
	case i < 0:
		return 1
	case j < 0:
		return -1
	}
	return len(b) - len(a)
}

func (r *Resolver) loadManifest(p string) {
	src, err := r.read(p)
	if err != nil {
		return
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(src, &raw); err != nil {
		// TypeScript takes comments and trailing commas here.
		plain, e := hujson.Standardize(slices.Clone(src))
		if e != nil {
			line, column := hujsonPosition(e)
			r.problem(p, line, column, "broken JSON: "+strings.TrimPrefix(e.Error(), "hujson: "))
			return
		}
		if json.Unmarshal(plain, &raw) != nil {
			return
		}
	}
	m := newManifest(path.Dir(p), raw)
	m.aliases = bytes.Contains(src, []byte("moduleNameMapper")) || bytes.Contains(src, []byte("alias"))
	r.packages[m.dir] = m
}

// newManifest takes each field for itself: one of the wrong type leaves the rest readable.
func newManifest(dir string, raw map[string]json.RawMessage) *manifest {
	m := &manifest{dir: dir, fields: map[string]string{}, local: map[string]string{}, names: map[string]bool{}}
	m.Name, _ = get[string](raw, "name")
	m.Type, _ = get[string](raw, "type")
	for _, key := range []string{"typings", "types", "main", "source", "module", "tsconfig"} {
		if s, ok := get[string](raw, key); ok && s != "" {
			m.fields[key] = s
		}
	}
	m.exports, _ = get[mapping](raw, "exports")
	m.imports, _ = get[mapping](raw, "imports")
	m.bin, _ = get[mapping](raw, "bin")
	m.versions = typesVersions(raw["typesVersions"])
	m.globs, _ = get[[]string](raw, "workspaces")
	if object, ok := get[struct{ Packages []string }](raw, "workspaces"); ok {
		m.globs = object.Packages
	}
	for _, key := range []string{"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"} {
		list, _ := get[map[string]json.RawMessage](raw, key)
		for name := range list {
			m.names[name] = true
			if version, ok := get[string](list, name); ok {
				m.link(name, version)
			}
		}
	}
	return m
}

// link notes a dependency that is a folder of the repo.
func (m *manifest) link(name, version string) {
	for _, prefix := range []string{"file:", "link:", "portal:"} {
		if at, ok := strings.CutPrefix(version, prefix); ok {
			m.local[name] = path.Join(m.dir, at)
		}
	}
}

// typesVersions picks the paths of the first range that holds.
func typesVersions(raw json.RawMessage) []pattern {
	var ranges mappingOf[mappingOf[[]string]]
	if len(raw) == 0 || json.Unmarshal(raw, &ranges) != nil {
		return nil
	}
	for i, key := range ranges.keys {
		if holds(key) {
			list := []pattern{}
			for j, text := range ranges.values[i].keys {
				list = append(list, pattern{text: text, targets: ranges.values[i].values[j]})
			}
			return list
		}
	}
	return nil
}

// mappingOf is a JSON object in the order of its keys.
type mappingOf[T any] struct {
	keys   []string
	values []T
}

// UnmarshalJSON reads the object; a value of another type than T becomes T's zero.
func (m *mappingOf[T]) UnmarshalJSON(src []byte) error {
	dec := json.NewDecoder(bytes.NewReader(src))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return err
	}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		var value T
		_ = json.Unmarshal(raw, &value)
		key, _ := t.(string)
		m.keys, m.values = append(m.keys, key), append(m.values, value)
	}
	return nil
}

// field is the path that the manifest names for its main file, "" when there is none: types go before
// code, where they are asked for.
func (m *manifest) field(l *lookup, k kinds, dir string) string {
	keys := []string{"main"}
	switch {
	case l.configs:
		keys = []string{"tsconfig"}
	case k&dtsFiles != 0:
		keys = []string{"typings", "types", "main"}
	case k&(tsFiles|jsFiles) == 0:
		return ""
	}
	for _, key := range keys {
		if s := m.fields[key]; s != "" {
			return path.Join(dir, s)
		}
	}
	return ""
}
