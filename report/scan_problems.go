package report

import (
	"fmt"
	"slices"
	"strings"
)

// problem is one list of the survey, in a form that text and Markdown share. Lists come the worst
// first: what changes behaviour, then what confuses, then what is dead.
type problem struct {
	title   string
	entries []finding
}

// finding is an entry with its details, all untrusted. where is a place or a name; the heavier findings
// are shown first.
type finding struct {
	where   string
	what    string
	details []string
	weight  int
}

func (d *Scan) problems() []problem {
	topic := map[string]bool{}
	for _, f := range d.Files {
		topic[f.Path] = true
	}
	list := []problem{
		{"Wire conflicts: one name, several values", findings(d.WireConflicts, WireConflict.finding)},
		{"Competing implementations", findings(d.Implementations, Implementation.finding)},
		{"Name collisions: one name, several declarations", findings(d.Collisions, Collision.finding)},
		{"Shadowed: a file hides another", findings(d.ShadowedEntries, func(s Shadow) finding {
			return finding{where: s.File, what: "hides " + s.Index, weight: number(topic[s.File] || topic[s.Index])}
		})},
		{"Broken imports", findings(d.BrokenImports, func(b BrokenImport) finding { return b.finding(topic[b.File]) })},
		{"Broken imports that TypeScript does not report as such", findings(d.Unreported, Unreported.finding)},
		{"Risks", findings(d.Risks, func(r Risk) finding {
			return finding{where: position(r.File, r.Line, 0), what: r.Risk + ": " + r.Detail, weight: riskOrder[r.Risk]}
		})},
		{"Twins", findings(d.Twins, Twin.finding)},
		{"Import cycles", findings(d.Cycles, func(c []string) finding {
			return finding{where: first(c), what: "in a cycle of " + files(len(c)), details: []string{strings.Join(c, " -> ")}, weight: len(c)}
		})},
		{"Unreachable from any entry", findings(d.Unreachable, func(p string) finding { return finding{where: p} })},
		{"Not read", findings(d.Skipped, func(s Skipped) finding { return finding{where: s.File, what: s.Reason} })},
	}
	for _, p := range list {
		slices.SortStableFunc(p.entries, func(a, b finding) int { return b.weight - a.weight })
	}
	return list
}

// riskOrder tells which risks come first.
var riskOrder = map[string]int{"split-alias": 5, "client-at-load": 4, "no-cleanup": 3, "default-presence-key": 2, "several-clients": 1}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func findings[T any](list []T, show func(T) finding) []finding {
	var out []finding
	for _, e := range list {
		out = append(out, show(e))
	}
	return out
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func (c WireConflict) finding() finding {
	f := finding{where: c.Name, what: "has " + count(len(c.Values), "value", "values")}
	for _, v := range c.Values {
		kind := ""
		if first := v.Places[0].Kind; strings.HasPrefix(c.Name, "event ") && !slices.ContainsFunc(v.Places, func(p Place) bool { return p.Kind != first }) {
			kind = " " + first + " in"
		}
		f.details = append(f.details, fmt.Sprintf("%q %s %s", v.Value, kind, placeList(v.Places)))
		f.weight += 100 + len(v.Places)
	}
	return f
}

func (m Implementation) finding() finding {
	forms := 0
	f := finding{}
	dated := slices.ContainsFunc(m.Members, func(e Member) bool { return e.Changed != m.Members[0].Changed })
	for _, e := range m.Members {
		if e.TwinOf == "" {
			forms++
		}
		notes := []string{count(e.Lines, "line", "lines"), count(e.Importers, "importer", "importers")}
		if !e.Reachable {
			notes = append(notes, "unreachable")
		}
		if e.Offers < len(m.Overlap) {
			notes = append(notes, fmt.Sprintf("has %d of them", e.Offers))
		}
		if dated && e.Changed != "" {
			notes = append(notes, "changed "+e.Changed)
		}
		if e.TwinOf != "" {
			notes = append(notes, "a twin of "+e.TwinOf)
		}
		f.details = append(f.details, e.Path+"  "+strings.Join(notes, ", "))
	}
	f.where = count(forms, "module", "modules")
	f.what = "share " + count(len(m.Overlap), "name", "names") + ": " + some(m.Overlap, 6)
	if m.Survivor != "" {
		f.details = append([]string{"keep " + m.Survivor + ": " + strings.Join(m.Reasons, "; ")}, f.details...)
	}
	f.weight = 100*forms + len(m.Overlap)
	return f
}

// some joins the first of a list and counts the rest.
func some(list []string, most int) string {
	if len(list) <= most {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
}

func (c Collision) finding() finding {
	f := finding{where: c.Name, what: fmt.Sprintf("%d different declarations in %s", c.Forms, files(len(c.Declarations))), weight: 100*c.Forms + len(c.Declarations)}
	if c.Forms == 1 {
		f.what, f.weight = "the same declaration in "+files(len(c.Declarations)), len(c.Declarations)
	}
	if slices.ContainsFunc(c.Declarations, func(p Place) bool { return p.Kind != "type" }) {
		f.weight += 1000 * (c.Forms - 1)
	}
	f.details = []string{placeList(c.Declarations)}
	return f
}

func (t Twin) finding() finding {
	f := finding{where: t.A + ", " + t.B, what: "are the same", weight: len(t.Reached)}
	if t.Similarity < 100 {
		f.what = fmt.Sprintf("are %d%% alike", t.Similarity)
		f.weight += 100
	}
	if t.Drift != "" {
		f.what += ": " + t.Drift
	}
	var leads []string
	for _, v := range t.Reached {
		leads = append(leads, v.Alias+" leads to "+v.Path)
	}
	if leads != nil {
		f.details = []string{strings.Join(leads, "; ")}
	}
	return f
}

func (b BrokenImport) finding(topic bool) finding {
	what := "\"" + b.Specifier + "\" leads to no file"
	if b.Reason == "no-export" {
		what = "\"" + b.Specifier + "\" has no " + b.Name
	}
	f := finding{where: position(b.File, b.Line, 0), what: what, weight: number(topic)}
	if b.Hint != "" {
		f.details = []string{"hint: " + b.Hint}
	}
	return f
}

func (u Unreported) finding() finding {
	f := BrokenImport{u.File, u.Line, u.Specifier, u.Name, u.Reason, u.Hint}.finding(false)
	f.details = append(f.details, u.Why)
	return f
}

// placeList lists places, with their kinds where these differ.
func placeList(list []Place) string {
	var out []string
	for _, p := range list {
		kind := ""
		if slices.ContainsFunc(list, func(o Place) bool { return o.Kind != p.Kind }) {
			kind = " " + p.Kind
		}
		out = append(out, position(p.File, p.Line, 0)+kind)
	}
	return strings.Join(out, ", ")
}

// byScore sorts the files for people: the surest first.
func (d *Scan) byScore() []ScanFile {
	list := slices.Clone(d.Files)
	slices.SortStableFunc(list, func(a, b ScanFile) int { return b.Score - a.Score })
	return list
}
