package proof

import (
	"slices"

	"rtconsolidate/analyze"
)

// newCycles lists the evaluation cycles after whose members did not form (part of) one cycle before.
func (c *comparison) newCycles() [][]string {
	in := map[string]int{}
	for i, cycle := range c.before.Cycles() {
		for _, id := range cycle {
			in[c.before.Files[id].Path] = i + 1
		}
	}
	var list [][]string
	for _, cycle := range c.after.Cycles() {
		paths := make([]string, len(cycle))
		known := true
		for i, id := range cycle {
			paths[i] = c.after.Files[id].Path
			known = known && c.shims[paths[i]] || known && slices.ContainsFunc(c.origins(paths[i]), func(p string) bool { return in[p] != 0 && in[p] == c.cycleOf(cycle, in) })
		}
		if !known {
			list = append(list, paths)
		}
	}
	return list
}

// cycleOf is the number of the cycle before that the first file of a cycle after was part of.
func (c *comparison) cycleOf(cycle []analyze.FileID, in map[string]int) int {
	for _, p := range c.origins(c.after.Files[cycle[0]].Path) {
		if in[p] != 0 {
			return in[p]
		}
	}
	return 0
}

// widening lists, for each changed file, the modules that are evaluated with it after and were not
// before. Shims do not count: they hold nothing to evaluate.
func (c *comparison) widening() []Widening {
	var list []Widening
	for _, p := range c.claim.Changed {
		new := c.after.Lookup(p)
		old := c.before.Lookup(c.was(p))
		if new == analyze.None || old == analyze.None || c.shims[p] {
			continue
		}
		before := c.before.Reach([]analyze.FileID{old}, false)
		after := c.after.Reach([]analyze.FileID{new}, false)
		w := Widening{File: p}
		for id, yes := range after {
			if !yes {
				continue
			}
			w.Total++
			at := c.after.Files[id].Path
			was := c.before.Lookup(c.was(at))
			if c.shims[at] || was != analyze.None && before[was] {
				continue
			}
			w.Adds = append(w.Adds, at)
		}
		if len(w.Adds) > 0 {
			list = append(list, w)
		}
	}
	slices.SortFunc(list, func(a, b Widening) int {
		if len(a.Adds) != len(b.Adds) {
			return len(b.Adds) - len(a.Adds)
		}
		if a.File < b.File {
			return -1
		}
		return 1
	})
	return list
}
