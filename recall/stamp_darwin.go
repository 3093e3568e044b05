package recall

import (
	"syscall"
	"time"
)

// stampOf looks at a file; not settled when it has changed of late, or cannot be looked at.
func stampOf(file string) (s stamp, settled bool) {
	var st syscall.Stat_t
	if err := syscall.Lstat(file, &st); err != nil {
		return s, false
	}
	s = stamp{uint64(st.Dev), st.Ino, uint64(st.Size), uint64(st.Mtimespec.Nano()), uint64(st.Ctimespec.Nano())}
	return s, time.Now().UnixNano()-st.Ctimespec.Nano() > settling
}
