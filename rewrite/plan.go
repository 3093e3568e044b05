package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/bundle"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rewrite/mover"
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
	Mentions  []Mention   // sorted by file and line

	work    *work
	entries []string
}

// Phase is the name under which the change set is shown and kept: its phases joined by `+`.
func (c *ChangeSet) Phase() string { return strings.Join(c.Phases, "+") }

// Plan computes the change set that brings the given phases (all of them when none is named) from
// the repo's state to the state that the config asks for. Planning what is applied gives no changes.
// The error is a *rules.Error or rules.Errors when the config asks for what cannot be done.
func Plan(scope *rules.Scope, phases []string) (*ChangeSet, error) {
	w, set, err := draft(scope, phases)
	if err != nil {
		return nil, err
	}
	if w.waits != nil {
		return nil, w.waits
	}
	set.Proof, set.Mentions = w.prove(), w.mentions()
	set.work, set.entries = w, entries(scope)
	return set, nil
}

// entries are the files that importers are led to, of every phase.
func entries(scope *rules.Scope) (list []string) {
	for _, view := range scope.Views() {
		if !view.NoEntry() {
			list = append(list, view.Config.Entry)
		}
	}
	return list
}

// Bundle adds the bundler's opinion to the proof of a change set that Plan made. It takes longer than all
// the rest of a plan, so who only looks can do without; before anything is written it has to be asked.
func (c *ChangeSet) Bundle() {
	if len(c.Changes) == 0 {
		return
	}
	var changed []string
	for _, ch := range c.Changes {
		changed = append(changed, ch.Path)
	}
	c.Proof.Bundle = bundle.Compare(c.work.before, c.work.now, c.work.claim, changed, c.entries)
}

// Draft is Plan without the proof: for what only asks how much is left to do.
func Draft(scope *rules.Scope, phases []string) (*ChangeSet, error) {
	_, set, err := draft(scope, phases)
	return set, err
}

func draft(scope *rules.Scope, phases []string) (*work, *ChangeSet, error) {
	names, err := selectPhases(scope.Config, phases)
	if err != nil {
		return nil, nil, err
	}
	w := newWork(scope.Repo)
	for pass := 0; pass < maxPasses; pass++ {
		again, err := w.pass(scope.Config, names)
		if err != nil {
			return nil, nil, err
		}
		if !again || len(names) == 1 && len(w.claim.Removed) == 0 {
			break
		}
	}
	w.settings()
	return w, &ChangeSet{Phases: names, Changes: w.changes(), LeftAlone: w.sortedLeft()}, nil
}

// maxPasses bounds how often the phases are planned again on their own result: a later phase may bring
// code that an earlier one has a say in, and importers of a twin go on to the entry. Two passes were enough for every plan seen so far.
const maxPasses = 4

func selectPhases(cfg *rules.Config, wanted []string) ([]string, error) {
	var known, chosen []string
	for _, ph := range cfg.Phases {
		known = append(known, ph.Name)
		if len(wanted) == 0 || slices.Contains(wanted, ph.Name) {
			chosen = append(chosen, ph.Name)
		}
	}
	for _, w := range wanted {
		if !slices.Contains(known, w) {
			return nil, rules.NewError(cfg.File, rules.Pos{}, fmt.Sprintf("there is no phase %q", w),
				"the phases are: "+strings.Join(known, ", "))
		}
	}
	return chosen, nil
}

// planner rewrites the references of a repo for one phase, whose declarations are in place.
type planner struct {
	scope    *rules.Scope // the view of the phase's entry
	phase    string
	before   *analyze.Repo
	fresh    map[string]*mover.Result // sources that this phase has just taken apart
	moves    map[string]string        // old path -> new path, of the files that move now
	removed  map[string]string        // path -> the twin that stays, "" for a dead file
	namer    form.Namer
	offers   *offers
	files    map[string][]byte // planned content; nil for a file that goes
	reasons  map[string][]string
	left     []LeftAlone // see leave
	told     []LeftAlone // see tell
	decided  map[string][]string
	newShims []string
}

func (p *planner) run() error {
	steps := []func() error{p.planMoves, p.planRemovals, p.planPaths, p.planOffers, p.planReferences, p.planReach, p.planEntry, p.planShims}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	p.dropUnchanged()
	return nil
}

// frontWaits tells why a phase cannot lead importers to the entry yet: a file of another phase shadows it.
func (p *planner) frontWaits() error {
	cfg, front := p.scope.Config, p.scope.Module(p.scope.Front)
	if front == nil || front.Done || p.selected(front) {
		return nil
	}
	return rules.NewError(cfg.File, front.Pos, fmt.Sprintf("the phase %s has to wait: `%s` shadows the entry until the phase %s moves it",
		p.phase, front.Path, front.Phase), "apply that phase first, or both: `--phase "+front.Phase+" --phase "+p.phase+"`")
}

// selected tells whether a legacy module belongs to the phases being planned.
func (p *planner) selected(l *rules.Legacy) bool { return l != nil && l.Phase == p.phase }

func (p *planner) planMoves() error {
	for _, l := range p.scope.Modules {
		if p.selected(l) && l.To != "" && !l.Done {
			p.moves[l.Path] = l.To
		}
	}
	p.planFollowers()
	return nil
}

// planPaths builds the resolver of the planned tree: which paths exist is known before any content.
func (p *planner) planPaths() error {
	files := map[string][]byte{}
	for old, new := range p.moves {
		files[new] = []byte{}
		if files[old] = []byte{}; p.before.Lookup(old) == analyze.None {
			files[old] = nil // no shim stays of what is no code
		}
	}
	for path := range p.removed {
		files[path] = nil
	}
	if !p.scope.NoEntry() && p.before.Lookup(p.scope.Config.Entry) == analyze.None {
		files[p.scope.Config.Entry] = []byte{}
	}
	p.namer = form.Namer{Res: p.before.ResolverWith(files)}
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

// leave says that a place is as it was. Who plans again on the result says so again.
func (p *planner) leave(f *analyze.File, line int32, format string, args ...any) {
	p.left = append(p.left, LeftAlone{File: f.Path, Line: int(line), Reason: fmt.Sprintf(format, args...)})
}

// tell says what someone has to see to because of a change, which no later plan can see any more.
func (p *planner) tell(f *analyze.File, line int32, format string, args ...any) {
	p.told = append(p.told, LeftAlone{File: f.Path, Line: int(line), Reason: fmt.Sprintf(format, args...)})
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
