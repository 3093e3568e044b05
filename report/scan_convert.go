package report

import "rtconsolidate/analyze/survey"

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
	d.Collisions = each(s.Collisions, func(c survey.Collision) Collision { return Collision{c.Name, placesOf(c.Declarations), c.Forms} })
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
	d.Effort = each(s.Categories, effortOf)
	d.Phases = each(s.Phases, effortOf)
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

func effortOf(e survey.Effort) Effort {
	return Effort{e.Name, e.Files, e.Lines, e.Importers, e.Collisions, e.Wire, e.FanIn, e.Points, e.Risk, e.Formula}
}
