// Package rules reads rtconsolidate.yaml, sees it against a repo, and holds the gate.
package rules

// FileName is the name of the config in the root of a repo.
const FileName = "rtconsolidate.yaml"

// Pos is a position in the config, line and column from 1.
type Pos struct{ Line, Column int }

// Config is a decoded rtconsolidate.yaml. Paths are relative to its folder, with slashes.
type Config struct {
	File   string // as it was named, for messages
	Text   string // as it was read
	Entry  string
	Import string // the specifier of the entry; "" for relative ones
	// EntryPos and ImportPos are where `entry:` and `import:` stand; the two are the same without `import:`.
	EntryPos, ImportPos Pos
	Server              *ServerEntry // nil when one entry serves both sides
	Phases              []Phase
	Names               map[string]Decision
	Compat              []Compat // sorted by name
	Shims               Shims
	Gate                Gate
	Discover            *Discover // nil when the section is not there
}

// ServerEntry is the entry of the code that cannot run in a browser.
type ServerEntry struct {
	Entry, Import string
	Pos           Pos
}

// Phase is a named group of targets that is planned, applied and rolled back as one.
type Phase struct {
	Name string
	Pos  Pos
	// Entry and Import stand in for those of the config; Entry is NoEntry when importers name the files
	// of the phase themselves, "" when the phase has none of its own.
	Entry, Import string
	Targets       []Target
	Folders       []Folder
	Keep          []Path
	Remove        []Removal
}

// NoEntry is the entry of a phase whose importers name its files themselves (`entry: none`).
const NoEntry = "none"

// Target is a file that a phase creates or extends.
type Target struct {
	File     string
	Pos      Pos
	Move     string // the file that goes there, "" for none
	MovePos  Pos
	Reexport []Source
	Keep     []Path
	// Merge and Enhance are files whose declarations move here, all that no other target takes; Enhance
	// asks for a target that exists and keeps its names. Extract and Take are parts of files.
	Merge, Enhance, Extract, Take []Source
	Unify                         []Unify
}

// Folder is a folder that files move to, each under its own base name.
type Folder struct {
	Path   string
	Pos    Pos
	Move   []Glob
	Rename map[string]string // path -> base name in the folder
}

// Source is a file, or a part of one: the declarations that Names and Kinds choose, all of them when
// both are empty.
type Source struct {
	From  string
	Names []string // globs
	Kinds []string // of Kinds
	Pos   Pos
}

// Kinds are the words by which a part of a file is chosen.
var Kinds = []string{"class", "const", "enum", "function", "interface", "namespace", "type", "variable"}

// Unify makes one declaration of several of one name: a class with the members of all, or a registry
// with the entries of all.
type Unify struct {
	Name   string
	Base   string            // the file whose declaration is built on
	Absorb []string          // the files whose members join it
	Prefer map[string]string // member -> the file whose version stays
	Wire   bool              // accept that values differ on the wire
	Pos    Pos
}

// Compat is an extra export of the entry, for code that knows a declaration by another name.
type Compat struct {
	As   string // the exported name
	From string // a file
	Name string // its name there, "*" for the module as a namespace
	Pos  Pos
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
	// Accept are names whose code differs, though not their signatures, and that importers may take from
	// the twin all the same.
	Accept []string
	Pos    Pos
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
