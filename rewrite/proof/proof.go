// Package proof compares a repo before and after a planned change, both as analysed trees, and says
// what still means the same and what does not. It knows nothing of how the change was made.
package proof

import (
	"slices"
	"sync"

	"rtconsolidate/analyze"
)

// Claim says what a change set means to do, so that what it means to do is told apart from damage.
type Claim struct {
	// Moves maps the old path of each moved file to its new one.
	Moves map[string]string
	// Shims are the paths that hold a shim afterwards.
	Shims []string
	// Decided maps a path to the names that a decision of the config gives another meaning there.
	Decided map[string][]string
	// Removed are the paths that go on purpose.
	Removed map[string]string // path -> the twin that stands in for it, "" for a dead file
	// Decls maps each declaration that moved on its own to where it is.
	Decls map[Decl]Decl
	// Origins tells, for a file that was built from others, which they are.
	Origins map[string][]string
	// Built is the text of the files that were put together from moved code, as it was checked then;
	// what is compared with it is what the rewriting of references made of it.
	Built map[string][]byte
	// Dropped lists, by file, local names of imports that left with the code that used them.
	Dropped map[string][]string
	// Changed are the paths whose content differs afterwards, in terms of the tree after.
	Changed []string
}

// Decl identifies a declaration by its file and its name there.
type Decl struct{ Path, Name string }

// Text is the result for code that moved: its bytes are the same but for the renames, and every name in
// it means the same.
type Text struct {
	Declarations, Uses, Bytes int
	Renames                   []Rename
	Moves                     []Move // sorted by file and target
}

// Move is what went from one file to another.
type Move struct {
	File, Target string
	Stays        Stays
	Names        []MovedName // sorted; none when the file went as a whole
}

// MovedName is a declaration by its name where it was and its name where it is.
type MovedName struct{ Name, To string }

// Stays tells what is at a path from which code moved.
type Stays string

// What may stay: a shim, the rest of the file, nothing.
const (
	Shim    Stays = "shim"
	Rest    Stays = "rest"
	Nothing Stays = "nothing"
)

// Rename is a listed rename within moved code.
type Rename struct {
	File, Name string // the declaration as it was
	To         string
	Target     string // the file it is in now
	Places     int    // changed, the declaration included
}

// Name is one imported or exported name at a place of the repo.
type Name struct {
	File      string
	Line      int
	Specifier string
	Name      string
	// Was and Is tell what the name meant before and means after: `file#declaration`, or the reason
	// why it means nothing.
	Was, Is string
}

// Bindings is the result for every imported and re-exported name of the repo.
type Bindings struct {
	Checked    int
	Preserved  int
	Healed     []Name
	Broken     []Name
	StillDead  int // meant nothing before and after
	Unknowable int // the same module before and after, whose names no reader of syntax can tell
}

// Surface is the result for the names each module offers.
type Surface struct {
	Modules int // modules compared
	Names   int // names compared
	Lost    []Name
	Decided []Name // changed on purpose, by a decision of the config
}

// Widening lists what is newly evaluated when a file is.
type Widening struct {
	File  string
	Adds  []string
	Total int // modules evaluated after
}

// Crossing is code that becomes reachable from a side it does not belong to.
type Crossing struct {
	Root   string   // the client (or server) root
	File   string   // the file that must not be there
	Reason string   // why: `imports node:fs`
	Chain  []string // from Root to File
	Hint   string   // the way out
}

// Wire is the result for the text of the changed files outside their import and export statements.
type Wire struct {
	Files   int
	Strings int // string literals compared
	Changed []string
}

// Proof is the comparison's result.
type Proof struct {
	Bindings    Bindings
	Surface     Surface
	NewCycles   [][]string
	Widening    []Widening
	Environment []Crossing
	Wire        Wire
	Text        Text
	Bundle      *Bundle // nil when nothing was bundled
}

// Bundle is what a bundler, as a second opinion, found in the affected parts of both trees.
type Bundle struct {
	Starts  int           // bundled
	Entries []BundleEntry // the measured ones: entries of the plan first, then by file
	Errors  []BundleError // reported after, and not before; sorted
	Known   int           // errors reported before and after
	Skipped string        // why nothing could be compared, "" when it was
}

// BundleEntry is one start that was bundled, and how many bytes, minified, are loaded when it starts; 0
// where it is not there.
type BundleEntry struct {
	File          string
	Before, After int
}

// BundleError is what the bundler reports.
type BundleError struct {
	File string
	Line int // from 1, 0 when unknown
	Text string
}

// Holds tells whether nothing that the proof checks is damaged.
func (p *Proof) Holds() bool {
	return len(p.Bindings.Broken) == 0 && len(p.Surface.Lost) == 0 && len(p.NewCycles) == 0 &&
		len(p.Environment) == 0 && len(p.Wire.Changed) == 0 && (p.Bundle == nil || len(p.Bundle.Errors) == 0)
}

// comparison holds both trees and the way from a path before to its path after.
type comparison struct {
	before, after *analyze.Repo
	claim         Claim
	back          map[string]string // path after -> path before, for moved files
	shims         map[string]bool
}

// Prove compares the two trees. It never fails: what cannot be shown to hold is listed.
func Prove(before, after *analyze.Repo, claim Claim) *Proof {
	c := newComparison(before, after, claim)
	p := &Proof{}
	together(
		func() { p.Surface = c.surface() },
		func() { p.Bindings = c.bindings() },
		func() { p.Wire = c.wire() },
		func() { p.Environment = c.environment() },
		func() { p.NewCycles = c.newCycles() },
		func() { p.Widening = c.widening() },
	)
	return p
}

// together runs the parts of the proof, which only read, side by side.
func together(parts ...func()) {
	var wait sync.WaitGroup
	for _, part := range parts {
		wait.Go(part)
	}
	wait.Wait()
}

func newComparison(before, after *analyze.Repo, claim Claim) *comparison {
	c := &comparison{before: before, after: after, claim: claim, back: map[string]string{}, shims: map[string]bool{}}
	for from, to := range claim.Moves {
		c.back[to] = from
	}
	for _, p := range claim.Shims {
		c.shims[p] = true
	}
	return c
}

// Images follows files and declarations from the tree before to the tree after, as a claim has them.
type Images struct{ c *comparison }

// NewImages makes the images of a tree.
func NewImages(before *analyze.Repo, claim Claim) *Images {
	return &Images{newComparison(before, nil, claim)}
}

// Origins lists the files before that a path after was made of.
func (i *Images) Origins(path string) []string { return i.c.origins(path) }

// Decl is where a declaration is after.
func (i *Images) Decl(d Decl) Decl { return i.c.image(analyze.Binding{Path: d.Path, Name: d.Name}) }

// now is where the content of a path before is after.
func (c *comparison) now(p string) string {
	if to, ok := c.claim.Moves[p]; ok {
		return to
	}
	if twin := c.claim.Removed[p]; twin != "" {
		return twin
	}
	return p
}

// image is the declaration that one of the tree before is in the tree after.
func (c *comparison) image(b analyze.Binding) Decl {
	if to, ok := c.claim.Decls[Decl{b.Path, b.Name}]; ok {
		return to
	}
	return Decl{c.now(b.Path), b.Name}
}

// origins are the files before that a path after was made of.
func (c *comparison) origins(p string) []string {
	list := slices.Clone(c.claim.Origins[p])
	if was := c.was(p); was != "" && c.before.Lookup(was) != analyze.None {
		list = append(list, was)
	}
	return list
}

// was is where the content of a path after was before, "" for a shim that took a moved file's place
// and for a new file.
func (c *comparison) was(p string) string {
	if from, ok := c.back[p]; ok && c.before.Lookup(p) == analyze.None {
		return from
	}
	if to, ok := c.claim.Moves[p]; ok && c.before.Lookup(to) == analyze.None {
		return ""
	}
	return p
}

// pairs calls do for each file that exists before, with its counterpart after (nil when it is gone).
func (c *comparison) pairs(do func(a, b analyze.FileID)) {
	for id, f := range c.before.Files {
		if _, gone := c.claim.Removed[f.Path]; gone {
			continue
		}
		do(analyze.FileID(id), c.after.Lookup(c.now(f.Path)))
	}
}

func (c *comparison) decided(path, name string) bool {
	return slices.Contains(c.claim.Decided[path], name)
}
