package proof

import (
	"fmt"
	"maps"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
)

// place is one name that a file binds or passes on, in a form that survives the rewrite: the local
// name of an import, the exported name of a re-export, the ordinal of anything else.
type place struct {
	form    string
	name    string
	ordinal int
}

type bound struct {
	ref  int
	name scanner.Name
}

// places maps each bound name of a file to the reference that binds it.
func places(m *scanner.Module) map[place]bound {
	found := map[place]bound{}
	ordinals := map[scanner.Kind]int{}
	for i := range m.Refs {
		ref := &m.Refs[i]
		form, named := formOf(ref.Kind)
		if form == "" {
			continue
		}
		ordinal := 0
		if !named {
			ordinals[ref.Kind]++
			ordinal = ordinals[ref.Kind]
		}
		for k, n := range names(ref) {
			p := place{form, n.Local, ordinal}
			if !named {
				p.name = fmt.Sprint(k)
			}
			found[p] = bound{i, n}
		}
	}
	return found
}

// formOf groups the kinds whose names are compared; named tells that a name in it is unique in its file.
func formOf(k scanner.Kind) (form string, named bool) {
	switch k {
	case scanner.KindImport, scanner.KindImportEquals:
		return "import", true
	case scanner.KindExport, scanner.KindExportNamespace:
		return "export", true
	case scanner.KindDynamicImport, scanner.KindRequire, scanner.KindImportType:
		return k.String(), false
	}
	return "", false
}

// names lists the names of a reference; one that hides its members stands for the whole module.
func names(ref *scanner.Ref) []scanner.Name {
	if len(ref.Names) == 0 || ref.Whole {
		if ref.Kind == scanner.KindImport || ref.Kind == scanner.KindExport {
			return nil
		}
		return []scanner.Name{{Imported: "*", Local: ref.Bound}}
	}
	return ref.Names
}

func (c *comparison) bindings() Bindings {
	var b Bindings
	c.pairs(func(old, new analyze.FileID) {
		before := c.before.Files[old]
		if new == analyze.None {
			b.Broken = append(b.Broken, Name{File: before.Path, Was: "a file", Is: "nothing"})
			return
		}
		if c.shims[before.Path] && c.now(before.Path) == before.Path {
			return
		}
		after := c.after.Files[new]
		if before.Module == after.Module {
			c.sameText(&b, old, new)
			return
		}
		c.rewritten(&b, old, new)
	})
	return b
}

// sameText compares a file that did not change, reference by reference.
func (c *comparison) sameText(b *Bindings, old, new analyze.FileID) {
	m := c.before.Files[old].Module
	for i := range m.Refs {
		if form, _ := formOf(m.Refs[i].Kind); form == "" {
			continue
		}
		for _, n := range names(&m.Refs[i]) {
			c.compare(b, old, bound{i, n}, new, bound{i, n})
		}
	}
}

func (c *comparison) rewritten(b *Bindings, old, new analyze.FileID) {
	f := c.before.Files[old]
	after := places(c.after.Files[new].Module)
	stars := c.starNames(new)
	list := places(f.Module)
	for _, p := range sortedPlaces(list) {
		x := list[p]
		y, ok := after[p]
		if !ok && (p.form == "export" && stars[p.name] || slices.Contains(c.claim.Dropped[f.Path], p.name)) {
			continue
		}
		if !ok && c.declaredHere(old, x, new) {
			b.Checked++
			b.Preserved++
			continue
		}
		in := new
		if p.ordinal > 0 && (!ok || !c.alike(old, x, new, y)) {
			if at, z, found := c.elsewhere(p, old, x, new); found {
				in, y, ok = at, z, true
			}
		}
		if !ok {
			b.Checked++
			b.Broken = append(b.Broken, c.describe(old, x, c.meaning(c.before, old, x), "no such binding any more"))
			continue
		}
		c.compare(b, old, x, in, y)
	}
}

// elsewhere looks for a reference inside code that moved: behind others in the same file, or in a file
// that took declarations of it.
func (c *comparison) elsewhere(p place, old analyze.FileID, x bound, new analyze.FileID) (analyze.FileID, bound, bool) {
	files := []analyze.FileID{new}
	for _, to := range slices.Sorted(maps.Keys(c.claim.Origins)) {
		if id := c.after.Lookup(to); id != analyze.None && slices.Contains(c.claim.Origins[to], c.before.Files[old].Path) {
			files = append(files, id)
		}
	}
	for _, id := range files {
		list := places(c.after.Files[id].Module)
		for _, q := range sortedPlaces(list) {
			if q.form == p.form && q.name == p.name && c.alike(old, x, id, list[q]) {
				return id, list[q], true
			}
		}
	}
	return analyze.None, bound{}, false
}

// alike tells whether two references mean the same.
func (c *comparison) alike(old analyze.FileID, x bound, new analyze.FileID, y bound) bool {
	was, is := c.meaning(c.before, old, x), c.meaning(c.after, new, y)
	return was.Status == is.Status && (!was.Status.Resolved() || was.Same(is) || c.same(was, is) || was.Name == "*" && is.Name == "*" && c.offersAll(was, is))
}

// declaredHere tells whether the file after declares what it imported before, under the same local name.
func (c *comparison) declaredHere(old analyze.FileID, x bound, new analyze.FileID) bool {
	return c.image(c.meaning(c.before, old, x)) == Decl{c.after.Files[new].Path, x.name.Local}
}

// starNames are the names that a file passes on through `export *`: the surface compares those.
func (c *comparison) starNames(id analyze.FileID) map[string]bool {
	set := map[string]bool{}
	list, _ := c.after.Names(id)
	for _, n := range list {
		set[n] = true
	}
	return set
}

func (c *comparison) meaning(r *analyze.Repo, id analyze.FileID, x bound) analyze.Binding {
	b := r.Imported(id, x.ref, x.name.Imported)
	if x.name.TypeOnly || r.Files[id].Module.Refs[x.ref].TypeOnly {
		b.TypeOnly = true
	}
	return b
}

func (c *comparison) compare(b *Bindings, old analyze.FileID, x bound, new analyze.FileID, y bound) {
	was, is := c.meaning(c.before, old, x), c.meaning(c.after, new, y)
	if was.Status == analyze.Outside && is.Status == analyze.Outside && was.Same(is) {
		return
	}
	b.Checked++
	switch {
	case !was.Status.Resolved() && is.Status.Resolved():
		b.Healed = append(b.Healed, c.describe(old, x, was, text(is)))
	case !was.Status.Resolved():
		b.StillDead++
	case c.same(was, is):
		b.Preserved++
		if was.Status == analyze.Opaque {
			b.Unknowable++
		}
	case was.Name == "*" && is.Name == "*" && (c.sameMembers(old, x, was, is) || c.offersAll(was, is)):
		b.Preserved++
	default:
		b.Broken = append(b.Broken, c.describe(old, x, was, text(is)))
	}
}

// same tells whether two bindings mean the same declaration, in the same nature.
func (c *comparison) same(was, is analyze.Binding) bool {
	if is.Status != was.Status || c.image(was) != (Decl{is.Path, is.Name}) {
		return false
	}
	return was.Nature == is.Nature && was.HasValue() == is.HasValue()
}

// sameMembers tells whether every member that a file uses of a namespace means the same after it was
// sent to another module. Uses that hide the member fail.
func (c *comparison) sameMembers(old analyze.FileID, x bound, was, is analyze.Binding) bool {
	f := c.before.Files[old]
	members, ok := c.before.Members(old, x.ref, x.name.Local)
	if !ok {
		return false
	}
	from, to := c.before.Lookup(was.Path), c.after.Lookup(is.Path)
	if from == analyze.None || to == analyze.None || f.Skipped != "" {
		return false
	}
	for _, m := range members {
		if a, b := c.before.Export(from, m), c.after.Export(to, m); a.Status.Resolved() && !c.same(a, b) {
			return false
		}
	}
	return true
}

// offersAll tells whether the module of the one namespace has all that that of the other had.
func (c *comparison) offersAll(was, is analyze.Binding) bool {
	from, to := c.before.Lookup(was.Path), c.after.Lookup(is.Path)
	if from == analyze.None || to == analyze.None {
		return false
	}
	names, open := c.before.Names(from)
	for _, n := range names {
		if a := c.before.Export(from, n); a.Status.Resolved() && !c.same(a, c.after.Export(to, n)) {
			return false
		}
	}
	return !open
}

func (c *comparison) describe(id analyze.FileID, x bound, was analyze.Binding, is string) Name {
	ref := &c.before.Files[id].Module.Refs[x.ref]
	return Name{File: c.before.Files[id].Path, Line: int(ref.Line), Specifier: ref.Specifier,
		Name: x.name.Imported, Was: text(was), Is: is}
}

// text names a binding for people.
func text(b analyze.Binding) string {
	switch b.Status {
	case analyze.NoModule:
		return "no such module"
	case analyze.NoExport:
		return "no such export"
	case analyze.Ambiguous:
		return "ambiguous"
	}
	s := b.Path + "#" + b.Name
	if b.TypeOnly {
		s += " (type only)"
	}
	return s
}
