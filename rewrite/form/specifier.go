package form

import (
	"path"
	"strings"

	"rtconsolidate/analyze/resolver"
)

// Namer finds the specifiers by which files of the planned tree name each other.
type Namer struct{ Res *resolver.Resolver }

// Like returns a specifier by which from means target, as close as can be to the form of old: an
// alias stays an alias, a relative one stays relative, endings are kept. ok is false when there is none.
func (n Namer) Like(from, target, old string, mode resolver.Mode) (string, bool) {
	old, query, _ := cutQuery(old)
	lists := [][]string{n.aliased(from, target, old), n.relative(from, target, old)}
	if strings.HasPrefix(old, ".") {
		lists[0], lists[1] = lists[1], lists[0]
	}
	for _, list := range lists {
		for _, s := range list {
			if n.means(from, s+query, target, mode) {
				return s + query, true
			}
		}
	}
	return "", false
}

// Moved rewrites a relative specifier for a file that it is moved to, whether or not it leads anywhere.
func (n Namer) Moved(from, to, specifier string) string {
	return RelativePath(path.Dir(to), path.Join(path.Dir(from), specifier))
}

func (n Namer) means(from, specifier, target string, mode resolver.Mode) bool {
	r := n.Res.Resolve(from, specifier, mode)
	return r.State == resolver.InRepo && r.Path == target
}

// cutQuery splits `./a?worker` into the path and the query with its question mark.
func cutQuery(specifier string) (plain, query string, found bool) {
	i := strings.IndexByte(specifier, '?')
	if i < 0 {
		return specifier, "", false
	}
	return specifier[:i], specifier[i:], true
}

// aliased lists the aliases for target that are available to from, those that share the old
// specifier's first segment first.
func (n Namer) aliased(from, target, old string) []string {
	var near, far []string
	first, _, _ := strings.Cut(old, "/")
	for _, s := range n.Res.Specifiers(from, target) {
		if strings.HasPrefix(s, ".") {
			continue
		}
		list := &far
		if head, _, _ := strings.Cut(s, "/"); head == first {
			list = &near
		}
		*list = append(*list, endings(s, target, old)...)
	}
	return append(near, far...)
}

func (n Namer) relative(from, target, old string) []string {
	rel := RelativePath(path.Dir(from), target)
	return endings(strings.TrimSuffix(rel, CodeExt(rel)), target, old)
}

// RelativePath writes target relative to dir, beginning with `./` or `../`.
func RelativePath(dir, target string) string {
	if dir == "." {
		return "./" + target
	}
	a, b := strings.Split(dir, "/"), strings.Split(target, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	if len(a) == 0 {
		return "./" + strings.Join(b, "/")
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

// emitted maps the extension of a source file to the one that its compiled file has.
var emitted = map[string]string{".ts": ".js", ".tsx": ".js", ".mts": ".mjs", ".cts": ".cjs"}

// CodeExt is the extension of a code file, `.d.ts` and its kin whole, "" for any other file.
func CodeExt(p string) string {
	for _, ext := range []string{".d.ts", ".d.mts", ".d.cts", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"} {
		if strings.HasSuffix(p, ext) {
			return ext
		}
	}
	return ""
}

// endings lists the forms of a specifier whose code extension is cut off, the one most like old first.
func endings(stem, target, old string) []string {
	ext := CodeExt(target)
	stem = strings.TrimSuffix(stem, CodeExt(stem))
	index := path.Base(target) == "index"+ext
	named := stem
	if index && path.Base(stem) != "index" {
		named = strings.TrimSuffix(stem, "/") + "/index"
	}
	folder := strings.TrimSuffix(named, "/index")
	full := []string{named + emitted[ext], named + ext}
	if CodeExt(old) == ext && ext != "" || emitted[CodeExt(old)] != "" && emitted[ext] != "" {
		full[0], full[1] = full[1], full[0]
	}
	plain := []string{named}
	if index {
		oldIsIndex := strings.TrimSuffix(path.Base(old), CodeExt(old)) == "index"
		plain = []string{folder, named}
		if oldIsIndex {
			plain = []string{named, folder}
		}
	}
	if CodeExt(old) != "" {
		return append(full, plain...)
	}
	return append(plain, full...)
}
