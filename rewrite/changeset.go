// Package rewrite turns a phase of a plan into a change set, and proves it.
package rewrite

import "io/fs"

// Action is what a change does to a path. The string is the one in `plan --reporter json`.
type Action string

// The actions of a change.
const (
	Create Action = "create"
	Modify Action = "modify"
	Delete Action = "delete"
	Rename Action = "rename" // From is removed, Path is created; the content may differ
)

// Change is one file change as data. Old is nil for a file that is created, New is nil for one that
// is deleted; both are whole contents.
type Change struct {
	Path    string // repo-relative, slashes
	From    string // for Rename: the path the file had; "" otherwise
	Action  Action
	Old     []byte
	New     []byte
	Mode    fs.FileMode // permission bits of the old file; of a created file 0o644
	Reasons []string    // why, for a reviewer; sorted, one sentence each
}
