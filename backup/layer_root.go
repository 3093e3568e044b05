package backup

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
)

// rootLayer is the layer of systems without openat and atomic exchange, made of os.Root and links.
// os.Root keeps every name beneath the root; that no component is a symlink is looked up first.
type rootLayer struct{ root *os.Root }

func openRootLayer(dir string) (layer, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &rootLayer{root}, nil
}

func (l *rootLayer) Close() error { return l.root.Close() }

// safe checks the components of names, but for the last.
func (l *rootLayer) safe(names ...string) error {
	for _, name := range names {
		for _, dir := range slices.Backward(parents(name)) {
			at, err := l.root.Lstat(dir)
			if err != nil {
				return err
			}
			if !at.IsDir() {
				return &PathError{dir, "is " + kind(at.Mode()) + " where a folder is needed"}
			}
		}
	}
	return nil
}

func (l *rootLayer) Stat(name string) (info, error) {
	if err := l.safe(name); err != nil {
		return info{}, err
	}
	at, err := l.root.Lstat(name)
	if err != nil {
		return info{}, err
	}
	return info{Mode: at.Mode(), Size: at.Size()}, nil
}

// open opens what is no symlink.
func (l *rootLayer) open(name string, flags int) (*os.File, error) {
	at, err := l.Stat(name)
	switch {
	case gone(err) && flags&os.O_CREATE != 0:
		if err := l.safe(name); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	case !at.Mode.IsRegular() && !at.Mode.IsDir():
		return nil, &PathError{name, "is " + kind(at.Mode)}
	}
	return l.root.OpenFile(name, flags, 0o600)
}

func (l *rootLayer) Read(name string) ([]byte, info, error) {
	f, err := l.open(name, os.O_RDONLY)
	if err != nil {
		return nil, info{}, err
	}
	defer f.Close()
	return readRegular(f, name)
}

func (l *rootLayer) List(name string) ([]string, error) {
	f, err := l.open(name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

func (l *rootLayer) Create(name string) (file, error) {
	if err := l.safe(name); err != nil {
		return nil, err
	}
	f, err := l.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (l *rootLayer) Mkdir(name string) error {
	if err := l.safe(name); err != nil {
		return err
	}
	return l.root.Mkdir(name, 0o700)
}

func (l *rootLayer) Chmod(name string, mode fs.FileMode) error {
	f, err := l.open(name, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Chmod(mode)
}

// SyncDir does nothing on Windows, where folders can't be flushed: NTFS journals names itself.
func (l *rootLayer) SyncDir(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := l.open(name, os.O_RDONLY)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (l *rootLayer) Rename(from, to string) error {
	if err := l.safe(from, to); err != nil {
		return err
	}
	return l.root.Rename(from, to)
}

func (l *rootLayer) Place(from, to string) error { return placeByLink(l, from, to) }

func (l *rootLayer) Exchange(a, b string) error { return exchangeByLink(l, a, b) }

// Link gives a file a second name.
func (l *rootLayer) Link(from, to string) error {
	if err := l.safe(from, to); err != nil {
		return err
	}
	return l.root.Link(from, to)
}

func (l *rootLayer) Remove(name string) error {
	at, err := l.Stat(name)
	if err != nil {
		return err
	}
	if at.Mode.IsDir() {
		return &PathError{name, "is a folder"}
	}
	return l.root.Remove(name)
}

func (l *rootLayer) Rmdir(name string) error {
	at, err := l.Stat(name)
	if err != nil {
		return err
	}
	if !at.Mode.IsDir() {
		return &PathError{name, "is " + kind(at.Mode)}
	}
	return l.root.Remove(name)
}

// Free doesn't know; a full disk shows while staging, before any target is touched.
func (l *rootLayer) Free(string) (uint64, error) { return 1 << 62, nil }

func (l *rootLayer) Lock(name, holder string) (func(), error) {
	f, err := l.open(path.Clean(name), os.O_RDWR|os.O_CREATE)
	if err != nil {
		return nil, err
	}
	return lockOpen(f, holder)
}
