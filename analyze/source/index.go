package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// entry is one path of git's index.
type entry struct {
	path string
	// nested marks a submodule.
	nested bool
	// absent marks an entry of a sparse checkout that is not meant to be on the disk.
	absent bool
}

// errAskGit tells that only git itself can list this work tree.
var errAskGit = errors.New("the index needs git")

// readIndex reads the index; a repo without one tracks nothing.
func (g *repo) readIndex() ([]entry, error) {
	file := filepath.Join(g.gitDir, "index")
	data, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read git's index: %w", err)
	}
	hash := 20
	if g.config.values["extensions.objectformat"] == "sha256" {
		hash = 32
	}
	entries, err := parseIndex(data, hash)
	if err != nil && err != errAskGit {
		return nil, fmt.Errorf("read git's index %s: %w; `git fsck` or `git reset` may mend it", file, err)
	}
	return entries, err
}

// parseIndex reads versions 2 to 4 of the index format (gitformat-index(5)); hash is the length of an
// object name in bytes. Paths come sorted in byte order, each once, whatever its merge stages. A
// split or sparse index gives errAskGit.
func parseIndex(data []byte, hash int) ([]entry, error) {
	if len(data) < 12+hash || string(data[:4]) != "DIRC" {
		return nil, errors.New("it does not begin as an index does")
	}
	version, count := binary.BigEndian.Uint32(data[4:]), binary.BigEndian.Uint32(data[8:])
	if version < 2 || version > 4 {
		return nil, fmt.Errorf("its version %d is not known", version)
	}
	r := &indexReader{data: data[:len(data)-hash], at: 12, hash: hash, packed: version == 4}
	if int64(count)*int64(42+hash) > int64(len(data)) {
		return nil, fmt.Errorf("it claims %d entries in %d bytes", count, len(data))
	}
	entries := make([]entry, 0, count)
	for range count {
		e, err := r.entry()
		if err != nil {
			return nil, err
		}
		if n := len(entries); n > 0 && entries[n-1].path >= e.path {
			if entries[n-1].path > e.path {
				return nil, fmt.Errorf("its entry %q is out of order", e.path)
			}
			continue
		}
		entries = append(entries, e)
	}
	return entries, r.extensions()
}

// indexReader walks over the bytes of an index.
type indexReader struct {
	data   []byte
	at     int // offset of the next entry
	hash   int
	packed bool   // version 4: a path is told by how it differs from the last
	last   []byte // the last path
}

var errCut = errors.New("it is cut off in an entry")

// Offsets within an entry, before its object name, and the bits used.
const (
	modeAt       = 24
	nameAt       = 40
	modeType     = 0o170000
	modeGitlink  = 0o160000
	modeFolder   = 0o040000
	flagExtended = 0x4000
	flagSkip     = 0x4000 // of the extended flags
)

func (r *indexReader) entry() (entry, error) {
	head := nameAt + r.hash + 2
	if r.at+head > len(r.data) {
		return entry{}, errCut
	}
	b := r.data[r.at:]
	mode := binary.BigEndian.Uint32(b[modeAt:]) & modeType
	e := entry{nested: mode == modeGitlink}
	if flags := binary.BigEndian.Uint16(b[head-2:]); flags&flagExtended != 0 {
		if len(b) < head+2 {
			return entry{}, errCut
		}
		e.absent = binary.BigEndian.Uint16(b[head:])&flagSkip != 0
		head += 2
	}
	size, err := r.path(b, head)
	if err != nil {
		return entry{}, err
	}
	e.path = string(r.last)
	if mode == modeFolder || e.path == "" {
		return entry{}, errAskGit // a sparse folder, or a path that stands in the shared index
	}
	r.at += size
	return e, nil
}

// path reads the path at offset head of an entry into r.last, and gives the entry's length.
func (r *indexReader) path(b []byte, head int) (size int, err error) {
	kept := 0
	if r.packed {
		strip, n := offsetVarint(b[head:])
		if n == 0 || strip > len(r.last) {
			return 0, errCut
		}
		kept, head = len(r.last)-strip, head+n
	}
	end := bytes.IndexByte(b[head:], 0)
	if end < 0 {
		return 0, errCut
	}
	r.last = append(r.last[:kept], b[head:head+end]...)
	if r.packed {
		return head + end + 1, nil
	}
	size = (head + end + 8) &^ 7 // one to eight NULs, to a multiple of eight
	if size > len(b) {
		return 0, errCut
	}
	return size, nil
}

// offsetVarint decodes git's variable-width integer, each byte but the last standing for one more;
// n is 0 when it is cut off or too large.
func offsetVarint(b []byte) (value, n int) {
	for i, c := range b[:min(len(b), 4)] {
		if value = value<<7 | int(c&0x7f); c&0x80 == 0 {
			return value, i + 1
		}
		value++
	}
	return 0, 0
}

// extensions looks for those that change the list of paths. Git names such ones in lower case.
func (r *indexReader) extensions() error {
	for b := r.data[r.at:]; len(b) >= 8; {
		size := int(binary.BigEndian.Uint32(b[4:8]))
		if b[0] >= 'a' && b[0] <= 'z' {
			return errAskGit
		}
		if size > len(b)-8 {
			return errors.New("it is cut off in an extension")
		}
		b = b[8+size:]
	}
	return nil
}
