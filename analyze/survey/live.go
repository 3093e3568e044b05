package survey

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// A live declaration is one that uses the topic's API itself: a function that sends, a class whose
// methods listen. Importing it, and calling it, is what makes other files consumers. The repo's own
// wrappers are providers, so to speak.
type live struct {
	kind    liveKind
	lines   int
	spots   int             // how often the API is used in it
	methods map[string]bool // of a class: those that use the API themselves
	all     int             // of a class: how many methods it has
	direct  bool            // it uses the API itself, not through others
	topical bool            // the name of it, of its file or folder says that this is the topic's code
}

type liveKind uint8

const (
	liveValue liveKind = iota
	liveFunction
	liveClass
	liveHook
	liveComponent
	liveNames // channel names and event names
)

// dense tells a function that is about the topic from one that also touches it.
func (l *live) dense() bool { return l.topical || l.lines <= 20*l.spots }

// dedicated tells a class that is about the topic from one that also touches it.
func (l *live) dedicated() bool { return l.topical || 3*len(l.methods) >= l.all }

// liveDecls finds the live declarations of a file.
func (s *surveyor) liveDecls(id analyze.FileID) map[string]*live {
	f, code := s.repo.Files[id], s.code[id]
	if code == nil {
		return nil
	}
	spots, topical := s.allSpots(id), s.topical(id)
	found := map[string]*live{}
	for _, c := range chunks(f, len(code)) {
		n, names := between(spots, c.start, c.end), between(s.names[id], c.start, c.end)
		if n+names == 0 {
			continue
		}
		l := &live{kind: kindOfLive(f, code, c), spots: n, direct: true, topical: topical || s.speaksOf(c.name), lines: c.lines(code)}
		if n == 0 {
			l.kind = liveNames
		}
		if l.kind == liveClass {
			l.methods, l.all = s.liveMethods(code, c, spots)
		}
		if old := found[c.name]; old == nil || old.spots < n {
			found[c.name] = l
		}
	}
	for more := true; more; {
		more = s.addWrappers(id, found, found)
	}
	return found
}

// allSpots lists where a file uses the topic's API, the uses of names from dedicated packages and of
// what it keeps of them included.
func (s *surveyor) allSpots(id analyze.FileID) []int {
	spots, code := slices.Clone(s.calls[id]), s.code[id]
	for _, name := range s.given[id] {
		eachWord(code, name, func(start, _ int) bool {
			if !inImports(s.repo.Files[id], start) {
				spots = append(spots, start)
			}
			return true
		})
	}
	kept := map[string]bool{}
	for _, at := range spots {
		if m := keeps.FindSubmatch(code[max(0, at-window):at]); m != nil {
			kept[string(m[1])] = true
		}
	}
	for _, name := range sortedNames(kept) {
		eachWord(code, name, func(start, end int) bool {
			if bytes.HasPrefix(code[end:], []byte(".")) || bytes.HasPrefix(code[end:], []byte("?.")) {
				spots = append(spots, start)
			}
			return true
		})
	}
	slices.Sort(spots)
	return spots
}

// keeps is an assignment to a member, at whose end the API is used: `this.socket = new `.
var keeps = lazy.Compile(`([A-Za-z_$][\w$]*(?:\.[\w$#]+)+)\s*=\s*(?:await\s+)?(?:new\s+)?[\w$.]*$`)

// speaksOf tells whether a declaration's name has a word of the topic.
func (s *surveyor) speaksOf(name string) bool {
	name = strings.ToLower(name)
	for _, list := range [][]string{s.preset.Words, s.preset.Hints, s.preset.Verbs} {
		if slices.ContainsFunc(list, func(w string) bool { return strings.Contains(name, w) }) {
			return true
		}
	}
	return false
}

// topical tells whether a file's name or folder says that it is the topic's code.
func (s *surveyor) topical(id analyze.FileID) bool {
	w := s.preset.Weights
	return slices.ContainsFunc(s.files[id].Evidence, func(e Evidence) bool { return e.Line == 0 && (e.Weight == w.Folder || e.Weight == w.Word) })
}

// chunk is the stretch of a file from one top-level declaration to the next.
type chunk struct {
	name       string
	nature     scanner.Nature
	start, end int
}

func (c chunk) lines(code []byte) int { return 1 + bytes.Count(code[c.start:c.end], []byte("\n")) }

func chunks(f *analyze.File, size int) []chunk {
	var list []chunk
	for _, d := range f.Module.Decls {
		list = append(list, chunk{d.Name, d.Nature, int(d.Span.Start), size})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].start < list[j].start })
	for i := range list {
		if i+1 < len(list) {
			list[i].end = list[i+1].start
		}
	}
	return list
}

func between(sorted []int, start, end int) int {
	n := 0
	for _, at := range sorted {
		if at >= start && at < end {
			n++
		}
	}
	return n
}

func inImports(f *analyze.File, at int) bool {
	return slices.ContainsFunc(f.Module.Refs, func(r scanner.Ref) bool { return int(r.Stmt.Start) <= at && at < int(r.Stmt.End) })
}

func kindOfLive(f *analyze.File, code []byte, c chunk) liveKind {
	head := bytes.TrimRight(code[:min(c.start, len(code))], " \t")
	rest := bytes.TrimLeft(code[c.start+len(c.name):c.end], " \t")
	switch {
	case bytes.HasSuffix(head, []byte("class")):
		return liveClass
	case hookName.MatchString(c.name):
		return liveHook
	case c.name[0] >= 'A' && c.name[0] <= 'Z' && isView(f.Path):
		return liveComponent
	case bytes.HasSuffix(head, []byte("function")), bytes.HasSuffix(head, []byte("function*")), isArrow(rest):
		return liveFunction
	}
	return liveValue
}

// isArrow tells whether what follows a variable's name makes it a function.
func isArrow(rest []byte) bool {
	_, value, ok := bytes.Cut(rest[:min(len(rest), 1500)], []byte("="))
	if !ok {
		return false
	}
	value = bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(value), []byte("async")))
	arrow := bytes.Index(value, []byte("=>"))
	return bytes.HasPrefix(value, []byte("function")) || arrow > 0 && (value[0] == '(' || value[0] == '<' || !bytes.ContainsAny(value[:arrow], "({[;"))
}

// liveMethods lists the methods of a class that use the API and are about that, and counts all.
func (s *surveyor) liveMethods(code []byte, c chunk, spots []int) (methods map[string]bool, all int) {
	methods = map[string]bool{}
	derived := false // from a provider's class
	list := members(code[c.start:c.end])
	for i, m := range list {
		start, end := c.start+m.at, c.end
		if i+1 < len(list) {
			end = c.start + list[i+1].at
		}
		if i == 0 {
			derived = between(spots, c.start, start) > 0
		}
		if m.name != "constructor" {
			all++
		}
		n := between(spots, start, end)
		about := live{topical: s.speaksOf(m.name), lines: 1 + bytes.Count(code[start:end], []byte("\n")), spots: n}
		if derived || n > 0 && about.dense() {
			methods[m.name] = true
		}
	}
	return methods, all
}

// eachWord calls visit for the occurrences of a name that are not parts of longer names, until it
// returns false.
func eachWord(code []byte, name string, visit func(start, end int) bool) {
	for from := 0; ; {
		i := bytes.Index(code[from:], []byte(name))
		if i < 0 {
			return
		}
		start, end := from+i, from+i+len(name)
		from = end
		if (start == 0 || !isWord(code[start-1])) && (end == len(code) || !isWord(code[end])) && !visit(start, end) {
			return
		}
	}
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
