// Package recall keeps between runs, outside of the repo, what was found in its files, so that a file that
// has not changed need not be read again.
//
// It goes by what git goes by when it tells which files have changed: size, times, inode and device of a
// file. The change time (ctime), which no program can set, makes that safe; a file that changed within the
// last two seconds is not kept, since a later change might get the same time (git calls it "racily clean").
// What only looks uses it; what writes into the repo, or gates it, reads every byte.
package recall

import (
	"path/filepath"
	"sync"
)

// Store is what is known of the files below one folder. Its methods may be called from several goroutines.
type Store struct {
	dir, root, maker string

	mu      sync.Mutex
	looks   map[string]*look
	shelves map[string]*shelf
}

// look is how a file is in this run, before it is read.
type look struct {
	once    sync.Once
	stamp   stamp
	settled bool // so that what is found in it may be kept under the stamp
}

// Open makes the store of the files below root, which is absolute and free of symlinks. What is known lies in
// the folder dir and is read when it is asked for. maker names the program: what another one kept does not count.
func Open(dir, root, maker string) *Store {
	return &Store{dir: dir, root: root, maker: maker, looks: map[string]*look{}, shelves: map[string]*shelf{}}
}

// Recall returns what was kept of a file under a kind, if the file is as it was then.
func (s *Store) Recall(path, kind string) (found string, ok bool) {
	shelf := s.shelf(kind)
	shelf.mu.Lock()
	r, ok := shelf.files[path]
	shelf.mu.Unlock()
	if !ok {
		s.look(path) // before it is read
		return "", false
	}
	if l := s.look(path); !l.settled || l.stamp != r.stamp {
		return "", false
	}
	return r.found, true
}

// Keep notes what was found in a file that was read after the Recall that missed it.
func (s *Store) Keep(path, kind, found string) {
	l := s.look(path)
	if !l.settled {
		return
	}
	shelf := s.shelf(kind)
	shelf.mu.Lock()
	defer shelf.mu.Unlock()
	shelf.files[path], shelf.dirty = record{l.stamp, found}, true
}

// look looks at a file, once a run.
func (s *Store) look(path string) *look {
	s.mu.Lock()
	l := s.looks[path]
	if l == nil {
		l = &look{}
		s.looks[path] = l
	}
	s.mu.Unlock()
	l.once.Do(func() { l.stamp, l.settled = stampOf(filepath.Join(s.root, filepath.FromSlash(path))) })
	return l
}

func (s *Store) shelf(kind string) *shelf {
	s.mu.Lock()
	sh := s.shelves[kind]
	if sh == nil {
		sh = &shelf{file: filepath.Join(s.dir, name(s.root, kind))}
		s.shelves[kind] = sh
	}
	s.mu.Unlock()
	sh.once.Do(func() { sh.load(s.root, s.maker) })
	return sh
}

// Save writes what is new for the next run. Another run that writes at the same time does no harm: each file
// is that of one of them.
func (s *Store) Save() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	pruned := false
	for _, sh := range s.shelves {
		if !sh.dirty {
			continue
		}
		if !pruned {
			prune(s.dir)
			pruned = true
		}
		if err := sh.save(s.root, s.maker); err != nil {
			return err
		}
	}
	return nil
}
