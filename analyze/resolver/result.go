// Package resolver answers, from memory, which file of the repo a specifier means.
package resolver

// State tells what a specifier leads to.
type State uint8

// The states. Missing is a specifier that should be in the repo (relative, an alias, a workspace
// package, `#imports`) and is not; External is a package outside the repo.
const (
	Missing State = iota
	InRepo
	External
	Builtin
)

var stateNames = [...]string{"missing", "file", "external", "builtin"}

// String gives the word that `graph --reporter json` prints.
func (s State) String() string { return stateNames[s] }

// Result is the answer to one query.
type Result struct {
	State State
	Path  string // repo-relative path of the file when State is InRepo
	Query string // `?worker` and the like, cut off before resolving, with its question mark
	// Alias is the pattern that matched (`@/lib/*`, `#lib/*`, a package name), "" for a relative specifier.
	Alias string
	// Source names the file and the setting that made the alias: "tsconfig.json paths", "package.json imports", …
	Source string
	// Above is set when only a config further up than the file's own knows the alias.
	Above bool

	via string
}

// Via gives the alias with the setting that made it, for people; "" for a relative specifier.
func (r Result) Via() string { return r.via }
