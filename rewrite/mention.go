package rewrite

import (
	"bytes"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rtconsolidate/analyze"
	"rtconsolidate/rules"
)

// Mention is a place outside the import graph (a string, a document, a script, a tool's configuration) that
// names the path of a file which moves, goes, or becomes a shim.
type Mention struct {
	File string
	Line int // from 1
	Path string
}

// prose are the endings of files that people and tools write paths into, beside code.
var prose = map[string]bool{".md": true, ".mdx": true, ".txt": true, ".rst": true, ".json": true, ".jsonc": true, ".json5": true,
	".yml": true, ".yaml": true, ".toml": true, ".sh": true, ".bash": true, ".html": true, ".js": true, ".cjs": true, ".mjs": true,
	".jsx": true, ".ts": true, ".tsx": true, ".mts": true, ".cts": true, ".vue": true, ".svelte": true, ".astro": true}

// bare are the files without an ending that do; others may be anything, of any size.
var bare = map[string]bool{"Makefile": true, "Dockerfile": true, "Procfile": true, "Jenkinsfile": true, "Justfile": true, "CODEOWNERS": true}

// mentions lists what still names the old paths in the planned tree, sorted. References are not among them:
// those have been rewritten, or lead to a shim on purpose.
func (w *work) mentions() []Mention {
	old := slices.Concat(w.claim.Shims, slices.Collect(maps.Keys(w.claim.Moves)), slices.Collect(maps.Keys(w.claim.Removed)))
	old = slices.DeleteFunc(old, func(p string) bool { return !strings.Contains(p, "/") })
	slices.Sort(old)
	old = slices.Compact(old)
	if len(old) == 0 {
		return nil
	}
	holds := analyze.AnyOf(old)
	paths := w.now.Tree.Paths()
	found := make([][]Mention, len(paths))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wait.Go(func() {
			for i := k; i < len(paths); i += workers {
				if base := path.Base(paths[i]); (prose[path.Ext(base)] || bare[base]) && !isLock(base) && base != rules.FileName && !slices.Contains(w.claim.Shims, paths[i]) {
					found[i] = w.mentionsIn(paths[i], old, holds)
				}
			}
		})
	}
	wait.Wait()
	return slices.Concat(found...)
}

// isLock tells the files that package managers and this tool write themselves.
func isLock(base string) bool {
	return strings.Contains(base, "-lock.") || strings.HasSuffix(base, ".lock") || strings.HasSuffix(base, ".baseline")
}

func (w *work) mentionsIn(file string, old []string, holds func([]byte) bool) []Mention {
	text, err := w.now.Tree.Read(file)
	if err != nil || !holds(text) {
		return nil
	}
	var list []Mention
	for _, p := range old {
		list = append(list, w.spots(file, text, p)...)
	}
	slices.SortFunc(list, func(a, b Mention) int { return a.Line - b.Line })
	return slices.Compact(list)
}

// spots finds a path in a text, where it is not part of a longer one.
func (w *work) spots(file string, text []byte, p string) []Mention {
	var list []Mention
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(p))
		if i < 0 {
			return list
		}
		start, end := at+i, at+i+len(p)
		at = end
		if within(text[:start]) || end < len(text) && partOfName(text[end]) || w.reference(file, start) {
			continue
		}
		list = append(list, Mention{file, 1 + bytes.Count(text[:start], []byte{'\n'}), p})
	}
}

// within tells whether a path that follows a text is the end of a longer one.
func within(before []byte) bool {
	n := len(before)
	if n > 1 && before[n-1] == '/' {
		return partOfName(before[n-2])
	}
	return n > 0 && partOfName(before[n-1])
}

func partOfName(b byte) bool {
	return b == '-' || b == '_' || '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'z'
}

// reference tells whether an offset lies in a specifier.
func (w *work) reference(file string, at int) bool {
	f := w.now.File(file)
	if f == nil {
		return false
	}
	for i := range f.Module.Refs {
		if s := f.Module.Refs[i].Spec; int(s.Start) <= at && at < int(s.End) {
			return true
		}
	}
	return false
}
