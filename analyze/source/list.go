// Package source reads a repo from the disk: which files git would see, what they hold, and which of
// them have uncommitted edits.
package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Listing is the files of a repo as git sees them: tracked, or untracked and not ignored.
type Listing struct {
	// Paths are relative to the root, with slashes, sorted. Symlinks that lead out of the root,
	// submodules and what is neither file nor link are left out.
	Paths []string
	// Links maps each symlink to the path inside the root that it leads to.
	Links map[string]string
	// Git tells whether the root lies in a git work tree.
	Git bool
}

// List lists the files below root, without running git. Where there is no git, the .gitignore files
// count all the same and node_modules is left out.
func List(root string) (*Listing, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	w := &walker{root: root, top: root, links: map[string]string{}, slots: make(chan struct{}, 4*runtime.GOMAXPROCS(0))}
	var chain *ignores
	if repo := findRepository(root); repo != nil {
		w.git, w.top = true, repo.top
		if w.tracked, err = trackedBy(repo); err != nil {
			return nil, err
		}
		chain = repo.userIgnores()
	}
	w.prefix, w.trackedDirs = "", foldersOf(w.tracked)
	if rel, err := filepath.Rel(w.top, root); err == nil && rel != "." {
		w.prefix = filepath.ToSlash(rel)
		chain = w.above(chain)
	}
	w.wait.Add(1)
	w.folder(w.prefix, chain, false)
	w.wait.Wait()
	if w.err != nil {
		return nil, w.err
	}
	slices.Sort(w.paths)
	return &Listing{w.paths, w.links, w.git}, nil
}

func trackedBy(repo *repository) (map[string]bool, error) {
	paths, err := tracked(filepath.Join(repo.dir, "index"), repo.hashSize())
	if !errors.Is(err, errSplit) {
		return paths, err
	}
	out, err := exec.Command("git", "-C", repo.top, "ls-files", "-z", "--cached").Output()
	if err != nil {
		return nil, fmt.Errorf("git ls-files: %w", err)
	}
	paths = map[string]bool{}
	for p := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		paths[p] = true
	}
	return paths, nil
}

func foldersOf(paths map[string]bool) map[string]bool {
	dirs := map[string]bool{}
	for p := range paths {
		for d := path.Dir(p); d != "." && !dirs[d]; d = path.Dir(d) {
			dirs[d] = true
		}
	}
	return dirs
}

// walker lists folders side by side. Its paths are relative to top until they are kept.
type walker struct {
	root, top, prefix    string
	git                  bool
	tracked, trackedDirs map[string]bool
	slots                chan struct{}
	wait                 sync.WaitGroup

	mutex sync.Mutex
	paths []string
	links map[string]string
	err   error
}

// above adds the ignore files of the folders between top and root.
func (w *walker) above(chain *ignores) *ignores {
	dir := ""
	for _, name := range strings.Split(w.prefix, "/") {
		chain = chain.with(filepath.Join(w.top, filepath.FromSlash(dir), ".gitignore"), dir)
		dir = path.Join(dir, name)
	}
	return chain
}

func (w *walker) folder(dir string, chain *ignores, ignored bool) {
	defer w.wait.Done()
	w.slots <- struct{}{}
	defer func() { <-w.slots }()
	full := filepath.Join(w.top, filepath.FromSlash(dir))
	entries, err := os.ReadDir(full)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			w.fail(err)
		}
		return
	}
	chain = chain.with(filepath.Join(full, ".gitignore"), dir)
	var found []string
	for _, e := range entries {
		name := e.Name()
		p := path.Join(dir, name)
		switch {
		case name == ".git":
		case e.IsDir():
			w.descend(p, name, chain, ignored)
		case !w.tracked[p] && (ignored || chain.ignored(p, name, false)):
		case e.Type()&fs.ModeSymlink != 0:
			w.link(p)
		case e.Type().IsRegular():
			found = append(found, w.inRoot(p))
		}
	}
	w.mutex.Lock()
	w.paths = append(w.paths, found...)
	w.mutex.Unlock()
}

// descend goes into a folder unless nothing in it counts: it is ignored and holds nothing tracked, or
// it is a repo of its own.
func (w *walker) descend(p, name string, chain *ignores, ignored bool) {
	if !w.git && name == "node_modules" {
		return
	}
	ignored = ignored || chain.ignored(p, name, true)
	if !w.trackedDirs[p] && (ignored || exists(filepath.Join(w.top, filepath.FromSlash(p), ".git"))) {
		return
	}
	w.wait.Add(1)
	go w.folder(p, chain, ignored)
}

func (w *walker) inRoot(p string) string {
	if w.prefix == "" {
		return p
	}
	return p[len(w.prefix)+1:]
}

// link keeps a symlink that leads to a place inside the root.
func (w *walker) link(p string) {
	full := filepath.Join(w.top, filepath.FromSlash(p))
	target, err := filepath.EvalSymlinks(full)
	if err != nil {
		return
	}
	root, err := filepath.EvalSymlinks(w.root)
	if err != nil {
		return
	}
	rel, err := filepath.Rel(root, target)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.links[w.inRoot(p)] = filepath.ToSlash(rel)
	w.paths = append(w.paths, w.inRoot(p))
}

func (w *walker) fail(err error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.err == nil {
		w.err = err
	}
}
