package survey

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// weigh gives every file its score: first by what stands in it, then, once the core is known, by what
// it imports of that.
func (s *surveyor) weigh() {
	near := s.nearProviders()
	s.texts = s.wanted(near)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for id := next.Add(1) - 1; id < int64(len(s.repo.Files)); id = next.Add(1) - 1 {
				s.weighFile(analyze.FileID(id), near)
			}
		}()
	}
	wait.Wait()
	core := make([]bool, len(s.files))
	for id := range s.files {
		core[id] = s.ours(analyze.FileID(id)) && category(s.repo, analyze.FileID(id)) != "test"
	}
	for id := range s.files {
		s.weighImports(analyze.FileID(id), core)
	}
}

// nearProviders tells, for each provider, the files that import it and those that import such a file:
// there its API is at hand under whatever name.
func (s *surveyor) nearProviders() [][]bool {
	near := make([][]bool, len(s.preset.Providers))
	for k := range near {
		near[k] = make([]bool, len(s.repo.Files))
	}
	for id, f := range s.repo.Files {
		for i := range f.Module.Refs {
			ref := &f.Module.Refs[i]
			if f.Edges[i].State != resolver.External || ref.Kind == scanner.KindModuleDeclaration {
				continue
			}
			for k := range s.preset.Providers {
				if packageMatches(s.preset.Providers[k].Packages, ref.Specifier) {
					near[k][id] = true
				}
			}
		}
	}
	for k := range near {
		direct := slices.Clone(near[k])
		for id, yes := range direct {
			if !yes {
				continue
			}
			for _, imp := range s.repo.Importers(analyze.FileID(id)) {
				near[k][imp.File] = true
			}
		}
	}
	return near
}

func (s *surveyor) weighFile(id analyze.FileID, near [][]bool) {
	f := s.repo.Files[id]
	file := &s.files[id]
	*file = File{Path: f.Path, Lines: f.Lines}
	if f.Skipped != "" {
		return
	}
	s.weighName(file)
	foreign := s.weighPackages(f, file)
	src, err := s.repo.Tree.Read(f.Path)
	if err != nil {
		return
	}
	if len(file.Evidence) == 0 && !s.mayHold(src) {
		return
	}
	s.code[id] = withoutComments(src)
	known := s.weighShapes(id, near, file)
	s.weighRegistry(id, file)
	if foreign != "" && !known {
		file.add(0, s.preset.Weights.Foreign, "uses %s", foreign)
	}
	file.Category, file.Role = category(s.repo, id), ""
	file.Role = s.role(id)
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

// weighPackages counts imports of providers' packages, and names an import of a foreign one.
func (s *surveyor) weighPackages(f *analyze.File, file *File) (foreign string) {
	for i := range f.Module.Refs {
		ref := &f.Module.Refs[i]
		if f.Edges[i].State != resolver.External || ref.Kind == scanner.KindModuleDeclaration {
			continue
		}
		if packageMatches(s.preset.Foreign, ref.Specifier) {
			foreign = ref.Specifier
		}
		for k := range s.preset.Providers {
			p := &s.preset.Providers[k]
			if !p.Dedicated || !packageMatches(p.Packages, ref.Specifier) {
				continue
			}
			if ref.TypeOnly {
				file.add(int(ref.Line), s.preset.Weights.TypeOnly, "imports types of %s", ref.Specifier)
			} else {
				file.add(int(ref.Line), s.preset.Weights.Dedicated, "imports %s", ref.Specifier)
			}
		}
	}
	return foreign
}

// wanted lists the plain parts of the shapes that can count in this repo: those of providers that a
// file of it imports, and of the platform's globals.
func (s *surveyor) wanted(near [][]bool) [][]byte {
	var texts [][]byte
	for i := range s.preset.Providers {
		used := slices.Contains(near[i], true)
		for _, shape := range s.preset.Providers[i].Shapes {
			if used || shape.Global != "" {
				texts = append(texts, []byte(shape.Text))
			}
		}
	}
	return texts
}

// mayHold passes over files that hold no plain part of any shape.
func (s *surveyor) mayHold(src []byte) bool {
	for _, text := range s.texts {
		if bytes.Contains(src, text) {
			return true
		}
	}
	return false
}

// weighShapes looks for the providers' APIs. known tells that one stands where its provider is at hand.
func (s *surveyor) weighShapes(id analyze.FileID, near [][]bool, file *File) (known bool) {
	code := s.code[id]
	for k := range s.preset.Providers {
		p := &s.preset.Providers[k]
		var lines []int
		var texts []string
		for i := range p.Shapes {
			shape := &p.Shapes[i]
			at := shape.find(code)
			if at < 0 {
				continue
			}
			line := lineOf(code, at)
			if shape.Global != "" {
				if !declares(s.repo.Files[id], shape.Global) {
					file.add(line, s.preset.Weights.Global, "uses %s of %s", shape.Text, p.Name)
					known = true
				}
				continue
			}
			lines, texts = append(lines, line), append(texts, shape.Text)
		}
		switch {
		case len(lines) > 0 && near[k][id]:
			file.add(lines[0], s.preset.Weights.Shape, "uses %s of %s", strings.Join(texts, ", "), p.Name)
			known = true
		case len(lines) > 1:
			file.add(lines[0], s.preset.Weights.Shapes, "uses %s, as %s does, on an unknown receiver", strings.Join(texts, ", "), p.Name)
		}
	}
	return known
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
	channelTemplate = regexp.MustCompile("`[a-zA-Z$][\\w-]*[:.-]\\$\\{|`\\$\\{[^}`]*\\}[:.-][a-z]+[:.-]?")
	eventName       = regexp.MustCompile(`^[a-z]+[_.:-][a-z_.:-]+$`)
)

func (s *surveyor) weighRegistry(id analyze.FileID, file *File) {
	code := s.code[id]
	if len(file.Evidence) == 0 {
		return
	}
	if bytes.Contains(code, []byte("${")) && bytes.Contains(code, []byte("hannel")) {
		if at := channelTemplate.FindIndex(code); at != nil {
			file.add(lineOf(code, at[0]), s.preset.Weights.Registry, "puts channel names together")
			return
		}
	}
	var lines []int
	constants(code, func(_, value string, line int) {
		if eventName.MatchString(value) {
			lines = append(lines, line)
		}
	})
	if len(lines) > 2 {
		file.add(lines[0], s.preset.Weights.Registry, "names events in constants")
	}
}

func lineOf(code []byte, at int) int { return 1 + bytes.Count(code[:at], []byte("\n")) }

// weighImports counts what a file imports of the core.
func (s *surveyor) weighImports(id analyze.FileID, core []bool) {
	f := s.repo.Files[id]
	for i, e := range f.Edges {
		if e.To == analyze.None || !core[e.To] || e.To == id {
			continue
		}
		file := &s.files[id]
		file.add(int(f.Module.Refs[i].Line), s.preset.Weights.Consumer, "imports %s", e.Path)
		if file.Category == "" {
			file.Category = category(s.repo, id)
		}
		if file.Role == "" || !core[id] {
			file.Role = "consumer"
		}
		return
	}
}
