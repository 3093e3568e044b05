package report

import (
	"cmp"
	"math"
	"slices"
)

// layout places modules in columns: each stands right of what imports it, but for the references that close
// a cycle. Within a column modules lie near the ones they are joined to (K. Sugiyama, 1981).
type layout struct {
	column []int   // by module
	order  [][]int // the modules of each column, from the top
}

// passes is how often the columns are put in order, there and back.
const passes = 4

func newLayout(modules int, lines []line) *layout {
	l := &layout{column: make([]int, modules)}
	next := forward(modules, lines)
	list := topological(modules, next)
	for _, m := range list {
		for _, to := range next[m] {
			l.column[to] = max(l.column[to], l.column[m]+1)
		}
	}
	for _, m := range slices.Backward(list) { // close to what they import
		nearest := math.MaxInt
		for _, to := range next[m] {
			nearest = min(nearest, l.column[to]-1)
		}
		if len(next[m]) > 0 {
			l.column[m] = nearest
		}
	}
	for m, c := range l.column {
		for len(l.order) <= c {
			l.order = append(l.order, nil)
		}
		l.order[c] = append(l.order[c], m)
	}
	l.arrange(modules, lines)
	return l
}

// forward gives the references without those that lead back to a module on the way to them.
func forward(modules int, lines []line) [][]int {
	all := make([][]int, modules)
	for _, e := range lines {
		all[e.from] = append(all[e.from], e.to)
	}
	next := make([][]int, modules)
	const (
		unseen = iota
		open
		done
	)
	state := make([]int, modules)
	for root := range modules {
		stack := []int{root}
		for len(stack) > 0 {
			m := stack[len(stack)-1]
			if state[m] == done {
				stack = stack[:len(stack)-1]
				continue
			}
			state[m] = open
			if len(all[m]) == 0 {
				state[m] = done
				continue
			}
			to := all[m][0]
			all[m] = all[m][1:]
			if state[to] == open {
				continue
			}
			next[m] = append(next[m], to)
			if state[to] == unseen {
				stack = append(stack, to)
			}
		}
	}
	return next
}

// topological lists modules before what they lead to.
func topological(modules int, next [][]int) []int {
	waits := make([]int, modules)
	for _, list := range next {
		for _, to := range list {
			waits[to]++
		}
	}
	var list []int
	for m, n := range waits {
		if n == 0 {
			list = append(list, m)
		}
	}
	for i := 0; i < len(list); i++ {
		for _, to := range next[list[i]] {
			if waits[to]--; waits[to] == 0 {
				list = append(list, to)
			}
		}
	}
	return list
}

// arrange sorts each column by the mean place of the neighbours in the other columns.
func (l *layout) arrange(modules int, lines []line) {
	near := make([][]int, modules)
	for _, e := range lines {
		near[e.from] = append(near[e.from], e.to)
		near[e.to] = append(near[e.to], e.from)
	}
	at := make([]float64, modules)
	for pass := range passes {
		for i := range l.order {
			c := i
			if pass%2 == 1 {
				c = len(l.order) - 1 - i
			}
			l.arrangeColumn(c, near, at)
		}
	}
}

func (l *layout) arrangeColumn(c int, near [][]int, at []float64) {
	column := l.order[c]
	for i, m := range column {
		at[m] = float64(i) / float64(len(column))
	}
	mean := func(m int) float64 {
		sum, n := at[m]/1e6, 0.0
		for _, o := range near[m] {
			if l.column[o] != c {
				sum, n = sum+at[o], n+1
			}
		}
		return sum / max(n, 1)
	}
	want := map[int]float64{}
	for _, m := range column {
		want[m] = mean(m)
	}
	slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(want[a], want[b]) })
	for i, m := range column {
		at[m] = float64(i) / float64(len(column))
	}
}
