package backup

import (
	"fmt"
	"slices"

	"rtconsolidate/rewrite"
)

// State is how far a run came.
type State string

// The states of a run.
const (
	Applied         State = "applied"
	RolledBack      State = "rolled-back"
	Interrupted     State = "interrupted"      // while applying
	UndoInterrupted State = "undo-interrupted" // while rolling back
)

// File is one change of a run.
type File struct {
	Path    string
	From    string // for a rename; "" otherwise
	Action  rewrite.Action
	Before  string // SHA-256 of the content before, hex; "" for a created file
	After   string // of the content after; "" for a deleted file
	Reasons []string
}

// Run is one applied change set, as the store has it.
type Run struct {
	ID      string
	Phase   string
	State   State
	Time    string // when it began: RFC 3339, UTC
	Tool    string
	Command []string
	Digest  string   // of the plan, as the caller gave it
	Files   []File   // sorted by path
	Kept    []string // paths that a merging rollback left to the user, sorted
}

// Counts counts the run's files by action.
func (r *Run) Counts() map[rewrite.Action]int {
	n := map[rewrite.Action]int{}
	for _, f := range r.Files {
		n[f.Action]++
	}
	return n
}

func (e *entry) run() *Run {
	r := &Run{ID: e.Run, Phase: e.Phase, State: e.journal.state(), Time: e.Time, Tool: e.Tool,
		Command: e.Command, Digest: e.Digest}
	for _, c := range e.Changes {
		r.Files = append(r.Files, File{string(c.Path), string(c.From), c.Action, c.Before.Sum, c.After.Sum, c.Reasons})
	}
	if u := e.journal.undo(); u != nil {
		for _, k := range u.Kept {
			r.Kept = append(r.Kept, string(k))
		}
	}
	return r
}

// Runs lists the runs, oldest first. A store that is damaged in any run is a *DamagedError.
func (s *Store) Runs() ([]Run, error) {
	all, err := s.all()
	var out []Run
	for _, e := range all {
		out = append(out, *e.run())
	}
	return out, err
}

// Get gives one run; "" means the newest that is not rolled back.
func (s *Store) Get(id string) (*Run, error) {
	all, err := s.all()
	if err != nil {
		return nil, err
	}
	e, err := pick(all, id)
	if err != nil {
		return nil, err
	}
	return e.run(), nil
}

// pick finds a run by id, or the newest one that stands.
func pick(all []*entry, id string) (*entry, error) {
	for _, e := range slices.Backward(all) {
		if e.Run == id || id == "" && e.journal.state() != RolledBack {
			return e, nil
		}
	}
	if id == "" {
		return nil, &StateError{"", "no run is applied in this repo"}
	}
	return nil, &StateError{id, fmt.Sprintf("there is no run %s in this repo", show(id))}
}

// Original is what path held before the run; nil when the run created it.
func (s *Store) Original(id, path string) ([]byte, error) {
	return s.content(id, path, func(st step) state { return st.From })
}

// New is what path held after the run; nil when the run removed it.
func (s *Store) New(id, path string) ([]byte, error) {
	return s.content(id, path, func(st step) state { return st.To })
}

func (s *Store) content(id, path string, side func(step) state) ([]byte, error) {
	all, err := s.all()
	if err != nil {
		return nil, err
	}
	e, err := pick(all, id)
	if err != nil {
		return nil, err
	}
	for _, st := range e.steps() {
		if st.Path == path {
			if side(st).absent() {
				return nil, nil
			}
			data, err := s.objects().get(side(st).Sum)
			return data, fault("", err)
		}
	}
	return nil, &StateError{e.Run, fmt.Sprintf("run %s does not touch %s", e.Run, show(path))}
}

// Plan is the canonical plan that the run applied, as the caller gave it.
func (s *Store) Plan(id string) ([]byte, error) {
	all, err := s.all()
	if err != nil {
		return nil, err
	}
	e, err := pick(all, id)
	if err != nil {
		return nil, err
	}
	data, err := s.readStore("runs", e.Run, "plan.json")
	if err == nil && sumOf(data) != e.Plan {
		return nil, &DamagedError{"runs/" + e.Run + "/plan.json", "is not the one that the manifest names"}
	}
	return data, err
}
