package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	isolate(t)
	root := t.TempDir()
	write(t, root, "a.ts", "content")
	write(t, root, "empty.ts", "")
	write(t, root, "dir/x", "")
	write(t, root, "large.ts", strings.Repeat("x", 101))
	write(t, root, "limit.ts", strings.Repeat("x", 100))
	if err := os.Symlink("a.ts", filepath.Join(root, "link.ts")); err != nil {
		t.Fatal(err)
	}
	tree, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	tree.MaxFileSize = 100
	for path, want := range map[string]string{"a.ts": "content", "empty.ts": "", "limit.ts": strings.Repeat("x", 100)} {
		if got, err := tree.Read(path); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
	for path, want := range map[string]string{"large.ts": "larger than 100 bytes", "link.ts": "not a regular file", "dir": "not a regular file"} {
		var skip *Skip
		if _, err := tree.Read(path); !errors.As(err, &skip) || skip.Reason != want {
			t.Errorf("%s: error %v, want %q", path, err, want)
		}
	}
	if _, err := tree.Read("no.ts"); !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), root) {
		t.Errorf("missing file: %v", err)
	}
	for _, path := range []string{"", ".", "..", "../x", "/etc/hosts", "a//b", "dir/../a.ts", "a\x00b", "dir/"} {
		if _, err := tree.Read(path); err == nil || !strings.Contains(err.Error(), "no path below the root") {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestReadInto(t *testing.T) {
	root := t.TempDir()
	write(t, root, "long.ts", strings.Repeat("long", 50))
	write(t, root, "short.ts", "short")
	tree, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	long, err := tree.ReadInto("long.ts", nil)
	if err != nil {
		t.Fatal(err)
	}
	short, err := tree.ReadInto("short.ts", long)
	if err != nil || string(short) != "short" || &short[0] != &long[0] {
		t.Errorf("%q, %v; or another buffer", short, err)
	}
}
