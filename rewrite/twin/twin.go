// Package twin tells whether a file can stand in for another one: whether what importers take of the one
// is the same code in the other.
package twin

import (
	"fmt"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/compare"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

// Difference is a name that does not mean the same in both files.
type Difference struct {
	Name string
	Text string // in what it differs, with positions
	// Body is set when both offer it with the same signatures, so that only what it does differs.
	Body bool
}

// Pair is a file that goes and the one that stays.
type Pair struct {
	Repo        *analyze.Repo
	Gone, Stays string
	// Now is where the content of a path is after the change: the twin, of a file that goes.
	Now func(path string) string
}

// Differences lists, of the names that importers take of the file that goes, those that the other one does
// not offer with the same code, sorted by name. Text counts as the same but for blanks, comments, quotes
// and what ends a line; names in it have to mean the same. The error is that of a file that cannot be read.
func (p Pair) Differences(importers []analyze.Importer) ([]Difference, error) {
	a, errA := p.open(p.Gone)
	b, errB := p.open(p.Stays)
	if errA != nil {
		return nil, errA
	}
	if errB != nil {
		return nil, errB
	}
	c := &comparison{Pair: p, a: a, b: b, assumed: map[string]bool{}}
	var list []Difference
	for _, name := range p.asked(importers) {
		if d, differs := c.name(name); differs {
			list = append(list, d)
		}
	}
	if !slices.Equal(a.effects(), b.effects()) {
		list = append(list, Difference{Text: fmt.Sprintf("what `%s` does as it loads is not what `%s` does", p.Gone, p.Stays)})
	}
	return list, nil
}

// State lists the declarations of the file that goes which hold state: of two copies that were used side by side
// one stays, with the state of both.
func (p Pair) State() []string {
	f, err := p.open(p.Gone)
	if err != nil {
		return nil
	}
	var names []string
	for i := range f.items {
		it := &f.items[i]
		if it.Kind != scope.Variable && it.Kind != scope.ClassDecl || it.Flags&(scope.Stateful|scope.Impure) == 0 {
			continue
		}
		for _, d := range it.Declares {
			names = append(names, d.Name)
		}
	}
	return names
}

// asked lists the names that references take of the file that goes: all of them when one takes it whole.
func (p Pair) asked(importers []analyze.Importer) []string {
	var names []string
	for _, imp := range importers {
		ref := p.Repo.Ref(imp)
		for _, n := range ref.Names {
			if n.Imported != "*" {
				names = append(names, n.Imported)
			}
		}
		whole := slices.ContainsFunc(ref.Names, func(n scanner.Name) bool { return n.Imported == "*" })
		if whole || len(ref.Names) == 0 && ref.Kind != scanner.KindSideEffect {
			all, _ := p.Repo.Names(p.Repo.Lookup(p.Gone))
			names = append(names, all...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

type comparison struct {
	Pair
	a, b    *file
	assumed map[string]bool // names taken as the same while that is being found out
}

func (c *comparison) name(name string) (Difference, bool) {
	x := c.Repo.Export(c.a.id, name)
	y := c.Repo.Export(c.b.id, name)
	switch {
	case x.Status == analyze.NoExport || x.Status == analyze.NoModule || c.sameBinding(x, y):
		return Difference{}, false
	case !y.Status.Resolved():
		return Difference{Name: name, Text: fmt.Sprintf("`%s` is only in `%s`", name, c.Gone)}, true
	case x.Path != c.Gone || y.Path != c.Stays || x.Name != y.Name:
		return Difference{Name: name, Text: fmt.Sprintf("`%s` is %s, and %s", name, c.place(x), c.place(y))}, true
	}
	d := Difference{Name: name, Text: fmt.Sprintf("`%s` differs (%s, %s)", name, c.place(x), c.place(y))}
	d.Body = sameSignatures(compare.Between(c.Repo, x.Name, c.Gone, c.Stays))
	if d.Body {
		d.Text = fmt.Sprintf("`%s` differs in what it does (%s, %s)", name, c.place(x), c.place(y))
	}
	return d, true
}

// sameSignatures tells whether both declarations have the same parts with the same signatures. What a
// function returns does not matter where both say its type.
func sameSignatures(c *compare.Comparison) bool {
	typed := slices.ContainsFunc(c.Rows, func(r compare.Row) bool { return r.Name == compare.ResultType && r.Verdict == compare.Same })
	return len(c.Declarations) == 2 && !slices.ContainsFunc(c.Rows, func(r compare.Row) bool {
		return r.Verdict != compare.Same && r.Verdict != compare.OtherBody && !(typed && r.Name == compare.Returns)
	})
}

func (c *comparison) place(b analyze.Binding) string {
	if f := c.Repo.File(b.Path); f != nil {
		for _, d := range f.Module.Decls {
			if d.Name == b.Name {
				return fmt.Sprintf("%s:%d", b.Path, d.Line)
			}
		}
	}
	return b.Path
}

// sameBinding tells whether two names mean the same once the one file stands in for the other.
func (c *comparison) sameBinding(x, y analyze.Binding) bool {
	if x.Status != y.Status || x.TypeOnly != y.TypeOnly || x.Name != y.Name {
		return false
	}
	if x.Path == c.Gone && y.Path == c.Stays {
		return c.sameCode(x.Name)
	}
	return c.Now(x.Path) == c.Now(y.Path)
}

// sameCode compares the declarations of a name in both files.
func (c *comparison) sameCode(name string) bool {
	if c.assumed[name] {
		return true
	}
	c.assumed[name] = true
	x, y := c.a.byName[name], c.b.byName[name]
	same := len(x) > 0 && len(x) == len(y)
	for k := 0; same && k < len(x); k++ {
		same = c.a.text(x[k]) == c.b.text(y[k]) && c.sameUses(x[k], y[k]) && c.samePaths(x[k], y[k])
	}
	if !same {
		delete(c.assumed, name)
	}
	return same
}

func (c *comparison) sameUses(x, y int) bool {
	a, b := c.a.items[x].Uses, c.b.items[y].Uses
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if a[k].Name != b[k].Name || !c.sameMeaning(a[k].Name) {
			return false
		}
	}
	return true
}

// samePaths compares what a statement reaches by path from the place of its file.
func (c *comparison) samePaths(x, y int) bool {
	flags := c.a.items[x].Flags | c.b.items[y].Flags
	if flags&(scope.ImportMeta|scope.FileRelative) != 0 {
		return false
	}
	if flags&scope.RelativeRef == 0 {
		return true
	}
	return slices.EqualFunc(c.a.edges(c.Repo, x), c.b.edges(c.Repo, y), func(a, b analyze.Edge) bool {
		return a.State == b.State && c.Now(a.Path) == c.Now(b.Path)
	})
}

// sameMeaning tells whether a name that both files use means the same in both.
func (c *comparison) sameMeaning(name string) bool {
	p, ownA := c.a.imports[name]
	q, ownB := c.b.imports[name]
	if ownA != ownB {
		return false
	}
	if ownA {
		x, y := c.Repo.Imported(c.a.id, p.ref, p.name.Imported), c.Repo.Imported(c.b.id, q.ref, q.name.Imported)
		if x.Status == analyze.NoModule || x.Status == analyze.NoExport {
			return y.Status == x.Status && c.Repo.Files[c.a.id].Module.Refs[p.ref].Specifier == c.Repo.Files[c.b.id].Module.Refs[q.ref].Specifier
		}
		return c.sameBinding(x, y)
	}
	declared := len(c.a.byName[name]) > 0
	if declared != (len(c.b.byName[name]) > 0) {
		return false
	}
	return !declared || c.sameCode(name)
}
