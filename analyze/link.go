package analyze

import (
	"maps"
	"slices"
	"strings"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// augment is a `declare module` block: of a module file, which adds names to the file it names, or of a script,
// which stands for a module.
type augment struct {
	File FileID
	Ref  int
}

// link resolves every reference, then builds what is derived from it: ambient modules, augmentations and the
// inverse of the graph. What known has of files is taken over, unless it is nil.
func (r *Repo) link(known *relink) {
	r.collectAmbient()
	r.linkAll(known)
	r.invert()
}

func (r *Repo) linkAll(known *relink) {
	if known != nil && !r.sameAmbient(known.known) {
		known = nil
	}
	parallel(r.opts.Workers, len(r.Files), func() func(int) {
		return func(i int) {
			f := r.Files[i]
			if known != nil {
				f.Edges = known.edges(f)
			}
			if f.Edges == nil {
				r.linkFile(f)
			}
		}
	})
}

// invert collects what leads to each file.
func (r *Repo) invert() {
	r.importer = make([][]Importer, len(r.Files))
	r.augments = map[FileID][]augment{}
	for id, f := range r.Files {
		for i, e := range f.Edges {
			if e.To == None {
				continue
			}
			r.importer[e.To] = append(r.importer[e.To], Importer{FileID(id), i})
			if f.Module.Refs[i].Kind == scanner.KindModuleDeclaration {
				r.augments[e.To] = append(r.augments[e.To], augment{FileID(id), i})
			}
		}
	}
}

// collectAmbient gathers the modules that scripts declare. TypeScript looks at them before files,
// and at their patterns (`*.svg`) after.
func (r *Repo) collectAmbient() {
	r.ambient = map[string][]augment{}
	for id, f := range r.Files {
		if f.Module.IsModule {
			continue
		}
		for i := range f.Module.Refs {
			ref := &f.Module.Refs[i]
			if ref.Kind != scanner.KindModuleDeclaration {
				continue
			}
			if strings.Contains(ref.Specifier, "*") {
				r.patterns = append(r.patterns, ref.Specifier)
			} else {
				r.ambient[ref.Specifier] = append(r.ambient[ref.Specifier], augment{FileID(id), i})
			}
		}
	}
	slices.Sort(r.patterns)
}

// sameAmbient tells whether scripts declare the same modules in both repos.
func (r *Repo) sameAmbient(other *Repo) bool {
	return slices.Equal(r.patterns, other.patterns) && maps.EqualFunc(r.ambient, other.ambient, func(a, b []augment) bool { return len(a) == len(b) })
}

func (r *Repo) linkFile(f *File) {
	if len(f.Module.Refs) == 0 {
		return
	}
	f.Edges = make([]Edge, len(f.Module.Refs))
	ask := r.Resolver.From(f.Path)
	for i := range f.Module.Refs {
		f.Edges[i] = r.resolve(ask, f, &f.Module.Refs[i])
	}
}

func (r *Repo) resolve(ask resolver.Asker, f *File, ref *scanner.Ref) Edge {
	var res resolver.Result
	if ref.Kind == scanner.KindReference {
		res = r.Resolver.ResolveReference(f.Path, ref.Specifier)
	} else {
		res = ask.Find(ref.Specifier, r.mode(f, ref))
	}
	e := Edge{State: res.State, To: None, Path: res.Path, Via: res.Via(), Loaded: res.Query != "" || strings.Contains(ref.Specifier, "!")}
	relative := strings.HasPrefix(ref.Specifier, ".")
	if ref.Kind != scanner.KindReference && !relative && r.ambient[ref.Specifier] != nil {
		return Edge{State: e.State, To: None, Path: e.Path, Via: e.Via, Ambient: true}
	}
	if res.State == resolver.InRepo {
		e.To = r.Lookup(res.Path)
	}
	e.Ambient = res.State == resolver.Missing && r.matchesPattern(ref.Specifier)
	return e
}

func (r *Repo) matchesPattern(specifier string) bool {
	for _, p := range r.patterns {
		before, after, _ := strings.Cut(p, "*")
		if len(specifier) >= len(before)+len(after) && strings.HasPrefix(specifier, before) && strings.HasSuffix(specifier, after) {
			return true
		}
	}
	return false
}

// mode is ModeOf, but for a type import that says its mode itself (`with { "resolution-mode": "require" }`).
func (r *Repo) mode(f *File, ref *scanner.Ref) resolver.Mode {
	if ref.Attributes && ref.TypeOnly {
		if src, err := r.Tree.Read(f.Path); err == nil && int(ref.Stmt.End) <= len(src) {
			if m := resolutionMode.FindSubmatch(src[ref.Stmt.Start:ref.Stmt.End]); m != nil {
				return map[string]resolver.Mode{"import": resolver.AsImport, "require": resolver.AsRequire}[string(m[1])]
			}
		}
	}
	return ModeOf(ref.Kind)
}

var resolutionMode = lazy.Compile(`["']resolution-mode["']\s*:\s*["'](import|require)["']`)

// ModeOf tells with which conditions a reference of that kind is resolved.
func ModeOf(k scanner.Kind) resolver.Mode {
	switch k {
	case scanner.KindRequire, scanner.KindRequireResolve, scanner.KindImportEquals:
		return resolver.Require
	case scanner.KindDynamicImport:
		return resolver.Dynamic
	case scanner.KindURL:
		return resolver.Asset
	}
	return resolver.Import
}
