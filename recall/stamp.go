package recall

import (
	"fmt"
	"os"
)

// stamp is what tells a file, as it is, from what it was: device, inode, size in bytes, and the times of its last
// change of content and of anything in nanoseconds. Zero is no file.
type stamp [5]uint64

// settling is how long, in nanoseconds, a file must have been as it is: file systems count time in steps of up to
// two seconds. Only tests change it.
var settling = int64(2e9)

// Program names the running program by its file, so that another build of it counts as another one; "" when it
// cannot be told.
func Program() string {
	file, err := os.Executable()
	if err != nil {
		return ""
	}
	s, _ := stampOf(file)
	if s == (stamp{}) {
		return ""
	}
	return fmt.Sprint(file, s)
}
