package analyze

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// sniff is how many bytes are looked at to tell a binary file, as git does.
const sniff = 8000

// unfit tells why a file's bytes are not scanned, "" when they are.
func unfit(src []byte, limit int) string {
	if len(src) > limit {
		return fmt.Sprintf("larger than %d bytes", limit)
	}
	if bytes.IndexByte(src[:min(len(src), sniff)], 0) >= 0 {
		return "binary"
	}
	if !utf8.Valid(src) {
		return "not UTF-8"
	}
	return ""
}
