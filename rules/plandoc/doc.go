// Package plandoc reads a plan that was written for people, in Markdown: its phases, what goes where, the
// folders it draws, the exports it promises. It knows forms (headings, lists, tables, code blocks, arrows,
// verbs), no repo and no topic: what the words mean in a repo is for others to find out.
package plandoc

import "fmt"

// MaxSize is how large a plan may be, in bytes.
const MaxSize = 1 << 20

// Doc is a plan as far as it could be read.
type Doc struct {
	File    string
	Phases  []*Phase
	Entry   Target   // the file that a sentence or a tree calls the entry
	Files   []Drawn  // what the directory trees draw
	Exports []Export // what the code blocks promise
	Unify   []Named  // names of which the plan wants one declaration
	People  []Line   // lines within the phases that are work for people
}

// Phase is one step of the plan.
type Phase struct {
	Name  string // one word, made of the title
	Title string
	Line  int
	Units []*Unit
}

// Unit is one target of a phase, or what has none, with its sources.
type Unit struct {
	Title  string // of the section
	Target Target
	Items  []Item
}

// Target is where things go: a file, or a folder when the path ends in a slash.
type Target struct {
	Path string // "" for none
	Line int
	Note string
	// New and Exists are what the plan claims of it.
	New, Exists bool
}

// Verb is what a plan wants done.
type Verb string

// The verbs.
const (
	None     Verb = ""
	Merge    Verb = "merge"
	Enhance  Verb = "enhance"
	Move     Verb = "move"
	Extract  Verb = "extract"
	Keep     Verb = "keep"
	Remove   Verb = "remove"
	Reexport Verb = "reexport"
)

// Item is one source line of the plan.
type Item struct {
	Line  int
	Text  string
	Verb  Verb
	Said  bool     // the verb stands on the line itself
	Paths []string // files, folders (with a slash at the end) and globs
	Names []string // identifiers
	From  string   // where the names come from, in the plan's words
	To    Target   // its own target, if it has one
	// Lines is how long the plan says the file is, 0 when it does not say.
	Lines int
	// Related is the topic of `(x-related)`, which narrows a glob down.
	Related string
}

// Drawn is a file or folder of a directory tree.
type Drawn struct {
	Path   string
	Line   int
	Note   string
	Folder bool
}

// Export is an export that a code block promises.
type Export struct {
	File string // the module it shows, "" when it does not say
	Line int
	Name string
	Of   string // the name it stands for, "*" for a module as a namespace
	From string // the specifier, "" for a declaration of the module itself
	Note string
	All  bool // `export * from`
}

// Named is an identifier at a line.
type Named struct {
	Name string
	Line int
}

// Line is a line of the plan.
type Line struct {
	Line int
	Text string
}

// Error is why a plan could not be read.
type Error struct {
	File      string
	Line      int // from 1; 0 when the whole file is meant
	Msg, hint string
}

// Error gives `file:line: message`.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
}

// Hint tells the way out.
func (e *Error) Hint() string { return e.hint }
