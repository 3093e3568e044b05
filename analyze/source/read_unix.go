//go:build unix

package source

import (
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// readRegular reads a regular file of at most limit bytes into the room of buf. It calls the system
// directly: os.File would register each descriptor with the poller, which doubles the calls. A FIFO
// does not block it, and a symlink is not followed.
func readRegular(path string, limit int64, buf []byte) ([]byte, error) {
	fd, err := retry1(func() (int, error) {
		return unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_NOCTTY, 0)
	})
	switch err {
	case nil:
	case unix.ELOOP, unix.EMLINK, unix.ENXIO:
		return nil, errNotRegular
	default:
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	defer unix.Close(fd)
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: path, Err: err}
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFREG {
		return nil, errNotRegular
	}
	if stat.Size > limit {
		return nil, tooLarge(limit)
	}
	return readAll(fd, path, limit, grown(buf, int(stat.Size)+1))
}

// openFolder opens a folder without the poller, which no folder can be waited for with, but asks for anyway.
func openFolder(path string) (*os.File, error) {
	fd, err := retry1(func() (int, error) { return unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC|unix.O_DIRECTORY, 0) })
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(fd), path), nil
}

// readAll reads to the end of a file, which may grow or shrink meanwhile. One byte of room more than
// the size tells the end without another call.
func readAll(fd int, path string, limit int64, buf []byte) ([]byte, error) {
	for {
		n, err := retry1(func() (int, error) { return unix.Read(fd, buf[len(buf):cap(buf)]) })
		if err != nil {
			return nil, &fs.PathError{Op: "read", Path: path, Err: err}
		}
		whole := n == 0 || len(buf)+n < cap(buf)
		buf = buf[:len(buf)+n]
		switch {
		case int64(len(buf)) > limit:
			return nil, tooLarge(limit)
		case whole:
			return buf, nil
		}
		buf = append(grown(nil, 2*len(buf)+1), buf...)
	}
}

// grown gives an empty slice with room for size bytes, that of buf when it is large enough.
func grown(buf []byte, size int) []byte {
	if cap(buf) >= size {
		return buf[:0]
	}
	return make([]byte, 0, size)
}

// retry1 repeats a call that a signal interrupted.
func retry1(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if err != unix.EINTR {
			return n, err
		}
	}
}
