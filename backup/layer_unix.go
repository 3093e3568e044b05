//go:build linux || darwin

package backup

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// openLayer anchors a layer at a folder that exists.
func openLayer(dir string) (layer, error) {
	f, err := os.OpenFile(dir, unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return &unixLayer{f}, nil
}

// unixLayer opens every component of a name by itself with O_NOFOLLOW. os.Root would follow a symlink
// that stays inside the root, and inside the root lies .git.
type unixLayer struct{ root *os.File }

func (l *unixLayer) Close() error { return l.root.Close() }

// at calls f with the folder that holds name, and name's last component.
func (l *unixLayer) at(op, name string, f func(dir int, base string) error) error {
	fd, err := l.walk(op, path.Dir(name))
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	return wrap(op, name, retry(func() error { return f(fd, path.Base(name)) }))
}

// walk opens a folder, component by component.
func (l *unixLayer) walk(op, dir string) (int, error) {
	fd, err := unix.FcntlInt(l.root.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil || dir == "." {
		return fd, wrap(op, dir, err)
	}
	at := ""
	for part := range strings.SplitSeq(dir, "/") {
		at = path.Join(at, part)
		next, err := openat(fd, part, unix.O_DIRECTORY)
		if err != nil {
			err = explain(fd, part, op, at, err)
		}
		unix.Close(fd)
		if err != nil {
			return -1, err
		}
		fd = next
	}
	return fd, nil
}

// explain tells a component that is no folder from one that can't be opened.
func explain(dir int, base, op, name string, err error) error {
	var st unix.Stat_t
	if unix.Fstatat(dir, base, &st, unix.AT_SYMLINK_NOFOLLOW) == nil {
		if mode := fileMode(uint32(st.Mode)); !mode.IsDir() { //nolint:unconvert // 16 bits on darwin
			return &PathError{name, "is " + kind(mode) + " where a folder is needed"}
		}
	}
	return wrap(op, name, err)
}

func openat(dir int, base string, flags int) (fd int, err error) {
	err = retry(func() error {
		fd, err = unix.Openat(dir, base, flags|unix.O_NOFOLLOW|unix.O_CLOEXEC|unix.O_NONBLOCK, 0o600)
		return err
	})
	return fd, err
}

func retry(f func() error) error {
	for {
		if err := f(); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

func wrap(op, name string, err error) error {
	var told *fs.PathError
	var refused *PathError
	if err == nil || errors.As(err, &told) || errors.As(err, &refused) {
		return err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}

func (l *unixLayer) Stat(name string) (at info, err error) {
	err = l.at("stat", name, func(dir int, base string) error {
		var st unix.Stat_t
		err := unix.Fstatat(dir, base, &st, unix.AT_SYMLINK_NOFOLLOW)
		at = info{fileMode(uint32(st.Mode)), st.Size, uint64(st.Nlink)} //nolint:unconvert // narrower on darwin
		return err
	})
	return at, err
}

func (l *unixLayer) open(op, name string, flags int) (f *os.File, err error) {
	err = l.at(op, name, func(dir int, base string) error {
		fd, err := openat(dir, base, flags)
		if err == nil {
			f = os.NewFile(uintptr(fd), name)
		}
		return err
	})
	return f, err
}

func (l *unixLayer) Read(name string) ([]byte, info, error) {
	f, err := l.open("open", name, unix.O_RDONLY)
	if err != nil {
		return nil, info{}, err
	}
	defer f.Close()
	return readRegular(f, name)
}

func (l *unixLayer) List(name string) ([]string, error) {
	f, err := l.open("list", name, unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

func (l *unixLayer) Create(name string) (file, error) {
	f, err := l.open("create", name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (l *unixLayer) Mkdir(name string) error {
	return l.at("mkdir", name, func(dir int, base string) error { return unix.Mkdirat(dir, base, 0o700) })
}

func (l *unixLayer) Chmod(name string, mode fs.FileMode) error {
	f, err := l.open("chmod", name, unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Chmod(mode)
}

func (l *unixLayer) SyncDir(name string) error {
	f, err := l.open("sync", name, unix.O_RDONLY|unix.O_DIRECTORY)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (l *unixLayer) Remove(name string) error {
	return l.at("remove", name, func(dir int, base string) error { return unix.Unlinkat(dir, base, 0) })
}

func (l *unixLayer) Rmdir(name string) error {
	return l.at("rmdir", name, func(dir int, base string) error {
		return unix.Unlinkat(dir, base, unix.AT_REMOVEDIR)
	})
}

// both calls f with the folders and last components of two names.
func (l *unixLayer) both(op, a, b string, f func(da int, ba string, db int, bb string) error) error {
	return l.at(op, a, func(da int, ba string) error {
		return l.at(op, b, func(db int, bb string) error { return f(da, ba, db, bb) })
	})
}

func (l *unixLayer) Rename(from, to string) error {
	return l.both("rename", from, to, unix.Renameat)
}

func (l *unixLayer) Place(from, to string) error {
	err := l.both("place", from, to, renameNoReplace)
	if unsupported(err) {
		return placeByLink(l, from, to)
	}
	return err
}

func (l *unixLayer) Exchange(a, b string) error {
	err := l.both("exchange", a, b, renameExchange)
	if unsupported(err) {
		return exchangeByLink(l, a, b)
	}
	return err
}

// Link gives a file a second name; only the fallbacks use it.
func (l *unixLayer) Link(from, to string) error {
	return l.both("link", from, to, func(da int, ba string, db int, bb string) error {
		return unix.Linkat(da, ba, db, bb, 0)
	})
}

// unsupported knows how file systems say that they lack a kind of rename.
func unsupported(err error) bool {
	return errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP)
}

func (l *unixLayer) Free(name string) (uint64, error) {
	fd, err := l.walk("statfs", name)
	if err != nil {
		return 0, err
	}
	defer unix.Close(fd)
	var st unix.Statfs_t
	err = retry(func() error { return unix.Fstatfs(fd, &st) })
	return st.Bavail * uint64(st.Bsize), wrap("statfs", name, err)
}

func (l *unixLayer) Lock(name, holder string) (func(), error) {
	f, err := l.open("lock", name, unix.O_RDWR|unix.O_CREAT)
	if err != nil {
		return nil, err
	}
	return lockOpen(f, holder)
}

// lockFile says whether somebody else holds the lock.
func lockFile(f *os.File) (held bool, err error) {
	err = retry(func() error { return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) })
	if errors.Is(err, unix.EWOULDBLOCK) {
		return true, nil
	}
	return false, wrap("lock", f.Name(), err)
}

// fileMode turns the system's mode bits into Go's.
func fileMode(st uint32) fs.FileMode {
	mode := goMode(st & 0o7777)
	switch st & unix.S_IFMT {
	case unix.S_IFREG:
	case unix.S_IFDIR:
		mode |= fs.ModeDir
	case unix.S_IFLNK:
		mode |= fs.ModeSymlink
	case unix.S_IFIFO:
		mode |= fs.ModeNamedPipe
	case unix.S_IFSOCK:
		mode |= fs.ModeSocket
	default:
		mode |= fs.ModeDevice
	}
	return mode
}
