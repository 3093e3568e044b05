package backup

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

const tooLarge = "is larger than 64 MiB"

// linker is what the fallbacks need of a layer whose file system lacks the atomic renames.
type linker interface {
	Stat(name string) (info, error)
	Link(from, to string) error
	Rename(from, to string) error
	Remove(name string) error
}

// placeByLink is a rename that never replaces: a link fails where something is. Folders have no
// links; they are looked for first, and a rename never replaces a folder that holds anything.
func placeByLink(l linker, from, to string) error {
	at, err := l.Stat(from)
	if err != nil {
		return err
	}
	if at.Mode.IsDir() {
		if _, err := l.Stat(to); !gone(err) {
			return errors.Join(err, &fs.PathError{Op: "place", Path: to, Err: fs.ErrExist})
		}
		return l.Rename(from, to)
	}
	if err := l.Link(from, to); err != nil {
		return err
	}
	return l.Remove(from)
}

// oldName is where exchangeByLink keeps what was at a while b is renamed over it.
func oldName(b string) string { return b + ".old" }

// exchangeByLink swaps a and b without a moment in which a is missing. Unlike the atomic exchange it
// loses a file that somebody renames over a between the first two calls. A crash leaves either both
// b and b.old, where b.old is a second name of a, or only b.old, which is to be b.
func exchangeByLink(l linker, a, b string) error {
	old := oldName(b)
	if err := l.Link(a, old); err != nil {
		return err
	}
	if err := l.Rename(b, a); err != nil {
		return err
	}
	return l.Rename(old, b)
}

// kind names a file's type in a sentence.
func kind(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return "a file"
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeSymlink != 0:
		return "a symlink"
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// readRegular reads what was opened, if it is a regular file of a sane size.
func readRegular(f *os.File, name string) ([]byte, info, error) {
	st, err := f.Stat()
	if err != nil {
		return nil, info{}, err
	}
	if !st.Mode().IsRegular() {
		return nil, info{}, &PathError{name, "is " + kind(st.Mode())}
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, info{}, err
	}
	if len(data) > maxFile {
		return nil, info{}, &PathError{name, tooLarge}
	}
	return data, info{Mode: st.Mode(), Size: int64(len(data))}, nil
}
