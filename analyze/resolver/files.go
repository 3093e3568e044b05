package resolver

import (
	"path"
	"strings"
)

// endingSet is a set of known endings, one bit each.
type endingSet uint32

// fileIndex is the list of files, by their stems: which endings a stem has is one question, however many
// endings are to be tried.
type fileIndex struct {
	files map[string]bool
	dirs  map[string]bool
	stems map[string]endingSet
	links map[string]string
}

func newFileIndex(files []string, links map[string]string) *fileIndex {
	x := &fileIndex{files: make(map[string]bool, len(files)), dirs: map[string]bool{".": true}, stems: make(map[string]endingSet, len(files)), links: links}
	dir := "."
	for _, f := range files {
		x.files[f] = true
		if d := dirOf(f); d != dir {
			for dir = d; !x.dirs[d]; d = dirOf(d) {
				x.dirs[d] = true
			}
		}
		if stem, ext := splitExtension(f); ext != "" {
			x.stems[stem] |= endingBit[ext]
			if last, ok := strings.CutPrefix(ext, ".d"); ok { // `./a.d` names a.d.ts, too
				x.stems[stem+".d"] |= endingBit[last]
			}
		}
		for _, ext := range platformEndings {
			if stem, ok := strings.CutSuffix(f, ext); ok {
				x.stems[stem] |= endingBit[ext]
				break
			}
		}
	}
	return x
}

// dirOf is path.Dir of a path in its shortest form.
func dirOf(p string) string {
	i := strings.LastIndexByte(p, '/')
	if i < 0 {
		return "."
	}
	return p[:i]
}

// endings gives the endings that files of a stem have; all, when links make that unknown.
func (x *fileIndex) endings(stem string) endingSet {
	if len(x.links) > 0 {
		return ^endingSet(0)
	}
	return x.stems[stem]
}

// exists finds a file under its path or through symlinks, and gives the path it really has.
func (x *fileIndex) exists(p string) (string, bool) {
	if x.files[p] {
		return p, true
	}
	if len(x.links) == 0 {
		return "", false
	}
	p = x.real(p)
	return p, x.files[p]
}

// real follows the links of a path, also those of folders above it.
func (x *fileIndex) real(p string) string {
	if len(x.links) == 0 {
		return p
	}
	for hops := 0; hops < 20; hops++ {
		to, ok := x.through(p)
		if !ok {
			break
		}
		p = to
	}
	return p
}

// through replaces the longest part of a path that is a link.
func (x *fileIndex) through(p string) (string, bool) {
	for d := p; d != "." && d != "/" && d != ".."; d = path.Dir(d) {
		if to, ok := x.links[d]; ok {
			return path.Join(to, strings.TrimPrefix(p, d)), true
		}
	}
	return "", false
}

// join is path.Join for a path in its shortest form and a specifier.
func join(dir, spec string) string {
	rest := strings.TrimPrefix(spec, "./")
	for strings.HasPrefix(rest, "../") && dir != "." && dir != ".." && !strings.HasSuffix(dir, "/..") {
		rest, dir = rest[3:], dirOf(dir)
	}
	if rest == "" || rest[0] == '.' || rest[0] == '/' || strings.Contains(rest, "/.") || strings.Contains(rest, "//") || rest[len(rest)-1] == '/' {
		return path.Join(dir, rest)
	}
	if dir == "." {
		return rest
	}
	return dir + "/" + rest
}
