package report

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
	Phases          []Effort         `json:"phases"` // in the order in which they are applied
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
	Offers    int    `json:"offers"` // how many of the shared names it has
	Tested    bool   `json:"tested"`
	Changed   string `json:"changed" empty:"null"` // YYYY-MM-DD of the last commit
	TwinOf    string `json:"twin_of" empty:"null"` // the member that it is a copy of
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
	Forms        int     `json:"forms"` // different ones; 1 when all are copies
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

// Effort is what a category, or a phase, may cost.
type Effort struct {
	Category      string `json:"category"` // or the phase
	Files         int    `json:"files"`
	Lines         int    `json:"lines"`
	Importers     int    `json:"importers"` // files elsewhere that import one of them
	Collisions    int    `json:"collisions"`
	WireConflicts int    `json:"wire_conflicts"`
	FanIn         int    `json:"fan_in"` // the most importers of one file
	Points        int    `json:"points"`
	Risk          string `json:"risk"`    // low, medium, high
	Formula       string `json:"formula"` // how points and risk come about
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
