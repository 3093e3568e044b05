package rules

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
)

// ShimMark stands in every shim the tool writes; by it a shim is known again.
const ShimMark = "rtconsolidate:shim"

// Legacy is a legacy module: a file that a phase moves, or whose names the entry takes on.
type Legacy struct {
	Path  string // as the config names it
	Phase string
	Pos   Pos
	// To is the new place of a file that moves, "" for a re-exported one.
	To string
	// Done is set when the move has taken place in the repo at hand.
	Done bool
	// Names restricts what the entry takes on; empty means every name.
	Names []string
}

// Home is where the declarations of the module are in the repo at hand.
func (l *Legacy) Home() string {
	if l.Done {
		return l.To
	}
	return l.Path
}

// Final is where they are once its phase is applied.
func (l *Legacy) Final() string {
	if l.To != "" {
		return l.To
	}
	return l.Path
}

// Takes tells whether the entry takes on that name of the module.
func (l *Legacy) Takes(name string) bool {
	if len(l.Names) == 0 {
		return true
	}
	for _, pattern := range l.Names {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

// Scope is a config seen against a repo: what is legacy, what is done, what lies within.
type Scope struct {
	Config *Config
	Repo   *analyze.Repo
	// Modules are the legacy modules in the order of the config.
	Modules []*Legacy
	// Front is the legacy path that shadows the entry's specifier, "" when the specifier leads to the
	// entry itself. Its shim stands in front of the entry.
	Front string
	// Shims are the paths of the repo that hold a shim.
	Shims map[string]bool

	byPath map[string]*Legacy
	within []bool
}

// NewScope reads the state of a migration off the repo. It fails when the config names a file that
// does not exist, or an entry that its own specifier does not reach.
func NewScope(cfg *Config, repo *analyze.Repo) (*Scope, error) {
	s := &Scope{Config: cfg, Repo: repo, Shims: map[string]bool{}, byPath: map[string]*Legacy{}}
	var errs Errors
	for i := range cfg.Phases {
		for _, l := range legacies(&cfg.Phases[i]) {
			errs = append(errs, s.add(l)...)
		}
		for _, r := range cfg.Phases[i].Remove {
			if r.Use != "" && repo.Lookup(r.Use) == analyze.None {
				errs = append(errs, s.missing(r.Use, r.Pos)...)
			}
		}
	}
	if errs = append(append(errs, s.missingKept()...), s.missingDecided()...); len(errs) > 0 {
		return nil, errs.sorted()
	}
	if err := s.findFront(); err != nil {
		return nil, err
	}
	s.within = repo.Reach(s.roots(), false)
	if dir := s.ownFolder(); dir != "" {
		for id, f := range repo.Files {
			s.within[id] = s.within[id] || strings.HasPrefix(f.Path, dir+"/")
		}
	}
	return s, nil
}

// missingKept finds kept files that do not exist.
func (s *Scope) missingKept() Errors {
	var errs Errors
	for _, p := range s.Config.Phases {
		kept := slices.Clone(p.Keep)
		for _, t := range p.Targets {
			kept = append(kept, t.Keep...)
		}
		for _, k := range kept {
			if _, there := slices.BinarySearch(s.Repo.Tree.Paths(), k.Path); !there {
				errs = append(errs, s.missing(k.Path, k.Pos)...)
			}
		}
	}
	return errs
}

// missingDecided finds decisions about names of files that do not exist, nor did before a phase.
func (s *Scope) missingDecided() Errors {
	var errs Errors
	for _, name := range slices.Sorted(maps.Keys(s.Config.Names)) {
		d := s.Config.Names[name]
		for _, p := range append(slices.Sorted(maps.Keys(d.Others)), d.Prefer) {
			if s.byPath[p] == nil && s.Repo.Lookup(p) == analyze.None && p != s.Config.Entry {
				errs = append(errs, s.missing(p, d.Pos)...)
			}
		}
	}
	return errs
}

// ownFolder is the folder that the entry is the index of, "" when it is not the entry's own: the
// specifier of the entry names it. The index of a source root serves more than realtime.
func (s *Scope) ownFolder() string {
	dir, base := path.Split(s.Config.Entry)
	dir = strings.TrimSuffix(dir, "/")
	if dir == "" || !strings.HasPrefix(base, "index.") {
		return ""
	}
	if s.Config.Import == "" && strings.Contains(dir, "/") || path.Base(s.Config.Import) == path.Base(dir) {
		return dir
	}
	return ""
}

func legacies(p *Phase) []*Legacy {
	var list []*Legacy
	for _, t := range p.Targets {
		if t.Move != "" {
			list = append(list, &Legacy{Path: t.Move, To: t.File, Phase: p.Name, Pos: t.MovePos})
		}
		for _, r := range t.Reexport {
			list = append(list, &Legacy{Path: r.From, Phase: p.Name, Pos: r.Pos, Names: r.Names})
		}
	}
	return list
}

func (s *Scope) add(l *Legacy) Errors {
	if s.IsShim(l.Path) {
		s.Shims[l.Path] = true
	}
	there := s.Repo.Lookup(l.Path) != analyze.None && !s.Shims[l.Path]
	arrived := l.To != "" && s.Repo.Lookup(l.To) != analyze.None
	switch {
	case there && arrived:
		return Errors{NewError(s.Config.File, l.Pos, quote(l.To)+" exists, and so does "+quote(l.Path)+" that should move there",
			"choose another `file:`, or remove one of the two")}
	case arrived:
		l.Done = true
	case !there:
		return s.missing(l.Path, l.Pos)
	}
	s.Modules = append(s.Modules, l)
	s.byPath[l.Path] = l
	if l.To != "" {
		s.byPath[l.To] = l
	}
	return nil
}

// IsShim tells whether a file of the repo is one of our shims.
func (s *Scope) IsShim(p string) bool {
	if s.Repo.Lookup(p) == analyze.None {
		return false
	}
	src, err := s.Repo.Tree.Read(p)
	return err == nil && bytes.Contains(src, []byte(ShimMark))
}

func (s *Scope) missing(p string, pos Pos) Errors {
	hint := "paths are relative to the folder of the config, and files that git ignores do not count"
	if near := Nearest(p, s.Repo.Tree.Paths()); near != "" {
		hint = "did you mean " + quote(near) + "?"
	}
	return Errors{NewError(s.Config.File, pos, quote(p)+" is no code file of the repo", hint)}
}

// findFront finds the file that the entry's specifier reaches. A file beats a folder, so it may be a
// legacy module beside the entry's folder; that is healed by moving it.
func (s *Scope) findFront() error {
	if s.Config.Import == "" {
		return nil
	}
	res := s.Repo.Resolver
	if s.Repo.Lookup(s.Config.Entry) == analyze.None {
		paths := append([]string{s.Config.Entry}, s.Repo.Tree.Paths()...)
		res = resolver.New(slices.Sorted(slices.Values(paths)), s.Repo.Tree.Read, resolver.Options{Symlinks: s.Repo.Tree.Links()})
	}
	got := res.Resolve(s.Config.Entry, s.Config.Import, resolver.Import)
	if got.State == resolver.InRepo && got.Path == s.Config.Entry {
		return nil
	}
	if l := s.byPath[got.Path]; got.State == resolver.InRepo && l != nil && l.To != "" && l.Path == got.Path {
		s.Front = l.Path
		return nil
	}
	if got.State == resolver.InRepo {
		return NewError(s.Config.File, s.Config.ImportPos,
			"the entry "+quote(s.Config.Entry)+" is shadowed: "+quote(s.Config.Import)+" leads to "+quote(got.Path),
			"move that file in a phase (`- file: NEW/PLACE.ts` with `move: "+got.Path+"`); its shim will lead to the entry")
	}
	return NewError(s.Config.File, s.Config.ImportPos,
		quote(s.Config.Import)+" does not lead to the entry "+quote(s.Config.Entry),
		"name an alias of tsconfig.json that covers it, or leave `import:` out for relative specifiers")
}

func (s *Scope) roots() []analyze.FileID {
	var ids []analyze.FileID
	if id := s.Repo.Lookup(s.Config.Entry); id != analyze.None {
		ids = append(ids, id)
	}
	for _, l := range s.Modules {
		if id := s.Repo.Lookup(l.Home()); id != analyze.None {
			ids = append(ids, id)
		}
	}
	return ids
}

// Module finds the legacy module that was or is at a path.
func (s *Scope) Module(p string) *Legacy { return s.byPath[p] }

// Within tells whether a file is evaluated together with the entry or lies in the entry's own folder:
// such a file never imports the entry, since that is a cycle, or would be one day.
func (s *Scope) Within(id analyze.FileID) bool { return s.within[id] }

func quote(p string) string { return "`" + strings.ReplaceAll(p, "`", "'") + "`" }
