package analyze

import (
	"path"
	"slices"
	"strings"
	"sync"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// spare is the last resolver that was made for planned paths: they are asked for first, and planned then.
type spare struct {
	mu    sync.Mutex
	paths []string
	made  *resolver.Resolver
}

// ResolverWith is the resolver of the repo with the given files replaced, created or deleted (nil content).
func (r *Repo) ResolverWith(files map[string][]byte) *resolver.Resolver {
	if configured(files) {
		return newResolver(NewOverlay(r.Tree, files))
	}
	same := true
	for p, content := range files {
		_, there := slices.BinarySearch(r.Tree.Paths(), p)
		same = same && there == (content != nil)
	}
	if same {
		return r.Resolver
	}
	tree := NewOverlay(r.Tree, files)
	r.spare.mu.Lock()
	defer r.spare.mu.Unlock()
	if !slices.Equal(r.spare.paths, tree.Paths()) {
		r.spare.paths, r.spare.made = tree.Paths(), newResolver(tree)
	}
	return r.spare.made
}

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
	if configured(files) || !r.Resolver.SameSettings(next.Resolver) {
		return nil
	}
	for p, content := range files {
		_, there := slices.BinarySearch(r.Tree.Paths(), p)
		switch {
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

// configured tells whether one of some files, by its name, may say how to resolve.
func configured(files map[string][]byte) bool {
	for p := range files {
		if configures(p) {
			return true
		}
	}
	return false
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
