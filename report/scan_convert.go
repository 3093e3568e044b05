package report

import (
	"fmt"
	"slices"

	"rtconsolidate/analyze/survey"
)

// NewScan makes the document of a survey.
func NewScan(s *survey.Survey) *Scan {
	d := &Scan{Cycles: s.Cycles, Unreachable: s.Unreachable}
	for _, f := range s.Files {
		d.Files = append(d.Files, ScanFile{f.Path, f.Category, f.Role, f.Score, f.Lines, each(f.Evidence, func(e survey.Evidence) Evidence { return Evidence(e) })})
		if f.Score >= s.Threshold {
			d.Totals.Realtime++
		} else {
			d.Totals.Review++
		}
	}
	d.Implementations = each(s.Implementations, func(m survey.Implementation) Implementation {
		return Implementation{each(m.Members, func(x survey.Member) Member { return Member(x) }), m.Overlap, m.Survivor, m.Reasons}
	})
	d.Collisions = each(s.Collisions, func(c survey.Collision) Collision { return Collision{c.Name, placesOf(c.Declarations)} })
	d.Twins = each(s.Twins, func(t survey.Twin) Twin {
		return Twin{t.A, t.B, t.Similarity, t.Drift, each(t.Reached, func(v survey.Via) Via { return Via(v) })}
	})
	d.WireConflicts = each(s.WireConflicts, func(c survey.WireConflict) WireConflict {
		return WireConflict{c.Name, each(c.Values, func(v survey.WireValue) WireValue { return WireValue{v.Value, placesOf(v.Places)} })}
	})
	for _, b := range s.BrokenImports {
		if b.Why == "" {
			d.BrokenImports = append(d.BrokenImports, BrokenImport{b.File, b.Line, b.Specifier, b.Name, b.Reason, b.Hint})
		} else {
			d.Unreported = append(d.Unreported, Unreported(b))
		}
	}
	d.ShadowedEntries = each(s.Shadowed, func(x survey.Shadow) Shadow { return Shadow(x) })
	d.Risks = each(s.Risks, func(r survey.Risk) Risk { return Risk(r) })
	d.Skipped = each(s.Skipped, func(x survey.Skipped) Skipped { return Skipped(x) })
	d.Effort = effort(s)
	t := &d.Totals
	t.Files, t.Implementations, t.Collisions, t.Twins = s.CodeFiles, len(d.Implementations), len(d.Collisions), len(d.Twins)
	t.WireConflicts, t.BrokenImports, t.Cycles, t.Unreachable = len(d.WireConflicts), len(d.BrokenImports), len(d.Cycles), len(d.Unreachable)
	return d
}

func each[A, B any](list []A, f func(A) B) []B {
	var out []B
	for _, a := range list {
		out = append(out, f(a))
	}
	return out
}

func placesOf(list []survey.Place) []Place {
	return each(list, func(p survey.Place) Place { return Place(p) })
}

// effort weighs each category by what has to be touched: a file costs one point, a collision two.
func effort(s *survey.Survey) []Effort {
	by := map[string]*Effort{}
	category := map[string]string{}
	for _, f := range s.Files {
		if f.Score < s.Threshold {
			continue
		}
		if by[f.Category] == nil {
			by[f.Category] = &Effort{Category: f.Category}
		}
		e := by[f.Category]
		e.Files++
		e.Lines += f.Lines
		category[f.Path] = f.Category
	}
	for _, c := range s.Collisions {
		seen := map[string]bool{}
		for _, p := range c.Declarations {
			if k := category[p.File]; k != "" && !seen[k] {
				seen[k] = true
				by[k].Collisions++
			}
		}
	}
	var list []Effort
	for _, e := range by {
		e.Points = e.Files + 2*e.Collisions
		e.Formula = fmt.Sprintf("%d files + 2 x %d collisions", e.Files, e.Collisions)
		list = append(list, *e)
	}
	slices.SortFunc(list, func(a, b Effort) int {
		if a.Category < b.Category {
			return -1
		}
		return 1
	})
	return list
}
