package backup

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
)

// maxFile bounds, in bytes, what is read or written as one file. Sources are far below it; what is
// above it is no source.
const maxFile = 64 << 20

// layer is every file operation of this package, beneath one folder. Names are slash-separated and
// relative to it. No operation follows a symlink, wherever in the name it stands: such a name is a
// *PathError. Other failures are *fs.PathError.
//
// It is an interface so that tests can fail, kill or lose each operation.
type layer interface {
	Stat(name string) (info, error)
	Read(name string) ([]byte, info, error) // of a regular file
	List(name string) ([]string, error)     // sorted names
	Create(name string) (file, error)       // exclusive, mode 0600
	Mkdir(name string) error                // mode 0700
	Chmod(name string, mode fs.FileMode) error
	SyncDir(name string) error
	Rename(from, to string) error // replaces
	Place(from, to string) error  // a rename that never replaces: fs.ErrExist
	Exchange(a, b string) error   // atomic: both exist before and after
	Remove(name string) error
	Rmdir(name string) error
	Free(name string) (uint64, error)                     // bytes left to this user
	Lock(name, holder string) (release func(), err error) // *LockedError when held
	Close() error
}

// file is a new file that is being written.
type file interface {
	io.WriteCloser
	Chmod(mode fs.FileMode) error
	Sync() error
}

// info is what the package wants to know of a directory entry.
type info struct {
	Mode  fs.FileMode // type and permission bits
	Size  int64       // bytes
	Links uint64      // names of the file; 0 when unknown
}

// permMask keeps the bits that come back exact.
const permMask = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// exists tells a missing entry from a failed look.
func exists(l layer, name string) (bool, error) {
	_, err := l.Stat(name)
	if gone(err) {
		return false, nil
	}
	return err == nil, err
}

// removeIfThere removes a file that may not exist.
func removeIfThere(l layer, name string) error {
	if err := l.Remove(name); err != nil && !gone(err) {
		return err
	}
	return nil
}

// writeDurable makes name hold data, whole or not at all, whatever happens: temp, write, fsync,
// rename. The caller syncs the folder.
func writeDurable(l layer, name string, data []byte, mode fs.FileMode) error {
	part := name + unfinished
	if err := removeIfThere(l, part); err != nil {
		return err
	}
	if err := writeSynced(l, part, data, mode); err != nil {
		return err
	}
	return l.Rename(part, name)
}

// writeSynced creates a file whose bytes and mode are durable; its name is not yet.
func writeSynced(l layer, name string, data []byte, mode fs.FileMode) (err error) {
	f, err := l.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if n, err := f.Write(data); err != nil {
		return err
	} else if n < len(data) {
		return &fs.PathError{Op: "write", Path: name, Err: io.ErrShortWrite}
	}
	if mode != 0o600 {
		if err := f.Chmod(mode); err != nil {
			return err
		}
	}
	return f.Sync()
}

// makeDirs makes the folders of name that are missing, 0700 and durable.
func makeDirs(l layer, name string) error {
	if name == "." {
		return nil
	}
	there, err := exists(l, name)
	if there || err != nil {
		return err
	}
	if err := makeDirs(l, path.Dir(name)); err != nil {
		return err
	}
	if err := l.Mkdir(name); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return l.SyncDir(path.Dir(name))
}

// removeTree removes a folder of the store with all that is in it.
func removeTree(l layer, name string) error {
	at, err := l.Stat(name)
	if gone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if !at.Mode.IsDir() {
		return l.Remove(name)
	}
	names, err := l.List(name)
	if err != nil {
		return err
	}
	for _, n := range names {
		if err := removeTree(l, path.Join(name, n)); err != nil {
			return err
		}
	}
	return l.Rmdir(name)
}

// parents lists the folders above name, the nearest first, without the root.
func parents(name string) []string {
	var out []string
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		out = append(out, dir)
	}
	return out
}

func within(dir, name string) bool { return dir == "." || strings.HasPrefix(name, dir+"/") }
