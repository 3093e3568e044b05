package backup

import "path"

// objects is the content-addressed part of the store.
type objects struct {
	files layer
	dir   string
}

func (o objects) path(sum string) string { return path.Join(o.dir, sum) }

// put stores a content once and reads it back. It is durable after sync. An object that was damaged
// is healed: the right bytes are at hand.
func (o objects) put(data []byte) error {
	sum := sumOf(data)
	if _, err := o.get(sum); err == nil {
		return nil
	}
	if err := writeDurable(o.files, o.path(sum), data, 0o600); err != nil {
		return err
	}
	_, err := o.get(sum)
	return err
}

// get reads a content and checks that it is the one named.
func (o objects) get(sum string) ([]byte, error) {
	data, _, err := o.files.Read(o.path(sum))
	if gone(err) {
		return nil, &DamagedError{path.Join("objects", sum), "is missing"}
	}
	if err != nil {
		return nil, err
	}
	if sumOf(data) != sum {
		return nil, &DamagedError{path.Join("objects", sum), "does not hold what its name says"}
	}
	return data, nil
}

// sync makes the names of all objects durable, those of an earlier, interrupted put too.
func (o objects) sync() error { return o.files.SyncDir(o.dir) }
