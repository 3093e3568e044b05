package analyze

import "slices"

// Chain is the shortest way by which one of the given files leads to another: each step is a reference, the
// first one in a file of from, the last one to the file itself. Ways on which code runs go before those over
// types and mocks. Of several shortest ways it is the first by path and position. With the file among from the
// chain is empty; ok is false when there is no way.
func (r *Repo) Chain(from []FileID, to FileID) (steps []Importer, ok bool) {
	if slices.Contains(from, to) {
		return nil, true
	}
	if steps, ok = r.chain(from, to, r.IsValue); ok {
		return steps, ok
	}
	return r.chain(from, to, func(FileID, int) bool { return true })
}

// chain walks breadth-first against the references, from the end.
func (r *Repo) chain(from []FileID, to FileID, by func(FileID, int) bool) ([]Importer, bool) {
	start := make([]bool, len(r.Files))
	for _, id := range from {
		start[id] = true
	}
	next := map[FileID]Importer{to: {None, 0}} // the step that leads on from a file
	for level := []FileID{to}; len(level) > 0; {
		var above []FileID
		for _, id := range level {
			for _, i := range r.importer[id] {
				if _, seen := next[i.File]; !seen && by(i.File, i.Ref) {
					next[i.File] = i
					above = append(above, i.File)
				}
			}
		}
		slices.Sort(above)
		for _, id := range above {
			if start[id] {
				return r.along(next, id, to), true
			}
		}
		level = above
	}
	return nil, false
}

func (r *Repo) along(next map[FileID]Importer, id, to FileID) (steps []Importer) {
	for id != to {
		step := next[id]
		steps = append(steps, step)
		id = r.Files[step.File].Edges[step.Ref].To
	}
	return steps
}
