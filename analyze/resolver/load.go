package resolver

import (
	"path"
	"strings"
)

// exists finds a file under its path or through symlinks, and gives the path it really has.
func (r *Resolver) exists(p string) (string, bool) {
	if r.files[p] {
		if to, ok := r.links[p]; ok && r.files[to] {
			return to, true
		}
		return p, true
	}
	if len(r.links) == 0 {
		return "", false
	}
	for hops := 0; hops < 8; hops++ {
		to, ok := r.through(p)
		if !ok {
			return "", false
		}
		if r.files[to] {
			return to, true
		}
		p = to
	}
	return "", false
}

// through replaces the longest part of a path that is a link.
func (r *Resolver) through(p string) (string, bool) {
	for d := p; d != "." && d != "/"; d = path.Dir(d) {
		if to, ok := r.links[d]; ok {
			return path.Join(to, strings.TrimPrefix(p, d)), true
		}
	}
	return "", false
}

// extensions are tried in two rounds, as TypeScript does: its own first, over file and folder, then
// JavaScript.
type extensions struct{ plain, js, jsx, mjs, cjs []string }

var rounds = [2]extensions{
	{plain: []string{".ts", ".tsx", ".d.ts"}, js: []string{".ts", ".tsx", ".d.ts"}, jsx: []string{".tsx", ".ts", ".d.ts"},
		mjs: []string{".mts", ".d.mts"}, cjs: []string{".cts", ".d.cts"}},
	{plain: []string{".js", ".jsx"}, js: []string{".js", ".jsx"}, jsx: []string{".jsx", ".js"},
		mjs: []string{".mjs"}, cjs: []string{".cjs"}},
}

// load finds the file that a path without or with an extension means: the file, else the folder's
// package.json or index. folder excludes the file. A file of another kind is found under its whole name.
func (r *Resolver) load(s *scopeOf, q query, p string, folder bool) (string, bool) {
	if q.mode == Asset {
		return r.exists(p)
	}
	for i := range rounds {
		if !folder {
			if f, ok := r.loadFile(s, q, p, &rounds[i]); ok {
				return f, true
			}
		}
		if q.esm && s.strictESM() {
			continue
		}
		if f, ok := r.loadFolder(s, q, p, &rounds[i]); ok {
			return f, true
		}
	}
	if folder {
		return "", false
	}
	return r.exists(p)
}

func (r *Resolver) loadFile(s *scopeOf, q query, p string, exts *extensions) (string, bool) {
	stem, replacements := replaceable(p, exts)
	for _, ext := range replacements {
		if f, ok := r.suffixed(s, stem, ext); ok {
			return f, true
		}
	}
	if q.esm && s.strictESM() {
		return "", false
	}
	for _, ext := range exts.plain {
		if f, ok := r.suffixed(s, p, ext); ok {
			return f, true
		}
	}
	return "", false
}

// replaceable tells with which extensions a path that has one is tried: `a.js` means a.ts too.
func replaceable(p string, exts *extensions) (stem string, list []string) {
	for _, d := range []string{".d.ts", ".d.mts", ".d.cts"} {
		if strings.HasSuffix(p, d) {
			return strings.TrimSuffix(p, d), []string{d}
		}
	}
	ext := path.Ext(p)
	stem = strings.TrimSuffix(p, ext)
	switch ext {
	case ".ts", ".js":
		list = exts.js
	case ".tsx", ".jsx":
		list = exts.jsx
	case ".mts", ".mjs":
		list = exts.mjs
	case ".cts", ".cjs":
		list = exts.cjs
	case ".json":
		return stem, []string{".json"}
	}
	return stem, list
}

// suffixed tries the `moduleSuffixes` of the config before the extension.
func (r *Resolver) suffixed(s *scopeOf, stem, ext string) (string, bool) {
	if s.config == nil || len(s.config.suffixes) == 0 {
		return r.exists(stem + ext)
	}
	for _, suffix := range s.config.suffixes {
		if f, ok := r.exists(stem + suffix + ext); ok {
			return f, true
		}
	}
	return "", false
}

func (r *Resolver) loadFolder(s *scopeOf, q query, p string, exts *extensions) (string, bool) {
	if !r.dirs[p] {
		to, ok := r.through(p)
		if !ok || !r.dirs[to] {
			return "", false
		}
		p = to
	}
	if m := r.packages[p]; m != nil {
		for _, field := range m.entries() {
			target := path.Join(p, field)
			if f, ok := r.exists(target); ok && rightRound(f, exts) {
				return f, true
			}
			if f, ok := r.loadFile(s, q, target, exts); ok {
				return f, true
			}
			if f, ok := r.loadFile(s, q, path.Join(target, "index"), exts); ok {
				return f, true
			}
		}
	}
	for _, ext := range exts.plain {
		if f, ok := r.suffixed(s, path.Join(p, "index"), ext); ok {
			return f, true
		}
	}
	return "", false
}

// rightRound keeps JavaScript out of the first round, where TypeScript looks for its own kinds.
func rightRound(f string, exts *extensions) bool {
	js := strings.HasSuffix(f, ".js") || strings.HasSuffix(f, ".jsx") || strings.HasSuffix(f, ".mjs") || strings.HasSuffix(f, ".cjs")
	return js == (exts == &rounds[1])
}
