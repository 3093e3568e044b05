// Package compare lays the declarations of one name side by side: classes and interfaces member by
// member, registries entry by entry, functions by signature and result.
package compare

import (
	"cmp"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

// Comparison is all that the repo declares under one name.
type Comparison struct {
	Name         string
	Declarations []Declaration // distinct ones, those that most files import first
	Rows         []Row
}

// Declaration is one way in which the name is declared. Declarations of the same text, but for blanks,
// comments, quotes and what ends a line, are one.
type Declaration struct {
	Kind    string // function, class, object, interface, type, enum, variable; "" when it cannot be parsed
	Places  []Place
	Lines   int
	Trouble string // why it could not be parsed
}

// Place is where a declaration stands.
type Place struct {
	File      string
	Line      int // from 1
	Exported  bool
	Importers int // files that import this name of it
}

// Row is one aspect of the declarations: a member, an entry, a parameter list.
type Row struct {
	Name    string
	Verdict Verdict
	Cells   []Cell // one a declaration
}

// Cell is what a declaration has in a row.
type Cell struct {
	Has  bool
	Text string // the signature or the value, on one line
	Body string // what is behind it, normalised; "" when there is nothing
}

// Verdict says how the cells of a row differ.
type Verdict string

// The verdicts, on the declarations that have it. Only: one alone has it.
const (
	Same        Verdict = "same"
	OtherBody   Verdict = "same signature, different body"
	Conflicting Verdict = "conflicting"
	Only        Verdict = "only in one"
)

// Of compares the declarations of a name. Without any, Declarations is empty.
func Of(repo *analyze.Repo, name string) *Comparison {
	ids := make([]analyze.FileID, len(repo.Files))
	for i := range ids {
		ids[i] = analyze.FileID(i)
	}
	return among(repo, name, ids)
}

// Between compares the declarations of a name in two files.
func Between(repo *analyze.Repo, name, one, other string) *Comparison {
	return among(repo, name, []analyze.FileID{repo.Lookup(one), repo.Lookup(other)})
}

func among(repo *analyze.Repo, name string, ids []analyze.FileID) *Comparison {
	c := &Comparison{Name: name}
	var parts [][]aspect
	keys := map[string]int{}
	for _, id := range ids {
		if !slices.ContainsFunc(repo.Files[id].Module.Decls, func(d scanner.Decl) bool { return d.Name == name }) {
			continue
		}
		for _, d := range declared(repo, id, name) {
			at, known := keys[d.key]
			if !known {
				at = len(c.Declarations)
				keys[d.key] = at
				c.Declarations = append(c.Declarations, d.Declaration)
				parts = append(parts, d.aspects)
			} else {
				c.Declarations[at].Places = append(c.Declarations[at].Places, d.Places...)
			}
		}
	}
	order := make([]int, len(c.Declarations))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.Declarations[b].importers(), c.Declarations[a].importers()) })
	var sorted []Declaration
	var aspects [][]aspect
	for _, i := range order {
		sorted, aspects = append(sorted, c.Declarations[i]), append(aspects, parts[i])
	}
	c.Declarations, c.Rows = sorted, rows(aspects)
	return c
}

func (d Declaration) importers() int {
	n := 0
	for _, p := range d.Places {
		n += p.Importers
	}
	return n
}

// found is one declaration with what it is made of.
type found struct {
	Declaration
	key     string
	aspects []aspect
}

// declared takes a file apart and describes its declarations of a name: one, but for a value and a type
// of the same name, and for overloads, which become one.
func declared(repo *analyze.Repo, id analyze.FileID, name string) []found {
	f := repo.Files[id]
	place := Place{File: f.Path, Exported: exports(f, name), Importers: importers(repo, id, name)}
	for _, d := range f.Module.Decls {
		if d.Name == name {
			place.Line = int(d.Line)
			break
		}
	}
	src, err := repo.Tree.Read(f.Path)
	var outlines []scope.Outline
	if err == nil {
		outlines, src, err = scope.Outlines(f.Path, src)
	}
	if err != nil {
		return []found{{Declaration: Declaration{Places: []Place{place}, Trouble: err.Error()}, key: "? " + f.Path}}
	}
	var list []found
	for _, o := range outlines {
		if o.Name != name {
			continue
		}
		text := Normal(src[o.Span.Start:o.Span.End])
		d := found{Declaration: Declaration{Kind: o.Kind.String(), Lines: lines(src, o.Span)}, key: o.Kind.String() + " " + text, aspects: aspectsOf(src, o)}
		p := place
		p.Line = lineAt(src, o.Span.Start)
		d.Places = []Place{p}
		if n := len(list); n > 0 && o.Kind == scope.OutlineFunction && list[n-1].Kind == d.Kind {
			list[n-1].overload(d)
			continue
		}
		list = append(list, d)
	}
	return list
}

// overload takes a further signature of the same function in.
func (d *found) overload(next found) {
	d.key += next.key
	d.Lines += next.Lines
	for _, a := range next.aspects {
		if i := slices.IndexFunc(d.aspects, func(b aspect) bool { return b.name == a.name }); i < 0 {
			d.aspects = append(d.aspects, a)
		} else if d.aspects[i].text != a.text {
			d.aspects[i].text += " | " + a.text
			d.aspects[i].body += a.body
		}
	}
}

func exports(f *analyze.File, name string) bool {
	return slices.ContainsFunc(f.Module.Exports, func(e scanner.Export) bool { return e.Ref < 0 && (e.Local == name || e.Local == "" && e.Name == name) })
}

// importers counts the files that import a name which a file declares, directly or through others.
func importers(repo *analyze.Repo, id analyze.FileID, name string) int {
	n := 0
	for _, names := range repo.Uses(id) {
		if slices.Contains(names, name) {
			n++
		}
	}
	return n
}
