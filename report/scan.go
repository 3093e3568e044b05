package report

import (
	"fmt"
	"slices"
	"strings"
)

// Scan is the survey of a repo.
type Scan struct {
	Files           []ScanFile       `json:"files"` // sorted by path
	Implementations []Implementation `json:"implementations"`
	Collisions      []Collision      `json:"collisions"` // sorted by name
	Twins           []Twin           `json:"twins"`
	WireConflicts   []WireConflict   `json:"wire_conflicts"` // sorted by name
	BrokenImports   []BrokenImport   `json:"broken_imports"` // sorted by file, line, name
	Unreported      []Unreported     `json:"broken_unreported"`
	Cycles          [][]string       `json:"cycles"`
	Unreachable     []string         `json:"unreachable"`
	ShadowedEntries []Shadow         `json:"shadowed_entries"`
	Risks           []Risk           `json:"risks"`
	Effort          []Effort         `json:"effort"` // sorted by category
	Skipped         []Skipped        `json:"skipped"`
	Totals          ScanTotals       `json:"totals"`
}

// ScanFile is one realtime file, or one that may be.
type ScanFile struct {
	Path     string     `json:"path"`
	Category string     `json:"category"`
	Role     string     `json:"role"`
	Score    int        `json:"score"`
	Lines    int        `json:"lines"`
	Evidence []Evidence `json:"evidence"`
}

// Evidence is one reason for a score.
type Evidence struct {
	Line   int    `json:"line"` // from 1, 0 for the file as a whole
	Weight int    `json:"weight"`
	Reason string `json:"reason"`
}

// Implementation is a group of modules that do the same job.
type Implementation struct {
	Members  []Member `json:"members"`
	Overlap  []string `json:"overlap"` // the names they share
	Survivor string   `json:"survivor" empty:"null"`
	Reasons  []string `json:"reasons"`
}

// Member is one module of a competing group.
type Member struct {
	Path      string `json:"path"`
	Lines     int    `json:"lines"`
	Importers int    `json:"importers"`
	Reachable bool   `json:"reachable"`
}

// Place is a position in the repo.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"` // from 1
	Kind string `json:"kind" empty:"null"`
}

// Collision is a name that several files declare.
type Collision struct {
	Name         string  `json:"name"`
	Declarations []Place `json:"declarations"`
}

// Twin is a pair of files that are the same, or nearly.
type Twin struct {
	A          string `json:"a"`
	B          string `json:"b"`
	Similarity int    `json:"similarity"` // percent; 100 is exact
	Drift      string `json:"drift" empty:"null"`
	Reached    []Via  `json:"reached"`
}

// Via says which file an alias leads to.
type Via struct {
	Alias string `json:"alias"`
	Path  string `json:"path"`
}

// WireConflict is one constant's name with several values, or one channel that is spelled in
// several ways.
type WireConflict struct {
	Name   string      `json:"name"`
	Values []WireValue `json:"values"`
}

// WireValue is one of the spellings.
type WireValue struct {
	Value  string  `json:"value"`
	Places []Place `json:"places"`
}

// BrokenImport is an import that leads to nothing.
type BrokenImport struct {
	File      string `json:"file"`
	Line      int    `json:"line"` // from 1
	Specifier string `json:"specifier"`
	Name      string `json:"name" empty:"null"`
	Reason    string `json:"reason"` // no-module, no-export
	Hint      string `json:"hint" empty:"null"`
}

// Unreported is a broken import that TypeScript, as the repo configures it, reports in another way or not at all.
type Unreported struct {
	File      string `json:"file"`
	Line      int    `json:"line"` // from 1
	Specifier string `json:"specifier"`
	Name      string `json:"name" empty:"null"`
	Reason    string `json:"reason"` // no-module, no-export
	Hint      string `json:"hint" empty:"null"`
	Why       string `json:"why"`
}

// Shadow is a folder's index that no one reaches, because a file has the folder's name.
type Shadow struct {
	File  string `json:"file"`
	Index string `json:"index"`
}

// Risk is code that a consolidation should look at.
type Risk struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // from 1
	Risk   string `json:"risk"`
	Detail string `json:"detail"`
}

// Effort is what a category may cost.
type Effort struct {
	Category   string `json:"category"`
	Files      int    `json:"files"`
	Lines      int    `json:"lines"`
	Importers  int    `json:"importers"`
	Collisions int    `json:"collisions"`
	Points     int    `json:"points"`
	Formula    string `json:"formula"` // how the points come about
}

// Skipped is a file that was not read.
type Skipped struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// ScanTotals are the figures of the first line.
type ScanTotals struct {
	Files           int `json:"files"`    // code files of the repo
	Realtime        int `json:"realtime"` // above the threshold
	Review          int `json:"review"`   // below it, but listed
	Implementations int `json:"implementations"`
	Collisions      int `json:"collisions"`
	Twins           int `json:"twins"`
	WireConflicts   int `json:"wire_conflicts"`
	BrokenImports   int `json:"broken_imports"`
	Cycles          int `json:"cycles"`
	Unreachable     int `json:"unreachable"`
}

// Kind is "scan".
func (d *Scan) Kind() string { return "scan" }

// problem is one list of the survey, in a form that text and Markdown share. Lists come the worst
// first: what changes behaviour, then what confuses, then what is dead.
type problem struct {
	title   string
	entries []finding
}

// finding is an entry with its details, all untrusted. where is a place or a name.
type finding struct {
	where   string
	what    string
	details []string
}

func (d *Scan) problems() []problem {
	return []problem{
		{"Wire conflicts: one name, several values", findings(d.WireConflicts, WireConflict.finding)},
		{"Competing implementations", findings(d.Implementations, Implementation.finding)},
		{"Name collisions: one name, several declarations", findings(d.Collisions, Collision.finding)},
		{"Shadowed entries: a file hides a folder's index", findings(d.ShadowedEntries, func(s Shadow) finding {
			return finding{where: s.File, what: "hides " + s.Index}
		})},
		{"Broken imports", findings(d.BrokenImports, BrokenImport.finding)},
		{"Broken imports that TypeScript does not report as such", findings(d.Unreported, Unreported.finding)},
		{"Risks", findings(d.Risks, func(r Risk) finding {
			return finding{where: position(r.File, r.Line, 0), what: r.Risk + ": " + r.Detail}
		})},
		{"Twins", findings(d.Twins, Twin.finding)},
		{"Import cycles", findings(d.Cycles, func(c []string) finding {
			return finding{where: first(c), what: "in a cycle of " + files(len(c)), details: []string{strings.Join(c, " -> ")}}
		})},
		{"Unreachable from any entry", findings(d.Unreachable, func(p string) finding { return finding{where: p} })},
		{"Not read", findings(d.Skipped, func(s Skipped) finding { return finding{where: s.File, what: s.Reason} })},
	}
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
		f.details = append(f.details, "\""+v.Value+"\" in "+placeList(v.Places))
	}
	return f
}

func (m Implementation) finding() finding {
	f := finding{what: "share " + count(len(m.Overlap), "name", "names") + ": " + strings.Join(m.Overlap, ", ")}
	var paths []string
	for _, e := range m.Members {
		paths = append(paths, e.Path)
		dead := ""
		if !e.Reachable {
			dead = ", unreachable"
		}
		f.details = append(f.details, fmt.Sprintf("%s: %s, %s%s", e.Path, count(e.Lines, "line", "lines"), count(e.Importers, "importer", "importers"), dead))
	}
	f.where = strings.Join(paths, ", ")
	if m.Survivor != "" {
		f.details = append(f.details, "keep "+m.Survivor+": "+strings.Join(m.Reasons, "; "))
	}
	return f
}

func (c Collision) finding() finding {
	return finding{where: c.Name, what: "is declared " + count(len(c.Declarations), "time", "times"), details: []string{placeList(c.Declarations)}}
}

func (t Twin) finding() finding {
	same := "are the same"
	if t.Similarity < 100 {
		same = fmt.Sprintf("are %d%% alike", t.Similarity)
	}
	if t.Drift != "" {
		same += ", " + t.Drift
	}
	f := finding{where: t.A + ", " + t.B, what: same}
	for _, v := range t.Reached {
		f.details = append(f.details, v.Alias+" leads to "+v.Path)
	}
	return f
}

func (b BrokenImport) finding() finding {
	what := "\"" + b.Specifier + "\" leads to no file"
	if b.Reason == "no-export" {
		what = "\"" + b.Specifier + "\" has no " + b.Name
	}
	f := finding{where: position(b.File, b.Line, 0), what: what}
	if b.Hint != "" {
		f.details = []string{"hint: " + b.Hint}
	}
	return f
}

func (u Unreported) finding() finding {
	f := BrokenImport{u.File, u.Line, u.Specifier, u.Name, u.Reason, u.Hint}.finding()
	f.details = append(f.details, u.Why)
	return f
}

func placeList(list []Place) string {
	var out []string
	for _, p := range list {
		out = append(out, strings.TrimSpace(position(p.File, p.Line, 0)+" "+p.Kind))
	}
	return strings.Join(out, ", ")
}

// byScore sorts the files for people: the surest first.
func (d *Scan) byScore() []ScanFile {
	list := slices.Clone(d.Files)
	slices.SortStableFunc(list, func(a, b ScanFile) int { return b.Score - a.Score })
	return list
}
