package rewrite

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/form"
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
	paths := w.now.Tree.Paths()
	stems := w.stems(old)
	short := slices.Sorted(maps.Keys(stems))
	whole, stem := analyze.NewPathFinder(old), analyze.NewPathFinder(short)
	names, namesShort := w.now.Namers(old), w.now.Namers(short)
	may := func(p string) bool { return names(p) || unscanned(p) && namesShort(p) }
	found := make([][]Mention, len(paths))
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for k := range workers {
		wait.Go(func() {
			for i := k; i < len(paths); i += workers {
				if base := path.Base(paths[i]); (prose[path.Ext(base)] || bare[base]) && !isLock(base) && base != rules.FileName && !slices.Contains(w.claim.Shims, paths[i]) && may(paths[i]) {
					found[i] = w.mentionsIn(paths[i], whole, stem, stems)
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

// stems maps each path without its ending, as configs and templates may write it, to the path. What is a folder,
// too, does not tell.
func (w *work) stems(old []string) map[string]string {
	stems := map[string]string{}
	for _, p := range old {
		stem := strings.TrimSuffix(strings.TrimSuffix(p, form.CodeExt(p)), "/index")
		if strings.Contains(stem, "/") && stem != p && !w.isFolder(stem) {
			stems[stem] = p
		}
	}
	return stems
}

func (w *work) isFolder(p string) bool {
	paths := w.now.Tree.Paths()
	i, _ := slices.BinarySearch(paths, p+"/")
	return i < len(paths) && strings.HasPrefix(paths[i], p+"/")
}

// unscanned tells by its name whether a file may name another without its ending where the scanner does not
// look: it configures a tool, or has a template.
func unscanned(file string) bool {
	dir, base := path.Split(file)
	switch path.Ext(base) {
	case ".json", ".jsonc", ".json5", ".yml", ".yaml", ".toml":
		return true
	}
	return strings.Contains(base, "config") || strings.HasPrefix(base, ".") || strings.HasPrefix(path.Base(dir), ".") && dir != "" ||
		analyze.SingleFile(file)
}

func (w *work) mentionsIn(file string, whole, stem *analyze.PathFinder, stems map[string]string) []Mention {
	text, err := w.now.Tree.Read(file)
	if err != nil {
		return nil
	}
	var list []Mention
	note := func(written, p string, start int) {
		end := start + len(written)
		if within(text[:start]) || end < len(text) && (partOfName(text[end]) || written != p && bytes.IndexByte([]byte("./*"), text[end]) >= 0) || w.reference(file, start) {
			return
		}
		list = append(list, Mention{file, 1 + bytes.Count(text[:start], []byte{'\n'}), p})
	}
	whole.Find(text, func(p string, at int) { note(p, p, at) })
	if unscanned(file) {
		stem.Find(text, func(written string, at int) { note(written, stems[written], at) })
	}
	slices.SortFunc(list, func(a, b Mention) int { return cmp.Or(a.Line-b.Line, cmp.Compare(a.Path, b.Path)) })
	return slices.Compact(list)
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
