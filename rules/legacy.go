package rules

import (
	"path"
	"slices"

	"rtconsolidate/analyze"
)

// Legacy is a legacy module: a file that a phase moves or takes apart, or whose names the entry takes on.
type Legacy struct {
	Path  string // as the config names it
	Phase string
	Pos   Pos
	// To is the new place of a file that moves as a whole, "" for any other.
	To string
	// Into are the targets that take its declarations, in the order of the config.
	Into []string
	// Part is set when only some of its declarations leave: the file stays, and re-exports those.
	Part bool
	// Target is set for a file that takes declarations of others: what the entry offers of it is
	// imported from the entry.
	Target bool
	// Done is set when what the plan does with the file has taken place in the repo at hand.
	Done bool
	// Names restricts what the entry takes on; empty means every name.
	Names []string

	taken map[string]bool // the names that have left, of a Part
}

// Home is where the names of the module are offered in the repo at hand.
func (l *Legacy) Home() string {
	if l.Done && l.To != "" {
		return l.To
	}
	return l.Path
}

// Final is where they are once its phase is applied, as far as that is one file.
func (l *Legacy) Final() string {
	switch {
	case l.To != "":
		return l.To
	case len(l.Into) == 1 && !l.Part:
		return l.Into[0]
	}
	return l.Path
}

// Places are the files that its code goes to.
func (l *Legacy) Places() []string {
	if l.To != "" {
		return []string{l.To}
	}
	return l.Into
}

// Stays tells whether the file keeps its place and its declarations.
func (l *Legacy) Stays() bool { return l.To == "" && len(l.Into) == 0 }

// Holds tells whether a file is where code of the module is, now or once it has moved.
func (l *Legacy) Holds(file string) bool {
	return file == l.Path || file == l.To || slices.Contains(l.Into, file)
}

// Takes tells whether the entry takes on that name of the module.
func (l *Legacy) Takes(name string) bool {
	if l.Target {
		return false
	}
	if l.Part {
		return l.taken[name]
	}
	return len(l.Names) == 0 || MatchName(l.Names, name)
}

// MatchName tells whether one of the globs matches a name.
func MatchName(globs []string, name string) bool {
	for _, pattern := range globs {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

// legacies lists the legacy modules of a phase, each file once, the targets among them.
func legacies(p *Phase) []*Legacy {
	var list []*Legacy
	byPath := map[string]*Legacy{}
	put := func(l *Legacy) *Legacy {
		if known := byPath[l.Path]; known != nil {
			return known
		}
		l.Phase = p.Name
		byPath[l.Path] = l
		list = append(list, l)
		return l
	}
	for _, t := range p.Targets {
		if t.Move != "" {
			put(&Legacy{Path: t.Move, To: t.File, Pos: t.MovePos})
		}
		for _, r := range t.Reexport {
			put(&Legacy{Path: r.From, Pos: r.Pos, Names: r.Names})
		}
	}
	for _, t := range p.Targets {
		for _, s := range t.Parts() {
			l := put(&Legacy{Path: s.From, Pos: s.Pos, Part: true})
			if !slices.Contains(l.Into, t.File) {
				l.Into = append(l.Into, t.File)
			}
			l.Part = l.Part && len(s.Names)+len(s.Kinds) > 0
		}
		if len(t.Parts()) > 0 {
			put(&Legacy{Path: t.File, Pos: t.Pos, Target: true})
		}
	}
	return list
}

func (s *Scope) add(l *Legacy) Errors {
	if s.IsShim(l.Path) {
		s.Shims[l.Path] = true
	}
	there := s.Repo.Lookup(l.Path) != analyze.None && !s.Shims[l.Path]
	exists := func(p string) bool { return s.Repo.Lookup(p) != analyze.None }
	arrived := l.To != "" && exists(l.To) || slices.ContainsFunc(l.Into, exists)
	switch {
	case l.Target:
		if !exists(l.Path) {
			return nil
		}
	case there && len(l.Into) > 0:
		s.noteTaken(l)
	case there && arrived:
		return Errors{NewError(s.Config.File, l.Pos, quote(l.To)+" exists, and so does "+quote(l.Path)+" that should move there",
			"choose another `file:`, or remove one of the two")}
	case arrived:
		if l.Done = true; l.To == "" && !exists(l.Path) {
			return nil
		}
	case !there:
		return s.missing(l.Path, l.Pos)
	}
	s.Modules = append(s.Modules, l)
	if known := s.byPath[l.Path]; known == nil || known.Target {
		s.byPath[l.Path] = l
	}
	if l.To != "" && !s.NoEntry() {
		s.byPath[l.To] = l
	}
	return nil
}

// noteTaken finds the names that have left a file which stays.
func (s *Scope) noteTaken(l *Legacy) {
	id := s.Repo.Lookup(l.Path)
	l.taken = map[string]bool{}
	names, _ := s.Repo.Names(id)
	for _, name := range names {
		if b := s.Repo.Export(id, name); b.Status == analyze.Found && slices.Contains(l.Into, b.Path) {
			l.taken[name] = true
		}
	}
}
