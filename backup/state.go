package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
)

// state is what a path holds: nothing, a regular file, or something odd that no step ever expects.
// Two states are equal when == says so.
type state struct {
	Sum  string      // SHA-256 of the content, hex; "" when there is no regular file
	Size int64       // bytes
	Mode fs.FileMode // permMask bits
	odd  string      // "a symlink", "a folder", …
}

func (s state) absent() bool { return s == state{} }

// sumOf is the name of a content.
func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func stateOf(data []byte, mode fs.FileMode) state {
	return state{Sum: sumOf(data), Size: int64(len(data)), Mode: mode & permMask}
}

// look reads what name holds. A symlink or a file above name is a *PathError.
func look(l layer, name string) (state, []byte, error) {
	at, err := l.Stat(name)
	if gone(err) {
		return state{}, nil, nil
	}
	if err != nil {
		return state{}, nil, err
	}
	if !at.Mode.IsRegular() {
		return state{odd: kind(at.Mode)}, nil, nil
	}
	data, at, err := l.Read(name)
	if err != nil {
		return state{}, nil, err
	}
	return stateOf(data, at.Mode), data, nil
}

// found says how a path differs from what was expected.
func (s state) found(want state) string {
	switch {
	case s.odd != "":
		return s.odd
	case s.absent():
		return "gone"
	case want.absent():
		return "there already"
	case s.Sum == want.Sum:
		return fmt.Sprintf("mode %04o instead of %04o", unixMode(s.Mode), unixMode(want.Mode))
	}
	return "edited"
}

// jsonState is a state in the manifest; nil where there is nothing.
type jsonState struct {
	Sum  string `json:"sha256"`
	Size int64  `json:"size"`
	Mode string `json:"mode"` // octal, as chmod takes it
}

// MarshalJSON writes null for nothing.
func (s state) MarshalJSON() ([]byte, error) {
	if s.absent() {
		return []byte("null"), nil
	}
	return json.Marshal(jsonState{s.Sum, s.Size, octal(s.Mode)})
}

// UnmarshalJSON is the inverse; it refuses what no state can be.
func (s *state) UnmarshalJSON(data []byte) error {
	*s = state{}
	if string(data) == "null" {
		return nil
	}
	var j jsonState
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&j); err != nil {
		return err
	}
	mode, err := parseOctal(j.Mode)
	if err != nil || !isSum(j.Sum) || j.Size < 0 || j.Size > maxFile {
		return errors.New("a file's sha256, size or mode is not one")
	}
	*s = state{Sum: j.Sum, Size: j.Size, Mode: mode}
	return nil
}

func isSum(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == sha256.Size && hex.EncodeToString(raw) == s
}

var specialBits = []struct {
	unix uint32
	mode fs.FileMode
}{{0o4000, fs.ModeSetuid}, {0o2000, fs.ModeSetgid}, {0o1000, fs.ModeSticky}}

// unixMode gives the twelve bits that chmod knows.
func unixMode(mode fs.FileMode) uint32 {
	bits := uint32(mode.Perm())
	for _, b := range specialBits {
		if mode&b.mode != 0 {
			bits |= b.unix
		}
	}
	return bits
}

// goMode is the inverse of unixMode.
func goMode(bits uint32) fs.FileMode {
	mode := fs.FileMode(bits & 0o777)
	for _, b := range specialBits {
		if bits&b.unix != 0 {
			mode |= b.mode
		}
	}
	return mode
}

func octal(mode fs.FileMode) string { return fmt.Sprintf("%04o", unixMode(mode)) }

func parseOctal(s string) (fs.FileMode, error) {
	bits, err := strconv.ParseUint(s, 8, 12)
	if err != nil {
		return 0, err
	}
	return goMode(uint32(bits)), nil
}
