package survey

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
)

// Risk is code that a consolidation should look at.
type Risk struct {
	File   string
	Line   int // from 1
	Risk   string
	Detail string
}

// RiskRule finds files that have one pattern and lack another.
type RiskRule struct {
	Risk   string `yaml:"risk"`
	Text   string `yaml:"text"`  // a plain part of what Has matches
	Has    string `yaml:"has"`   // RE2 over code without its comments
	Lacks  string `yaml:"lacks"` // "" when nothing makes up for it
	Detail string `yaml:"detail"`

	has, lacks *regexp.Regexp
}

// risks lists what makes the topic's code fragile, sorted by file and line.
func (s *surveyor) risks() []Risk {
	var list []Risk
	made := map[string][]Place{}
	for id := range s.files {
		fid := analyze.FileID(id)
		if s.aside(fid) || !s.ours(fid) && !s.imports(fid) || s.peek(fid) == nil {
			continue
		}
		if s.ours(fid) {
			list = append(list, s.leaks(fid)...)
			list = append(list, s.ruled(fid)...)
		}
		s.clients(fid, made, func(r Risk) { list = append(list, r) })
	}
	for _, call := range sortedNames(made) {
		if places := made[call]; len(places) > 1 {
			list = append(list, several(call, places))
		}
	}
	list = append(list, splitAliases(s.repo)...)
	slices.SortFunc(list, func(a, b Risk) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Risk, b.Risk), cmp.Compare(a.Detail, b.Detail))
	})
	return slices.Compact(list)
}

// ruled applies the preset's own rules.
func (s *surveyor) ruled(id analyze.FileID) []Risk {
	code := s.code[id]
	var list []Risk
	for i := range s.preset.Risks {
		r := &s.preset.Risks[i]
		if !bytes.Contains(code, []byte(r.Text)) {
			continue
		}
		if at := r.has.FindIndex(code); at != nil && (r.lacks == nil || !r.lacks.Match(code)) {
			list = append(list, Risk{s.files[id].Path, lineOf(code, at[0]), r.Risk, r.Detail})
		}
	}
	return list
}

var (
	effect   = lazy.Compile(`\b(?:useEffect|useLayoutEffect|onMounted|onMount|effect)\(\s*(?:async\s*)?(?:function\s*)?\([^)]*\)\s*(?:=>\s*)?\{`)
	handsOut = lazy.Compile(`return\s+(?:\(\)\s*=>|function\b|async\s*\(\)\s*=>|\w*(?:[cC]hannel|[sS]ub\w*|[sS]ocket|[uU]nsub\w*|[sS]top\w*)\b)`)
)

// leaks finds subscriptions that nothing in the same effect, or else in the same declaration, ends or
// hands out.
func (s *surveyor) leaks(id analyze.FileID) []Risk {
	f, code := s.repo.Files[id], s.code[id]
	if !slices.ContainsFunc(s.preset.Opens, func(open string) bool { return bytes.Contains(code, []byte(open)) }) {
		return nil
	}
	scopes := effects(code)
	for _, c := range chunks(f, len(code)) {
		scopes = append(scopes, [2]int{c.start, c.end})
	}
	var list []Risk
	seen := map[[2]int]bool{}
	for _, open := range s.preset.Opens {
		for from := 0; ; {
			i := bytes.Index(code[from:], []byte(open))
			if i < 0 {
				break
			}
			at := from + i
			from = at + len(open)
			in := slices.IndexFunc(scopes, func(r [2]int) bool { return r[0] <= at && at < r[1] })
			if in < 0 || seen[scopes[in]] || between(s.calls[id], scopes[in][0], scopes[in][1]) == 0 {
				continue
			}
			seen[scopes[in]] = true
			if text := code[scopes[in][0]:scopes[in][1]]; !s.closes(text) {
				list = append(list, Risk{f.Path, lineOf(code, at), "no-cleanup", strings.Trim(open, ".( ") + " without an end to it in the same scope"})
			}
		}
	}
	return list
}

// effects lists the callbacks of effects, the innermost first.
func effects(code []byte) [][2]int {
	var list [][2]int
	for _, name := range []string{"ffect(", "onMounted(", "onMount(", "LayoutEffect("} {
		for from := 0; ; {
			i := bytes.Index(code[from:], []byte(name))
			if i < 0 {
				break
			}
			start := max(0, from+i-len("useLayoutE"))
			from += i + len(name)
			if m := effect.FindIndex(code[start:min(len(code), from+window)]); m != nil {
				if end := closing(code, start+m[1]); end >= 0 {
					list = append(list, [2]int{start + m[0], end})
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b [2]int) int { return b[0] - a[0] })
	return slices.Compact(list)
}

func (s *surveyor) closes(text []byte) bool {
	return handsOut.Match(text) || slices.ContainsFunc(s.preset.Closes, func(w string) bool { return bytes.Contains(text, []byte(w)) })
}

// clients notes where a file makes clients by a provider's constructors, and reports those that are made
// as soon as the module loads.
func (s *surveyor) clients(id analyze.FileID, made map[string][]Place, report func(Risk)) {
	f, code := s.repo.Files[id], s.code[id]
	list := chunks(f, len(code))
	for _, name := range s.constructors(id) {
		eachWord(code, name, func(start, end int) bool {
			rest := bytes.TrimLeft(code[end:min(len(code), end+400)], " \t")
			isNew := bytes.HasSuffix(bytes.TrimRight(code[:start], " \t"), []byte("new"))
			if inImports(f, start) || start > 0 && code[start-1] == '.' || len(rest) == 0 || rest[0] != '(' && rest[0] != '<' || !isNew && !makes(name) || strings.HasSuffix(name, "Error") {
				return true
			}
			call := name + "(" + firstArgument(rest) + ")"
			place := Place{f.Path, lineOf(code, start), "call"}
			if !variable.MatchString(call) {
				made[call] = append(made[call], place)
			}
			if i := slices.IndexFunc(list, func(c chunk) bool { return c.start <= start && start < c.end }); i >= 0 && s.ours(id) && atLoad(code[list[i].start:start]) {
				report(Risk{f.Path, place.Line, "client-at-load", "makes a client when the module is loaded: " + call})
			}
			return true
		})
	}
}

// imports tells whether a file imports a provider's package.
func (s *surveyor) imports(id analyze.FileID) bool {
	f := s.repo.Files[id]
	for i := range f.Module.Refs {
		if len(s.market.of(f, i)) > 0 {
			return true
		}
	}
	return false
}

// constructors lists the names by which a file can make a client: imports from a provider's packages, and
// the platform's globals.
func (s *surveyor) constructors(id analyze.FileID) []string {
	f := s.repo.Files[id]
	var names []string
	for i := range f.Module.Refs {
		for _, k := range s.market.of(f, i) {
			if s.preset.Providers[k].Passive {
				continue
			}
			for _, n := range f.Module.Refs[i].Names {
				if !n.TypeOnly && !f.Module.Refs[i].TypeOnly && n.Local != "" {
					names = append(names, n.Local)
				}
			}
		}
	}
	for k := range s.preset.Providers {
		for _, shape := range s.preset.Providers[k].Shapes {
			if shape.Global != "" && !declares(f, shape.Global) {
				names = append(names, shape.Global)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// variable is a call with a variable of which no one knows what it holds.
var variable = lazy.Compile(`\([a-z][\w$]*\)$`)

var maker = lazy.Compile(`^(?:create\w*Client\w*|createConnection|connect\w*|io|initializeApp)$`)

// makes tells by its name whether a function makes a client.
func makes(name string) bool { return maker.MatchString(name) }

// atLoad tells whether what stands between a declaration's name and a call makes the call run at load.
func atLoad(head []byte) bool {
	return bytes.Contains(head, []byte("=")) && !bytes.Contains(head, []byte("=>")) && !bytes.ContainsAny(head, "{(")
}

// firstArgument is the first argument of a call, in short.
func firstArgument(rest []byte) string {
	open := bytes.IndexByte(rest, '(')
	if open < 0 {
		return ""
	}
	depth, end := 0, len(rest)
	for i := open + 1; i < len(rest); i++ {
		switch rest[i] {
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			depth--
		}
		if depth < 0 || depth == 0 && rest[i] == ',' {
			end = i
			break
		}
	}
	text := squeeze(rest[open+1 : end])
	if len(text) > 60 {
		text = strings.ToValidUTF8(text[:60], "") + "…"
	}
	return strings.TrimRight(text, "!")
}

func several(call string, places []Place) Risk {
	places = sortPlaces(places)
	var others []string
	for _, p := range places[1:] {
		others = append(others, fmt.Sprintf("%s:%d", p.File, p.Line))
	}
	if len(others) > 3 {
		others = append(others[:3], fmt.Sprintf("%d more places", len(others)-3))
	}
	return Risk{places[0].File, places[0].Line, "several-clients", call + " is also called in " + strings.Join(others, ", ")}
}

// splitAliases finds aliases of which `X` leads to one folder and `X/…` to another, so that one folder's
// modules have two lives.
func splitAliases(repo *analyze.Repo) []Risk {
	type lead struct {
		to, file string
		line     int
	}
	leads := map[string]lead{}
	for _, f := range repo.Files {
		for i, e := range f.Edges {
			ref := &f.Module.Refs[i]
			if e.Via != "" && e.Path != "" && leads[ref.Specifier].to == "" {
				leads[ref.Specifier] = lead{e.Path, f.Path, int(ref.Line)}
			}
		}
	}
	told := map[string]bool{}
	var list []Risk
	for _, specifier := range sortedNames(leads) {
		parent := path.Dir(specifier)
		whole, part := leads[parent], leads[specifier]
		if whole.to == "" || told[parent] || strings.HasPrefix(part.to, moduleFolder(whole.to)+"/") {
			continue
		}
		told[parent] = true
		list = append(list, Risk{whole.file, whole.line, "split-alias", fmt.Sprintf("%s leads to %s, but %s to %s", parent, whole.to, specifier, part.to)})
	}
	return list
}

// moduleFolder is the folder whose files a module's specifier is the head of.
func moduleFolder(file string) string {
	if stem, _, _ := strings.Cut(path.Base(file), "."); stem == "index" {
		return path.Dir(file)
	}
	return strings.TrimSuffix(file, path.Ext(file))
}
