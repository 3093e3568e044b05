package survey

import (
	"cmp"
	"fmt"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// Implementation is a group of modules that do the same job: their exported APIs overlap.
type Implementation struct {
	Members  []Member // sorted by path
	Overlap  []string // the names that at least two of them share: exports, then members (`.join`), then what they send (`"new_message"`)
	Survivor string   // the recommended one
	Reasons  []string // why
}

// Member is one module of a competing group.
type Member struct {
	Path      string
	Lines     int
	Importers int
	Reachable bool
	Offers    int    // how many of the group's overlapping names it has
	Tested    bool   // a test imports it
	Changed   string // date of its last commit, "" when unknown
	TwinOf    string // the member that it is a copy of, "" for none
}

// features are what a module offers by which it may compete with another.
type features struct {
	exports, members, values map[string]bool
}

// The least that two modules must share to compete, besides a share of the smaller one's in percent: an
// exported name weighs more than a member, as unrelated classes have members of one name too.
const (
	leastExports, leastMembers, leastValues = 1, 3, 3
	shareOfMembers, shareOfValues           = 50, 60
)

// aCopy is the similarity, in percent, from which two modules are one and its copy.
const aCopy = 85

// commonMembers are names that say nothing about what a class is for.
var commonMembers = map[string]bool{"constructor": true, "getInstance": true, "toString": true, "toJSON": true, "init": true,
	"destroy": true, "cleanup": true, "dispose": true, "reset": true, "get": true, "set": true, "has": true, "clear": true, "delete": true}

// implementations groups the modules whose exported APIs overlap. Pairs come from an index of what is
// offered, so that no other modules are compared. Copies of one file alone are no competition: they are
// listed as twins.
func (s *surveyor) implementations(twins []Twin) []Implementation {
	copies := newGroups()
	for _, t := range twins {
		if t.Similarity < aCopy {
			continue
		}
		copies.join(s.repo.Lookup(t.A), s.repo.Lookup(t.B))
	}
	offers := map[analyze.FileID]*features{}
	for id := range s.files {
		fid := analyze.FileID(id)
		if role := s.files[id].Role; s.ours(fid) && !s.aside(fid) && role != "barrel" && role != "empty" && role != "contract" && !isRoute(s.files[id].Path) {
			offers[fid] = s.featuresOf(fid)
		}
	}
	g := newGroups()
	for pair, n := range s.overlaps(offers) {
		if n.competes(offers[pair[0]], offers[pair[1]]) {
			g.join(pair[0], pair[1])
		}
	}
	var list []Implementation
	for _, ids := range g.all() {
		if !slices.ContainsFunc(ids, func(id analyze.FileID) bool { return copies.root(id) != copies.root(ids[0]) }) {
			continue
		}
		m := s.describe(ids, offers)
		first := map[analyze.FileID]string{}
		for i, id := range ids {
			if twin := first[copies.root(id)]; twin != "" {
				m.Members[i].TwinOf = twin
			} else {
				first[copies.root(id)] = m.Members[i].Path
			}
		}
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b Implementation) int {
		return cmp.Or(cmp.Compare(len(b.Overlap), len(a.Overlap)), cmp.Compare(a.Members[0].Path, b.Members[0].Path))
	})
	return list
}

func (s *surveyor) featuresOf(id analyze.FileID) *features {
	f, code := s.repo.Files[id], s.peek(id)
	o := &features{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	exported := map[string]bool{}
	for i := range f.Module.Exports {
		e := &f.Module.Exports[i]
		if e.Ref < 0 && e.Nature&scanner.Value != 0 && !e.TypeOnly {
			exported[e.Local] = true
			if e.Name != "default" {
				o.exports[e.Name] = true
			} else if e.Local != "" {
				o.exports[e.Local] = true
			}
		}
	}
	for _, c := range chunks(f, len(code)) {
		if kindOfLive(f, code, c) != liveClass {
			continue
		}
		for _, m := range members(code[c.start:c.end]) {
			if !commonMembers[m.name] && !m.private {
				o.members[m.name] = true
			}
		}
	}
	for _, c := range s.constantsOf(id) {
		if eventName.MatchString(c.value) {
			o.values[c.value] = true
		}
	}
	return o
}

// common counts what two modules share.
type commonalities struct{ exports, members, values int }

func (s *surveyor) overlaps(offers map[analyze.FileID]*features) map[[2]analyze.FileID]commonalities {
	pairs := map[[2]analyze.FileID]commonalities{}
	for _, part := range []struct {
		of  func(*features) map[string]bool
		add func(*commonalities)
	}{
		{func(o *features) map[string]bool { return o.exports }, func(c *commonalities) { c.exports++ }},
		{func(o *features) map[string]bool { return o.members }, func(c *commonalities) { c.members++ }},
		{func(o *features) map[string]bool { return o.values }, func(c *commonalities) { c.values++ }},
	} {
		index := map[string][]analyze.FileID{}
		for _, id := range sortedIDs(offers) {
			for name := range part.of(offers[id]) {
				index[name] = append(index[name], id)
			}
		}
		for _, ids := range index {
			if len(ids) > crowd {
				continue
			}
			for i, a := range ids {
				for _, b := range ids[i+1:] {
					c := pairs[[2]analyze.FileID{a, b}]
					part.add(&c)
					pairs[[2]analyze.FileID{a, b}] = c
				}
			}
		}
	}
	return pairs
}

func (c commonalities) competes(a, b *features) bool {
	return c.exports >= leastExports ||
		c.members >= leastMembers && 100*c.members >= shareOfMembers*min(len(a.members), len(b.members)) ||
		c.values >= leastValues && 100*c.values >= shareOfValues*min(len(a.values), len(b.values))
}

// describe says who the members of a group are and which one should stay.
func (s *surveyor) describe(ids []analyze.FileID, offers map[analyze.FileID]*features) Implementation {
	count := map[string]int{}
	each := func(o *features, do func(string)) {
		for name := range o.exports {
			do(name)
		}
		for name := range o.members {
			do("." + name)
		}
		for value := range o.values {
			do(`"` + value + `"`)
		}
	}
	for _, id := range ids {
		each(offers[id], func(name string) { count[name]++ })
	}
	var m Implementation
	for name, n := range count {
		if n > 1 {
			m.Overlap = append(m.Overlap, name)
		}
	}
	slices.SortFunc(m.Overlap, func(a, b string) int { return cmp.Or(cmp.Compare(class(a), class(b)), cmp.Compare(a, b)) })
	for _, id := range ids {
		x := Member{Path: s.repo.Files[id].Path, Lines: s.repo.Files[id].Lines, Importers: s.importers(id), Reachable: s.reach[id]}
		each(offers[id], func(name string) {
			if count[name] > 1 {
				x.Offers++
			}
		})
		for _, imp := range s.repo.Importers(id) {
			x.Tested = x.Tested || isTest(s.repo.Files[imp.File].Path)
		}
		m.Members = append(m.Members, x)
	}
	m.recommend()
	return m
}

// class sorts exports before members before values.
func class(name string) int {
	switch name[0] {
	case '.':
		return 1
	case '"':
		return 2
	}
	return 0
}

// importers counts the files that import a file.
func (s *surveyor) importers(id analyze.FileID) int {
	seen := map[analyze.FileID]bool{}
	for _, imp := range s.repo.Importers(id) {
		seen[imp.File] = true
	}
	return len(seen)
}

// recommend picks the member that costs the least to keep: one that runs, then the one that most files
// import, then the one that offers most of what is contested, that has tests, that changed last.
func (m *Implementation) recommend() {
	number := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	order := []func(a, b Member) int{
		func(a, b Member) int { return cmp.Compare(number(a.Reachable), number(b.Reachable)) },
		func(a, b Member) int { return cmp.Compare(a.Importers, b.Importers) },
		func(a, b Member) int { return cmp.Compare(a.Offers, b.Offers) },
		func(a, b Member) int { return cmp.Compare(number(a.Tested), number(b.Tested)) },
		func(a, b Member) int { return cmp.Compare(a.Changed, b.Changed) },
		func(a, b Member) int { return cmp.Compare(a.Lines, b.Lines) },
	}
	best := slices.MaxFunc(m.Members, func(a, b Member) int {
		for _, by := range order {
			if c := by(a, b); c != 0 {
				return c
			}
		}
		return 0
	})
	m.Survivor, m.Reasons = best.Path, []string{plural(best.Importers, "file imports it", "files import it")}
	if best.Reachable {
		m.Reasons = append(m.Reasons, "an entry of the repo reaches it")
	}
	m.Reasons = append(m.Reasons, fmt.Sprintf("it offers %d of the %d names they share", best.Offers, len(m.Overlap)))
	most := slices.MaxFunc(m.Members, func(a, b Member) int { return cmp.Compare(a.Offers, b.Offers) })
	if most.Offers > best.Offers {
		m.Reasons = append(m.Reasons, fmt.Sprintf("but %s offers %d", most.Path, most.Offers))
	}
	if best.Tested {
		m.Reasons = append(m.Reasons, "it has tests")
	}
	if best.Changed != "" {
		m.Reasons = append(m.Reasons, "last changed "+best.Changed)
	}
}

// Date tells when the members of competing groups were last changed, by path, and recommends anew. What
// history says of a file is an input, as a survey only sees the tree.
func (s *Survey) Date(changed map[string]string) {
	for i := range s.Implementations {
		m := &s.Implementations[i]
		for k := range m.Members {
			m.Members[k].Changed = changed[m.Members[k].Path]
		}
		m.recommend()
	}
}
