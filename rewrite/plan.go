package rewrite

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rewrite/proof"
	"rtconsolidate/rules"
)

// LeftAlone is a place that the plan could not rewrite, and why.
type LeftAlone struct {
	File   string
	Line   int // from 1
	Reason string
}

// ChangeSet is what one or more phases change, as data, with its proof.
type ChangeSet struct {
	Phases    []string
	Changes   []Change // sorted by path
	Proof     *proof.Proof
	LeftAlone []LeftAlone // sorted by file and line
}

// Phase is the name under which the change set is shown and kept: its phases joined by `+`.
func (c *ChangeSet) Phase() string { return strings.Join(c.Phases, "+") }

// planner holds what the parts of planning share: the repo before, the decisions, and the planned
// content as it grows.
type planner struct {
	scope    *rules.Scope
	before   *analyze.Repo
	phases   map[string]bool
	moves    map[string]string // old path -> new path, of the files that move now
	removed  map[string]string // path -> the twin that stays, "" for a dead file
	namer    form.Namer
	offers   *offers
	files    map[string][]byte // planned content; nil for a file that goes
	reasons  map[string][]string
	left     []LeftAlone
	decided  map[string][]string
	newShims []string
}

// Plan computes the change set that brings the given phases (all of them when none is named) from
// the repo's state to the state that the config asks for. Planning what is applied gives no changes.
// The error is a *rules.Error or rules.Errors when the config asks for what cannot be done.
func Plan(scope *rules.Scope, phases []string) (*ChangeSet, error) {
	p, set, err := draft(scope, phases)
	if err != nil {
		return nil, err
	}
	set.Proof = p.prove()
	return set, nil
}

// Draft is Plan without the proof: for what only asks how much is left to do.
func Draft(scope *rules.Scope, phases []string) (*ChangeSet, error) {
	_, set, err := draft(scope, phases)
	return set, err
}

func draft(scope *rules.Scope, phases []string) (*planner, *ChangeSet, error) {
	p := &planner{scope: scope, before: scope.Repo, phases: map[string]bool{}, moves: map[string]string{},
		removed: map[string]string{}, files: map[string][]byte{}, reasons: map[string][]string{}, decided: map[string][]string{}}
	names, err := p.selectPhases(phases)
	if err != nil {
		return nil, nil, err
	}
	steps := []func() error{p.planMoves, p.planRemovals, p.planPaths, p.planOffers, p.planReferences, p.planEntry, p.planShims}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	p.dropUnchanged()
	return p, &ChangeSet{Phases: names, Changes: p.changes(), LeftAlone: p.sortedLeft()}, nil
}

func (p *planner) selectPhases(wanted []string) ([]string, error) {
	var known, chosen []string
	for _, ph := range p.scope.Config.Phases {
		known = append(known, ph.Name)
		if len(wanted) == 0 || slices.Contains(wanted, ph.Name) {
			p.phases[ph.Name] = true
			chosen = append(chosen, ph.Name)
		}
	}
	for _, w := range wanted {
		if !p.phases[w] {
			return nil, rules.NewError(p.scope.Config.File, rules.Pos{}, fmt.Sprintf("there is no phase %q", w),
				"the phases are: "+strings.Join(known, ", "))
		}
	}
	return chosen, nil
}

// selected tells whether a legacy module belongs to the phases being planned.
func (p *planner) selected(l *rules.Legacy) bool { return l != nil && p.phases[l.Phase] }

func (p *planner) planMoves() error {
	for _, l := range p.scope.Modules {
		if p.selected(l) && l.To != "" && !l.Done {
			p.moves[l.Path] = l.To
		}
	}
	return nil
}

// planPaths builds the resolver of the planned tree: which paths exist is known before any content.
func (p *planner) planPaths() error {
	files := map[string][]byte{}
	for old, new := range p.moves {
		files[new] = []byte{}
		files[old] = []byte{}
	}
	for path := range p.removed {
		files[path] = nil
	}
	if p.before.Lookup(p.scope.Config.Entry) == analyze.None {
		files[p.scope.Config.Entry] = []byte{}
	}
	tree := analyze.NewOverlay(p.before.Tree, files)
	p.namer = form.Namer{resolver.New(tree.Paths(), p.before.Tree.Read, resolver.Options{Symlinks: tree.Links()})}
	return nil
}

// now is where a file of the repo will be.
func (p *planner) now(path string) string {
	if to, ok := p.moves[path]; ok {
		return to
	}
	if twin := p.removed[path]; twin != "" {
		return twin
	}
	return path
}

func (p *planner) reason(path, text string) {
	if !slices.Contains(p.reasons[path], text) {
		p.reasons[path] = append(p.reasons[path], text)
	}
}

func (p *planner) leave(f *analyze.File, line int32, format string, args ...any) {
	p.left = append(p.left, LeftAlone{File: f.Path, Line: int(line), Reason: fmt.Sprintf(format, args...)})
}

func (p *planner) sortedLeft() []LeftAlone {
	slices.SortFunc(p.left, func(a, b LeftAlone) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	return slices.Compact(p.left)
}

// dropUnchanged forgets planned contents that equal what is there.
func (p *planner) dropUnchanged() {
	for path, content := range p.files {
		old, err := p.before.Tree.Read(path)
		if err == nil && content != nil && string(old) == string(content) {
			delete(p.files, path)
		}
	}
}

func (p *planner) changes() []Change {
	var list []Change
	for path, content := range p.files {
		c := Change{Path: path, Action: Modify, New: content, Mode: p.mode(path), Reasons: p.reasons[path]}
		old, err := p.before.Tree.Read(path)
		switch {
		case err != nil:
			c.Action = Create
			if from := p.origin(path); from != "" {
				c.Mode = p.mode(from)
			}
		case content == nil:
			c.Action, c.Old = Delete, old
		default:
			c.Old = old
		}
		slices.Sort(c.Reasons)
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// origin is the path that a file moves here from, "" for none.
func (p *planner) origin(path string) string {
	for from, to := range p.moves {
		if to == path {
			return from
		}
	}
	return ""
}

// mode is a file's permission bits where the tree knows them, else those of a new file.
func (p *planner) mode(path string) fs.FileMode {
	if t, ok := p.before.Tree.(interface{ Mode(string) fs.FileMode }); ok {
		if m := t.Mode(path); m != 0 {
			return m
		}
	}
	return 0o644
}

func (p *planner) prove() *proof.Proof {
	after := p.before
	if len(p.files) > 0 {
		after = p.before.With(p.files)
	}
	claim := proof.Claim{Moves: p.moves, Shims: p.newShims, Decided: p.decided, Removed: p.removed}
	for path, content := range p.files {
		if content != nil {
			claim.Changed = append(claim.Changed, path)
		}
	}
	slices.Sort(claim.Changed)
	return proof.Prove(p.before, after, claim)
}
