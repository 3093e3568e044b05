package backup

import (
	"errors"
	"io/fs"
)

// recoverAll clears what an interrupted run left beside its targets, putting back what is somebody's.
func (m *machine) recoverAll() error {
	for _, d := range m.make {
		if err := m.dropDirPart(string(d.Path)); err != nil {
			return err
		}
	}
	for _, s := range m.steps {
		for _, p := range parents(s.Path) {
			if err := m.dropDirPart(p); err != nil {
				return err
			}
		}
		if err := m.recover(s); err != nil {
			return err
		}
	}
	return nil
}

// recover clears the temporary files of one step. A .part is ours and incomplete. A .swap that holds
// what the step expects or makes is in the store as well, and may go. Anything else in it is
// somebody's save that the swap took out: it goes back to its path while that holds content of ours,
// else a newer save is there, and the older one is kept under conflicts.
func (m *machine) recover(s step) error {
	if err := removeIfThere(m.tree, m.part(s)); err != nil {
		return err
	}
	if err := m.recoverLink(s); err != nil {
		return err
	}
	for {
		out, data, err := look(m.tree, m.swap(s))
		if err != nil || out.absent() {
			return err
		}
		if m.ours(s, out) {
			return m.tree.Remove(m.swap(s))
		}
		at, _, err := look(m.tree, s.Path)
		if err != nil {
			return err
		}
		if !m.ours(s, at) && !at.absent() {
			return m.keep(s, out, data)
		}
		if err := m.putBack(s, out, at); err != nil {
			return err
		}
	}
}

func (m *machine) ours(s step, at state) bool {
	return !at.absent() && (at == s.From || at == s.To)
}

// putBack moves what is in .swap (out) to the path, which holds content of ours (at) or nothing. What
// comes out must be that; if it isn't, somebody saved there since, and the newest save is what has
// to end at the path.
func (m *machine) putBack(s step, out, at state) error {
	for !at.absent() {
		err := m.tree.Exchange(s.Path, m.swap(s))
		if gone(err) {
			break
		}
		if err != nil {
			return err
		}
		got, _, err := look(m.tree, m.swap(s))
		if err != nil || got == at {
			return err
		}
		out, at = got, out
	}
	err := m.tree.Place(m.swap(s), s.Path)
	if errors.Is(err, fs.ErrExist) {
		return nil // somebody was faster; the next look decides
	}
	return err
}

func (m *machine) keep(s step, out state, data []byte) error {
	if out.odd != "" {
		return &PathError{m.swap(s), "is " + out.odd + ", taken out of " + show(s.Path) + " while something newer came there; move it away"}
	}
	if err := m.rescue(s.Path, data); err != nil {
		return err
	}
	return m.tree.Remove(m.swap(s))
}

// recoverLink ends an exchange by links that was cut off; see exchangeByLink.
func (m *machine) recoverLink(s step) error {
	old := oldName(m.swap(s))
	there, err := exists(m.tree, old)
	if err != nil || !there {
		return err
	}
	err = m.tree.Place(old, m.swap(s))
	if errors.Is(err, fs.ErrExist) {
		return m.tree.Remove(old)
	}
	return err
}
