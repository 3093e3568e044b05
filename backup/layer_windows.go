package backup

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// openLayer anchors a layer at a folder that exists.
func openLayer(dir string) (layer, error) { return openRootLayer(dir) }

// lockOffset lies behind everything that is written to the file: the lock is mandatory, and others
// want to read who holds it.
const lockOffset = 1 << 30

// lockFile says whether somebody else holds the lock.
func lockFile(f *os.File) (held bool, err error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	at := windows.Overlapped{Offset: lockOffset}
	err = windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return true, nil
	}
	return false, err
}
