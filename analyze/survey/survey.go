package survey

import (
	"cmp"
	"slices"

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
	Skipped         []Skipped
	CodeFiles       int // code files of the repo
	Threshold       int
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
	repo   *analyze.Repo
	preset *Preset
	code   [][]byte // source without comments, of the candidates
	files  []File   // by FileID; Score 0 for what is no candidate
	texts  [][]byte // by which files that can hold nothing of the topic are passed over
	reach  []bool   // from the repo's entries, over every kind of reference
}

// Run surveys a repo. It only reads. The preset must be compiled.
func Run(repo *analyze.Repo, preset *Preset) *Survey {
	s := &surveyor{repo: repo, preset: preset, code: make([][]byte, len(repo.Files)), files: make([]File, len(repo.Files))}
	s.reach = repo.Reachable(repo.Entries(nil))
	s.weigh()
	out := &Survey{CodeFiles: len(repo.Files), Threshold: preset.Threshold}
	for id := range s.files {
		if s.files[id].Score >= preset.Review {
			out.Files = append(out.Files, s.files[id])
		}
	}
	out.Collisions = s.collisions()
	out.Implementations = s.implementations()
	out.Twins = s.twins()
	out.WireConflicts = s.wireConflicts()
	out.BrokenImports = BrokenImports(repo)
	for _, cycle := range repo.Cycles() {
		var paths []string
		for _, id := range cycle {
			paths = append(paths, repo.Files[id].Path)
		}
		out.Cycles = append(out.Cycles, paths)
	}
	for id, f := range repo.Files {
		if s.ours(analyze.FileID(id)) && !s.reach[id] {
			out.Unreachable = append(out.Unreachable, f.Path)
		}
		if f.Skipped != "" {
			out.Skipped = append(out.Skipped, Skipped{f.Path, f.Skipped})
		}
	}
	out.Shadowed = shadowed(repo)
	out.Risks = s.risks()
	return out
}

// ours tells whether a file belongs to the topic.
func (s *surveyor) ours(id analyze.FileID) bool { return s.files[id].Score >= s.preset.Threshold }

func sortPlaces(list []Place) []Place {
	slices.SortFunc(list, func(a, b Place) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return list
}
