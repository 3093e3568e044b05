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

// Scope is a config seen against a repo: what is legacy, what is done, what lies within. It is the view
// of one entry; phases that have another one have a view of their own, see Of.
type Scope struct {
	// Config is the config, with the entry and the import of this view.
	Config *Config
	Repo   *analyze.Repo
	// Modules are the legacy modules behind this entry, in the order of the config.
	Modules []*Legacy
	// Front is the legacy path that shadows the entry's specifier, "" when the specifier leads to the
	// entry itself. Its shim stands in front of the entry.
	Front string
	// Shims are the paths of the repo that hold a shim.
	Shims map[string]bool

	views  []*Scope               // of every entry, the config's first
	bound  func(path string) bool // see serverBound
	byPath map[string]*Legacy
	named  map[string]bool // the paths of all legacy modules, also of those whose shims are gone
	within []bool
	offers map[[2]string]bool // see offered
	beyond map[analyze.FileID]bool
	// entryResolver knows the entry of a repo that lacks it yet; nil until it is asked for.
	entryResolver *resolver.Resolver
}

// NewScope reads the state of a migration off the repo. It fails when the config names a file that
// does not exist, or an entry that its own specifier does not reach.
func NewScope(cfg *Config, repo *analyze.Repo) (*Scope, error) {
	cfg, failed := expanded(cfg, repo)
	if len(failed) > 0 {
		return nil, failed.sorted()
	}
	s := newView(cfg, repo, cfg.Entry, cfg.Import, map[string]bool{})
	s.views, s.named = []*Scope{s}, map[string]bool{}
	s.bound = serverBound(cfg, repo)
	var errs Errors
	for i := range cfg.Phases {
		p := &cfg.Phases[i]
		for _, l := range legacies(p) {
			s.named[l.Path] = true
			if view := s.viewOf(p, l); !l.Target || l.Path != view.Config.Entry {
				errs = append(errs, view.add(l)...)
			}
		}
		errs = append(errs, s.missingNamed(p)...)
	}
	if errs = append(append(errs, s.missingKept()...), append(s.missingDecided(), s.missingCompat()...)...); len(errs) > 0 {
		return nil, errs.sorted()
	}
	for _, view := range s.views {
		if err := view.findFront(); err != nil {
			return nil, err
		}
		view.findWithin()
	}
	return s, nil
}

func newView(cfg *Config, repo *analyze.Repo, entry, specifier string, shims map[string]bool) *Scope {
	own := *cfg
	own.Entry, own.Import = entry, specifier
	if entry != cfg.Entry {
		own.Compat = nil // extra exports are the config's own entry's
	}
	return &Scope{Config: &own, Repo: repo, Shims: shims, byPath: map[string]*Legacy{}}
}

// viewFor is the view of a phase's entry, made when it is the first phase that has it.
func (s *Scope) viewFor(p *Phase) *Scope {
	switch p.Entry {
	case "":
		return s
	case NoEntry:
		return s.view("", p.Import)
	}
	return s.view(p.Entry, p.Import)
}

// viewOf is the view that a legacy module of a phase belongs to.
func (s *Scope) viewOf(p *Phase, l *Legacy) *Scope {
	if p.Entry == "" && (s.bound(l.Path) || slices.ContainsFunc(l.Places(), s.bound)) {
		return s.view(s.Config.Server.Entry, s.Config.Server.Import)
	}
	return s.viewFor(p)
}

func (s *Scope) view(entry, specifier string) *Scope {
	for _, v := range s.views {
		if v.Config.Entry == entry {
			return v
		}
	}
	v := newView(s.Config, s.Repo, entry, specifier, s.Shims)
	s.views = append(s.views, v)
	return v
}

// Of lists the views that take part in the phase with that name, the phase's own first.
func (s *Scope) Of(phase string) []*Scope {
	i := slices.IndexFunc(s.Config.Phases, func(p Phase) bool { return p.Name == phase })
	list := []*Scope{s.viewFor(&s.Config.Phases[i])}
	for _, v := range s.views {
		if v != list[0] && slices.ContainsFunc(v.Modules, func(l *Legacy) bool { return l.Phase == phase }) {
			list = append(list, v)
		}
	}
	return list
}

// Holding is the view, of those that take part in a phase, that a legacy module is behind.
func (s *Scope) Holding(phase, path string) *Scope {
	views := s.Of(phase)
	for _, v := range views {
		if v.byPath[path] != nil {
			return v
		}
	}
	return views[0]
}

// Views lists the view of every entry, the config's own first.
func (s *Scope) Views() []*Scope { return s.views }

// NoEntry tells the view of phases whose importers name the files themselves.
func (s *Scope) NoEntry() bool { return s.Config.Entry == "" }

func (s *Scope) findWithin() {
	s.within = s.Repo.Reach(s.roots(), false)
	if dir := s.ownFolder(); dir != "" {
		for id, f := range s.Repo.Files {
			s.within[id] = s.within[id] || strings.HasPrefix(f.Path, dir+"/")
		}
	}
}

// missingNamed finds files that a phase names beside its sources and that do not exist.
func (s *Scope) missingNamed(p *Phase) Errors {
	var errs Errors
	for _, r := range p.Remove {
		if r.Use != "" && s.Repo.Lookup(r.Use) == analyze.None {
			errs = append(errs, s.missing(r.Use, r.Pos)...)
		}
	}
	for _, t := range p.Targets {
		if len(t.Enhance) > 0 && s.Repo.Lookup(t.File) == analyze.None {
			errs = append(errs, NewError(s.Config.File, t.Pos, quote(t.File)+" does not exist, so nothing can enhance it",
				"`merge` creates the file"))
		}
	}
	return errs
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
			if !s.knows(p) && s.Repo.Lookup(p) == analyze.None && p != s.Config.Entry {
				errs = append(errs, s.missing(p, d.Pos)...)
			}
		}
	}
	return errs
}

// knows tells whether a path is or was that of a legacy module of any entry.
func (s *Scope) knows(p string) bool {
	return s.named[p] || slices.ContainsFunc(s.views, func(v *Scope) bool { return v.byPath[p] != nil })
}

// missingCompat finds extra exports of files that neither exist nor come about in a phase.
func (s *Scope) missingCompat() Errors {
	made := map[string]bool{}
	for _, p := range s.Config.Phases {
		for _, t := range p.Targets {
			made[t.File] = true
		}
	}
	var errs Errors
	for _, c := range s.Config.Compat {
		if !made[c.From] && !s.knows(c.From) && s.Repo.Lookup(c.From) == analyze.None {
			errs = append(errs, s.missing(c.From, c.Pos)...)
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
	got := s.withEntry().Resolve(s.Config.Entry, s.Config.Import, resolver.Import)
	if got.State == resolver.InRepo && got.Path == s.Config.Entry {
		return nil
	}
	if l := s.byPath[got.Path]; got.State == resolver.InRepo && l != nil && (l.To != "" || len(l.Into) > 0 && !l.Part) && l.Path == got.Path {
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
