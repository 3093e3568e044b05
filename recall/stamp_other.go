//go:build !linux && !darwin

package recall

// stampOf knows no change time here, so nothing is kept.
func stampOf(string) (s stamp, settled bool) { return s, false }
