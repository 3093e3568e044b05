package source

import (
	"os"
	"path/filepath"
	"strings"
)

// repo is a git work tree.
type repo struct {
	top    string // the work tree's top folder
	gitDir string // holds the index; differs from common in a linked work tree
	common string // holds config and info/exclude
	config *gitConfig
}

// upwards yields dir and every folder above it.
func upwards(dir string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for yield(dir) {
			parent := filepath.Dir(dir)
			if parent == dir {
				return
			}
			dir = parent
		}
	}
}

// findGit finds the work tree that dir lies in, nil when it lies in none.
func findGit(dir string) *repo {
	for d := range upwards(dir) {
		gitDir := gitDirOf(d)
		if gitDir == "" {
			continue
		}
		g := &repo{top: d, gitDir: gitDir, common: gitDir}
		if text, err := os.ReadFile(filepath.Join(gitDir, "commondir")); err == nil {
			g.common = under(gitDir, strings.TrimRight(string(text), "\r\n"))
		}
		g.config = readGitConfig(g.gitDir, g.common)
		return g
	}
	return nil
}

// gitDirOf finds the git folder of a work tree whose top is dir, "" when it is none: `.git` itself,
// or where the file `.git` points (linked work trees, submodules).
func gitDirOf(dir string) string {
	p := filepath.Join(dir, ".git")
	info, err := os.Stat(p)
	switch {
	case err != nil:
		return ""
	case info.IsDir() && isGitDir(p):
		return p
	case !info.Mode().IsRegular() || info.Size() > 1<<16:
		return ""
	}
	text, err := os.ReadFile(p)
	target, ok := strings.CutPrefix(strings.TrimRight(string(text), "\r\n"), "gitdir: ")
	if err != nil || !ok {
		return ""
	}
	if p = under(dir, target); isGitDir(p) {
		return p
	}
	return ""
}

// isGitDir applies git's own test: HEAD, objects and refs, the latter two perhaps in the common folder.
func isGitDir(p string) bool {
	common := p
	if text, err := os.ReadFile(filepath.Join(p, "commondir")); err == nil {
		common = under(p, strings.TrimRight(string(text), "\r\n"))
	}
	for _, part := range []string{filepath.Join(p, "HEAD"), filepath.Join(common, "objects"), filepath.Join(common, "refs")} {
		if _, err := os.Lstat(part); err != nil {
			return false
		}
	}
	return true
}

// under resolves a path that may be relative to dir.
func under(dir, p string) string {
	if p = filepath.FromSlash(p); filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(dir, p)
}

// prefix gives the path of a folder within the work tree, "" for its top, else with a slash at the end.
func (g *repo) prefix(dir string) string {
	rel, err := filepath.Rel(g.top, dir)
	if err != nil || rel == "." {
		return ""
	}
	return filepath.ToSlash(rel) + "/"
}

// rules reads the ignore rules that hold for the whole work tree: info/exclude goes before the
// user's own file.
func (g *repo) rules() *ruleSet {
	fold := g.config.bool("core.ignorecase")
	set := &ruleSet{fold: fold}
	for _, file := range []string{g.config.excludesFile(), filepath.Join(g.common, "info", "exclude")} {
		if text, err := os.ReadFile(file); err == nil && file != "" {
			set.chain = set.add("", text)
		}
	}
	return set
}
