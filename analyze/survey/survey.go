package survey

import (
	"cmp"
	"slices"
	"sync"

	"rtconsolidate/analyze"
)

// Survey is what a scan found. Lists are sorted.
type Survey struct {
	Files           []File
	Implementations []Implementation
	Collisions      []Collision
	Twins           []Twin
	WireConflicts   []WireConflict
	BrokenImports   []BrokenImport
	Cycles          [][]string
	Unreachable     []string // files of the topic that no entry of the repo reaches
	Shadowed        []Shadow
	Risks           []Risk
	Categories      []Effort // sorted by name
	Phases          []Effort // in the order in which they are applied
	Skipped         []Skipped
	CodeFiles       int // code files of the repo
	Threshold       int
	Review          int
	all             []File // of the repo, sorted by path
}

// File returns the verdict on a code file of the repo, whatever its score.
func (s *Survey) File(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(s.all, path, func(f File, p string) int { return cmp.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return s.all[i], true
}

// File is one file of the topic, or one that may be (below Threshold).
type File struct {
	Path     string
	Category string
	Role     string
	Score    int
	Lines    int
	Evidence []Evidence
}

// Evidence is one reason for a score.
type Evidence struct {
	Line   int // from 1, 0 for the file as a whole
	Weight int
	Reason string
}

// Place is a position in the repo, line from 1.
type Place struct {
	File string
	Line int
	Kind string
}

// Skipped is a code file that was not read.
type Skipped struct{ File, Reason string }

// surveyor holds what the parts of a survey share.
type surveyor struct {
	repo      *analyze.Repo
	preset    *Preset
	code      [][]byte // source without comments, of the candidates
	files     []File   // by FileID; Score 0 for what is no candidate
	glance    *Glance
	kinds     []string // their categories
	constants [][]constant
	prints    [][]uint32 // their fingerprints, of the candidates for twins
	wanted    parts      // by which files that can hold nothing of the topic are passed over
	held      []parts    // by file
	market    *market
	spots     [][]int            // where a file uses the topic's API, offsets in order
	calls     [][]int            // those of spots that are calls
	names     [][]int            // where it puts names of channels or events together
	given     [][]string         // local names that come from a dedicated package
	live      []map[string]*live // by file and declaration
	reach     []bool             // from the repo's entries, over every kind of reference
}

// Run surveys a repo. It only reads. The preset must be compiled.
func Run(repo *analyze.Repo, preset *Preset) *Survey {
	glance := NewGlance(preset)
	parallel(len(repo.Files), func(i int) {
		if f := repo.Files[i]; f.Skipped == "" {
			if src, err := repo.Tree.Read(f.Path); err == nil {
				glance.Look(f.Path, src)
			}
		}
	})
	return RunSeen(repo, preset, glance)
}

// RunSeen is Run for a repo that was loaded under the eyes of a Glance at the same preset.
func RunSeen(repo *analyze.Repo, preset *Preset, glance *Glance) *Survey {
	n := len(repo.Files)
	s := &surveyor{repo: repo, preset: preset, glance: glance, held: make([]parts, n), code: make([][]byte, n), files: make([]File, n),
		kinds: make([]string, n), constants: make([][]constant, n), prints: make([][]uint32, n), spots: make([][]int, n), calls: make([][]int, n), names: make([][]int, n), given: make([][]string, n)}
	out := &Survey{CodeFiles: n, Threshold: preset.Threshold, Review: preset.Review, all: s.files}
	together(
		func() { s.reach = repo.Reachable(repo.Entries(nil)) },
		func() { out.BrokenImports = BrokenImports(repo) },
		func() { out.Cycles = cycles(repo) },
		s.weigh,
	)
	s.prepare()
	together(
		func() {
			out.Twins = s.twins()
			out.Implementations = s.implementations(out.Twins)
		},
		func() { out.Collisions = s.collisions() },
		func() { out.WireConflicts = s.wireConflicts() },
		func() { out.Risks = s.risks() },
		func() { s.list(out) },
	)
	out.Collisions = append(out.Collisions, s.clashes(out.Implementations, out.Collisions)...)
	slices.SortFunc(out.Collisions, func(a, b Collision) int { return cmp.Compare(a.Name, b.Name) })
	out.Categories = s.efforts(out, func(category string) string { return category })
	out.Phases = s.efforts(out, PhaseOf)
	return out
}

// together runs parts that do not need each other at the same time.
func together(parts ...func()) {
	var wait sync.WaitGroup
	for _, part := range parts {
		wait.Add(1)
		go func() {
			defer wait.Done()
			part()
		}()
	}
	wait.Wait()
}

// prepare reads the code that the parts of a survey look at, so that they only read what is shared.
func (s *surveyor) prepare() {
	list := s.twinCandidates()
	for _, id := range list {
		s.prints[id] = []uint32{}
	}
	for id := range s.files {
		if fid := analyze.FileID(id); s.listed(fid) || s.imports(fid) {
			list = append(list, fid)
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	parallel(len(list), func(i int) {
		id := list[i]
		s.need(id)
		if s.constants[id] == nil && s.ours(id) {
			s.constants[id] = constants(s.code[id])
		}
		if s.prints[id] != nil {
			s.prints[id] = s.printsOf(id)
		}
	})
}

// list fills in what the verdicts say themselves.
func (s *surveyor) list(out *Survey) {
	for id := range s.files {
		if s.listed(analyze.FileID(id)) {
			out.Files = append(out.Files, s.files[id])
		}
	}
	for id, f := range s.repo.Files {
		if s.ours(analyze.FileID(id)) && !s.reach[id] {
			out.Unreachable = append(out.Unreachable, f.Path)
		}
		if f.Skipped != "" {
			out.Skipped = append(out.Skipped, Skipped{f.Path, f.Skipped})
		}
	}
	out.Shadowed = shadowed(s.repo)
}

func cycles(repo *analyze.Repo) (list [][]string) {
	for _, cycle := range repo.Cycles() {
		var paths []string
		for _, id := range cycle {
			paths = append(paths, repo.Files[id].Path)
		}
		list = append(list, paths)
	}
	return list
}

// ours tells whether a file belongs to the topic.
func (s *surveyor) ours(id analyze.FileID) bool { return s.files[id].Score >= s.preset.Threshold }

func sortPlaces(list []Place) []Place {
	slices.SortFunc(list, func(a, b Place) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return list
}
