package mover

import (
	"fmt"
	"slices"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rewrite/form"
)

// piece is one item as it stands in its target.
type piece struct {
	unit *unit
	item int
	text string
}

// listed is a name that an export list of the target exports.
type listed struct {
	local, public string
	typeOnly      bool
}

// pieces writes every item that moves to the target, source by source, in source order.
func (m *mover) writePieces(t *target) []listed {
	var lists []listed
	for _, s := range t.sources() {
		for i := range s.items {
			if u := s.owner[i]; u != nil && u.to == t && u.became == nil {
				text, more := m.item(t, u, i)
				t.pieces = append(t.pieces, piece{u, i, text})
				lists = append(lists, more...)
			}
		}
	}
	for _, x := range t.extra {
		if p := t.publics[x.unit][x.name]; p != x.as {
			lists = append(lists, listed{t.locals[x.unit][x.name], x.as, !x.unit.hasValue(x.name)})
		}
	}
	return slices.CompactFunc(lists, func(a, b listed) bool { return a == b })
}

// sources lists the files that something moves from, in the order of what moves.
func (t *target) sources() []*source {
	var list []*source
	for _, u := range t.units {
		if !slices.Contains(list, u.src) {
			list = append(list, u.src)
		}
	}
	return list
}

// item writes one item: its own bytes, but for `export` and for listed renames.
func (m *mover) item(t *target, u *unit, i int) (string, []listed) {
	s, it := u.src, &u.src.items[i]
	var edits []form.Edit
	for _, n := range it.Declares {
		if local := t.locals[u][n.Name]; local != n.Name {
			e := form.Edit{int(n.Span.Start), int(n.Span.End), local}
			if n.Shorthand {
				e.New = writtenOut(n.Name, local)
			}
			edits = append(edits, e)
			t.note(u, n.Name, local)
		}
	}
	edits = append(edits, m.renames(t, s, it)...)
	if x := t.united[u]; x != nil {
		edits = append(x.outside(edits), m.unitedEdits(t, x)...)
	}
	head, lists := m.head(t, u, it)
	edits = append(edits, head...)
	text, err := form.Apply(s.src[:it.Span.End], dedupe(edits))
	if err != nil {
		m.fail(t.rule.Pos, "`reexport` or `move` the file instead", fmt.Sprintf("%s: %v", s.place(it.Stmt.Start), err))
		return "", nil
	}
	return string(text[it.Span.Start:]), lists
}

// renames edits the names that code of an item uses, and the specifiers in it, for the target.
func (m *mover) renames(t *target, s *source, it *scope.Item) []form.Edit {
	var edits []form.Edit
	for _, use := range it.Uses {
		local, ok := t.uses[s][use.Name]
		x := m.means(s, use, t)
		if !ok || local == use.Name || x.global() {
			continue
		}
		edits = append(edits, renameUse(use, local))
		if x.unit != nil {
			t.note(x.unit, x.name, local)
		}
	}
	return append(edits, m.respecified(t, s, it)...)
}

// dedupe drops an edit that another one makes as well: a declared name can be listed as a use, too.
func dedupe(edits []form.Edit) []form.Edit {
	slices.SortStableFunc(edits, func(a, b form.Edit) int { return a.Start - b.Start })
	return slices.CompactFunc(edits, func(a, b form.Edit) bool { return a == b && a.End > a.Start })
}

// writtenOut is a shorthand property whose variable has another name now.
func writtenOut(property, local string) string { return property + colon + local }

const colon = ": "

func renameUse(use scope.Use, local string) form.Edit {
	e := form.Edit{int(use.Span.Start), int(use.Span.End), local}
	switch use.Form {
	case scope.Shorthand:
		e.New = writtenOut(use.Name, local)
	case scope.ExportSpecifier:
		e.New = local + " as " + use.Name
	}
	return e
}

// note counts a changed place of a renamed declaration.
func (t *target) note(u *unit, name, local string) {
	if local == name {
		return
	}
	d := Decl{u.src.path, name}
	if t.renames[d] == nil {
		t.renames[d] = &Rename{From: d, To: local, File: t.path}
	}
	t.renames[d].Uses++
}

// respecified edits the specifiers inside an item (`import('./a')`, `new URL('./a', …)`) for the new place.
func (m *mover) respecified(t *target, s *source, it *scope.Item) []form.Edit {
	b := &bringer{mover: m, target: t}
	var edits []form.Edit
	for i := range s.file.Module.Refs {
		ref := &s.file.Module.Refs[i]
		if ref.Spec.Start < it.Stmt.Start || ref.Spec.End > it.Stmt.End || !relativeRef(ref, s.file.Edges[i].State) {
			continue
		}
		if specifier, ok := b.respecify(s, i); !ok {
			m.fail(t.rule.Pos, "check tsconfig.json", fmt.Sprintf("%s:%d: no specifier leads from `%s` to %q", s.path, ref.Line, t.path, ref.Specifier))
		} else if specifier != ref.Specifier {
			edits = append(edits, form.Edit{int(ref.Spec.Start), int(ref.Spec.End), form.EscapeSpecifier(specifier, s.src[ref.Spec.Start-1])})
		}
	}
	return edits
}

func relativeRef(ref *scanner.Ref, state resolver.State) bool {
	return resolver.IsRelative(ref.Specifier) || state == resolver.InRepo
}

var (
	anonymousFunction = lazy.Compile(`^(async\s+)?function\b\s*\*?`)
	anonymousClass    = lazy.Compile(`^(abstract\s+)?class\b`)
)

// head edits what stands before the declaration: whether and how it is exported in the target.
func (m *mover) head(t *target, u *unit, it *scope.Item) (edits []form.Edit, lists []listed) {
	names := declared(it)
	inline := true
	for _, n := range names {
		p := t.publics[u][n]
		inline = inline && p != "" && p == t.locals[u][n] && !t.lists(p, p)
	}
	exported := it.Head.End > it.Head.Start
	if it.Default && len(it.Declares) == 0 {
		return m.nameDefault(t, u, it, inline)
	}
	switch {
	case len(names) == 0:
		return nil, nil
	case inline && exported && !it.Default:
	case inline && exported:
		edits = append(edits, form.Edit{int(it.Head.Start), int(it.Head.End), "export "})
	case inline && it.Flags&scope.Decorators == 0 && it.Kind != scope.Module:
		edits = append(edits, form.Edit{int(it.Stmt.Start), int(it.Stmt.Start), "export "})
	default:
		if exported {
			edits = append(edits, form.Edit{int(it.Head.Start), int(it.Head.End), ""})
		}
		lists = t.listNames(u, names)
	}
	return edits, lists
}

func (t *target) listNames(u *unit, names []string) []listed {
	var lists []listed
	for _, n := range names {
		p, local := t.publics[u][n], t.locals[u][n]
		l := listed{local, p, !u.hasValue(n)}
		if p != "" && !t.lists(local, p) && !slices.Contains(t.written, l) {
			lists = append(lists, l)
			t.written = append(t.written, l)
		}
	}
	return lists
}

// nameDefault gives a default export without a name its name.
func (m *mover) nameDefault(t *target, u *unit, it *scope.Item, inline bool) (edits []form.Edit, lists []listed) {
	local, export := t.locals[u]["default"], ""
	if inline {
		export = "export "
	} else {
		lists = t.listNames(u, []string{"default"})
	}
	t.note(u, "default", local)
	cut := form.Edit{int(it.Head.Start), int(it.Head.End), export}
	if it.Kind == scope.DefaultExpr {
		cut.New += "const " + local + " = "
		return []form.Edit{cut}, lists
	}
	rest := string(u.src.src[it.Head.End:it.Stmt.End])
	for _, head := range []*lazy.Regexp{anonymousFunction, anonymousClass} {
		if at := head.FindStringIndex(rest); at != nil {
			offset := int(it.Head.End) + at[1]
			return []form.Edit{cut, {offset, offset, " " + local}}, lists
		}
	}
	m.fail(t.rule.Pos, "give it a name first", fmt.Sprintf("%s: the default export has no name, and none can be given to it", u.src.place(it.Stmt.Start)))
	return nil, nil
}

// nature is that of all declarations of a name in a unit.
func (u *unit) nature(name string) scanner.Nature {
	var all scanner.Nature
	for _, i := range u.items {
		it := &u.src.items[i]
		if it.Default && len(it.Declares) == 0 {
			all |= scanner.Value | scanner.Type
		}
		for _, n := range it.Declares {
			switch {
			case n.Name != name:
			case n.Nature == 0: // an import alias, which is whatever it stands for
				all |= scanner.Value | scanner.Type
			default:
				all |= n.Nature
			}
		}
	}
	return all
}

// hasValue tells whether a name of a unit exists at run time.
func (u *unit) hasValue(name string) bool { return u.nature(name)&scanner.Value != 0 }
