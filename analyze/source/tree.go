package source

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Tree is a repo on the disk. It implements analyze.Tree.
type Tree struct {
	Root    string // absolute
	Listing *Listing
}

// Open lists a repo.
func Open(root string) (*Tree, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	listing, err := List(abs)
	if err != nil {
		return nil, err
	}
	return &Tree{abs, listing}, nil
}

// Paths lists the files as git sees them, sorted.
func (t *Tree) Paths() []string { return t.Listing.Paths }

// Links maps each symlink inside the root to where it leads.
func (t *Tree) Links() map[string]string { return t.Listing.Links }

// Read returns a file's content.
func (t *Tree) Read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(t.Root, filepath.FromSlash(path)))
}

// Mode gives a file's permission bits, 0 when it cannot be told.
func (t *Tree) Mode(path string) fs.FileMode {
	info, err := os.Lstat(filepath.Join(t.Root, filepath.FromSlash(path)))
	if err != nil {
		return 0
	}
	return info.Mode().Perm()
}

// Dirty lists which of the paths have edits that are not committed, sorted; none where there is no
// git. git itself is asked: it knows filters and line endings.
func (t *Tree) Dirty(paths []string) ([]string, error) {
	if !t.Listing.Git || len(paths) == 0 {
		return nil, nil
	}
	cmd := exec.Command("git", "--no-optional-locks", "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
	cmd.Dir = t.Root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("git is not installed, so uncommitted edits cannot be told")
	}
	if err != nil {
		return nil, fmt.Errorf("git status: %s", strings.TrimSpace(stderr.String()))
	}
	return t.parseStatus(out, paths)
}

// parseStatus keeps those of git's entries (`XY path`, relative to the top) that are asked for.
func (t *Tree) parseStatus(out []byte, paths []string) ([]string, error) {
	prefix := ""
	if repo := findRepository(t.Root); repo != nil {
		if rel, err := filepath.Rel(repo.top, t.Root); err == nil && rel != "." {
			prefix = filepath.ToSlash(rel) + "/"
		}
	}
	var dirty []string
	for entry := range strings.SplitSeq(string(out), "\x00") {
		if len(entry) < 4 {
			continue
		}
		if p, ok := strings.CutPrefix(entry[3:], prefix); ok && slices.Contains(paths, p) {
			dirty = append(dirty, p)
		}
	}
	slices.Sort(dirty)
	return dirty, nil
}

// FindRoot is the folder to work on when none is named: the nearest one at or above dir that holds
// the config, else the top of the git work tree, else dir.
func FindRoot(dir, config string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for d := dir; ; d = filepath.Dir(d) {
		if exists(filepath.Join(d, config)) {
			return d, nil
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	if repo := findRepository(dir); repo != nil {
		return repo.top, nil
	}
	return dir, nil
}
