package source

import (
	"path"
	"strings"
)

// Identity tells clones of one repo from other repos: the repo's first commit, and the root's place in
// it. It is "" where that cannot be known: no git, no commit yet, or a shallow clone.
func (t *Tree) Identity() string {
	g := findGit(t.Root)
	if !t.Listing.Git || g == nil {
		return ""
	}
	shallow, err := g.run(t.Root, "rev-parse", "--is-shallow-repository")
	if err != nil || strings.TrimSpace(string(shallow)) != "false" {
		return ""
	}
	// Of several first commits, joined later by a merge, the last one listed is the oldest.
	first, err := g.run(t.Root, "rev-list", "--max-parents=0", "HEAD")
	commits := strings.Fields(string(first))
	if err != nil || len(commits) == 0 {
		return ""
	}
	return path.Join(commits[len(commits)-1], g.prefix(t.Root))
}
