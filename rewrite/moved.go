package rewrite

import (
	"cmp"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/proof"
)

// text is what the mover checked of the code that moved, and where it went.
func (w *work) text() proof.Text {
	t := proof.Text{Declarations: w.check.Declarations, Uses: w.check.Uses, Bytes: w.check.Bytes, Moves: w.moves()}
	for _, r := range w.renames {
		t.Renames = append(t.Renames, proof.Rename{File: r.From.Path, Name: r.From.Name, To: r.To, Target: r.File, Places: r.Uses})
	}
	return t
}

// moves lists, for each file and target, what went from the one to the other. Sorted.
func (w *work) moves() (list []proof.Move) {
	names := map[[2]string][]proof.MovedName{}
	for from, to := range w.moved {
		if w.before.Lookup(from.Path) != analyze.None && from.Path != to.Path {
			way := [2]string{from.Path, to.Path}
			names[way] = append(names[way], proof.MovedName{Name: from.Name, To: to.Name})
		}
	}
	for way, moved := range names {
		slices.SortFunc(moved, func(a, b proof.MovedName) int { return cmp.Compare(a.Name, b.Name) })
		list = append(list, proof.Move{File: way[0], Target: way[1], Stays: w.stays(way[0]), Names: moved})
	}
	for from, to := range w.claim.Moves {
		list = append(list, proof.Move{File: from, Target: to, Stays: w.stays(from)})
	}
	slices.SortFunc(list, func(a, b proof.Move) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Target, b.Target))
	})
	return list
}

// stays tells what is at a path afterwards from which code moved.
func (w *work) stays(path string) proof.Stays {
	switch {
	case slices.Contains(w.claim.Shims, path):
		return proof.Shim
	case w.now.Lookup(path) == analyze.None:
		return proof.Nothing
	}
	return proof.Rest
}
