// Package analyze builds the picture of a repo that everything else works on: its files, what each
// file imports and exports, what every specifier and every name resolves to, and the graph of it.
// It only reads.
package analyze

import (
	"path"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// FileID numbers the code files of a Repo, from 0, in the order of their paths.
type FileID int32

// None is the FileID of no file.
const None FileID = -1

// File is one code file.
type File struct {
	Path   string
	Module *scanner.Module // never nil; empty when Skipped
	Lines  int             // number of lines, counting an unfinished last one
	Size   int             // bytes
	// Skipped tells why the file was not read (too large, binary, unreadable, not UTF-8); "" when it was.
	Skipped string
	// Edges holds one edge for each of Module.Refs, at the same index.
	Edges []Edge

	stars  []int    // indexes into Module.Refs of its `export *`
	opaque bool     // its exports cannot be told from its syntax
	joints []uint32 // of the paths in it, with Options.Paths
}

// Edge is where one reference leads.
type Edge struct {
	State resolver.State
	To    FileID // the code file, None when the specifier leads elsewhere
	Path  string // the file in the repo, code or not; "" when it leads out of the repo
	Via   string // the alias and the setting that made it, for people; "" for a relative specifier
	// Ambient is set when a script's `declare module 'x'` stands in for the specifier.
	Ambient bool
	// Loaded is set when a loader or a query (`./a.ts?worker`) may give the module other exports than its file's.
	Loaded bool
}

// Options tune Load.
type Options struct {
	// MaxFileSize in bytes; a larger file is skipped. Zero means 4 MiB.
	MaxFileSize int
	// Workers bounds the parallel reads and scans. Zero means one per processor.
	Workers int
	// Look sees every file that is scanned, so that who needs its content need not read it again. nil for no one.
	Look Looker
	// Paths notes which paths files may hold, for Namers.
	Paths bool

	wanted func(path string, src []byte) bool // which files are scanned; nil for all
}

func (o Options) filled() Options {
	if o.MaxFileSize == 0 {
		o.MaxFileSize = 4 << 20
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return o
}

// Repo is an analysed tree. It is immutable.
type Repo struct {
	Tree     Tree
	Files    []*File
	Resolver *resolver.Resolver

	opts     Options
	ids      map[string]FileID
	augments map[FileID][]augment
	ambient  map[string][]augment // the modules that scripts declare
	patterns []string
	importer [][]Importer
	bindings sync.Map                // bindingKey -> Binding
	valued   []atomic.Pointer[[]int] // by FileID, see valueRefs
	program  program
	spare    *spare
}

// Importer is one incoming reference of a file.
type Importer struct {
	File FileID
	Ref  int // index into the importer's Module.Refs
}

// Load reads and scans every code file of the tree and links the references. Files that cannot be
// read are kept with the reason; Load itself never fails on content.
func Load(tree Tree, opts Options) *Repo {
	r := newRepo(tree, opts.filled())
	var wait sync.WaitGroup
	wait.Go(func() { r.Resolver = newResolver(tree) })
	r.scanAll(nil)
	wait.Wait()
	r.link(nil)
	return r
}

// With analyses the repo as it would be with the given files replaced, created or deleted (nil
// content). Files that do not change are not scanned again, nor resolved again where nothing that
// resolution looks at changes.
func (r *Repo) With(files map[string][]byte) *Repo {
	next := newRepo(NewOverlay(r.Tree, files), r.opts)
	if !configured(files) {
		next.spare = r.spare
	}
	next.scanAll(func(p string) *File {
		if _, changed := files[p]; changed {
			return nil
		}
		return r.File(p)
	})
	next.Resolver = r.ResolverWith(files)
	next.link(r.relinks(next, files))
	return next
}

func newRepo(tree Tree, opts Options) *Repo {
	r := &Repo{Tree: tree, opts: opts, ids: map[string]FileID{}, spare: &spare{}}
	for _, p := range tree.Paths() {
		if IsCode(p) {
			r.ids[p] = FileID(len(r.Files))
			r.Files = append(r.Files, &File{Path: p})
		}
	}
	r.valued = make([]atomic.Pointer[[]int], len(r.Files))
	return r
}

func newResolver(tree Tree) *resolver.Resolver {
	return resolver.New(tree.Paths(), tree.Read, resolver.Options{Symlinks: tree.Links()})
}

// parallel numbers 0 … n-1 among at most workers goroutines, each of which makes itself a function to
// call with its numbers.
func parallel(workers, n int, worker func() func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(workers, n) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			do := worker()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		}()
	}
	wait.Wait()
}

// IsCode tells by its name whether the scanner reads a file.
func IsCode(p string) bool {
	_, ok := scanner.LangOf(p)
	return ok || SingleFile(p)
}

// Package is the folder of the package.json that a path belongs to, "" for the root.
func (r *Repo) Package(p string) string {
	paths := r.Tree.Paths()
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if _, found := slices.BinarySearch(paths, dir+"/package.json"); found {
			return dir
		}
	}
	return ""
}

// Lookup finds a code file by its path; None when there is none.
func (r *Repo) Lookup(p string) FileID {
	if id, ok := r.ids[p]; ok {
		return id
	}
	return None
}

// File returns the file with that path, nil when there is none.
func (r *Repo) File(p string) *File {
	if id, ok := r.ids[p]; ok {
		return r.Files[id]
	}
	return nil
}

// Importers lists the references that lead to a file, in the order of importing path and position.
func (r *Repo) Importers(id FileID) []Importer { return r.importer[id] }

// Ref returns the reference an Importer stands for.
func (r *Repo) Ref(i Importer) *scanner.Ref { return &r.Files[i.File].Module.Refs[i.Ref] }
