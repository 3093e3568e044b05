package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// MaxFileSize is the size in bytes above which a Tree reads no file, unless it is told another.
const MaxFileSize = 4 << 20

// Tree is a repo on the disk. It implements analyze.Tree.
type Tree struct {
	Root    string // absolute, free of symlinks
	Listing *Listing
	// MaxFileSize is the size in bytes above which files are not read.
	MaxFileSize int64
}

// Open lists a repo.
func Open(root string) (*Tree, error) {
	real, err := realFolder(root)
	if err != nil {
		return nil, err
	}
	listing, err := List(real)
	if err != nil {
		return nil, err
	}
	return &Tree{Root: real, Listing: listing, MaxFileSize: MaxFileSize}, nil
}

// Paths lists the regular files as git sees them, sorted. The slice is shared.
func (t *Tree) Paths() []string { return t.Listing.Paths }

// Links maps each symlink inside the root to where it leads. The map is shared.
func (t *Tree) Links() map[string]string { return t.Listing.Links }

// Skip is why a file that is there is not read.
type Skip struct{ Reason string }

// Error gives the reason.
func (s *Skip) Error() string { return s.Reason }

// Read returns a file's content. A file over the limit, and what is no regular file, is a *Skip;
// opening never blocks. A path that leads out of the root is refused.
func (t *Tree) Read(path string) ([]byte, error) { return t.ReadInto(path, nil) }

// ReadInto is Read into the room of buf, which grows as needed: a worker that reads many files hands
// in the content it is done with.
func (t *Tree) ReadInto(path string, buf []byte) ([]byte, error) {
	if !local(path) {
		return nil, fmt.Errorf("read %q: it is no path below the root", path)
	}
	content, err := readRegular(join(t.Root, path), t.MaxFileSize, buf)
	var cause *fs.PathError
	if errors.As(err, &cause) {
		return nil, fmt.Errorf("read %s: %w", path, cause.Err)
	}
	return content, err
}

// local tells whether a path is in its shortest form and below the root. Unlike fs.ValidPath it takes
// any bytes but NUL, as the file systems do.
func local(p string) bool {
	for part := range strings.SplitSeq(p, "/") {
		if part == "" || part == "." || part == ".." || strings.Contains(part, "\x00") {
			return false
		}
	}
	return filepath.IsLocal(filepath.FromSlash(p))
}

// tooLarge is the reason for a file over the limit.
func tooLarge(limit int64) error {
	return &Skip{Reason: fmt.Sprintf("larger than %d bytes", limit)}
}

var errNotRegular = &Skip{Reason: "not a regular file"}

// Mode gives a file's permission bits, 0 when it cannot be told.
func (t *Tree) Mode(path string) fs.FileMode {
	info, err := os.Lstat(join(t.Root, path))
	if err != nil {
		return 0
	}
	return info.Mode().Perm()
}

// FindRoot is the folder to work on when none is named: the nearest one at or above dir that holds a
// file named config, else the top of the git work tree, else dir; absolute, free of symlinks.
func FindRoot(dir, config string) (string, error) {
	dir, err := realFolder(dir)
	if err != nil {
		return "", err
	}
	for d := range upwards(dir) {
		if info, err := os.Stat(filepath.Join(d, config)); err == nil && !info.IsDir() {
			return d, nil
		}
	}
	if g := findGit(dir); g != nil {
		return g.top, nil
	}
	return dir, nil
}
