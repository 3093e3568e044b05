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
	s = stamp{st.Dev, st.Ino, uint64(st.Size), uint64(st.Mtim.Nano()), uint64(st.Ctim.Nano())}
	return s, time.Now().UnixNano()-st.Ctim.Nano() > settling
}
