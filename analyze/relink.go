package analyze

import (
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// A relink takes over what references of unchanged files lead to, from a repo before some files came, went or
// changed. Where a path comes, only specifiers that can lead there may mean something else; where one goes, only
// those that led there.
type relink struct {
	known *Repo
	same  bool                  // no path comes or goes
	ids   []FileID              // by FileID of known: the one now, None for a file that is gone
	gone  map[string]bool       // paths
	names func(src []byte) bool // which quoted specifiers may lead to a path that comes; nil for none
}

// relinks tells what can be taken over from a repo in which the given files are replaced; nil when nothing can.
func (r *Repo) relinks(next *Repo, files map[string][]byte) *relink {
	l := &relink{known: r, gone: map[string]bool{}, same: true}
	var list []resolver.Needle
	if !r.Resolver.SameSettings(next.Resolver) {
		return nil
	}
	for p, content := range files {
		_, there := slices.BinarySearch(r.Tree.Paths(), p)
		switch {
		case configures(p):
			return nil
		case there && content == nil:
			l.gone[p], l.same = true, false
		case !there && content != nil:
			more, ok := next.Resolver.Needles(p)
			if !ok {
				return nil
			}
			list, l.same = append(list, more...), false
		}
	}
	if l.same {
		return l
	}
	if len(list) > 0 {
		l.names = newFinder(list).find
	}
	l.ids = make([]FileID, len(r.Files))
	for id, f := range r.Files {
		l.ids[id] = next.Lookup(f.Path)
	}
	return l
}

// configures tells by its name a file whose content or presence may say how to resolve.
func configures(p string) bool {
	base := path.Base(p)
	switch path.Ext(base) {
	case ".json", ".jsonc", ".json5", ".yaml", ".yml", ".toml", "":
		return true
	}
	return base == "index.html" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "webpack") || strings.Contains(base, "config") || strings.Contains(base, "workspace")
}

// edges are those of a file in the repo before, as they are now; nil when a reference of it may lead elsewhere.
func (l *relink) edges(f *File) []Edge {
	old := l.known.File(f.Path)
	if old == nil || old.Module != f.Module {
		return nil
	}
	if l.same {
		return old.Edges
	}
	edges := make([]Edge, len(old.Edges))
	for i, e := range old.Edges {
		ref := &f.Module.Refs[i]
		if l.gone[e.Path] || ref.Kind == scanner.KindURL || l.names != nil && l.names([]byte(`"`+ref.Specifier+`"`)) {
			return nil
		}
		if e.To != None {
			e.To = l.ids[e.To]
		}
		edges[i] = e
	}
	return edges
}
