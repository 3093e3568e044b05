package recall

import (
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// shelf is what is known under one kind.
type shelf struct {
	file  string
	once  sync.Once // reads it
	mu    sync.Mutex
	files map[string]record
	dirty bool // there is something new
	whole bool // its records are answers, not of files
}

// record is what is known of one file, as long as its stamp is this one.
type record struct {
	stamp stamp
	found string
}

// load reads the file. One that is missing or damaged, or was made by another program, is empty: one can
// always do without.
func (s *shelf) load(root, maker string) {
	if data, err := os.ReadFile(s.file); err == nil {
		s.files = decode(data, root, maker)
	}
	if s.files == nil {
		s.files = map[string]record{}
	}
}

// save writes the file, without what is known of files that are gone.
func (s *shelf) save(root, maker string) error {
	if err := os.MkdirAll(filepath.Dir(s.file), 0o700); err != nil {
		return err
	}
	if !s.whole {
		maps.DeleteFunc(s.files, func(path string, _ record) bool {
			_, err := os.Lstat(filepath.Join(root, filepath.FromSlash(path)))
			return err != nil
		})
	}
	return replace(s.file, encode(s.files, root, maker))
}

// replace writes a file as a whole or not at all.
func replace(file string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), "*.tmp")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// unused is how long what is kept of a root outlives its last change.
const unused = 30 * 24 * time.Hour

// prune removes what was kept of roots that no one has worked on for long, and what a killed run left.
func prune(dir string) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range list {
		old := unused
		if filepath.Ext(e.Name()) == ".tmp" {
			old = time.Hour
		} else if filepath.Ext(e.Name()) != ending {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > old {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}
