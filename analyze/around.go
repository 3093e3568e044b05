package analyze

import (
	"sync"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// Focus says of which files LoadAround tells everything.
type Focus struct {
	// All is set when every file may matter.
	All bool
	// Named are the paths of which every reference that leads there is wanted.
	Named []string
	// Roots are further files of which the exports, and what runs with them, are wanted.
	Roots []string
}

// unread is the module of a file that nothing wanted can depend on.
var unread = &scanner.Module{}

// LoadAround is Load for who asks only about some files: most others cannot name them, which their bytes tell
// without a scan. focus chooses the files of a repo of which no file is scanned yet. In what comes back, a file
// that could matter is as Load gives it: it may name one of the focus, declare a module, or is one that the
// focus reaches by static references. Any other has no references and no exports.
func LoadAround(tree Tree, opts Options, focus func(listed *Repo) Focus) *Repo {
	var res *resolver.Resolver
	var wait sync.WaitGroup
	wait.Go(func() { res = newResolver(tree) })
	r := newRepo(tree, opts.filled())
	wait.Wait()
	r.Resolver = res
	wanted := focus(r)
	if f := r.finder(wanted); f != nil {
		r.opts.wanted = f
	}
	r.scanAll(nil)
	r.opts.wanted = nil
	r.collectAmbient()
	r.linkAll(nil)
	r.follow(append(wanted.Roots, wanted.Named...))
	r.invert()
	return r
}

// finder gives what finds the files that may matter, nil when all may.
func (r *Repo) finder(focus Focus) func(p string, src []byte) bool {
	if focus.All {
		return nil
	}
	list := []resolver.Needle{declares}
	for _, p := range focus.Named {
		more, ok := r.Resolver.Needles(p)
		if !ok {
			return nil
		}
		list = append(list, more...)
	}
	f := newFinder(list)
	return func(p string, src []byte) bool {
		_, plain := scanner.LangOf(p)
		return !plain || f.in(src)
	}
}

// follow scans what the given files lead to, level by level.
func (r *Repo) follow(paths []string) {
	var level []FileID
	seen := make([]bool, len(r.Files))
	reach := func(id FileID) {
		if id != None && !seen[id] {
			seen[id] = true
			level = append(level, id)
		}
	}
	for _, p := range paths {
		reach(r.Lookup(p))
	}
	for len(level) > 0 {
		r.scanRest(level)
		above := level
		level = nil
		for _, id := range above {
			f := r.Files[id]
			for i, e := range f.Edges {
				if Static(f.Module.Refs[i].Kind) {
					reach(e.To)
				}
			}
		}
	}
}

// scanRest scans and links those of the files that were passed over.
func (r *Repo) scanRest(ids []FileID) {
	parallel(r.opts.Workers, len(ids), func() func(int) {
		var buf []byte
		return func(i int) {
			if f := r.Files[ids[i]]; f.Module == unread {
				f, buf = scan(r.Tree, f.Path, r.opts, nil, buf)
				r.linkFile(f)
				r.Files[ids[i]] = f
			}
		}
	})
}
