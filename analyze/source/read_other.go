//go:build !unix

package source

import (
	"io"
	"os"
)

// readRegular reads a regular file of at most limit bytes; buf is of no use here.
func readRegular(path string, limit int64, _ []byte) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(content)) > limit {
		return nil, tooLarge(limit)
	}
	return content, err
}

func openFolder(path string) (*os.File, error) { return os.Open(path) }
