package source

import (
	"errors"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"
)

// walk goes over the folders of a tree. Its paths are relative to top, with slashes; folders end in
// one, but for top itself, which is "".
type walk struct {
	root   string
	top    string
	prefix string // the path of root
	git    bool   // git's rules; else those of a plain walk, which goes round node_modules
	rules  *ruleSet
	index  []entry // sorted

	mu         sync.Mutex
	found      []found // in no order
	nested     []string
	unreadable []string
	failed     error
}

// folder is one folder to read, with the index entries below it.
type folder struct {
	path   string
	lo, hi int
	chain  *rules
	// tracked marks an ignored folder: nothing but its tracked files is listed.
	tracked bool
}

func (w *walk) list() (*Listing, error) {
	newQueue(w.begin(), workers()).run(w.read)
	if w.failed != nil {
		return nil, w.failed
	}
	for i := range w.found {
		w.found[i].path = w.found[i].path[len(w.prefix):]
	}
	l := listing(w.root, w.found, w.git)
	l.Nested, l.Unreadable = relative(w.nested, w.prefix), relative(w.unreadable, w.prefix)
	return l, nil
}

func relative(folders []string, prefix string) []string {
	for i, f := range folders {
		folders[i] = strings.TrimSuffix(strings.TrimPrefix(f, prefix), "/")
	}
	slices.Sort(folders)
	return folders
}

// begin goes down from the top to the folder to begin in, and takes up the rules on the way.
func (w *walk) begin() folder {
	f := folder{hi: len(w.index), chain: w.rules.chain}
	for at := 0; at < len(w.prefix); {
		f.chain = w.enter(f, nil)
		name, _, _ := strings.Cut(w.prefix[at:], "/")
		f.tracked = f.tracked || w.ignored(f.chain, f.path+name, name, true)
		at += len(name) + 1
		f.path = w.prefix[:at]
		f.lo, f.hi = w.below(f.path, f.lo, f.hi)
	}
	return f
}

// below finds the index entries under a folder, within a range.
func (w *walk) below(dir string, lo, hi int) (int, int) {
	if dir == "" {
		return lo, hi
	}
	past := dir[:len(dir)-1] + string(rune('/'+1))
	return w.search(dir, lo, hi), w.search(past, lo, hi)
}

func (w *walk) search(path string, lo, hi int) int {
	return lo + sort.Search(hi-lo, func(i int) bool { return w.index[lo+i].path >= path })
}

// enter reads a folder's ignore file. A symlink in its place is not followed. present tells which
// names the folder has; nil when that is not known.
func (w *walk) enter(f folder, present []fs.DirEntry) *rules {
	const name = ".gitignore"
	there := present == nil || slices.ContainsFunc(present, func(e fs.DirEntry) bool { return e.Name() == name && e.Type().IsRegular() })
	if there {
		text, err := readRegular(join(w.top, f.path+name), maxIgnoreFile, nil)
		if err == nil {
			return w.rules.before(f.chain, f.path, text)
		}
	}
	if i := w.search(f.path+name, f.lo, f.hi); i < f.hi && w.index[i].path == f.path+name && w.index[i].absent {
		w.fail(errAskGit) // git takes the rules from the object store
	}
	return f.chain
}

// maxIgnoreFile is the size in bytes above which git, too, refuses an ignore file.
const maxIgnoreFile = 100 << 20

func (w *walk) ignored(chain *rules, path, name string, dir bool) bool {
	if w.rules.fold {
		path, name = lower(path), lower(name)
	}
	return chain.ignored(path, name, dir)
}

// read lists one folder, and gives the folders to read next.
func (w *walk) read(f folder) []folder {
	list, err := readDir(join(w.top, f.path))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.unreadable = append(w.unreadable, f.path)
		return nil
	}
	if w.isNested(f, list) {
		w.addNested(f.path)
		return nil
	}
	if !f.tracked {
		f.chain = w.enter(f, list)
	}
	var next []folder
	var files []found
	for _, e := range list {
		name := e.Name()
		switch {
		case name == ".git", w.rules.fold && strings.EqualFold(name, ".git"):
		case e.IsDir():
			if sub, ok := w.down(f, name); ok {
				next = append(next, sub)
			}
		case w.counts(f, name, e.Type()):
			files = append(files, found{f.path + name, e.Type()})
		}
	}
	if len(files) > 0 {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.found = append(w.found, files...)
	}
	return next
}

// isNested tells whether an untracked folder is a repo of its own.
func (w *walk) isNested(f folder, list []fs.DirEntry) bool {
	return w.git && f.lo == f.hi && f.path != w.prefix &&
		slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == ".git" }) &&
		gitDirOf(join(w.top, f.path)) != ""
}

func (w *walk) addNested(path string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.nested = append(w.nested, path)
}

// down decides whether a folder within f is read.
func (w *walk) down(f folder, name string) (folder, bool) {
	path := f.path + name
	if i := w.search(path, f.lo, f.hi); i < f.hi && w.index[i].path == path && w.index[i].nested {
		w.addNested(path)
		return folder{}, false
	}
	sub := folder{path: path + "/", chain: f.chain}
	sub.lo, sub.hi = w.below(sub.path, f.lo, f.hi)
	sub.tracked = f.tracked || w.ignored(f.chain, path, name, true)
	if sub.lo == sub.hi && (sub.tracked || !w.git && name == "node_modules") {
		return folder{}, false
	}
	return sub, true
}

// counts tells whether a file is tracked, or untracked and not ignored.
func (w *walk) counts(f folder, name string, mode fs.FileMode) bool {
	path := f.path + name
	if i := w.search(path, f.lo, f.hi); i < f.hi && w.index[i].path == path {
		return true
	}
	listable := mode.IsRegular() || mode&fs.ModeSymlink != 0
	return listable && !f.tracked && !w.ignored(f.chain, path, name, false)
}

func (w *walk) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = err
}

// readDir lists a folder in no order. The kinds come from the folder itself where it holds them.
func readDir(path string) ([]fs.DirEntry, error) {
	f, err := openFolder(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}
