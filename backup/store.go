package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Store is the run store of one root. Its methods may be used by several processes at once: those
// that write hold the store's lock.
type Store struct {
	at    place
	tree  layer // beneath the root
	files layer // beneath the anchor of the store
	dir   string
}

// Open finds the store of the repo at root, a folder. It creates nothing; a store that isn't there
// yet has no runs.
func Open(root string) (*Store, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	// The root may be reached through symlinks; beneath it none is followed.
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil, err
	}
	at, err := locate(root)
	if err != nil {
		return nil, err
	}
	tree, err := openLayer(root)
	if err != nil {
		return nil, err
	}
	files, err := openLayer(at.anchor)
	if err != nil {
		return nil, errors.Join(err, tree.Close())
	}
	return &Store{at: at, tree: tree, files: files, dir: at.dir}, nil
}

// Close frees the store's descriptors.
func (s *Store) Close() error { return errors.Join(s.tree.Close(), s.files.Close()) }

// Dir is the store's folder, absolute; it may not exist yet.
func (s *Store) Dir() string { return filepath.Join(s.at.anchor, filepath.FromSlash(s.dir)) }

func (s *Store) path(parts ...string) string {
	return path.Join(append([]string{s.dir}, parts...)...)
}

func (s *Store) objects() objects { return objects{s.files, s.path("objects")} }

// locked makes the store's folders, takes its lock, clears what an interrupted process left in the
// store, and runs f.
func (s *Store) locked(doing string, now time.Time, f func() error) error {
	if err := s.makeFolders(); err != nil {
		return fault("", err)
	}
	holder := fmt.Sprintf("`%s` since %s", doing, stamp(now))
	release, err := s.files.Lock(s.path("lock"), holder)
	if err != nil {
		return fault("", err)
	}
	defer release()
	if err := s.sweep(); err != nil {
		return fault("", err)
	}
	return f()
}

// makeFolders makes the store. Until it has a run, its folders' names are made durable each time: an
// earlier process may have died between making and syncing them.
func (s *Store) makeFolders() error {
	if names, err := s.files.List(s.path("runs")); err == nil && len(names) > 0 {
		return nil
	}
	above := append([]string{s.dir}, parents(s.dir)...)
	slices.Reverse(above)
	for _, dir := range append(slices.Clone(above), s.path("objects"), s.path("runs")) {
		if err := s.files.Mkdir(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	for _, dir := range append([]string{"."}, above...) {
		if err := s.files.SyncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

// unfinished ends the names of files that are being written, and of run folders that are being made
// or removed.
const unfinished = ".part"

// sweep removes what is not a file or a run yet, or no longer.
func (s *Store) sweep() error {
	if s.at.inTree {
		if err := s.ignoreItself(); err != nil {
			return err
		}
	}
	ids, err := s.ids()
	if err != nil {
		return err
	}
	dirs := []string{s.path("runs"), s.path("objects")}
	for _, id := range ids {
		dirs = append(dirs, s.path("runs", id))
	}
	for _, dir := range dirs {
		if err := s.sweepDir(dir); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) sweepDir(dir string) error {
	names, err := s.files.List(dir)
	if err != nil {
		return err
	}
	for _, n := range names {
		if strings.HasSuffix(n, unfinished) {
			if err := removeTree(s.files, path.Join(dir, n)); err != nil {
				return err
			}
		}
	}
	return nil
}

// ignoreItself keeps a store inside the tree out of version control.
func (s *Store) ignoreItself() error {
	there, err := exists(s.files, s.path(".gitignore"))
	if err != nil || there {
		return err
	}
	return writeDurable(s.files, s.path(".gitignore"), []byte("*\n"), 0o600)
}

// entry is a run as the store has it.
type entry struct {
	*manifest
	journal journal
	bytes   []byte // of the manifest
}

// load reads one run and checks it against itself.
func (s *Store) load(id string) (*entry, error) {
	data, err := s.readStore("runs", id, "journal")
	if err != nil {
		return nil, err
	}
	log, err := decodeJournal(id, data)
	if err != nil {
		return nil, &DamagedError{"runs/" + id + "/journal", err.Error()}
	}
	data, err = s.readStore("runs", id, "manifest.json")
	if err != nil {
		return nil, err
	}
	if sumOf(data) != log[0].Manifest {
		return nil, &DamagedError{"runs/" + id + "/manifest.json", "is not the one that the journal names"}
	}
	m, err := decodeManifest(data)
	if err != nil {
		return nil, &DamagedError{"runs/" + id + "/manifest.json", err.Error()}
	}
	if m.Run != id {
		return nil, &DamagedError{"runs/" + id + "/manifest.json", "is of another run"}
	}
	return &entry{m, log, data}, nil
}

func (s *Store) readStore(parts ...string) ([]byte, error) {
	data, _, err := s.files.Read(s.path(parts...))
	if gone(err) {
		return nil, &DamagedError{path.Join(parts...), "is missing"}
	}
	return data, fault("", err)
}

// ids lists the names of the run folders.
func (s *Store) ids() ([]string, error) {
	names, err := s.files.List(s.path("runs"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault("", err)
	}
	return slices.DeleteFunc(names, func(n string) bool { return strings.HasSuffix(n, unfinished) }), nil
}

// all loads every run, oldest first.
func (s *Store) all() ([]*entry, error) {
	ids, err := s.ids()
	if err != nil {
		return nil, err
	}
	var out []*entry
	for _, id := range ids {
		if !runID.MatchString(id) {
			return nil, &DamagedError{"runs/" + id, "is not a run"}
		}
		e, err := s.load(id)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *entry) int { return a.Seq - b.Seq })
	return out, nil
}

// log adds a record to a run's journal, durably.
func (s *Store) log(e *entry, r record) error {
	next := append(slices.Clone(e.journal), r)
	dir := s.path("runs", e.Run)
	if err := writeDurable(s.files, path.Join(dir, "journal"), next.encode(e.Run), 0o600); err != nil {
		return err
	}
	if err := s.files.SyncDir(dir); err != nil {
		return err
	}
	e.journal = next
	return nil
}

// open finds the run that was interrupted.
func open(runs []*entry) *entry {
	for _, e := range runs {
		if st := e.journal.state(); st == Interrupted || st == UndoInterrupted {
			return e
		}
	}
	return nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
