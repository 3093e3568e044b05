package backup

import (
	"errors"
	"path"
)

// WriteFile makes a file of the repo at root hold data, whole or not at all, outside of any run: the
// config that `init` proposes, a baseline. Without replace a file that is there is a *PathError, as is
// a path that is not safe to touch.
func WriteFile(root, name string, data []byte, replace bool) (err error) {
	if err := checkPath(name); err != nil {
		return err
	}
	l, err := openLayer(root)
	if err != nil {
		return fault("", err)
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	there, err := exists(l, name)
	if err != nil {
		return fault("", err)
	}
	if there && !replace {
		return &PathError{name, "exists already"}
	}
	if err := makeDirs(l, path.Dir(name)); err != nil {
		return fault("", err)
	}
	if err := writeDurable(l, name, data, 0o644); err != nil {
		return fault("", err)
	}
	return fault("", l.SyncDir(path.Dir(name)))
}
