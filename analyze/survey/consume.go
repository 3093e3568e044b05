package survey

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// weighImports counts what files take from the topic's own code. Wrappers that pass on in a few lines
// what they import are such code too, so the search goes on from them, twice at most: further away,
// everything leads to everything.
func (s *surveyor) weighImports() {
	s.live = make([]map[string]*live, len(s.files))
	var sources []analyze.FileID
	for id := range s.files {
		fid := analyze.FileID(id)
		if s.ours(fid) && !s.aside(fid) {
			if s.live[id] = s.liveDecls(fid); len(s.live[id]) > 0 {
				sources = append(sources, fid)
			}
		}
	}
	taken := make([]taken, len(s.files))
	for range 3 {
		leads := s.repo.Through(sources)
		sources = nil
		for _, id := range s.importersOf(leads) {
			if s.take(id, leads, &taken[id]) && s.wraps(id, &taken[id]) {
				sources = append(sources, id)
			}
		}
		if len(sources) == 0 {
			break
		}
	}
	for id := range s.files {
		s.count(analyze.FileID(id), &taken[id])
	}
	for id := range s.files {
		s.weighBarrel(analyze.FileID(id))
		s.weighDeclared(analyze.FileID(id))
	}
}

// importersOf lists the files that import one of the marked files, sorted.
func (s *surveyor) importersOf(leads []bool) []analyze.FileID {
	var list []analyze.FileID
	for id, yes := range leads {
		if yes {
			for _, imp := range s.repo.Importers(analyze.FileID(id)) {
				list = append(list, imp.File)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// aside tells a file that uses the topic's code but is no part of it.
func (s *surveyor) aside(id analyze.FileID) bool {
	switch s.kinds[id] {
	case "test", "script", "migration":
		return true
	}
	return false
}

// taken is what a file takes from the topic's code.
type taken struct{ names []borrowed }

type borrowed struct {
	local, name, from string
	line              int
	live              *live
	used              int // line of the first use that sends or listens, 0 when there is none
}

// take looks up what a file imports of live declarations, and tells whether that is more than before.
func (s *surveyor) take(id analyze.FileID, leads []bool, t *taken) bool {
	f, more := s.repo.Files[id], false
	for i, e := range f.Edges {
		if e.To == analyze.None || !leads[e.To] || e.To == id {
			continue
		}
		ref := &f.Module.Refs[i]
		for _, n := range s.spelledOut(id, i) {
			if n.Local != "" && !n.TypeOnly && !ref.TypeOnly {
				more = s.takeName(id, i, n, t) || more
			}
		}
	}
	return more
}

// spelledOut lists the names of a reference; a namespace as the members that are used of it.
func (s *surveyor) spelledOut(id analyze.FileID, ref int) []scanner.Name {
	names := s.repo.Files[id].Module.Refs[ref].Names
	if !slices.ContainsFunc(names, func(n scanner.Name) bool { return n.Imported == "*" }) {
		return names
	}
	var list []scanner.Name
	for _, n := range names {
		if n.Imported != "*" {
			list = append(list, n)
			continue
		}
		members, _ := s.repo.Members(id, ref, n.Local)
		for _, m := range members {
			list = append(list, scanner.Name{Imported: m, Local: n.Local + "." + m, TypeOnly: n.TypeOnly})
		}
	}
	return list
}

func (s *surveyor) takeName(id analyze.FileID, ref int, n scanner.Name, t *taken) bool {
	b := s.repo.Imported(id, ref, n.Imported)
	if slices.ContainsFunc(t.names, func(o borrowed) bool { return o.local == n.Local }) {
		return false
	}
	o := borrowed{local: n.Local, name: b.Name, from: b.Path, line: int(s.repo.Files[id].Module.Refs[ref].Line)}
	if b.Status == analyze.NoExport && s.speaksOf(n.Imported) { // broken today, and meant to be the topic's
		o.name, o.from, o.live = n.Imported, s.repo.Files[id].Edges[ref].Path, &live{kind: liveFunction, topical: true}
		if hookName.MatchString(o.name) {
			o.live.kind = liveHook
		}
	} else if from := s.repo.Lookup(b.Path); b.Status == analyze.Found && from != analyze.None {
		o.live = s.live[from][b.Name]
	}
	if o.live == nil {
		return false
	}
	o.used = s.useOf(id, n.Local, o.live)
	t.names = append(t.names, o)
	return true
}

var handlerKey = lazy.Compile(`\bon[A-Z]\w*\s*(?::|\([^)]*\)\s*\{)`)

// useOf finds the line where a file sends or listens by a name that it imports, 0 when it only passes
// it on, renders it or takes its state.
func (s *surveyor) useOf(id analyze.FileID, local string, l *live) int {
	code, line := s.need(id), 0
	eachWord(code, local, func(start, end int) bool {
		if inImports(s.repo.Files[id], start) || start > 0 && code[start-1] == '.' {
			return true
		}
		if s.isUse(id, start, end, l) {
			line = lineOf(code, start)
		}
		return line == 0
	})
	if line == 0 && l.kind == liveClass {
		line = methodUse(code, l)
	}
	return line
}

func (s *surveyor) isUse(id analyze.FileID, start, end int, l *live) bool {
	code := s.code[id]
	rest := bytes.TrimLeft(code[end:], " \t\r\n?!")
	called := len(rest) > 0 && (rest[0] == '(' || rest[0] == '<')
	switch l.kind {
	case liveFunction:
		return called && l.dense()
	case liveClass:
		made := bytes.HasSuffix(bytes.TrimRight(code[:start], " \t"), []byte("new"))
		if len(rest) > 1 && rest[0] == '.' {
			return l.dedicated() || l.methods[string(wordAt(rest[1:]))]
		}
		return l.dedicated() && made
	case liveValue:
		return len(rest) > 0 && (rest[0] == '.' || called) && l.dense()
	case liveHook:
		hears := func() bool {
			return bytes.HasPrefix(rest, []byte("(")) && !bytes.HasPrefix(rest, []byte("()")) && handlerKey.Match(code)
		}
		return called && l.topical && (s.destructures(code[:start]) || s.topical(id) && exportsHook(s.repo.Files[id]) || hears())
	}
	return false
}

// destructures tells whether the result of the call behind head is taken apart into functions that send
// or listen: `const { subscribe } = useX(`.
func (s *surveyor) destructures(head []byte) bool {
	head, ok := bytes.CutSuffix(bytes.TrimRight(head, " \t\r\n"), []byte("="))
	head = bytes.TrimRight(head, " \t\r\n")
	if !ok || len(head) == 0 || head[len(head)-1] != '}' && head[len(head)-1] != ']' {
		return false
	}
	open := bytes.LastIndexAny(head, "{[")
	for _, part := range strings.FieldsFunc(string(head[max(0, open):]), func(r rune) bool { return !isWord(byte(min(r, 0x7f))) }) {
		if s.isVerb(part) {
			return true
		}
	}
	return false
}

func (s *surveyor) isVerb(name string) bool {
	return slices.ContainsFunc(s.preset.Verbs, func(v string) bool { return strings.HasPrefix(name, v) })
}

// methodUse finds the line where a live method of an imported class is named on some object: instances
// come from elsewhere (a constructor's parameter, a container).
func methodUse(code []byte, l *live) int {
	line := 0
	for m := range l.methods {
		eachWord(code, m, func(start, _ int) bool {
			if start > 0 && code[start-1] == '.' {
				if at := lineOf(code, start); line == 0 || at < line {
					line = at
				}
				return false
			}
			return true
		})
	}
	return line
}

func wordAt(code []byte) []byte {
	for i, c := range code {
		if !isWord(c) {
			return code[:i]
		}
	}
	return code
}

func mentions(code []byte, name string) bool {
	found := false
	eachWord(code, name, func(int, int) bool {
		found = true
		return false
	})
	return found
}

// count adds what a file takes to its evidence: one import of the topic's code, and one use of it.
func (s *surveyor) count(id analyze.FileID, t *taken) {
	if len(t.names) == 0 {
		return
	}
	file := &s.files[id]
	first := t.names[0]
	file.add(first.line, s.preset.Weights.Consumer, "imports %s of %s", first.name, first.from)
	for _, n := range t.names {
		if n.used > 0 {
			file.add(n.used, s.preset.Weights.Use, "uses %s of %s", n.name, n.from)
			break
		}
	}
	s.weighNearby(id, file)
	for _, n := range t.names {
		if s.aside(id) && (stem(n.from) == stem(file.Path) || s.topical(s.repo.Lookup(n.from))) {
			file.add(n.line, s.preset.Weights.Subject, "tries out %s", n.from)
			break
		}
	}
	file.Role = consumerRole
}

// stem is a file's base name without what tells tests from their subjects.
func stem(p string) string {
	base := path.Base(p)
	base = strings.TrimSuffix(base, path.Ext(base))
	for _, suffix := range []string{".test", ".spec", "-test", "_test"} {
		base = strings.TrimSuffix(base, suffix)
	}
	return base
}

const consumerRole = "consumer"

// weighNearby counts a provider's shape that alone would prove nothing, in a file that imports the topic's
// code.
func (s *surveyor) weighNearby(id analyze.FileID, file *File) {
	s.need(id)
	for k := range s.preset.Providers {
		if !s.market.used[k] || s.market.near[k][id] {
			continue
		}
		if at, _, texts := s.shapesOf(id, k); len(texts) == 1 {
			file.add(lineOf(s.code[id], slices.Min(at)), s.preset.Weights.Shapes, "uses %s, as %s does, beside the topic's code", texts[0], s.preset.Providers[k].Name)
			return
		}
	}
}

// weighBarrel counts a file that does nothing but re-export code of the topic.
func (s *surveyor) weighBarrel(id analyze.FileID) {
	f := s.repo.Files[id]
	if !isBarrel(f) || len(f.Edges) == 0 {
		return
	}
	for _, e := range f.Edges {
		if e.To == analyze.None || !s.ours(e.To) {
			return
		}
	}
	s.files[id].add(int(f.Module.Refs[0].Line), s.preset.Weights.Consumer, "re-exports code of the topic, and nothing else")
}

// weighDeclared counts a `declare module` for a file of the topic.
func (s *surveyor) weighDeclared(id analyze.FileID) {
	f := s.repo.Files[id]
	for i, e := range f.Edges {
		if f.Module.Refs[i].Kind == scanner.KindModuleDeclaration && e.To != analyze.None && s.ours(e.To) {
			s.files[id].add(int(f.Module.Refs[i].Line), s.preset.Weights.Contract, "declares types for %s", e.Path)
			return
		}
	}
}

// isView tells whether a file can hold markup.
func isView(p string) bool {
	ext := path.Ext(p)
	return ext == ".tsx" || ext == ".jsx" || isSingleFile(p)
}
