package survey

import (
	"bytes"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// weigh gives every file its score: first by what stands in it, then by what it takes from files that
// the first step found.
func (s *surveyor) weigh() {
	s.market = newMarket(s.repo, s.preset)
	s.wanted = s.wantedParts()
	s.each(s.weighFile)
	s.weighImports()
	s.weighContracts()
	for id := range s.files {
		if f := &s.files[id]; f.Score >= s.preset.Review {
			s.need(analyze.FileID(id))
			f.Category = s.kinds[id]
			f.Role = s.role(analyze.FileID(id))
			s.noteMixed(analyze.FileID(id))
		}
	}
}

// noteMixed says of a file that it also does other things: only a small part of it is the topic's.
func (s *surveyor) noteMixed(id analyze.FileID) {
	f, lines := &s.files[id], 0
	for _, l := range s.live[id] {
		lines += l.lines
	}
	if f.Role == "implementation" && lines > 0 && 3*lines < f.Lines && !s.topical(id) {
		f.add(0, 0, "mixed: %d of its %d lines are about the topic", lines, f.Lines)
	}
}

// each calls do for every file, in parallel.
func (s *surveyor) each(do func(analyze.FileID)) {
	parallel(len(s.repo.Files), func(i int) { do(analyze.FileID(i)) })
}

// parallel calls do(0) … do(n-1).
func parallel(n int, do func(int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		}()
	}
	wait.Wait()
}

// need returns a file's code without its comments.
func (s *surveyor) need(id analyze.FileID) []byte {
	if s.code[id] == nil {
		s.code[id] = s.peek(id)
	}
	return s.code[id]
}

// peek is need for the parts that run at the same time: what it reads it does not keep.
func (s *surveyor) peek(id analyze.FileID) []byte {
	if s.code[id] != nil || s.repo.Files[id].Skipped != "" {
		return s.code[id]
	}
	code, err := analyze.Recall(s.repo.Tree, s.repo.Files[id].Path, "code", func() (string, error) {
		if kept := s.glance.take(s.repo.Files[id].Path); kept != nil {
			return string(blankComments(kept)), nil
		}
		src, err := s.repo.Tree.Read(s.repo.Files[id].Path)
		return string(withoutComments(src)), err
	})
	if err != nil {
		return nil
	}
	return []byte(code)
}

// weighFile weighs what stands in the file itself.
func (s *surveyor) weighFile(id analyze.FileID) {
	f := s.repo.Files[id]
	file := &s.files[id]
	*file = File{Path: f.Path, Lines: f.Lines}
	if f.Skipped != "" {
		return
	}
	s.kinds[id] = category(s.repo, id)
	s.weighName(file)
	foreign := s.weighPackages(id, file)
	sure := len(file.Evidence) > 0 || s.market.mayUse(id)
	s.held[id] = s.glance.of(f.Path)
	if !sure && !s.wanted.meets(s.held[id]) || s.need(id) == nil {
		return
	}
	s.weighHeritage(id, file)
	if unknown := s.weighShapes(id, file); unknown && foreign != "" {
		file.add(0, s.preset.Weights.Foreign, "uses %s", foreign)
	}
	s.weighRegistry(id, file)
}

func (f *File) add(line, weight int, format string, args ...any) {
	f.Score += weight
	f.Evidence = append(f.Evidence, Evidence{line, weight, fmt.Sprintf(format, args...)})
}

func (s *surveyor) weighName(f *File) {
	for _, folder := range s.preset.Folders {
		if strings.Contains("/"+path.Dir(f.Path)+"/", "/"+folder+"/") {
			f.add(0, s.preset.Weights.Folder, "lies in a folder named %s", folder)
			break
		}
	}
	if w := wordIn(s.preset.Words, f.Path); w != "" {
		f.add(0, s.preset.Weights.Word, "its name has %q", w)
	} else if w := wordIn(s.preset.Hints, f.Path); w != "" {
		f.add(0, s.preset.Weights.Hint, "its name has %q", w)
	}
}

// weighPackages counts imports of providers' packages, each provider once for values and once for
// types, and names an import of a foreign package.
func (s *surveyor) weighPackages(id analyze.FileID, file *File) (foreign string) {
	f := s.repo.Files[id]
	type side struct {
		provider int
		types    bool
	}
	seen := map[side]bool{}
	for i := range f.Module.Refs {
		ref := &f.Module.Refs[i]
		if f.Edges[i].State == resolver.External && packageMatches(s.preset.Foreign, ref.Specifier) {
			foreign = ref.Specifier
		}
		for _, k := range s.market.of(f, i)[:min(1, len(s.market.of(f, i)))] {
			p := &s.preset.Providers[k]
			key := side{k, typesOnly(ref)}
			if !p.Dedicated || seen[key] {
				continue
			}
			seen[key] = true
			if key.types {
				file.add(int(ref.Line), s.preset.Weights.TypeOnly, "imports types of %s", ref.Specifier)
			} else {
				file.add(int(ref.Line), s.preset.Weights.Dedicated, "imports %s", ref.Specifier)
				if !p.Passive {
					s.spot(id, f, ref)
				}
			}
		}
	}
	return foreign
}

// typesOnly tells whether a reference imports nothing but types, as far as it says so itself.
func typesOnly(ref *scanner.Ref) bool {
	return ref.TypeOnly || len(ref.Names) > 0 && !slices.ContainsFunc(ref.Names, func(n scanner.Name) bool { return !n.TypeOnly })
}

// spot remembers where a file uses the names that it imports of a provider.
func (s *surveyor) spot(id analyze.FileID, f *analyze.File, ref *scanner.Ref) {
	for _, n := range ref.Names {
		if !n.TypeOnly && n.Local != "" {
			s.given[id] = append(s.given[id], n.Local)
		}
	}
}

// weighHeritage counts a class that implements or extends a type of a dedicated provider, once a file.
func (s *surveyor) weighHeritage(id analyze.FileID, file *File) {
	f, code := s.repo.Files[id], s.code[id]
	for i := range f.Module.Refs {
		for _, k := range s.market.of(f, i) {
			if p := &s.preset.Providers[k]; !p.Dedicated || p.Passive {
				continue
			}
			for _, n := range f.Module.Refs[i].Names {
				if at := heritage(code, n.Local); at >= 0 {
					file.add(lineOf(code, at), s.preset.Weights.Shape, "builds on %s of %s", n.Imported, f.Module.Refs[i].Specifier)
					s.spots[id], s.calls[id] = append(s.spots[id], at), append(s.calls[id], at)
					return
				}
			}
		}
	}
}

// heritage is where a class of the code implements or extends a name, -1 when none does.
func heritage(code []byte, name string) int {
	found := -1
	if name == "" {
		return found
	}
	eachWord(code, name, func(start, _ int) bool {
		head := bytes.TrimRight(code[:start], " \t\r\n")
		if bytes.HasSuffix(head, []byte("implements")) || bytes.HasSuffix(head, []byte("extends")) {
			found = start
		}
		return found < 0
	})
	return found
}

// wantedParts are the plain parts of the shapes that can count in this repo: those of providers that it has,
// and of the platform's globals.
func (s *surveyor) wantedParts() parts {
	var wanted parts
	for k := range s.preset.Providers {
		for _, shape := range s.preset.Providers[k].Shapes {
			wanted = append(wanted, s.market.used[k] || shape.Global != "")
		}
	}
	return wanted
}

// meets tells whether two sets have a part in common.
func (p parts) meets(other parts) bool {
	for i, yes := range other {
		if yes && p[i] {
			return true
		}
	}
	return false
}

// find lists where shape i of provider k stands in a file.
func (s *surveyor) find(id analyze.FileID, k, i int) []int {
	shape := &s.preset.Providers[k].Shapes[i]
	if !s.glance.may(s.held[id], k, i, shape) {
		return nil
	}
	return shape.find(s.code[id])
}

// weighShapes looks for the providers' APIs, and tells whether what it found was on unknown receivers
// only. A global counts once, however many there are: code that wraps the platform touches them all.
func (s *surveyor) weighShapes(id analyze.FileID, file *File) (unknown bool) {
	known := false
	for k := range s.preset.Providers {
		p := &s.preset.Providers[k]
		global := s.globalOf(id, k)
		if global != nil && !known {
			file.add(lineOf(s.code[id], global[0]), s.preset.Weights.Global, "uses a global of %s", p.Name)
		}
		known = known || global != nil
		near := s.market.near[k][id] || global != nil
		if !near && !s.market.used[k] {
			continue
		}
		at, calls, texts := s.shapesOf(id, k)
		near = near || s.told(id, k)
		switch {
		case len(calls) == 0 && len(at) > 0 && near:
			file.add(lineOf(s.code[id], slices.Min(at)), s.preset.Weights.TypeOnly, "speaks of %s of %s", strings.Join(texts, ", "), p.Name)
		case len(at) > 0 && near:
			file.add(lineOf(s.code[id], slices.Min(at)), s.preset.Weights.Shape, "uses %s of %s", strings.Join(texts, ", "), p.Name)
			known = true
		case len(texts) > 1 && len(calls) > 0:
			file.add(lineOf(s.code[id], slices.Min(at)), s.preset.Weights.Shapes, "uses %s, as %s does, on an unknown receiver", strings.Join(texts, ", "), p.Name)
			unknown = true
		default:
			at, calls = nil, nil
		}
		s.spots[id] = append(append(s.spots[id], at...), global...)
		s.calls[id] = append(append(s.calls[id], calls...), global...)
	}
	slices.Sort(s.spots[id])
	return unknown && !known
}

// globalOf lists where a file uses a provider's global that it does not declare itself.
func (s *surveyor) globalOf(id analyze.FileID, k int) []int {
	var at []int
	for i, shape := range s.preset.Providers[k].Shapes {
		if g := shape.Global; g != "" && !declares(s.repo.Files[id], g) {
			at = append(at, s.find(id, k, i)...)
		}
	}
	return at
}

// told tells whether a shape stands in the file that tells the provider by itself.
func (s *surveyor) told(id analyze.FileID, k int) bool {
	for i, shape := range s.preset.Providers[k].Shapes {
		if shape.Telling && s.find(id, k, i) != nil {
			return true
		}
	}
	return false
}

// shapesOf lists where a provider's shapes stand, which of them are calls, and which shapes they are.
func (s *surveyor) shapesOf(id analyze.FileID, k int) (at, calls []int, texts []string) {
	for i, shape := range s.preset.Providers[k].Shapes {
		if shape.Global != "" {
			continue
		}
		if found := s.find(id, k, i); found != nil {
			at = append(at, found...)
			if !slices.Contains(texts, shape.Text) {
				texts = append(texts, shape.Text)
			}
			if !shape.Type {
				calls = append(calls, found...)
			}
		}
	}
	return at, calls, texts
}

// declares tells whether a file declares or imports a name itself, which shadows the global.
func declares(f *analyze.File, name string) bool {
	if slices.ContainsFunc(f.Module.Decls, func(d scanner.Decl) bool { return d.Name == name }) {
		return true
	}
	for i := range f.Module.Refs {
		if slices.ContainsFunc(f.Module.Refs[i].Names, func(n scanner.Name) bool { return n.Local == name }) {
			return true
		}
	}
	return false
}

// The texts that make a registry of names: a channel name put together, an event's name in a constant.
var (
	channelTemplate = lazy.Compile("`[a-zA-Z$][\\w-]*[:._-]\\$\\{|`\\$\\{[^}`]*\\}[:._-][a-z]+[:._-]?")
	eventName       = lazy.Compile(`^[a-z]+[_.:-][a-z_.:-]+$`)
)

func (s *surveyor) weighRegistry(id analyze.FileID, file *File) {
	code := s.code[id]
	if len(file.Evidence) == 0 {
		return
	}
	if bytes.Contains(code, []byte("${")) && bytes.Contains(code, []byte("hannel")) {
		if at := channelTemplate.FindAllIndex(code, -1); at != nil {
			file.add(lineOf(code, at[0][0]), s.preset.Weights.Registry, "puts channel names together")
			for _, m := range at {
				s.names[id] = append(s.names[id], m[0])
			}
			return
		}
	}
	var lines []int
	s.constants[id] = constants(code)
	for _, c := range s.constants[id] {
		if eventName.MatchString(c.value) {
			lines = append(lines, c.line)
			s.names[id] = append(s.names[id], c.at)
		}
	}
	if len(lines) > 2 {
		file.add(lines[0], s.preset.Weights.Registry, "names events in constants")
	} else {
		s.names[id] = nil
	}
}

func lineOf(code []byte, at int) int { return 1 + bytes.Count(code[:at], []byte("\n")) }
