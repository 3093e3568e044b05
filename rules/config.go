// Package rules reads rtconsolidate.yaml, sees it against a repo, and holds the gate.
package rules

// FileName is the name of the config in the root of a repo.
const FileName = "rtconsolidate.yaml"

// Pos is a position in the config, line and column from 1.
type Pos struct{ Line, Column int }

// Config is a decoded rtconsolidate.yaml. Paths are relative to its folder, with slashes.
type Config struct {
	File   string // as it was named, for messages
	Entry  string
	Import string // the specifier of the entry; "" for relative ones
	// EntryPos and ImportPos are where `entry:` and `import:` stand; the two are the same without `import:`.
	EntryPos, ImportPos Pos
	Phases              []Phase
	Names               map[string]Decision
	Shims               Shims
	Gate                Gate
	Discover            *Discover // nil when the section is not there
}

// Phase is a named group of targets that is planned, applied and rolled back as one.
type Phase struct {
	Name    string
	Pos     Pos
	Targets []Target
	Keep    []Path
	Remove  []Removal
}

// Target is a file that a phase creates or extends.
type Target struct {
	File     string
	Pos      Pos
	Move     string // the file that goes there, "" for none
	MovePos  Pos
	Reexport []Source
	Keep     []Path
}

// Source is a file whose names the entry takes on; all of them when Names is empty.
type Source struct {
	From  string
	Names []string // globs
	Pos   Pos
}

// Path is a path with its position.
type Path struct {
	Path string
	Pos  Pos
}

// Removal is a file that goes: a dead one, or a twin of the file that stands in for it.
type Removal struct {
	Path string
	Use  string // "" for a dead file
	Pos  Pos
}

// Decision says who gets a contested name, and under which alias the entry offers the others.
type Decision struct {
	Prefer string
	Others map[string]string // path -> alias
	Pos    Pos
}

// Shims says what shims carry.
type Shims struct {
	Deprecate   string // "jsdoc" (the default) or "none"
	Owner       string
	RemoveAfter string // YYYY-MM-DD, "" for none
}

// Gate tunes `check`.
type Gate struct {
	Strict   []Glob // legacy paths whose imports no baseline excuses
	Allow    []Glob // files that may import legacy modules
	Baseline string // "" for none
}

func newConfig(file string) *Config {
	return &Config{File: file, Names: map[string]Decision{}, Shims: Shims{Deprecate: "jsdoc"}}
}
