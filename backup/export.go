package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"time"
)

// Export writes the originals of a run as a plain tree, paths and modes kept, into a folder that is
// missing or empty. id "" means the newest run that stands. It returns the paths written, sorted.
func (s *Store) Export(id, folder string) ([]string, error) {
	all, err := s.all()
	if err != nil {
		return nil, err
	}
	e, err := pick(all, id)
	if err != nil {
		return nil, err
	}
	if err := s.checkObjects(e); err != nil {
		return nil, fault("", err)
	}
	names, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault("", err)
	}
	if len(names) > 0 {
		return nil, &StateError{e.Run, fmt.Sprintf("the folder %s is not empty: nothing was exported", show(folder))}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fault("", err)
	}
	out, err := openLayer(folder)
	if err != nil {
		return nil, fault("", err)
	}
	written, err := s.exportTo(out, e)
	return written, fault("", errors.Join(err, out.Close()))
}

func (s *Store) exportTo(out layer, e *entry) ([]string, error) {
	var written []string
	for _, st := range e.steps() {
		if st.From.absent() {
			continue
		}
		data, err := s.objects().get(st.From.Sum)
		if err != nil {
			return written, err
		}
		if err := makeDirs(out, path.Dir(st.Path)); err != nil {
			return written, err
		}
		if err := writeSynced(out, st.Path, data, st.From.Mode); err != nil {
			return written, err
		}
		written = append(written, st.Path)
	}
	slices.Sort(written)
	return written, nil
}

// Prune forgets all but the newest keep runs, and then every object that no run needs. Runs that are
// open are always kept. A run that is forgotten can't be rolled back any more. It returns the ids of
// the runs that went, sorted.
func (s *Store) Prune(keep int, now time.Time) ([]string, error) {
	var went []string
	err := s.locked("backup prune", now, func() error {
		all, err := s.all()
		if err != nil {
			return err
		}
		needed := map[string]bool{}
		for i, e := range all {
			if open(all[i:i+1]) == nil && i < len(all)-keep {
				if err := s.forget(e.Run); err != nil {
					return fault("", err)
				}
				went = append(went, e.Run)
				continue
			}
			for sum := range s.needed(e) {
				needed[sum] = true
			}
		}
		return fault("", s.collect(needed))
	})
	slices.Sort(went)
	return went, err
}

// forget takes a run away at once, by a rename that is durable before its parts go.
func (s *Store) forget(id string) error {
	dir := s.path("runs", id)
	if err := s.files.Place(dir, dir+unfinished); err != nil {
		return err
	}
	if err := s.files.SyncDir(s.path("runs")); err != nil {
		return err
	}
	return removeTree(s.files, dir+unfinished)
}

// collect removes the objects that no run needs. One that a loss of power brings back does no harm.
func (s *Store) collect(needed map[string]bool) error {
	o := s.objects()
	names, err := o.files.List(o.dir)
	if err != nil {
		return err
	}
	for _, n := range names {
		if !needed[n] {
			if err := o.files.Remove(o.path(n)); err != nil {
				return err
			}
		}
	}
	return nil
}
