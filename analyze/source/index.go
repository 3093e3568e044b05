package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// errSplit tells an index that is kept in two files; git itself has to list it.
var errSplit = errors.New("split index")

// Modes of the index that are no regular file (gitformat-index, "32-bit mode").
const (
	modeType    = 0o170000
	modeRegular = 0o100000
	modeSymlink = 0o120000
	modeGitlink = 0o160000
)

// tracked reads the paths that git tracks, with slashes, from an index file. Submodules and folders
// of a sparse index are left out. A missing index is an empty one. Format: gitformat-index(5),
// versions 2 to 4.
func tracked(file string, hashSize int) (map[string]bool, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return map[string]bool{}, nil
	}
	if err != nil {
		return nil, err
	}
	paths, err := parseIndex(data, hashSize)
	if err != nil && !errors.Is(err, errSplit) {
		err = fmt.Errorf("%s: %w", file, err)
	}
	return paths, err
}

var errIndex = errors.New("not a git index")

func parseIndex(data []byte, hashSize int) (map[string]bool, error) {
	if len(data) < 12+hashSize || string(data[:4]) != "DIRC" {
		return nil, errIndex
	}
	version, count := binary.BigEndian.Uint32(data[4:]), int(binary.BigEndian.Uint32(data[8:]))
	if version < 2 || version > 4 {
		return nil, fmt.Errorf("index version %d is not known", version)
	}
	body := data[12 : len(data)-hashSize]
	paths := make(map[string]bool, min(count, len(body)/40))
	var name []byte
	at := 0
	for range count {
		e, err := entryAt(body, at, version, hashSize, name)
		if err != nil {
			return nil, err
		}
		name, at = e.name, e.end
		if e.mode&modeType == modeRegular || e.mode&modeType == modeSymlink {
			paths[string(name)] = true
		}
	}
	if isSplit(body[at:]) {
		return nil, errSplit
	}
	return paths, nil
}

type indexEntry struct {
	name []byte
	mode uint32
	end  int
}

func entryAt(body []byte, at int, version uint32, hashSize int, previous []byte) (indexEntry, error) {
	const extended = 0x4000
	fixed := 40 + hashSize + 2
	if at+fixed > len(body) {
		return indexEntry{}, errIndex
	}
	e := indexEntry{mode: binary.BigEndian.Uint32(body[at+24:])}
	start := at + fixed
	if binary.BigEndian.Uint16(body[start-2:])&extended != 0 {
		start += 2
	}
	if version == 4 {
		strip, n := offsetVarint(body[min(start, len(body)):])
		if n == 0 || strip > len(previous) {
			return e, errIndex
		}
		start += n
		e.name = previous[: len(previous)-strip : len(previous)-strip]
	}
	if start > len(body) {
		return e, errIndex
	}
	length := bytes.IndexByte(body[start:], 0)
	if length < 0 {
		return e, errIndex
	}
	e.name = append(e.name, body[start:start+length]...)
	e.end = start + length + 1
	if version < 4 {
		e.end = at + (start+length-at+8)/8*8
	}
	if e.end > len(body) {
		return e, errIndex
	}
	return e, nil
}

// offsetVarint reads the variable width encoding of gitformat-pack, "offset encoding".
func offsetVarint(b []byte) (value, n int) {
	for n < len(b) && n < 8 {
		c := b[n]
		n++
		value = value<<7 | int(c&0x7f)
		if c&0x80 == 0 {
			return value, n
		}
		value++
	}
	return 0, 0
}

// isSplit looks for the extension that names a shared index.
func isSplit(extensions []byte) bool {
	for len(extensions) >= 8 {
		if string(extensions[:4]) == "link" {
			return true
		}
		size := int(binary.BigEndian.Uint32(extensions[4:]))
		if size > len(extensions)-8 {
			return false
		}
		extensions = extensions[8+size:]
	}
	return false
}

// repository is where git keeps its data for a work tree.
type repository struct {
	top    string // the work tree's top folder
	dir    string // its own git folder, with the index
	common string // the shared one, with info/exclude and config
}

// findRepository looks for the work tree that holds dir, nil when there is none.
func findRepository(dir string) *repository {
	for top := dir; ; top = filepath.Dir(top) {
		dot := filepath.Join(top, ".git")
		info, err := os.Stat(dot)
		if err == nil && info.IsDir() && exists(filepath.Join(dot, "HEAD")) {
			return &repository{top, dot, dot}
		}
		if err == nil && info.Mode().IsRegular() {
			if r := linked(top, dot); r != nil {
				return r
			}
		}
		if top == filepath.Dir(top) {
			return nil
		}
	}
}

// linked follows the `.git` file of a worktree or submodule.
func linked(top, dot string) *repository {
	data, err := os.ReadFile(dot)
	dir, ok := strings.CutPrefix(strings.TrimSpace(string(data)), "gitdir: ")
	if err != nil || !ok {
		return nil
	}
	dir = absolute(top, dir)
	common := dir
	if data, err := os.ReadFile(filepath.Join(dir, "commondir")); err == nil {
		common = absolute(dir, strings.TrimSpace(string(data)))
	}
	return &repository{top, dir, common}
}

func absolute(base, p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(base, p)
}

func exists(p string) bool {
	_, err := os.Lstat(p)
	return err == nil
}

// hashSize is the size of object names, which the index's layout depends on.
func (r *repository) hashSize() int {
	if strings.EqualFold(configValue(filepath.Join(r.common, "config"), "extensions", "objectformat"), "sha256") {
		return 32
	}
	return 20
}

// configValue reads one plain value of a git config file, "" when it is not there. Includes are not
// followed.
func configValue(file, section, key string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	in, value := false, ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			in = strings.EqualFold(strings.Trim(line, "[] \t"), section)
			continue
		}
		k, v, ok := strings.Cut(line, "=")
		if in && ok && strings.EqualFold(strings.TrimSpace(k), key) {
			value = strings.Trim(strings.TrimSpace(v), `"`)
		}
	}
	return value
}
