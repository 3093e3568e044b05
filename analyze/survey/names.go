package survey

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// Collision is a name that several files of the topic declare.
type Collision struct {
	Name         string
	Declarations []Place
}

// Implementation is a group of modules that do the same job.
type Implementation struct {
	Members  []Member
	Overlap  []string // the names they share
	Survivor string   // the recommended one
	Reasons  []string
}

// Member is one module of a competing group.
type Member struct {
	Path      string
	Lines     int
	Importers int
	Reachable bool
}

// collisions lists the names that at least two files declare and at least one exports.
func (s *surveyor) collisions() []Collision {
	places, exported := s.declarations()
	var list []Collision
	for _, name := range sortedNames(places) {
		if len(places[name]) > 1 && exported[name] {
			list = append(list, Collision{name, sortPlaces(places[name])})
		}
	}
	return list
}

func (s *surveyor) declarations() (places map[string][]Place, exported map[string]bool) {
	places, exported = map[string][]Place{}, map[string]bool{}
	for id, f := range s.repo.Files {
		if !s.ours(analyze.FileID(id)) || s.files[id].Category == "test" || s.files[id].Category == "script" {
			continue
		}
		seen := map[string]bool{}
		for _, d := range f.Module.Decls {
			if !seen[d.Name] && len(d.Name) > 2 {
				seen[d.Name] = true
				places[d.Name] = append(places[d.Name], Place{f.Path, int(d.Line), kindOf(d.Nature)})
			}
		}
		for i := range f.Module.Exports {
			e := &f.Module.Exports[i]
			if e.Ref < 0 && seen[e.Local] && e.Name == e.Local {
				exported[e.Name] = true
			}
		}
	}
	return places, exported
}

func kindOf(n scanner.Nature) string {
	switch n {
	case scanner.Type:
		return "type"
	case scanner.Value | scanner.Type:
		return "both"
	}
	return "value"
}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// implementations groups the modules that share exported values: one shared class or instance name
// says more than a shared helper, so two names, or one that every member exports, make a pair.
func (s *surveyor) implementations() []Implementation {
	byName := map[string][]analyze.FileID{}
	for id, f := range s.repo.Files {
		fid := analyze.FileID(id)
		if !s.ours(fid) || s.files[id].Role != "implementation" || s.files[id].Category == "test" || s.files[id].Category == "script" {
			continue
		}
		for i := range f.Module.Exports {
			if e := &f.Module.Exports[i]; e.Ref < 0 && e.Nature&scanner.Value != 0 && e.Name != "default" {
				byName[e.Name] = append(byName[e.Name], fid)
			}
		}
	}
	groups := newGroups()
	for _, name := range sortedNames(byName) {
		ids := byName[name]
		for _, other := range ids[1:] {
			groups.join(ids[0], other, name)
		}
	}
	return s.describe(groups)
}

// groups is a union-find over files, with the names that joined them.
type groups struct {
	parent map[analyze.FileID]analyze.FileID
	names  map[analyze.FileID]map[string]bool
}

func newGroups() *groups {
	return &groups{map[analyze.FileID]analyze.FileID{}, map[analyze.FileID]map[string]bool{}}
}

func (g *groups) root(id analyze.FileID) analyze.FileID {
	if _, ok := g.parent[id]; !ok {
		g.parent[id] = id
		g.names[id] = map[string]bool{}
	}
	for g.parent[id] != id {
		g.parent[id] = g.parent[g.parent[id]]
		id = g.parent[id]
	}
	return id
}

func (g *groups) join(a, b analyze.FileID, name string) {
	x, y := g.root(a), g.root(b)
	g.names[x][name] = true
	if x == y {
		return
	}
	g.parent[y] = x
	for n := range g.names[y] {
		g.names[x][n] = true
	}
}

func (s *surveyor) describe(g *groups) []Implementation {
	members := map[analyze.FileID][]analyze.FileID{}
	for id := range g.parent {
		members[g.root(id)] = append(members[g.root(id)], id)
	}
	var list []Implementation
	for root, ids := range members {
		slices.Sort(ids)
		m := Implementation{Overlap: sortedNames(g.names[root])}
		for _, id := range ids {
			m.Members = append(m.Members, Member{s.repo.Files[id].Path, s.repo.Files[id].Lines, s.importers(id), s.reach[id]})
		}
		m.recommend()
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b Implementation) int {
		return cmp.Or(cmp.Compare(len(b.Members), len(a.Members)), cmp.Compare(a.Members[0].Path, b.Members[0].Path))
	})
	return list
}

// importers counts the files that import a file.
func (s *surveyor) importers(id analyze.FileID) int {
	seen := map[analyze.FileID]bool{}
	for _, imp := range s.repo.Importers(id) {
		seen[imp.File] = true
	}
	return len(seen)
}

// recommend picks the member that costs the least to keep: reached, then most imported, then longest.
func (m *Implementation) recommend() {
	best := slices.MaxFunc(m.Members, func(a, b Member) int {
		return cmp.Or(cmp.Compare(number(a.Reachable), number(b.Reachable)), cmp.Compare(a.Importers, b.Importers), cmp.Compare(a.Lines, b.Lines))
	})
	m.Survivor = best.Path
	m.Reasons = []string{fmt.Sprintf("%d files import it", best.Importers)}
	if best.Reachable {
		m.Reasons = append(m.Reasons, "an entry of the repo reaches it")
	}
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
