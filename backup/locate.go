package backup

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// place is where a store lies: a folder that exists, and the store's path in it.
type place struct {
	anchor string // absolute
	dir    string // slashes, relative to anchor
	inTree bool   // the anchor is the root itself
}

// locate finds the store as `git rev-parse --git-path rtconsolidate` would, without running git. A
// root below the top of its repo gets a store of its own in the same git directory.
func locate(root string) (place, error) {
	for top := root; ; top = filepath.Dir(top) {
		git, err := gitDir(top)
		if err != nil {
			return place{}, err
		}
		if git != "" {
			return place{anchor: git, dir: storeDir(top, root)}, nil
		}
		if top == filepath.Dir(top) {
			return place{anchor: root, dir: reserved, inTree: true}, nil
		}
	}
}

func storeDir(top, root string) string {
	rel, err := filepath.Rel(top, root)
	if err != nil || rel == "." {
		return "rtconsolidate"
	}
	return path.Join("rtconsolidate", "roots", url.PathEscape(filepath.ToSlash(rel)))
}

// gitDir gives the git directory of a work tree's top; "" when top is none.
func gitDir(top string) (string, error) {
	dot := filepath.Join(top, ".git")
	at, err := os.Lstat(dot)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	switch {
	case err != nil:
		return "", err
	case at.IsDir():
		if !isGitDir(dot) {
			return "", nil // git looks further up as well
		}
		return dot, nil
	case at.Mode().IsRegular():
		return linkedGitDir(top, dot)
	}
	return "", &PathError{".git", "is " + kind(at.Mode()) + "; the run store is not put behind one"}
}

// linkedGitDir follows the .git file of a linked work tree or a submodule.
func linkedGitDir(top, dot string) (string, error) {
	text, err := os.ReadFile(dot)
	if err != nil {
		return "", err
	}
	dir, ok := strings.CutPrefix(string(text), "gitdir: ")
	dir = strings.TrimRight(dir, "\r\n")
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(top, dir)
	}
	if !ok || !isGitDir(dir) {
		return "", &PathError{".git", "is a file that leads to no git directory"}
	}
	return dir, nil
}

// isGitDir asks what git asks, so that a crafted .git file can't send the store anywhere else.
func isGitDir(dir string) bool {
	head, err := os.Lstat(filepath.Join(dir, "HEAD"))
	if err != nil || head.IsDir() {
		return false
	}
	for _, sign := range []string{"objects", "commondir"} {
		if _, err := os.Stat(filepath.Join(dir, sign)); err == nil {
			return true
		}
	}
	return false
}
