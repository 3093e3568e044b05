package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// machine takes the tree from what the steps' paths hold to what they shall hold. It can be stopped
// at any point and run again: it looks at the contents, not at how far it came.
type machine struct {
	ctx     context.Context
	tree    layer
	objects objects
	run     string // names the temporary files
	steps   []step
	make    []dir // folders that shall be there; parents first
	drop    []dir // folders that shall go if they are empty
	// rescue keeps somebody's bytes that can't be left in the tree.
	rescue func(path string, data []byte) error
	// strict stops at the first drift; else the other files are done first.
	strict bool
	drift  []Drift
}

// part is a file of ours that is being written; swap is whole: what goes in or what came out.
func (m *machine) part(s step) string { return m.temp(s.Path, s.N) + ".part" }
func (m *machine) swap(s step) string { return m.temp(s.Path, s.N) + ".swap" }

func (m *machine) temp(p string, n int) string {
	return path.Join(path.Dir(p), fmt.Sprintf("%s-%s-%d", reserved, m.run, n))
}

// do runs everything but the journal. When it returns nil and m.drift is empty, the tree is durably
// as the steps say. Else no temporary file is left if that could be helped.
func (m *machine) do() error {
	err := m.work()
	if err != nil || len(m.drift) > 0 {
		_ = m.recoverAll() // the error at hand is the one to tell
	}
	return err
}

func (m *machine) work() error {
	if err := m.recoverAll(); err != nil {
		return err
	}
	todo, err := m.classify()
	if err != nil || m.stopped() {
		return err
	}
	if err := m.stageAll(todo); err != nil {
		return err
	}
	for _, s := range todo {
		if err := m.ctx.Err(); err != nil {
			return &StoppedError{m.run, err}
		}
		if err := m.swapIn(s); err != nil || m.stopped() {
			return err
		}
	}
	return m.finish(todo)
}

func (m *machine) finish(todo []step) error {
	for _, s := range todo {
		if err := m.settle(s); err != nil {
			return err
		}
	}
	if err := m.dropDirs(); err != nil {
		return err
	}
	return m.syncDirs()
}

func (m *machine) stopped() bool { return m.strict && len(m.drift) > 0 }

func (m *machine) found(s step, at state) {
	m.drift = append(m.drift, Drift{s.Path, at.found(s.From)})
}

// classify finds the steps that are still to do, in an order in which no importer ever points at a
// missing file: what appears, then what changes, then what goes.
func (m *machine) classify() ([]step, error) {
	var todo []step
	for _, s := range m.steps {
		at, _, err := look(m.tree, s.Path)
		switch {
		case err != nil:
			return nil, err
		case at == s.To:
		case at == s.From:
			todo = append(todo, s)
		default:
			m.found(s, at)
		}
	}
	slices.SortStableFunc(todo, func(a, b step) int { return cmp.Compare(rank(a), rank(b)) })
	return todo, nil
}

func rank(s step) int {
	switch {
	case s.From.absent():
		return 0
	case s.To.absent():
		return 2
	}
	return 1
}

// stageAll writes every new content beside its target before the first target is touched, so that a
// full disk or a missing right shows while nothing has changed.
func (m *machine) stageAll(todo []step) error {
	for _, d := range m.make {
		if err := m.ensureDir(d); err != nil {
			return err
		}
	}
	for _, s := range todo {
		if err := m.ctx.Err(); err != nil {
			return &StoppedError{m.run, err}
		}
		if s.To.absent() {
			continue
		}
		if err := m.stage(s); err != nil {
			return err
		}
	}
	return nil
}

func (m *machine) stage(s step) error {
	data, err := m.objects.get(s.To.Sum)
	if err != nil {
		return err
	}
	for _, above := range slices.Backward(parents(s.Path)) {
		there, err := exists(m.tree, above)
		if err == nil && !there {
			err = m.makeDir(above, defaultDirMode)
		}
		if err != nil {
			return err
		}
	}
	if err := writeSynced(m.tree, m.part(s), data, s.To.Mode); err != nil {
		return err
	}
	return m.tree.Place(m.part(s), m.swap(s))
}

// swapIn does one step whose content is staged.
func (m *machine) swapIn(s step) error {
	switch rank(s) {
	case 0:
		return m.create(s)
	case 1:
		return m.modify(s)
	}
	return m.remove(s)
}

func (m *machine) create(s step) error {
	err := m.tree.Place(m.swap(s), s.Path)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	at, _, err := look(m.tree, s.Path)
	if err != nil {
		return err
	}
	m.found(s, at)
	return m.recover(s)
}

func (m *machine) modify(s step) error {
	err := m.tree.Exchange(s.Path, m.swap(s))
	if gone(err) {
		m.found(s, state{})
		return m.recover(s)
	}
	if err != nil {
		return err
	}
	return m.verify(s)
}

func (m *machine) remove(s step) error {
	err := m.tree.Place(s.Path, m.swap(s))
	if gone(err) {
		return nil // it is as it shall be
	}
	if err != nil {
		return err
	}
	return m.verify(s)
}

// verify looks at what came out. If it is not what the step expects, somebody saved between the look
// and the swap: their file goes back.
func (m *machine) verify(s step) error {
	out, _, err := look(m.tree, m.swap(s))
	if err != nil || out == s.From {
		return err
	}
	m.found(s, out)
	return m.recover(s)
}

// settle removes what came out, after a last look at it: an editor that had the old file open may
// have written to it since.
func (m *machine) settle(s step) error {
	out, _, err := look(m.tree, m.swap(s))
	if err != nil || out.absent() {
		return err
	}
	if out != s.From && out != s.To {
		m.found(s, out)
	}
	return m.recover(s)
}
