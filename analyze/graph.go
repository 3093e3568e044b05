package analyze

import "rtconsolidate/analyze/scanner"

// Runs tells whether a reference of that kind makes its module run when (or after) the importing
// module runs. Mocks, type imports, URLs and path references do not.
func Runs(k scanner.Kind) bool {
	switch k {
	case scanner.KindImport, scanner.KindSideEffect, scanner.KindExport, scanner.KindExportStar,
		scanner.KindExportNamespace, scanner.KindImportEquals, scanner.KindRequire, scanner.KindDynamicImport:
		return true
	}
	return false
}

// Static tells whether the module is evaluated together with its importer, so that it takes part in
// evaluation cycles: a lazy `import()` does not.
func Static(k scanner.Kind) bool { return Runs(k) && k != scanner.KindDynamicImport }

// IsValue tells whether reference i of a file leaves something at run time: it is no type-only
// form, and at least one of its names means a value (TypeScript elides the rest).
func (r *Repo) IsValue(id FileID, i int) bool {
	ref := &r.Files[id].Module.Refs[i]
	if ref.TypeOnly || ref.Nested || !Runs(ref.Kind) {
		return false
	}
	if ref.Kind != scanner.KindImport && ref.Kind != scanner.KindExport {
		return true
	}
	if len(ref.Names) == 0 {
		return true
	}
	for _, n := range ref.Names {
		if !n.TypeOnly && r.Imported(id, i, n.Imported).HasValue() {
			return true
		}
	}
	return false
}

// Next calls visit for each code file that a file reaches by one value reference; lazy ones only
// with lazy set.
func (r *Repo) Next(id FileID, lazy bool, visit func(to FileID, ref int)) {
	f := r.Files[id]
	for _, i := range r.valueRefs(id) {
		if lazy || Static(f.Module.Refs[i].Kind) {
			visit(f.Edges[i].To, i)
		}
	}
}

// valueRefs lists the references of a file that lead to code files and leave something at run time. Searches ask
// for them again and again.
func (r *Repo) valueRefs(id FileID) []int {
	if known := r.valued[id].Load(); known != nil {
		return *known
	}
	var list []int
	for i, e := range r.Files[id].Edges {
		if e.To != None && !e.Ambient && r.IsValue(id, i) {
			list = append(list, i)
		}
	}
	r.valued[id].Store(&list)
	return list
}

// Reach marks every file that runs when the given ones run, themselves included.
func (r *Repo) Reach(from []FileID, lazy bool) []bool {
	seen := make([]bool, len(r.Files))
	stack := append([]FileID(nil), from...)
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[id] {
			continue
		}
		seen[id] = true
		r.Next(id, lazy, func(to FileID, _ int) { stack = append(stack, to) })
	}
	return seen
}

// Cycles lists the strongly connected components of more than one file (or of one file that imports
// itself) in the graph of static value references, each sorted by path, the list sorted by its
// first path. Tarjan's algorithm, with an explicit stack.
func (r *Repo) Cycles() [][]FileID {
	t := tarjan{repo: r, index: make([]int32, len(r.Files)), low: make([]int32, len(r.Files)), on: make([]bool, len(r.Files))}
	for id := range r.Files {
		if t.index[id] == 0 {
			t.visit(FileID(id))
		}
	}
	return sortComponents(t.found)
}
