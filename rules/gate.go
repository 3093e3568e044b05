package rules

import (
	"cmp"
	"maps"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// Violation is one import of a legacy module that should go through the entry.
type Violation struct {
	File      string
	Line      int // from 1
	Column    int // from 1, in bytes
	Specifier string
	Target    string // the legacy module it leads to
	Name      string // the imported name, "*" for a namespace, "" for none
	Kind      string
	Phase     string
	Hint      string
}

// Violations lists every reference from outside that leads to a legacy module past the entry, sorted
// by file, position and name.
func (s *Scope) Violations() []Violation {
	var list []Violation
	for _, view := range s.views {
		list = append(list, view.ownViolations()...)
	}
	slices.SortFunc(list, func(a, b Violation) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Name, b.Name))
	})
	return list
}

func (s *Scope) ownViolations() []Violation {
	var list []Violation
	if len(s.Modules) == 0 {
		return nil
	}
	for id, f := range s.Repo.Files {
		if s.exempt(analyze.FileID(id), f) {
			continue
		}
		for i := range f.Module.Refs {
			if l := s.byPath[f.Edges[i].Path]; l != nil && !f.Edges[i].Ambient && s.offends(f, i, l) && !s.Beyond(analyze.FileID(id), i, s.withEntry()) {
				list = append(list, s.violations(analyze.FileID(id), i, l)...)
			}
		}
	}
	return list
}

func (s *Scope) exempt(id analyze.FileID, f *analyze.File) bool {
	return s.within[id] || f.Path == s.Config.Entry || s.Shims[f.Path] || s.byPath[f.Path] != nil || matchAny(s.Config.Gate.Allow, f.Path)
}

// offends tells whether a reference to a legacy module should not be there. A lazy import, a mock and
// what else must name the declaring file may do so, but not by way of a shim.
func (s *Scope) offends(f *analyze.File, i int, l *Legacy) bool {
	ref, to := &f.Module.Refs[i], f.Edges[i].Path
	if l.Target && len(ref.Names) == 0 {
		return false
	}
	if f.Edges[i].Loaded || l.To != "" && analyze.SingleFile(to) {
		return s.Shims[to]
	}
	if runs := ref.Kind == scanner.KindSideEffect || len(ref.Names) == 0 && ref.Kind == scanner.KindImport; runs && !s.evaluates(l) {
		return s.Shims[to]
	}
	if to == s.Front && ref.Specifier == s.Config.Import {
		return false
	}
	if Declaring(ref) {
		return s.Shims[to] && !s.offersPhantom(ref, to)
	}
	return true
}

// Declaring tells the references that name the file which holds the declaration, not the entry: lazy
// imports, so that code splitting survives, mocks, augmentations, paths.
func Declaring(ref *scanner.Ref) bool {
	switch ref.Kind {
	case scanner.KindDynamicImport, scanner.KindMock, scanner.KindModuleDeclaration, scanner.KindRequireResolve,
		scanner.KindURL, scanner.KindReference:
		return true
	case scanner.KindImportType:
		return ref.Whole || len(ref.Names) == 0
	}
	return false
}

// offersPhantom tells whether an augmentation adds only names that the module does not declare: it
// has no better place than where its importers look.
func (s *Scope) offersPhantom(ref *scanner.Ref, to string) bool {
	return ref.Kind == scanner.KindModuleDeclaration && !s.Augments(ref, s.byPath[to].Final())
}

// Augments tells whether a `declare module` block declares a name again that the file at path
// declares or exports itself.
func (s *Scope) Augments(ref *scanner.Ref, path string) bool {
	f := s.Repo.File(path)
	if f == nil {
		return false
	}
	for _, e := range ref.Body {
		for i := range f.Module.Decls {
			if f.Module.Decls[i].Name == e.Name {
				return true
			}
		}
	}
	return false
}

func (s *Scope) violations(id analyze.FileID, i int, l *Legacy) []Violation {
	f := s.Repo.Files[id]
	ref := &f.Module.Refs[i]
	v := Violation{File: f.Path, Line: int(ref.Line), Column: int(ref.Column), Specifier: ref.Specifier,
		Target: f.Edges[i].Path, Kind: ref.Kind.String(), Phase: l.Phase, Hint: s.wayOut(ref)}
	if len(ref.Names) == 0 || Declaring(ref) {
		if len(ref.Names) == 0 && (ref.Kind == scanner.KindExportStar || ref.Whole) {
			v.Name = "*"
		}
		return []Violation{v}
	}
	var list []Violation
	for _, n := range ref.Names {
		if !s.Shims[v.Target] && !l.Takes(n.Imported) && !(l.Target && s.offered()[declaration(s.Repo.Imported(id, i, n.Imported))]) {
			continue
		}
		if l.Stays() && !s.Shims[v.Target] && n.Imported != "*" && !s.Repo.Imported(id, i, n.Imported).Status.Resolved() {
			continue // it means nothing there, so there is nothing to import from elsewhere
		}
		v.Name = n.Imported
		list = append(list, v)
	}
	return list
}

// evaluates tells whether the entry offers a value of a module, and so runs it.
func (s *Scope) evaluates(l *Legacy) bool {
	id := s.Repo.Lookup(l.Home())
	names, _ := s.Repo.Names(id)
	return slices.ContainsFunc(names, func(name string) bool {
		b := s.Repo.Export(id, name)
		return b.Status == analyze.Found && b.HasValue() && l.Holds(b.Path) && s.offered()[declaration(b)]
	})
}

// offered is the set of the declarations that the entry offers.
func (s *Scope) offered() map[[2]string]bool {
	if s.offers == nil {
		s.offers = map[[2]string]bool{}
		if id := s.Repo.Lookup(s.Config.Entry); id != analyze.None {
			names, _ := s.Repo.Names(id)
			for _, n := range names {
				s.offers[declaration(s.Repo.Export(id, n))] = true
			}
		}
	}
	return s.offers
}

func declaration(b analyze.Binding) [2]string { return [2]string{b.Path, b.Name} }

func (s *Scope) wayOut(ref *scanner.Ref) string {
	if Declaring(ref) {
		return "name the file that declares it; `rtconsolidate plan` does so"
	}
	if s.NoEntry() {
		return "import it from the file that holds it now; `rtconsolidate plan` does so"
	}
	specifier := s.Config.Import
	if specifier == "" {
		specifier = s.Config.Entry
	}
	return "import it from \"" + specifier + "\"; `rtconsolidate plan` does so"
}

// CheckGate fails closed: a strict glob must match a legacy module, and an allowed one a file, else
// the gate would guard nothing, or less than it seems.
func (s *Scope) CheckGate() error {
	var errs Errors
	for _, g := range s.Config.Gate.Strict {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(s.named)), g.Match) {
			errs = append(errs, NewError(s.Config.File, g.Pos, quote(g.Pattern)+" matches no legacy module of the plan",
				"name a file that a phase moves or re-exports, or take the line out: a rule that matches nothing guards nothing"))
		}
	}
	for _, g := range s.Config.Gate.Allow {
		if !slices.ContainsFunc(s.Repo.Tree.Paths(), g.Match) {
			errs = append(errs, NewError(s.Config.File, g.Pos, quote(g.Pattern)+" matches no file", g.hint()))
		}
	}
	if len(errs) > 0 {
		return errs.sorted()
	}
	return nil
}
