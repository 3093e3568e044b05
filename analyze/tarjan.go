package analyze

import (
	"cmp"
	"slices"
)

// tarjan finds strongly connected components (R. Tarjan, 1972), iteratively: import chains can be
// deeper than a goroutine's stack should grow.
type tarjan struct {
	repo   *Repo
	index  []int32 // order of discovery from 1, 0 when not seen
	low    []int32
	on     []bool
	stack  []FileID
	count  int32
	found  [][]FileID
	frames []frame
}

type frame struct {
	id   FileID
	next []FileID
	self bool
}

func (t *tarjan) push(id FileID) {
	t.count++
	t.index[id], t.low[id], t.on[id] = t.count, t.count, true
	t.stack = append(t.stack, id)
	f := frame{id: id}
	t.repo.Next(id, false, func(to FileID, _ int) {
		f.next = append(f.next, to)
		f.self = f.self || to == id
	})
	t.frames = append(t.frames, f)
}

func (t *tarjan) visit(root FileID) {
	t.push(root)
	for len(t.frames) > 0 {
		f := &t.frames[len(t.frames)-1]
		if len(f.next) > 0 {
			to := f.next[0]
			f.next = f.next[1:]
			if t.index[to] == 0 {
				t.push(to)
			} else if t.on[to] {
				t.low[f.id] = min(t.low[f.id], t.index[to])
			}
			continue
		}
		done := *f
		t.frames = t.frames[:len(t.frames)-1]
		if len(t.frames) > 0 {
			parent := t.frames[len(t.frames)-1].id
			t.low[parent] = min(t.low[parent], t.low[done.id])
		}
		if t.low[done.id] == t.index[done.id] {
			t.pop(done)
		}
	}
}

func (t *tarjan) pop(f frame) {
	at := len(t.stack) - 1
	for t.stack[at] != f.id {
		at--
	}
	component := slices.Clone(t.stack[at:])
	t.stack = t.stack[:at]
	for _, id := range component {
		t.on[id] = false
	}
	if len(component) > 1 || f.self {
		t.found = append(t.found, component)
	}
}

func sortComponents(list [][]FileID) [][]FileID {
	for _, c := range list {
		slices.Sort(c)
	}
	slices.SortFunc(list, func(a, b []FileID) int { return cmp.Compare(a[0], b[0]) })
	return list
}
