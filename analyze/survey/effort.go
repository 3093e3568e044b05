package survey

import (
	"cmp"
	"fmt"
	"slices"

	"rtconsolidate/analyze"
)

// Effort is what a category of the topic's files, or a phase, may cost and risk.
type Effort struct {
	Name       string // of the category, or of the phase
	Files      int
	Lines      int
	Importers  int // files elsewhere that import one of them
	Collisions int // names of them with more than one form
	Wire       int // wire conflicts that touch them
	FanIn      int // the most importers that one of them has
	Points     int
	Risk       string // low, medium, high
	Formula    string // how points and risk come about
}

// PhaseOf is the phase in which files of a category are usually consolidated.
func PhaseOf(category string) string {
	switch category {
	case "hook":
		return "hooks"
	case "component":
		return "components"
	case "test", "script", "migration":
		return "tests"
	}
	return "core"
}

// phaseOrder is the order in which phases are applied: what others build on comes first.
var phaseOrder = []string{"core", "hooks", "components", "tests"}

// efforts weighs the topic's files by what keyOf says of their category.
func (s *surveyor) efforts(out *Survey, keyOf func(string) string) []Effort {
	key := map[string]string{}
	by := map[string]*Effort{}
	importers := map[string]map[analyze.FileID]bool{}
	for id := range s.files {
		f := &s.files[id]
		if !s.ours(analyze.FileID(id)) {
			continue
		}
		k := keyOf(f.Category)
		key[f.Path] = k
		if by[k] == nil {
			by[k], importers[k] = &Effort{Name: k}, map[analyze.FileID]bool{}
		}
		e := by[k]
		e.Files++
		e.Lines += f.Lines
		e.FanIn = max(e.FanIn, s.importers(analyze.FileID(id)))
	}
	for id := range s.files {
		for _, imp := range s.repo.Importers(analyze.FileID(id)) {
			if k := key[s.files[id].Path]; k != "" && key[s.files[imp.File].Path] != k {
				importers[k][imp.File] = true
			}
		}
	}
	touch := func(places []Place, count func(*Effort)) {
		seen := map[string]bool{}
		for _, p := range places {
			if k := key[p.File]; k != "" && !seen[k] {
				seen[k] = true
				count(by[k])
			}
		}
	}
	for _, c := range out.Collisions {
		if c.Forms > 1 {
			touch(c.Declarations, func(e *Effort) { e.Collisions++ })
		}
	}
	for _, c := range out.WireConflicts {
		var places []Place
		for _, v := range c.Values {
			places = append(places, v.Places...)
		}
		touch(places, func(e *Effort) { e.Wire++ })
	}
	var list []Effort
	for k, e := range by {
		e.Importers = len(importers[k])
		e.weigh()
		list = append(list, *e)
	}
	slices.SortFunc(list, func(a, b Effort) int {
		return cmp.Or(cmp.Compare(slices.Index(phaseOrder, a.Name), slices.Index(phaseOrder, b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// What an effort counts, in points; docs/survey.md tells why.
const (
	linesAPoint     = 250
	importersAPoint = 2
	collisionPoints = 2
	wirePoints      = 3
)

// From which figure on a risk is medium, and high.
const mediumRisk, highRisk = 5, 20

func (e *Effort) weigh() {
	lines, importers := (e.Lines+linesAPoint-1)/linesAPoint, (e.Importers+importersAPoint-1)/importersAPoint
	e.Points = e.Files + lines + importers + collisionPoints*e.Collisions + wirePoints*e.Wire
	risk := e.Collisions + wirePoints*e.Wire + e.FanIn/5
	e.Risk = "low"
	switch {
	case risk >= highRisk:
		e.Risk = "high"
	case risk >= mediumRisk:
		e.Risk = "medium"
	}
	e.Formula = fmt.Sprintf("%d files + %d lines/%d + %d importers/%d + %d x %d collisions + %d x %d wire conflicts = %d; risk %d = %d collisions + %d x %d wire conflicts + fan-in %d/5",
		e.Files, e.Lines, linesAPoint, e.Importers, importersAPoint, collisionPoints, e.Collisions, wirePoints, e.Wire, e.Points,
		risk, e.Collisions, wirePoints, e.Wire, e.FanIn)
}
