package rules

import (
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
)

// Beyond tells a reference by which another package of the repo names a legacy module through the package's
// own name, while the entry has no such name: that path is the package's public interface, and stays. res
// knows the entry.
func (s *Scope) Beyond(id analyze.FileID, ref int, res *resolver.Resolver) bool {
	f := s.Repo.Files[id]
	specifier := f.Module.Refs[ref].Specifier
	if s.NoEntry() || resolver.IsRelative(specifier) || s.Repo.Package(f.Path) == s.Repo.Package(s.Config.Entry) {
		return false
	}
	if s.beyond == nil {
		s.beyond = map[analyze.FileID]bool{}
	}
	known, seen := s.beyond[id]
	if !seen {
		known = !slices.ContainsFunc(res.Specifiers(f.Path, s.Config.Entry), func(name string) bool { return !resolver.IsRelative(name) })
		s.beyond[id] = known
	}
	return known
}

// withEntry is the repo's resolver, with the entry when there is none yet.
func (s *Scope) withEntry() *resolver.Resolver {
	if s.NoEntry() || s.Repo.Lookup(s.Config.Entry) != analyze.None {
		return s.Repo.Resolver
	}
	if s.entryResolver == nil {
		paths := append([]string{s.Config.Entry}, s.Repo.Tree.Paths()...)
		s.entryResolver = resolver.New(slices.Sorted(slices.Values(paths)), s.Repo.Tree.Read, resolver.Options{Symlinks: s.Repo.Tree.Links()})
	}
	return s.entryResolver
}
