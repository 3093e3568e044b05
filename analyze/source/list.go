// Package source reads a repo from the disk: which files git would see, what they hold, and which of
// them have uncommitted edits.
//
// It reads git's index and ignore files itself, so that listing thousands of files needs no process;
// where git alone can tell (a split or sparse index), it is asked. Without git the tree is walked by
// its .gitignore files. Nothing is written. Paths are bytes: a name that is no UTF-8 or holds a
// newline survives.
package source

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Listing is the files of a repo as git sees them: tracked and on the disk, or untracked and not
// ignored. All paths are relative to the root, with slashes. It is immutable.
type Listing struct {
	// Paths are the regular files, sorted in byte order.
	Paths []string
	// Links maps each symlink that leads to a place inside the root to that place, a file or a folder.
	Links map[string]string
	// Others are the paths that can't be read as files: symlinks that lead out of the root or nowhere,
	// and tracked paths that are now FIFOs, sockets or devices. Sorted.
	Others []string
	// Nested are the folders that are repos of their own, submodules and clones. What they hold is not
	// listed. Sorted.
	Nested []string
	// Unreadable are the folders that could not be opened; git passes them over, too. Sorted.
	Unreadable []string
	// Git tells whether git's rules made the list; else it is that of a plain walk.
	Git bool
}

// List lists the files below root. Root may lie anywhere within a git work tree: only what is below it
// is listed, while the ignore rules of the whole tree hold. Without git, .gitignore files count all
// the same, and node_modules is left out. An error is that of a missing root, or of a damaged index.
func List(root string) (*Listing, error) {
	real, err := realFolder(root)
	if err != nil {
		return nil, err
	}
	g := findGit(real)
	if g == nil {
		return walkPlain(real)
	}
	l, err := g.list(real)
	if err == errAskGit {
		return g.ask(real)
	}
	return l, err
}

func walkPlain(root string) (*Listing, error) {
	w := &walk{root: root, top: root, rules: &ruleSet{}}
	return w.list()
}

// list goes by the index and the ignore rules. A root that the repo ignores, and tracks nothing of, is
// no part of it: that is walked as if there were no git.
func (g *repo) list(root string) (*Listing, error) {
	index, err := g.readIndex()
	if err != nil {
		return nil, err
	}
	w := &walk{root: root, top: g.top, prefix: g.prefix(root), git: true, index: index, rules: g.rules()}
	if first := w.begin(); first.tracked && first.lo == first.hi {
		return walkPlain(root)
	}
	return w.list()
}

// found is a path that is there: tracked, or untracked and not ignored.
type found struct {
	path string // relative to the root
	mode fs.FileMode
}

// listing sorts what was found by what it is.
func listing(root string, files []found, git bool) *Listing {
	slices.SortFunc(files, func(a, b found) int { return strings.Compare(a.path, b.path) })
	l := &Listing{Git: git, Links: map[string]string{}, Paths: make([]string, 0, len(files))}
	for _, f := range files {
		if f.mode.IsRegular() {
			l.Paths = append(l.Paths, f.path)
			continue
		}
		if f.mode&fs.ModeSymlink != 0 {
			if target, inside := leadsTo(root, f.path); inside {
				l.Links[f.path] = target
				continue
			}
		}
		l.Others = append(l.Others, f.path)
	}
	return l
}

// leadsTo follows a link to its end; not inside when that is no place below the root.
func leadsTo(root, link string) (target string, inside bool) {
	end, err := filepath.EvalSymlinks(join(root, link))
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(root, end)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

func join(root, p string) string { return filepath.Join(root, filepath.FromSlash(p)) }

// realFolder makes a folder's path absolute and frees it of symlinks.
func realFolder(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the folder %s: %w", dir, err)
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return "", fmt.Errorf("find the folder %s: %w", dir, err)
	}
	if info, err := os.Stat(real); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s is no folder", dir)
	}
	return real, nil
}

// workers is how many folders are read at the same time: the system's cache answers most reads, so
// more than the processors gain nothing.
func workers() int { return runtime.GOMAXPROCS(0) }
