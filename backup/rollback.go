package backup

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// RollbackOptions says how a run is undone.
type RollbackOptions struct {
	Merge bool      // keep the user's edits by merging them three ways
	Time  time.Time // noted in the journal
	Tool  string    // name and version
}

// Result is what a rollback did.
type Result struct {
	Run       *Run
	Merged    []string   // files that hold the old content with the user's edits, sorted
	Conflicts []Conflict // files left as the user has them, sorted by path
}

// Conflict is a file that could not be merged. The tree has the user's version, untouched.
type Conflict struct {
	Path   string
	File   string // in the store, slashes: the merge with its conflict marks, or the old content
	Reason string
}

// Rollback undoes a run; id "" means the newest that stands. Every file comes back byte for byte,
// with its mode, and only empty folders that the run made are removed.
//
// A file that holds neither the run's content nor the old one is refused as a *DriftError, before
// any write; with Merge it is merged, and what conflicts stays as it is and is listed in the result.
// A run whose files a later run changed is refused as an *OrderError, one that was undone already as
// a *StateError.
func (s *Store) Rollback(ctx context.Context, id string, opts RollbackOptions) (*Result, error) {
	var out *Result
	err := s.locked("rollback", opts.Time, func() (err error) {
		out, err = s.rollback(ctx, id, opts)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (s *Store) rollback(ctx context.Context, id string, opts RollbackOptions) (*Result, error) {
	e, err := s.mayRollBack(id)
	if err != nil {
		return nil, err
	}
	if err := s.checkObjects(e); err != nil {
		return nil, fault("", err)
	}
	if e.journal.state() != Applied {
		if err := s.settleRun(e); err != nil {
			return nil, fault(e.Run, err)
		}
	}
	out := &Result{}
	rec, err := s.undoRecord(ctx, e, opts, out)
	if err != nil {
		return nil, fault("", err)
	}
	if err := s.log(e, rec); err != nil {
		return nil, fault(e.Run, err)
	}
	end := record{Event: eventUndone, Time: stamp(opts.Time), Tool: opts.Tool}
	if err := s.finish(ctx, e, end, true); err != nil {
		return nil, err
	}
	out.Run = e.run()
	return out, nil
}

// mayRollBack picks the run and checks that it may be undone now.
func (s *Store) mayRollBack(id string) (*entry, error) {
	all, err := s.all()
	if err != nil {
		return nil, err
	}
	e, err := pick(all, id)
	if err != nil {
		return nil, err
	}
	if e.journal.state() == RolledBack {
		return nil, &StateError{e.Run, fmt.Sprintf("run %s is rolled back already", e.Run)}
	}
	if other := open(all); other != nil && other != e {
		return nil, openError(other)
	}
	if order := undoOrder(all, e); len(order) > 1 {
		return nil, &OrderError{e.Run, order}
	}
	return e, nil
}

// undoOrder lists the runs that must be undone to undo e, in that order: those that changed a file of
// e later, those that changed a file of these, and e itself.
func undoOrder(all []*entry, e *entry) []string {
	touched := map[string]bool{}
	var order []string
	for _, later := range all {
		if later != e && (later.Seq < e.Seq || later.journal.state() == RolledBack) {
			continue
		}
		if later != e && !slices.ContainsFunc(later.paths(), func(p string) bool { return touched[p] }) {
			continue
		}
		order = append(order, later.Run)
		for _, p := range later.paths() {
			touched[p] = true
		}
	}
	slices.Reverse(order)
	return order
}

// undoRecord decides what becomes of every path, and writes nothing into the tree but what an
// interrupted swap had taken out of it.
func (s *Store) undoRecord(ctx context.Context, e *entry, opts RollbackOptions, out *Result) (record, error) {
	rec := record{Event: eventUndo, Time: stamp(opts.Time), Tool: opts.Tool}
	if u := e.journal.undo(); u != nil {
		rec.Merged, rec.Kept = u.Merged, u.Kept
	}
	m := s.machine(ctx, e)
	if st := e.journal.state(); st != Applied {
		if err := m.recoverAll(); err != nil {
			return rec, err
		}
	}
	m.steps = undoSteps(e, &rec)
	if _, err := m.classify(); err != nil {
		return rec, err
	}
	if len(m.drift) == 0 {
		return rec, nil
	}
	if !opts.Merge {
		return rec, &DriftError{Run: e.Run, Undo: true, Files: m.drift}
	}
	return s.mergeDrift(e, m.drift, rec, out)
}

// mergeDrift settles every drifted path: a merge, or the user's version as it is.
func (s *Store) mergeDrift(e *entry, drift []Drift, rec record, out *Result) (record, error) {
	rec.Merged, rec.Kept = slices.Clone(rec.Merged), slices.Clone(rec.Kept)
	undo := inverse(e.steps())
	for _, d := range drift {
		i := slices.IndexFunc(undo, func(st step) bool { return st.Path == d.Path })
		to, clash, err := s.mergeStep(e, undo[i])
		if err != nil {
			return rec, err
		}
		rec.Merged = slices.DeleteFunc(rec.Merged, func(st step) bool { return st.Path == d.Path })
		if clash != nil {
			rec.Kept = append(rec.Kept, name(d.Path))
			out.Conflicts = append(out.Conflicts, *clash)
			continue
		}
		rec.Merged = append(rec.Merged, to)
		out.Merged = append(out.Merged, d.Path)
	}
	slices.Sort(rec.Kept)
	slices.SortFunc(rec.Merged, func(a, b step) int { return a.N - b.N })
	slices.Sort(out.Merged)
	slices.SortFunc(out.Conflicts, func(a, b Conflict) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	})
	return rec, s.objects().sync()
}

// mergeStep merges one path: base is what the run wrote, ours what the user has, theirs what was
// there before the run. Everything that the swap will need is put into the store.
func (s *Store) mergeStep(e *entry, undo step) (step, *Conflict, error) {
	ours, data, err := look(s.tree, undo.Path)
	if err != nil {
		return step{}, nil, err
	}
	if ours.odd != "" {
		return step{}, nil, &PathError{undo.Path, "is " + ours.odd}
	}
	if ours.absent() || undo.From.absent() || undo.To.absent() {
		return s.clash(e, undo, ours)
	}
	base, err := s.objects().get(undo.From.Sum)
	if err != nil {
		return step{}, nil, err
	}
	theirs, err := s.objects().get(undo.To.Sum)
	if err != nil {
		return step{}, nil, err
	}
	merged, clean := merge3(base, data, theirs, "yours", "before run "+e.Run)
	if !clean {
		return s.conflict(e, undo.Path, merged, "your edits and the run's overlap")
	}
	for _, content := range [][]byte{data, merged} {
		if err := s.objects().put(content); err != nil {
			return step{}, nil, err
		}
	}
	mode := undo.To.Mode
	if ours.Mode != undo.From.Mode {
		mode = ours.Mode
	}
	return step{N: undo.N, Path: undo.Path, Name: undo.Name, From: ours, To: stateOf(merged, mode)}, nil, nil
}

// clash is a conflict in which one side has no file at all.
func (s *Store) clash(e *entry, undo step, ours state) (step, *Conflict, error) {
	if undo.To.absent() {
		return step{}, &Conflict{undo.Path, "", "the run created it and you edited it: it stays"}, nil
	}
	reason := "you removed it: it stays away"
	if !ours.absent() {
		reason = "the run removed it and you made another: yours stays"
	}
	old, err := s.objects().get(undo.To.Sum)
	if err != nil {
		return step{}, nil, err
	}
	return s.conflict(e, undo.Path, old, reason)
}

func (s *Store) conflict(e *entry, p string, data []byte, reason string) (step, *Conflict, error) {
	file, err := s.keepConflict(e.Run, p, data)
	return step{}, &Conflict{p, file, reason}, err
}
