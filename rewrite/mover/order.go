package mover

import (
	"slices"

	"rtconsolidate/analyze"
)

// order lists what moves to the target in the order in which it ran so far: a source that another one
// imports goes before it, and those that the target itself imports go before its own code.
func (t *target) order(m *mover) {
	var sources []*source
	for i := range t.takes {
		if s := t.takes[i].src; !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
	}
	for _, s := range m.order {
		if !slices.Contains(sources, s) && slices.ContainsFunc(s.units, func(u *unit) bool { return u.to == t }) {
			sources = append(sources, s)
		}
	}
	reach := make([][]bool, len(sources))
	for i, s := range sources {
		reach[i] = m.Repo.Reach([]analyze.FileID{s.id}, false)
	}
	for _, i := range evaluated(sources, reach) {
		for _, u := range sources[i].units {
			if u.to == t {
				t.units = append(t.units, u)
			}
		}
	}
	if !t.exists {
		return
	}
	own := m.Repo.Reach([]analyze.FileID{t.id}, false)
	for i, s := range sources {
		if own[s.id] && !reach[i][t.id] {
			t.first = append(t.first, s)
		}
	}
}

// evaluated sorts the indices of the sources so that each stands behind those it imports, and else as
// the config lists them. Sources that import each other stay as they are listed.
func evaluated(sources []*source, reach [][]bool) []int {
	var done []int
	placed := make([]bool, len(sources))
	var place func(i int)
	place = func(i int) {
		if placed[i] {
			return
		}
		placed[i] = true
		for j, s := range sources {
			if reach[i][s.id] && !reach[j][sources[i].id] {
				place(j)
			}
		}
		done = append(done, i)
	}
	for i := range sources {
		place(i)
	}
	return done
}
