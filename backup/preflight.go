package backup

import (
	"fmt"
	"path"
	"slices"

	"rtconsolidate/rewrite"
)

// AppliedError says that every change of a set is in the tree already.
type AppliedError struct {
	Run string // the run that did it, when the store knows it by the plan's digest
}

func (e *AppliedError) Error() string {
	if e.Run == "" {
		return "every change of this plan is in the tree already"
	}
	return "this plan was applied already, by run " + e.Run
}

// Hint is the way out.
func (e *AppliedError) Hint() string { return "there is nothing to do; plan again to see what is left" }

// preflight checks every path before any write and draws the manifest up.
func (s *Store) preflight(changes []rewrite.Change, meta Meta, all []*entry) (*manifest, error) {
	m := &manifest{Version: 1, Tool: meta.Tool, Run: newID(meta, all), Seq: 1, Phase: meta.Phase,
		Command: append([]string{}, meta.Command...), Time: stamp(meta.Time), Digest: meta.Digest,
		Plan: sumOf(meta.Plan), Changes: []change{}, Made: []dir{}, Emptied: []dir{}}
	if len(all) > 0 {
		m.Seq = all[len(all)-1].Seq + 1
	}
	for _, c := range changes {
		entry, err := s.expect(c)
		if err != nil {
			return nil, err
		}
		if c.Action != rewrite.Modify || entry.Before != entry.After {
			m.Changes = append(m.Changes, entry)
		}
	}
	if len(m.Changes) == 0 {
		return nil, ErrEmpty
	}
	sortChanges(m.Changes)
	if err := m.check(); err != nil {
		return nil, err
	}
	if err := s.compareTree(m, all); err != nil {
		return nil, err
	}
	if err := s.folders(m); err != nil {
		return nil, err
	}
	return m, s.room(m)
}

// expect turns a change into what its paths hold before and after. A mode that the change leaves at
// 0 is taken from the file.
func (s *Store) expect(c rewrite.Change) (change, error) {
	out := change{Path: name(c.Path), From: name(c.From), Action: c.Action, Reasons: append([]string{}, c.Reasons...)}
	old := c.Path
	if c.Action == rewrite.Rename {
		old = c.From
	}
	for _, p := range []string{c.Path, old} {
		if err := checkPath(p); err != nil {
			return out, err
		}
	}
	mode := c.Mode
	if c.Action == rewrite.Create && mode == 0 {
		mode = 0o644
	}
	if mode == 0 {
		at, _, err := look(s.tree, old)
		if err != nil {
			return out, err
		}
		mode = at.Mode
	}
	if c.Action != rewrite.Create {
		out.Before = stateOf(c.Old, mode)
	}
	if c.Action != rewrite.Delete {
		out.After = stateOf(c.New, mode)
	}
	if max(len(c.Old), len(c.New)) > maxFile {
		return out, &PathError{c.Path, tooLarge}
	}
	return out, nil
}

// compareTree refuses a change set that the tree has drifted from, or that is in it already.
func (s *Store) compareTree(m *manifest, all []*entry) error {
	var drift []Drift
	done := 0
	for _, st := range m.steps() {
		at, _, err := look(s.tree, st.Path)
		if err != nil {
			return err
		}
		if at == st.To {
			done++
		}
		if at != st.From {
			drift = append(drift, Drift{st.Path, at.found(st.From)})
			continue
		}
		if err := s.oneName(st); err != nil {
			return err
		}
	}
	if done == len(m.steps()) {
		return &AppliedError{appliedBy(m.Digest, all)}
	}
	if len(drift) > 0 {
		return &DriftError{Files: drift}
	}
	return nil
}

// oneName refuses a hard link: the other name would keep the old content, unseen.
func (s *Store) oneName(st step) error {
	if st.From.absent() {
		return nil
	}
	at, err := s.tree.Stat(st.Path)
	if err == nil && at.Links > 1 {
		return &PathError{st.Path, fmt.Sprintf("has %d names (hard links)", at.Links)}
	}
	return err
}

func appliedBy(digest string, all []*entry) string {
	for _, e := range slices.Backward(all) {
		if digest != "" && e.Digest == digest && e.journal.state() == Applied {
			return e.Run
		}
	}
	return ""
}

// folders finds which folders the run makes, and which it leaves empty and so removes.
func (s *Store) folders(m *manifest) error {
	made, gone := map[string]bool{}, map[string]bool{}
	for _, st := range m.steps() {
		if st.To.absent() {
			gone[st.Path] = true
			continue
		}
		for _, p := range parents(st.Path) {
			there, err := exists(s.tree, p)
			if err != nil {
				return err
			}
			if !there && !made[p] {
				made[p] = true
				m.Made = append(m.Made, dir{name(p), defaultDirMode})
			}
		}
	}
	if err := s.emptied(m, gone); err != nil {
		return err
	}
	sortDirs(m.Made)
	sortDirs(m.Emptied)
	return nil
}

// emptied finds the folders in which nothing is left once the paths in gone are.
func (s *Store) emptied(m *manifest, gone map[string]bool) error {
	for _, st := range m.steps() {
		if !st.To.absent() {
			continue
		}
		for _, p := range parents(st.Path) {
			if gone[p] {
				continue
			}
			left, err := s.leftIn(m, p, gone)
			if err != nil {
				return err
			}
			if left {
				break
			}
			at, err := s.tree.Stat(p)
			if err != nil {
				return err
			}
			gone[p] = true
			m.Emptied = append(m.Emptied, dir{name(p), octal(at.Mode)})
		}
	}
	return nil
}

func (s *Store) leftIn(m *manifest, p string, gone map[string]bool) (bool, error) {
	for _, st := range m.steps() {
		if !st.To.absent() && within(p, st.Path) {
			return true, nil
		}
	}
	names, err := s.tree.List(p)
	return slices.ContainsFunc(names, func(n string) bool { return !gone[path.Join(p, n)] }), err
}

func sortDirs(list []dir) {
	slices.SortFunc(list, func(a, b dir) int {
		if a.Path < b.Path {
			return -1
		}
		return 1
	})
}

// room refuses what the disk can't hold: twice the contents, for objects and staged files.
func (s *Store) room(m *manifest) error {
	var need uint64
	for _, st := range m.steps() {
		need += uint64(2*st.To.Size + st.From.Size)
	}
	for _, l := range []layer{s.tree, s.files} {
		free, err := l.Free(".")
		if err != nil {
			return err
		}
		if free < need {
			return fmt.Errorf("the disk has %d bytes left, and the run needs %d", free, need)
		}
	}
	return nil
}
