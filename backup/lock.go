package backup

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// lockOpen takes the lock of an open file, until release closes it or the process dies: the kernel
// frees it then.
func lockOpen(f *os.File, holder string) (release func(), err error) {
	held, err := lockFile(f)
	switch {
	case held:
		err = lockedBy(f)
	case err == nil:
		err = noteHolder(f, holder)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// lockedBy reads what the holder of a lock wrote about itself.
func lockedBy(f io.ReaderAt) error {
	buf := make([]byte, 512)
	n, _ := f.ReadAt(buf, 0)
	return &LockedError{strings.TrimSpace(string(buf[:n]))}
}

// noteHolder tells the next process who holds the lock.
func noteHolder(f *os.File, holder string) error {
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err = f.WriteAt(fmt.Appendf(nil, "process %d on %s, %s\n", os.Getpid(), host, holder), 0)
	return err
}
