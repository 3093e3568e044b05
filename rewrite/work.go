package rewrite

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rewrite/mover"
	"rtconsolidate/rewrite/proof"
	"rtconsolidate/rules"
)

// work is a plan as it grows, phase by phase: the repo before, and as it is planned so far.
type work struct {
	before, now *analyze.Repo
	files       map[string][]byte // planned content; nil for a file that goes
	built       map[string][]byte // of the files that the mover wrote: their text as it left them
	reasons     map[string][]string
	left        []LeftAlone // of the last pass
	told        []LeftAlone // of all passes
	claim       proof.Claim
	moved       map[mover.Decl]mover.Decl // from the repo before to the one planned so far
	check       mover.Check
	renames     []mover.Rename
	parsed      mover.Cache
	waits       error // why a phase cannot be applied yet
}

func newWork(repo *analyze.Repo) *work {
	return &work{before: repo, now: repo, files: map[string][]byte{}, built: map[string][]byte{}, reasons: map[string][]string{}, moved: map[mover.Decl]mover.Decl{},
		claim: proof.Claim{Moves: map[string]string{}, Decided: map[string][]string{}, Removed: map[string]string{},
			Decls: map[proof.Decl]proof.Decl{}, Origins: map[string][]string{}, Built: map[string][]byte{}, Dropped: map[string][]string{}}}
}

// pass plans the phases in their order, and tells whether that changed anything.
func (w *work) pass(cfg *rules.Config, names []string) (changed bool, err error) {
	w.left = nil
	for i, name := range names {
		before := w.now
		scope, err := rules.NewScope(cfg, w.now)
		if err != nil && i > 0 {
			err = fmt.Errorf("after the phase %s: %w", names[i-1], err)
		}
		if err != nil {
			return false, err
		}
		if err := w.phase(scope, name); err != nil {
			return false, err
		}
		changed = changed || w.now != before
	}
	return changed, nil
}

// phase plans one phase on top of what is planned: first the declarations move, which leaves a repo in
// which everything still resolves by way of shims; then the references are rewritten.
func (w *work) phase(scope *rules.Scope, name string) error {
	result, err := w.takeApart(scope, name)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		if scope, err = w.current(scope); err != nil {
			return err
		}
		views := scope.Of(name)
		if i == len(views) {
			return nil
		}
		if err := w.repoint(views[i], name, result); err != nil {
			return err
		}
	}
}

// current is the scope of the repo as it is planned so far.
func (w *work) current(scope *rules.Scope) (*rules.Scope, error) {
	if scope.Repo == w.now {
		return scope, nil
	}
	return rules.NewScope(scope.Config, w.now)
}

// repoint rewrites the references to what one entry offers of a phase.
func (w *work) repoint(view *rules.Scope, name string, result *mover.Result) error {
	p := &planner{scope: view, phase: name, before: w.now, fresh: map[string]*mover.Result{}, moves: map[string]string{},
		removed: map[string]string{}, files: map[string][]byte{}, reasons: map[string][]string{}, decided: map[string][]string{}}
	for path := range result.Emptied {
		p.fresh[path] = result
	}
	if err := p.run(); err != nil {
		return err
	}
	if err := p.frontWaits(); err != nil && w.waits == nil {
		w.waits = err
	}
	w.take(p)
	return nil
}

// takeApart runs the mover for a phase, and shims what it emptied.
func (w *work) takeApart(scope *rules.Scope, name string) (*mover.Result, error) {
	var phase *rules.Phase
	targets := map[string][]byte{}
	for i := range scope.Config.Phases {
		if p := &scope.Config.Phases[i]; p.Name == name {
			phase = p
		}
	}
	parts := 0
	for _, t := range phase.Targets {
		parts += len(t.Parts())
		if len(t.Parts()) > 0 && w.now.Lookup(t.File) == analyze.None {
			targets[t.File] = []byte{}
		}
	}
	if parts == 0 {
		return &mover.Result{}, nil
	}
	namer := form.Namer{Res: w.now.ResolverWith(targets)}
	result, err := mover.Run(mover.Job{Repo: w.now, Namer: namer, Config: scope.Config, Phase: phase, Markers: scope.IsShim, Cache: &w.parsed})
	if err != nil {
		return nil, err
	}
	files := maps.Clone(result.Files)
	for _, path := range slices.Sorted(maps.Keys(result.Emptied)) {
		text, err := emptiedShim(scope.Holding(name, path), w.now, namer, path, result.Emptied[path], result.Runs[path])
		if err != nil {
			return nil, err
		}
		files[path] = text
		w.claim.Shims = append(w.claim.Shims, path)
		w.reasons[path] = append(w.reasons[path], "its declarations moved; a shim stays for importers that the tool does not see")
	}
	w.addMoved(result)
	w.lay(files)
	return result, nil
}

// addMoved joins what the mover moved to what moved in earlier phases.
func (w *work) addMoved(r *mover.Result) {
	w.remap(func(d mover.Decl) (mover.Decl, bool) { to, ok := r.Moved[d]; return to, ok })
	for from, to := range r.Moved {
		if _, known := w.moved[from]; !known {
			w.moved[from] = to
		}
	}
	for path, content := range r.Files {
		w.claim.Built[path] = content
	}
	for path, from := range r.Origins {
		w.claim.Origins[path] = append(w.claim.Origins[path], from...)
		w.reasons[path] = append(w.reasons[path], "takes declarations of "+strings.Join(from, ", "))
	}
	for path, locals := range r.Dropped {
		w.claim.Dropped[path] = append(w.claim.Dropped[path], locals...)
	}
	for path, list := range r.Reasons {
		w.reasons[path] = append(w.reasons[path], list...)
	}
	w.renames = append(w.renames, r.Renames...)
	w.check.Declarations += r.Check.Declarations
	w.check.Uses += r.Check.Uses
	w.check.Bytes += r.Check.Bytes
}

// remap sends declarations that moved before on to where they are now.
func (w *work) remap(on func(mover.Decl) (mover.Decl, bool)) {
	for from, to := range w.moved {
		if next, ok := on(to); ok {
			w.moved[from] = next
		}
	}
}

// lay puts planned files over the repo as it is planned so far.
func (w *work) lay(files map[string][]byte) {
	maps.Copy(w.files, files)
	fresh := maps.Clone(files)
	maps.DeleteFunc(fresh, func(p string, content []byte) bool {
		now, err := w.now.Tree.Read(p)
		return content == nil && err != nil || content != nil && err == nil && bytes.Equal(now, content)
	})
	if len(fresh) > 0 {
		w.now = w.now.With(fresh)
	}
}

// take joins what a phase changes to what is planned.
func (w *work) take(p *planner) {
	for from, to := range p.moves {
		w.move(from, to)
	}
	for path, twin := range p.removed {
		w.claim.Removed[path] = twin
	}
	for path, names := range p.decided {
		w.claim.Decided[path] = append(w.claim.Decided[path], names...)
	}
	for path, list := range p.reasons {
		w.reasons[path] = append(w.reasons[path], list...)
	}
	w.claim.Shims = append(w.claim.Shims, p.newShims...)
	w.left = append(w.left, p.left...)
	w.told = append(w.told, p.told...)
	w.lay(p.files)
}

// move notes a moved file, also for what was brought to its old place before.
func (w *work) move(from, to string) {
	known := false
	for first, now := range w.claim.Moves {
		if now == from {
			w.claim.Moves[first], known = to, true
		}
	}
	if !known {
		w.claim.Moves[from] = to
	}
	w.remap(func(d mover.Decl) (mover.Decl, bool) { return mover.Decl{Path: to, Name: d.Name}, d.Path == from })
	if content, ok := w.claim.Built[from]; ok {
		w.claim.Built[to] = content
		delete(w.claim.Built, from)
	}
}

func (w *work) sortedLeft() []LeftAlone {
	list := slices.Concat(w.left, w.told)
	slices.SortFunc(list, func(a, b LeftAlone) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	return slices.Compact(list)
}

func (w *work) changes() []Change {
	var list []Change
	for path, content := range w.files {
		c := Change{Path: path, Action: Modify, New: content, Mode: w.mode(path), Reasons: w.reasons[path]}
		old, err := w.before.Tree.Read(path)
		switch {
		case err != nil && content == nil:
			continue
		case err != nil:
			c.Action = Create
			if from := w.origin(path); from != "" {
				c.Mode = w.mode(from)
			}
		case content == nil:
			c.Action, c.Old = Delete, old
		case string(old) == string(content):
			continue
		default:
			c.Old = old
		}
		slices.Sort(c.Reasons)
		c.Reasons = slices.Compact(c.Reasons)
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// origin is the path that a file moves here from, "" for none.
func (w *work) origin(path string) string {
	for from, to := range w.claim.Moves {
		if to == path {
			return from
		}
	}
	return ""
}

// mode is a file's permission bits where the tree knows them, else those of a new file.
func (w *work) mode(path string) fs.FileMode {
	if t, ok := w.before.Tree.(interface{ Mode(string) fs.FileMode }); ok {
		if m := t.Mode(path); m != 0 {
			return m
		}
	}
	return 0o644
}

func (w *work) prove() *proof.Proof {
	for from, to := range w.moved {
		w.claim.Decls[proof.Decl(from)] = proof.Decl(to)
	}
	for path, content := range w.files {
		if content != nil {
			w.claim.Changed = append(w.claim.Changed, path)
		}
	}
	slices.Sort(w.claim.Changed)
	p := proof.Prove(w.before, w.now, w.claim)
	p.Text = w.text()
	return p
}
