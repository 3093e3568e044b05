package resolver

import (
	"path"
	"slices"
	"strings"
)

// ending is one extension to try, for lookups that ask for its kind.
type ending struct {
	kind kinds
	ext  string
	bit  endingSet
}

// The endings tried in the place of one that a specifier has, in TypeScript's order.
var (
	plainEndings = endings(tsFiles, ".ts", tsFiles, ".tsx", dtsFiles, ".d.ts", jsFiles, ".js", jsFiles, ".jsx")
	jsxEndings   = endings(tsFiles, ".tsx", tsFiles, ".ts", dtsFiles, ".d.ts", jsFiles, ".jsx", jsFiles, ".js")
	mEndings     = endings(tsFiles, ".mts", dtsFiles, ".d.mts", jsFiles, ".mjs")
	cEndings     = endings(tsFiles, ".cts", dtsFiles, ".d.cts", jsFiles, ".cjs")
	jsonEndings  = endings(jsonFiles, ".json")
)

func endings(pairs ...any) (list []ending) {
	for i := 0; i < len(pairs); i += 2 {
		ext := pairs[i+1].(string)
		list = append(list, ending{pairs[i].(kinds), ext, endingBit[ext]})
	}
	return list
}

// known are the extensions that TypeScript knows; platformEndings those that React Native and component
// frameworks add.
var (
	known           = []string{".d.ts", ".d.mts", ".d.cts", ".mjs", ".mts", ".cjs", ".cts", ".ts", ".js", ".tsx", ".jsx", ".json"}
	platformEndings = []string{".vue", ".svelte", ".native.ts", ".native.tsx", ".native.js", ".ios.ts", ".ios.tsx", ".ios.js",
		".android.ts", ".android.tsx", ".android.js", ".web.ts", ".web.tsx", ".web.js"}
	endingBit = bitsOf(append(slices.Clone(known), platformEndings...))
)

// looseEndings are what bundlers and React Native try besides.
var looseEndings = append([]string{".mts", ".mjs", ".cts", ".cjs", ".json"}, platformEndings...)

func bitsOf(list []string) map[string]endingSet {
	bits := map[string]endingSet{}
	for i, ext := range list {
		bits[ext] = 1 << i
	}
	return bits
}

func endingsFor(ext string) []ending {
	switch ext {
	case "", ".ts", ".d.ts", ".js":
		return plainEndings
	case ".tsx", ".jsx":
		return jsxEndings
	case ".mts", ".d.mts", ".mjs":
		return mEndings
	case ".cts", ".d.cts", ".cjs":
		return cEndings
	case ".json":
		return jsonEndings
	}
	return nil
}

// splitExtension cuts off an extension that TypeScript knows.
func splitExtension(p string) (stem, ext string) {
	if strings.IndexByte(p[strings.LastIndexByte(p, '/')+1:], '.') < 0 {
		return p, ""
	}
	for _, ext := range known {
		if len(p) > len(ext) && strings.HasSuffix(p, ext) {
			return p[:len(p)-len(ext)], ext
		}
	}
	return p, ""
}

func hasKnown(p string, k kinds) bool {
	_, ext := splitExtension(p)
	switch ext {
	case ".d.ts", ".d.mts", ".d.cts":
		return k&(dtsFiles|tsFiles) != 0
	case ".ts", ".tsx", ".mts", ".cts":
		return k&tsFiles != 0
	}
	return false
}

// byName finds what a path without or with an extension means: the file, else the folder's package.json
// or index. folder excludes the file.
func (l *lookup) byName(k kinds, p string, folder, considerPackage bool) (string, bool) {
	if !folder {
		if f, ok := l.file(k, p); ok {
			return f, true
		}
	}
	if l.esm {
		return "", false
	}
	var m *manifest
	if considerPackage {
		m = l.r.packages[l.r.real(p)]
	}
	return l.folder(k, p, m)
}

func (l *lookup) file(k kinds, p string) (string, bool) {
	if f, ok := l.fileWithExtension(k, p); ok {
		return f, true
	}
	if l.esm {
		return "", false
	}
	if f, ok := l.ended(k, p, plainEndings); ok {
		return f, true
	}
	if l.configs {
		return l.ended(k, p, jsonEndings)
	}
	if l.relaxed {
		return l.looseFile(p)
	}
	return "", false
}

// ended tries endings of the asked kinds behind a stem.
func (l *lookup) ended(k kinds, stem string, list []ending) (string, bool) {
	there := ^endingSet(0)
	if len(l.s.options().suffixes) == 0 {
		there = l.r.endings(stem)
	}
	for _, e := range list {
		if k&e.kind != 0 && there&e.bit != 0 {
			if f, ok := l.suffixed(stem + e.ext); ok {
				return f, true
			}
		}
	}
	return "", false
}

func (l *lookup) looseFile(p string) (string, bool) {
	if there := l.r.endings(p); there != 0 {
		for _, ext := range looseEndings {
			if there&endingBit[ext] == 0 {
				continue
			}
			if f, ok := l.r.exists(p + ext); ok {
				return f, true
			}
		}
	}
	return l.r.exists(p)
}

// fileWithExtension reads `a.js` as a.ts too, and `a.css` as a.d.css.ts.
func (l *lookup) fileWithExtension(k kinds, p string) (string, bool) {
	base := p[strings.LastIndexByte(p, '/')+1:]
	if strings.IndexByte(base, '.') < 0 {
		return "", false
	}
	stem, ext := splitExtension(p)
	if ext == "" {
		stem, ext = p[:strings.LastIndexByte(p, '.')], p[strings.LastIndexByte(p, '.'):]
	}
	list := endingsFor(ext)
	if list == nil && k&dtsFiles != 0 {
		return l.suffixed(stem + ".d" + ext + ".ts")
	}
	if ext == ".json" { // its declarations have a stem of their own
		if f, ok := l.suffixed(stem + ".d.json.ts"); ok && k&dtsFiles != 0 {
			return f, true
		}
		list = jsonEndings
	}
	return l.ended(k, stem, list)
}

// suffixed tries the `moduleSuffixes` of the config before the extension.
func (l *lookup) suffixed(p string) (string, bool) {
	suffixes := l.s.options().suffixes
	if len(suffixes) == 0 {
		return l.r.exists(p)
	}
	stem, ext := splitExtension(p)
	for _, suffix := range suffixes {
		if f, ok := l.r.exists(stem + suffix + ext); ok {
			return f, true
		}
	}
	return "", false
}

// folder finds the file that stands for a folder: by its package.json, whose manifest is m, else its index.
func (l *lookup) folder(k kinds, dir string, m *manifest) (string, bool) {
	field := ""
	if m != nil && m.dir == l.r.real(dir) {
		field = m.field(l, k, dir)
	}
	index := path.Join(dir, "index")
	if l.configs {
		index = path.Join(dir, "tsconfig")
	}
	load := func(k kinds, p string, folder bool) (string, bool) { return l.byField(k, p, folder, m) }
	if m != nil && len(m.versions) > 0 {
		name, ok := below(dir, field)
		if field == "" {
			name, ok = path.Base(index), true
		}
		if ok {
			if p, star, matched := match(m.versions, name); matched {
				if f, ok := l.bySubstitutes(k, dir, p, star, load); ok {
					return f, true
				}
			}
		}
	}
	if field != "" {
		if f, ok := load(k, field, false); ok {
			return f, true
		}
		if l.relaxed {
			if f, ok := l.source(m, field); ok {
				return f, true
			}
		}
	}
	if l.esm || !l.r.dirs[l.r.real(dir)] {
		return "", false
	}
	return l.file(k, index)
}

// byField finds the file that a field of package.json names: as it stands, else like a specifier.
func (l *lookup) byField(k kinds, p string, folder bool, m *manifest) (string, bool) {
	if f, ok := l.target(k, p); ok {
		return f, true
	}
	if k == dtsFiles {
		k |= tsFiles
	}
	n := *l
	n.esm = n.esm && m != nil && m.Type == "module"
	return n.byName(k, p, folder, false)
}

// target finds a file that package.json names: one with TypeScript's extensions is meant as it stands,
// one with JavaScript's may be the source or the declarations in its place.
func (l *lookup) target(k kinds, p string) (string, bool) {
	if hasKnown(p, k) || l.configs && strings.HasSuffix(p, ".json") {
		return l.suffixed(p)
	}
	return l.fileWithExtension(k, p)
}
