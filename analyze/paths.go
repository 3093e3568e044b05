package analyze

import (
	"bytes"
	"slices"

	"rtconsolidate/analyze/pack"
)

// asPaths is the kind under which a tree recalls the joints of a file.
const asPaths = "paths"

// joints lists, sorted, hashes of what stands on both sides of each slash in a text, as far as it is made of
// letters, digits, `-` and `_`; behind the slash up to each dot, too. A text that holds a path as a whole has all
// joints of the path.
func joints(text []byte) []uint32 {
	var list []uint32
	for at := bytes.IndexByte(text, '/'); at >= 0; {
		list = appendJoints(list, text, at)
		next := bytes.IndexByte(text[at+1:], '/')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// appendJoints adds those of the slash at an offset, the longest last.
func appendJoints(list []uint32, text []byte, at int) []uint32 {
	start, end := at, at+1
	for start > 0 && nameByte[text[start-1]] {
		start--
	}
	if start == at || end == len(text) || !nameByte[text[end]] {
		return list
	}
	h := uint32(2166136261) // FNV-1a
	for _, c := range text[start:end] {
		h = (h ^ uint32(c)) * 16777619
	}
	for ; end < len(text) && (nameByte[text[end]] || text[end] == '.'); end++ {
		if text[end] == '.' {
			list = append(list, h)
		}
		h = (h ^ uint32(text[end])) * 16777619
	}
	return append(list, h)
}

var nameByte = func() (table [256]bool) {
	for c := range table {
		table[c] = c == '-' || c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	return table
}()

// Namers returns what tells whether a file may hold one of some paths, not as part of longer names. It does so
// from what was noted when the file was loaded (Options.Paths) or in an earlier run; where nothing was, the file may.
func (r *Repo) Namers(paths []string) func(file string) bool {
	wanted, all := map[uint32][][]uint32{}, false
	for _, p := range paths {
		last, _, ok := lastJoint([]byte(p))
		if !ok {
			all = true
			continue
		}
		wanted[last] = append(wanted[last], joints([]byte(p)))
	}
	return func(file string) bool {
		if all {
			return true
		}
		held, known := r.joints(file)
		return !known || slices.ContainsFunc(held, func(h uint32) bool {
			return slices.ContainsFunc(wanted[h], func(list []uint32) bool { return contains(held, list) })
		})
	}
}

// PathFinder finds paths in texts, where they are not part of longer names.
type PathFinder struct {
	byJoint map[uint32][]jointed
	plain   []string // paths without joints
}

// jointed is a path with the offset of the slash that its last joint is about.
type jointed struct {
	path  string
	slash int
}

// NewPathFinder makes a finder for some paths.
func NewPathFinder(paths []string) *PathFinder {
	f := &PathFinder{byJoint: map[uint32][]jointed{}}
	for _, p := range paths {
		joint, slash, ok := lastJoint([]byte(p))
		if !ok {
			f.plain = append(f.plain, p)
			continue
		}
		f.byJoint[joint] = append(f.byJoint[joint], jointed{p, slash})
	}
	return f
}

// Find calls visit with each place, as an offset in bytes, where one of the paths stands in a text. What stands
// around it is not looked at.
func (f *PathFinder) Find(text []byte, visit func(path string, at int)) {
	for _, p := range f.plain {
		for from := 0; ; from++ {
			i := bytes.Index(text[from:], []byte(p))
			if i < 0 {
				break
			}
			from += i
			visit(p, from)
		}
	}
	var room []uint32
	for at := bytes.IndexByte(text, '/'); at >= 0; {
		room = appendJoints(room[:0], text, at)
		for _, h := range room {
			for _, j := range f.byJoint[h] {
				if start := at - j.slash; start >= 0 && bytes.HasPrefix(text[start:], []byte(j.path)) {
					visit(j.path, start)
				}
			}
		}
		next := bytes.IndexByte(text[at+1:], '/')
		if next < 0 {
			return
		}
		at += 1 + next
	}
}

// lastJoint is the longest of the last slash of a path that has any, which fewer files hold than the others.
func lastJoint(p []byte) (joint uint32, slash int, ok bool) {
	for at := bytes.LastIndexByte(p, '/'); at >= 0; at = bytes.LastIndexByte(p[:at], '/') {
		if list := appendJoints(nil, p, at); len(list) > 0 {
			return list[len(list)-1], at, true
		}
	}
	return 0, 0, false
}

// contains tells whether a sorted list holds all of another one.
func contains(all, some []uint32) bool {
	for _, h := range some {
		if _, found := slices.BinarySearch(all, h); !found {
			return false
		}
	}
	return true
}

func (r *Repo) joints(file string) (list []uint32, known bool) {
	if f := r.File(file); f != nil {
		return f.joints, r.opts.Paths && f.Skipped == ""
	}
	if !Recalls(r.Tree) {
		return nil, false
	}
	data, err := Recall(r.Tree, file, asPaths, func() (string, error) {
		src, err := r.Tree.Read(file)
		return pack.Hashes(joints(src)), err
	})
	return pack.ToHashes(data), err == nil
}
