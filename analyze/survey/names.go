package survey

import (
	"slices"
	"sort"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// Collision is a name that several files of the topic declare.
type Collision struct {
	Name         string
	Declarations []Place
	// Forms is how many different declarations there are, when layout and comments do not count: 1 when
	// all are copies of one.
	Forms int
}

// collisions lists the names that at least two files declare, one of them a file of the topic, and that one
// exports or that are classes. Other files count when the name speaks of the topic: an old hook whose file
// has nothing left of it is in the way all the same.
func (s *surveyor) collisions() []Collision {
	c := &collector{s: s, places: map[string][]Place{}, shown: map[string]bool{}, forms: map[string]map[uint64]bool{}}
	for id := range s.files {
		if s.listed(analyze.FileID(id)) && !s.aside(analyze.FileID(id)) {
			c.collect(analyze.FileID(id), func(name string) bool { return s.ours(analyze.FileID(id)) || s.speaksOf(name) })
		}
	}
	for id := range s.files {
		if !s.listed(analyze.FileID(id)) && !s.aside(analyze.FileID(id)) {
			c.collect(analyze.FileID(id), func(name string) bool { return c.shown[name] && s.speaksOf(name) })
		}
	}
	var list []Collision
	for _, name := range sortedNames(c.places) {
		if len(c.places[name]) > 1 && c.shown[name] {
			list = append(list, Collision{name, sortPlaces(c.places[name]), len(c.forms[name])})
		}
	}
	return list
}

type collector struct {
	s      *surveyor
	places map[string][]Place
	shown  map[string]bool            // names that a listed file exports, or declares as a class
	forms  map[string]map[uint64]bool // hashes of the declarations
}

func (c *collector) collect(id analyze.FileID, wanted func(string) bool) {
	f := c.s.repo.Files[id]
	line := map[string]scanner.Decl{}
	for _, d := range f.Module.Decls {
		if _, known := line[d.Name]; !known && len(d.Name) > 2 && wanted(d.Name) {
			line[d.Name] = d
		}
	}
	if len(line) == 0 {
		return
	}
	code, text := c.s.peek(id), map[string]uint64{}
	for _, k := range chunks(f, len(code)) {
		if _, here := line[k.name]; here {
			text[k.name] = 31*text[k.name] + inkOf(code[k.start:k.end])
		}
	}
	for name, d := range line {
		c.places[name] = append(c.places[name], Place{f.Path, int(d.Line), KindOf(d.Nature)})
		if c.forms[name] == nil {
			c.forms[name] = map[uint64]bool{}
		}
		c.forms[name][text[name]] = true
		c.shown[name] = c.shown[name] || d.Nature == scanner.Value|scanner.Type && c.s.listed(id)
	}
	for i := range f.Module.Exports {
		e := &f.Module.Exports[i]
		if _, here := line[e.Local]; e.Ref < 0 && here && e.Name == e.Local && c.s.listed(id) {
			c.shown[e.Name] = true
		}
	}
}

// inkOf hashes code without its blanks (FNV-1a).
func inkOf(code []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range code {
		if c > ' ' {
			h = (h ^ uint64(c)) * 1099511628211
		}
	}
	return h
}

// KindOf is the word for what a name means: value, type, or both.
func KindOf(n scanner.Nature) string {
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

// groups is a union-find over files.
type groups struct {
	parent map[analyze.FileID]analyze.FileID
}

func newGroups() *groups { return &groups{map[analyze.FileID]analyze.FileID{}} }

func (g *groups) root(id analyze.FileID) analyze.FileID {
	if _, ok := g.parent[id]; !ok {
		g.parent[id] = id
	}
	for g.parent[id] != id {
		g.parent[id] = g.parent[g.parent[id]]
		id = g.parent[id]
	}
	return id
}

func (g *groups) join(a, b analyze.FileID) {
	if x, y := g.root(a), g.root(b); x != y {
		g.parent[max(x, y)] = min(x, y)
	}
}

// all lists the groups, each sorted, in the order of their first file.
func (g *groups) all() [][]analyze.FileID {
	members := map[analyze.FileID][]analyze.FileID{}
	for id := range g.parent {
		members[g.root(id)] = append(members[g.root(id)], id)
	}
	var list [][]analyze.FileID
	for _, root := range sortedIDs(members) {
		slices.Sort(members[root])
		list = append(list, members[root])
	}
	return list
}
