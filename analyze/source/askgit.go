package source

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// run calls git in a folder and gives what it prints. It takes no locks, starts no monitor, and looks
// at nothing but that work tree, whatever hook we may run in.
func (g *repo) run(dir string, args ...string) ([]byte, error) {
	args = append([]string{"--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"}, args...)
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"}, name)
	})
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, fmt.Errorf("this work tree (%s) can be read by git only, and there is no git on the PATH: install git", g.top)
		}
		return nil, fmt.Errorf("git %s in %s: %w: %s", args[5], g.top, err, bytes.TrimSpace(complaint.Bytes()))
	}
	return out.Bytes(), nil
}

// ask lists by `git ls-files`.
func (g *repo) ask(root string) (*Listing, error) {
	out, err := g.run(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
	if err != nil {
		return nil, err
	}
	var files []found
	var nested []string
	for p := range strings.SplitSeq(string(out), "\x00") {
		info, err := os.Lstat(join(root, p))
		switch {
		case p == "" || err != nil || behindLink(root, p):
		case info.IsDir():
			nested = append(nested, strings.TrimSuffix(p, "/"))
		default:
			files = append(files, found{p, info.Mode()})
		}
	}
	slices.Sort(nested)
	l := listing(root, files, true)
	l.Nested = nested
	return l, nil
}

// behindLink tells whether a folder of the path has been replaced by a symlink: then the tracked file
// is gone, whatever the link leads to.
func behindLink(root, p string) bool {
	for i := range len(p) {
		if p[i] != '/' || i == len(p)-1 {
			continue
		}
		if info, err := os.Lstat(join(root, p[:i])); err != nil || info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}
