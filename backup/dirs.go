package backup

import (
	"errors"
	"io/fs"
	"path"
	"slices"
)

const defaultDirMode = "0755"

// ensureDir makes a folder of the run. One that is there was made before an interruption, and its name
// may not be durable yet.
func (m *machine) ensureDir(d dir) error {
	there, err := exists(m.tree, string(d.Path))
	if err != nil {
		return err
	}
	if there {
		return m.tree.SyncDir(path.Dir(string(d.Path)))
	}
	return m.makeDir(string(d.Path), d.Mode)
}

// makeDir makes a folder with its mode at once: it appears by a rename.
func (m *machine) makeDir(name, mode string) error {
	bits, err := parseOctal(mode)
	if err != nil {
		return err
	}
	part := m.dirPart(name)
	if err := m.tree.Mkdir(part); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := m.tree.Chmod(part, bits); err != nil {
		return err
	}
	if err := m.tree.SyncDir(part); err != nil {
		return err
	}
	if err := m.tree.Place(part, name); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	// Before anything is put into it: else a loss of power could bring the first name back, filled.
	return m.tree.SyncDir(path.Dir(name))
}

func (m *machine) dirPart(name string) string { return m.temp(name, 0) + ".dir" }

func (m *machine) dropDirPart(name string) error {
	if err := m.tree.Rmdir(m.dirPart(name)); err != nil && !gone(err) {
		return err
	}
	return nil
}

// dropDirs removes the folders that the steps leave empty, the deepest first.
func (m *machine) dropDirs() error {
	for _, d := range slices.Backward(m.drop) {
		names, err := m.tree.List(string(d.Path))
		if gone(err) || err == nil && len(names) > 0 {
			continue
		}
		if err != nil {
			return err
		}
		// Somebody may put a file there between the look and the call; the folder stays then.
		if err := m.tree.Rmdir(string(d.Path)); err != nil && !gone(err) && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

// syncDirs makes every name durable that this run may have changed, now or before an interruption.
func (m *machine) syncDirs() error {
	touched := map[string]bool{}
	for _, s := range m.steps {
		touched[path.Dir(s.Path)] = true
	}
	for _, d := range m.drop {
		touched[path.Dir(string(d.Path))] = true
	}
	var dirs []string
	for dir := range touched {
		there, err := exists(m.tree, dir)
		if err != nil {
			return err
		}
		if there {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	for _, dir := range dirs {
		if err := m.tree.SyncDir(dir); err != nil {
			return err
		}
	}
	return nil
}
