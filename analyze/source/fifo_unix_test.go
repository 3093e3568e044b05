//go:build unix

package source

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/sys/unix"
)

// TestFIFO reads a FIFO that nobody writes to, tracked as a file once and untracked: neither blocks.
func TestFIFO(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	git(t, root, "init", "-q")
	write(t, root, "a.ts", "")
	git(t, root, "add", ".")
	for _, p := range []string{"a.ts", "b.ts"} {
		_ = unix.Unlink(filepath.Join(root, p))
		if err := unix.Mkfifo(filepath.Join(root, p), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	if l := tree.Listing; len(l.Paths) != 0 || !slices.Equal(l.Others, []string{"a.ts"}) {
		t.Errorf("got %+v", l)
	}
	var skip *Skip
	if _, err := tree.Read("a.ts"); !errors.As(err, &skip) {
		t.Errorf("error %v", err)
	}
}
