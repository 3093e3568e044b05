// Package propose makes a first rtconsolidate.yaml, out of a survey or out of a plan written for people.
//
// A draft asks for what the consolidation should come to. What the planner refuses of it is turned off,
// piece by piece (see rewrite/settle): the piece stays in the config as a comment, with the reason, and
// its files fall back to the least risky action, a re-export.
package propose

import (
	"rtconsolidate/analyze"
	"rtconsolidate/analyze/survey"
)

// Draft is a config in the making.
type Draft struct {
	Notes  []string // comments at the top
	Entry  string
	Import string // "" for relative specifiers
	Reason string // why the entry lies there
	// Server is the entry of what a browser cannot run, "" when one entry does; ServerImport its specifier.
	Server, ServerImport string
	Phases               []*Phase
	Names                []Decision
	Compat               []Compat
	// Front is a file that shadows the entry, "" for none: it can move, but is never re-exported.
	Front, FrontTo string
	// Cautious turns off what leaves places that someone would have to rewrite by hand.
	Cautious bool

	bound map[string]bool // the files that the server's entry offers
	picture
}

// picture is the repo as the survey shows it.
type picture struct {
	repo    *analyze.Repo
	survey  *survey.Survey
	folders []string // names of folders that hold the topic's core
	scored  map[string]*survey.File
}

// NoEntry is the entry of a phase whose files are imported by their own paths.
const NoEntry = "none"

// Phase is one phase of a draft.
type Phase struct {
	Name     string
	Notes    []string
	Entry    string // "" for the draft's own, or NoEntry
	Targets  []*Target
	Reexport []Source // by the entry
	Keep     []Line
	Remove   []Removal
	Off      string // why the whole phase is a comment, "" while it is none
}

// Target is a file that a phase creates or extends.
type Target struct {
	File  string
	Notes []string
	Move  string // the file that goes there as a whole
	// Merge, Enhance, Extract and Take are the sources of the actions of these names.
	Merge, Enhance, Extract, Take []Source
	Off                           string // why the target is a comment
}

// Source is a file, or the part of it that Names and Kinds choose.
type Source struct {
	From         string
	Names, Kinds []string
	Note         string
	Off          bool   // a comment: a choice that is left to the reader, or what the planner refuses
	Why          string // why the planner refuses it
}

// Line is a file with the reason why it stands there.
type Line struct{ Path, Note string }

// Removal is a file that goes, and the twin that stands in for it. It is always written as a comment:
// nothing is removed that no one asked for.
type Removal struct{ Path, Use, Note string }

// Decision is the proposed answer to a contested name.
type Decision struct {
	Name   string
	Prefer string
	Others []Alias
	Note   string
}

// Alias is what the entry is to call a name of a file that does not get it.
type Alias struct{ Path, Name string }

// Compat is an extra export of the entry.
type Compat struct {
	As, From, Name string // Name is "*" for the module as a namespace
	Note           string
	Off            string
}

// lists are the actions of a target that take sources, in the order in which they are written.
func (t *Target) lists() []struct {
	verb string
	list *[]Source
} {
	return []struct {
		verb string
		list *[]Source
	}{{"take", &t.Take}, {"extract", &t.Extract}, {"merge", &t.Merge}, {"enhance", &t.Enhance}}
}

// sources lists the files that a target takes from, or that move there.
func (t *Target) sources() []Source {
	var all []Source
	if t.Move != "" {
		all = append(all, Source{From: t.Move})
	}
	for _, l := range t.lists() {
		for _, s := range *l.list {
			if !s.Off {
				all = append(all, s)
			}
		}
	}
	return all
}

// live tells whether a phase does anything.
func (p *Phase) live() bool {
	if p.Off != "" {
		return false
	}
	for _, t := range p.Targets {
		if t.Off == "" && len(t.sources()) > 0 {
			return true
		}
	}
	return len(p.Reexport)+len(p.Keep) > 0
}

// Live tells whether anything of the draft would change the repo.
func (d *Draft) Live() bool {
	for _, p := range d.Phases {
		if p.live() && (len(p.Reexport) > 0 || len(p.liveTargets()) > 0) {
			return true
		}
	}
	return false
}

func (p *Phase) liveTargets() []*Target {
	var list []*Target
	for _, t := range p.Targets {
		if t.Off == "" && p.Off == "" && len(t.sources()) > 0 {
			list = append(list, t)
		}
	}
	return list
}
