package backup

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"rtconsolidate/rewrite"
)

// Meta is what a run says of itself.
type Meta struct {
	Phase   string
	Tool    string    // name and version
	Command []string  // as it was called
	Time    time.Time // names the run, to the second
	Digest  string    // of the plan
	Plan    []byte    // the canonical plan, kept as plan.json
}

// Apply writes a change set into the tree and returns the run when all of it is durable.
//
// Before anything is written every path is checked: *PathError for one that is not safe to touch,
// *DriftError when a file is not as the change expects it, *AppliedError when all of it is done
// already, *OpenRunError when an earlier run must be finished first, *LockedError. A failure after
// that leaves the run open, with every file whole: *FaultError, *StoppedError (ctx ended) or
// *DriftError (somebody saved a file meanwhile; their save is untouched).
func (s *Store) Apply(ctx context.Context, changes []rewrite.Change, meta Meta) (*Run, error) {
	var e *entry
	err := s.locked("apply", meta.Time, func() (err error) {
		all, err := s.all()
		if err != nil {
			return err
		}
		if e := open(all); e != nil {
			return openError(e)
		}
		m, err := s.preflight(changes, meta, all)
		if err != nil {
			return fault("", err)
		}
		if e, err = s.begin(m, changes, meta); err != nil {
			return fault(e.id(), err)
		}
		return s.finish(ctx, e, record{Event: eventCommit, Time: stamp(meta.Time), Tool: meta.Tool}, true)
	})
	if err != nil {
		return nil, err
	}
	return e.run(), nil
}

func openError(e *entry) error {
	return &OpenRunError{e.Run, e.journal.state() == UndoInterrupted}
}

// Resume finishes the run that was interrupted, in the direction it was going. Files that are
// neither old nor new are the user's: the others are done, those are left, and the *DriftError names
// them; the run stays open.
func (s *Store) Resume(ctx context.Context, now time.Time, tool string) (*Run, error) {
	var e *entry
	err := s.locked("resume", now, func() error {
		all, err := s.all()
		if err != nil {
			return err
		}
		if e = open(all); e == nil {
			return &StateError{"", "no run was interrupted in this repo: there is nothing to resume"}
		}
		if err := s.checkObjects(e); err != nil {
			return fault("", err)
		}
		if err := s.settleRun(e); err != nil {
			return fault(e.Run, err)
		}
		end := record{Event: eventCommit, Time: stamp(now), Tool: tool}
		if e.journal.state() == UndoInterrupted {
			end.Event = eventUndone
		}
		return s.finish(ctx, e, end, false)
	})
	if err != nil {
		return nil, err
	}
	return e.run(), nil
}

// settleRun makes a run durable whose process may have died before it could.
func (s *Store) settleRun(e *entry) error {
	if err := s.files.SyncDir(s.path("runs", e.Run)); err != nil {
		return err
	}
	return s.files.SyncDir(s.path("runs"))
}

// id is the run's id; "" when there is no run.
func (e *entry) id() string {
	if e == nil {
		return ""
	}
	return e.Run
}

// begin makes everything durable that undo needs, then lets the run appear.
func (s *Store) begin(m *manifest, changes []rewrite.Change, meta Meta) (*entry, error) {
	for _, c := range changes {
		for _, data := range contents(c) {
			if err := s.objects().put(data); err != nil {
				return nil, err
			}
		}
	}
	if err := s.objects().sync(); err != nil {
		return nil, err
	}
	log := journal{{Event: eventBegin, Time: m.Time, Tool: m.Tool, Manifest: sumOf(m.encode())}}
	part := s.path("runs", m.Run+unfinished)
	if err := s.files.Mkdir(part); err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{"plan.json", meta.Plan}, {"manifest.json", m.encode()}, {"journal", log.encode(m.Run)}} {
		if err := writeSynced(s.files, path.Join(part, f.name), f.data, 0o600); err != nil {
			return nil, err
		}
	}
	if err := s.files.SyncDir(part); err != nil {
		return nil, err
	}
	if err := s.files.Place(part, s.path("runs", m.Run)); err != nil {
		return nil, err
	}
	return &entry{manifest: m, journal: log}, s.files.SyncDir(s.path("runs"))
}

// contents lists what of a change goes into the store.
func contents(c rewrite.Change) [][]byte {
	switch c.Action {
	case rewrite.Create:
		return [][]byte{c.New}
	case rewrite.Delete:
		return [][]byte{c.Old}
	}
	return [][]byte{c.Old, c.New}
}

// finish runs the machine over what the journal says is to be done, and writes the closing record.
func (s *Store) finish(ctx context.Context, e *entry, end record, strict bool) error {
	m := s.machine(ctx, e)
	m.strict = strict
	if err := m.do(); err != nil {
		return fault(e.Run, err)
	}
	if len(m.drift) > 0 {
		return &DriftError{Run: e.Run, Undo: e.journal.undo() != nil, Files: m.drift}
	}
	return fault(e.Run, s.log(e, end))
}

// machine sets up what the run's journal says: its steps, or their inverse.
func (s *Store) machine(ctx context.Context, e *entry) *machine {
	m := &machine{ctx: ctx, tree: s.tree, objects: s.objects(), run: e.Run,
		steps: e.steps(), make: e.Made, drop: e.Emptied,
		rescue: func(p string, data []byte) error {
			_, err := s.keepConflict(e.Run, p, data)
			return err
		}}
	if u := e.journal.undo(); u != nil {
		m.steps = undoSteps(e, u)
		m.make, m.drop = m.drop, m.make
	}
	return m
}

// undoSteps is the inverse of a run, but for what a merge decided.
func undoSteps(e *entry, u *record) []step {
	merged := map[string]step{}
	for _, s := range u.Merged {
		merged[s.Path] = s
	}
	var out []step
	for _, s := range inverse(e.steps()) {
		if slices.Contains(u.Kept, name(s.Path)) {
			continue
		}
		if own, ok := merged[s.Path]; ok {
			s.From, s.To = own.From, own.To
		}
		out = append(out, s)
	}
	return out
}

// keepConflict stores bytes for the user under the run's conflicts folder, beside what is there, and
// says where in the store they are.
func (s *Store) keepConflict(run, p string, data []byte) (string, error) {
	base := path.Join("runs", run, "conflicts", p)
	if err := makeDirs(s.files, path.Dir(s.path(base))); err != nil {
		return "", err
	}
	file := base
	for n := 2; ; n++ {
		old, _, err := s.files.Read(s.path(file))
		if gone(err) {
			break
		}
		if err != nil || sumOf(old) == sumOf(data) {
			return file, err
		}
		file = fmt.Sprintf("%s.%d", base, n)
	}
	if err := writeDurable(s.files, s.path(file), data, 0o600); err != nil {
		return "", err
	}
	return file, s.files.SyncDir(path.Dir(s.path(file)))
}

// checkObjects reads all that a run may need, so that damage shows before the first write.
func (s *Store) checkObjects(e *entry) error {
	steps := e.steps()
	if u := e.journal.undo(); u != nil {
		steps = append(steps, u.Merged...)
	}
	for _, st := range steps {
		for _, side := range []state{st.From, st.To} {
			if side.absent() {
				continue
			}
			if _, err := s.objects().get(side.Sum); err != nil {
				return err
			}
		}
	}
	return nil
}

// newID names a run by its second and its phase.
func newID(meta Meta, all []*entry) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, meta.Phase)
	slug = strings.Trim(slug[:min(len(slug), 40)], "-")
	if slug == "" {
		slug = "run"
	}
	base := meta.Time.UTC().Format("20060102T150405Z") + "-" + slug
	for id, n := base, 2; ; n++ {
		if !slices.ContainsFunc(all, func(e *entry) bool { return e.Run == id }) {
			return id
		}
		id = fmt.Sprintf("%s-%d", base, n)
	}
}
