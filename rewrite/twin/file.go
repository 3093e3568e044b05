package twin

import (
	"fmt"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/compare"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

// file is one of the two, taken apart.
type file struct {
	id      analyze.FileID
	src     []byte // without comments
	items   []scope.Item
	byName  map[string][]int // the items that declare a name
	imports map[string]binding
}

type binding struct {
	ref  int
	name scanner.Name
}

func (p Pair) open(path string) (*file, error) {
	src, err := p.Repo.Tree.Read(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	f := &file{id: p.Repo.Lookup(path), byName: map[string][]int{}, imports: map[string]binding{}}
	module := p.Repo.Files[f.id].Module
	parsed, err := scope.Parse(path, src, module)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be taken apart: %w", path, err)
	}
	if _, f.src, err = scope.Outlines(path, src); err != nil {
		return nil, fmt.Errorf("%s cannot be taken apart: %w", path, err)
	}
	f.items = parsed.Items
	for i := range f.items {
		if f.items[i].Default && len(f.items[i].Declares) == 0 || f.items[i].Kind == scope.DefaultExpr {
			f.byName["default"] = append(f.byName["default"], i)
		}
		for _, n := range f.items[i].Declares {
			f.byName[n.Name] = append(f.byName[n.Name], i)
		}
	}
	for i := range module.Refs {
		ref := &module.Refs[i]
		if !ref.Nested && (ref.Kind == scanner.KindImport || ref.Kind == scanner.KindImportEquals) {
			for _, n := range ref.Names {
				f.imports[n.Local] = binding{i, n}
			}
		}
	}
	return f, nil
}

// text is a statement as far as it counts, without what exports it.
func (f *file) text(item int) string {
	it := &f.items[item]
	code := append([]byte(nil), f.src[it.Stmt.Start:it.Stmt.End]...)
	for i := it.Head.Start; i < it.Head.End; i++ {
		code[i-it.Stmt.Start] = ' '
	}
	return compare.Normal(code)
}

// edges are where the references inside a statement lead.
func (f *file) edges(repo *analyze.Repo, item int) []analyze.Edge {
	var list []analyze.Edge
	file, in := repo.Files[f.id], f.items[item].Stmt
	for i := range file.Edges {
		if at := file.Module.Refs[i].Spec.Start; in.Start <= at && at < in.End {
			list = append(list, file.Edges[i])
		}
	}
	return list
}

// effects are the statements that only do something as the module loads, in their order.
func (f *file) effects() []string {
	var list []string
	for i := range f.items {
		if f.items[i].Kind == scope.Effect {
			list = append(list, f.text(i))
		}
	}
	return list
}
