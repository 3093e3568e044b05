package mover

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rewrite/form"
)

// leave writes what stays of a source: nothing but a shim, or its other declarations and re-exports of
// what left.
func (m *mover) leave(s *source) {
	if !s.leaves() {
		return
	}
	m.result.Runs[s.path] = s.runs()
	if !slices.ContainsFunc(s.units, func(u *unit) bool { return u.to == nil }) {
		m.result.Emptied[s.path] = m.passes(s)
		return
	}
	r := &remainder{mover: m, source: s, style: form.StyleOf(s.src, s.file.Module)}
	r.run()
}

// runs lists the targets that took code which does something as it loads, sorted.
func (s *source) runs() []string {
	var list []string
	for i := range s.items {
		if u := s.owner[i]; u != nil && u.to != nil && s.items[i].Flags&scope.Impure != 0 {
			list = append(list, u.stands().to.path)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// passes lists the names that a source offered of its own, and where they are now.
func (m *mover) passes(s *source) []Pass {
	var list []Pass
	names, _ := m.Repo.Names(s.id)
	for _, name := range names {
		b := m.Repo.Export(s.id, name)
		if b.Status != analyze.Found {
			continue
		}
		if x := m.locate(meaning{bound: b}, nil); x.unit != nil {
			list = append(list, m.pass(name, x, b.TypeOnly))
		}
	}
	return list
}

// pass finds where a declaration is offered now, under whichever name.
func (m *mover) pass(name string, x meaning, typeOnly bool) Pass {
	p := Pass{Name: name, Path: x.unit.src.path, Imported: name, TypeOnly: typeOnly || !x.unit.hasValue(x.name)}
	if to := x.unit.to; to != nil {
		p.Path, p.Imported = to.path, to.publics[x.unit][x.name]
	} else if exports := x.unit.src.exports[x.name]; len(exports) > 0 && !slices.Contains(exports, name) {
		p.Imported = exports[0]
	}
	return p
}

// remainder is what stays of a source that does not go as a whole.
type remainder struct {
	*mover
	*source
	style form.Style
	edits []form.Edit
}

func (r *remainder) run() {
	for i := range r.items {
		if r.owner[i].left() {
			r.edits = append(r.edits, r.cutItem(i))
		}
	}
	r.exportLists()
	r.imports()
	lines := append(r.back(), r.reexports()...)
	if lines = append(r.stillRun(lines), lines...); len(lines) > 0 {
		at := r.importEnd()
		text := startLine(r.src, at, r.style.EOL) + strings.Join(lines, r.style.EOL) + r.style.EOL
		if len(r.file.Module.Refs) == 0 {
			text += r.style.EOL
		}
		r.edits = append(r.edits, form.Edit{at, at, text})
	}
	out, err := form.Apply(r.src, r.edits)
	if err != nil {
		r.fail(r.pos, "", fmt.Sprintf("%s: %v", r.path, err))
		return
	}
	if r.file.Module.IsModule {
		out = asModule(r.path, r.style, out)
	}
	r.result.Files[r.path] = out
	r.reason(r.path, fmt.Sprintf("%d of its declarations went to %s", len(r.gone()), strings.Join(r.goneTo(), ", ")))
}

// cutItem takes an item out with the blank lines behind it, or before it when it is the last.
func (r *remainder) cutItem(i int) form.Edit {
	start, end := int(r.items[i].Span.Start), int(r.items[i].Span.End)
	if i+1 < len(r.items) {
		if gap := r.gap(i + 1); strings.TrimSpace(gap) == "" {
			end += len(gap)
		}
	} else if gap := r.gap(i); i > 0 && strings.TrimSpace(gap) == "" && strings.TrimSpace(string(r.src[end:])) == "" {
		start -= len(gap)
		if r.owner[i-1].left() {
			start = int(r.items[i].Span.Start)
		}
	}
	return form.Edit{start, end, ""}
}

// stillRun imports, for its effects, a target that none of the lines imports a value of.
func (r *remainder) stillRun(lines []string) []string {
	var more []string
	for _, path := range r.result.Runs[r.path] {
		specifier, ok := r.Namer.Like(r.path, path, form.Sample(r.Repo, r.path), resolver.Import)
		quoted := r.style.Quoted(specifier)
		if ok && !slices.ContainsFunc(lines, func(l string) bool {
			return strings.Contains(l, quoted) && !strings.HasPrefix(l, "import type") && !strings.HasPrefix(l, "export type")
		}) {
			more = append(more, "import "+quoted+r.style.Semicolon)
		}
	}
	return more
}

func (r *remainder) gone() []*unit {
	return slices.DeleteFunc(slices.Clone(r.units), func(u *unit) bool { return !u.left() })
}

func (r *remainder) goneTo() []string {
	var list []string
	for _, u := range r.gone() {
		list = append(list, u.stands().to.path)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (r *remainder) importEnd() int {
	end := len(r.preamble())
	for i := range r.items {
		if r.items[i].Kind == scope.Import {
			end = int(r.items[i].Span.End)
		}
	}
	return end
}

// exportLists takes what left out of the file's own `export {…}`.
func (r *remainder) exportLists() {
	for i := range r.items {
		it := &r.items[i]
		if it.Kind != scope.ExportList {
			continue
		}
		var values, types []string
		changed := false
		for _, e := range r.file.Module.Exports {
			if e.Ref >= 0 || e.NameSpan.Start < it.Stmt.Start || e.NameSpan.End > it.Stmt.End {
				continue
			}
			if u := r.byName[e.Local]; u != nil && u.to != nil {
				changed = true
				continue
			}
			text := form.Named{Imported: e.Local, Local: e.Name}.Text()
			if e.TypeOnly {
				types = append(types, text)
			} else {
				values = append(values, text)
			}
		}
		if !changed {
			continue
		}
		var lines []string
		if len(values) > 0 {
			lines = append(lines, r.style.List("export", values))
		}
		if len(types) > 0 {
			lines = append(lines, r.style.List("export type", types))
		}
		if len(lines) == 0 {
			r.edits = append(r.edits, form.RemoveLine(r.src, it.Stmt))
		} else {
			r.edits = append(r.edits, form.Edit{int(it.Stmt.Start), int(it.Stmt.End), strings.Join(lines, r.style.EOL)})
		}
	}
}

// uses counts which names the code that stays uses, and which the code that left used.
func (r *remainder) uses(stays bool) map[string]bool {
	used := map[string]bool{}
	for i := range r.items {
		it := &r.items[i]
		u := r.owner[i]
		if it.Kind == scope.Import || stays == u.left() {
			continue
		}
		for _, use := range it.Uses {
			used[use.Name] = true
		}
		if it.Flags&scope.UsesJSX != 0 {
			used["React"] = true
		}
	}
	return used
}

// imports drops the imports that only the code that left used.
func (r *remainder) imports() {
	stay, left := r.uses(true), r.uses(false)
	for i := range r.file.Module.Refs {
		ref := &r.file.Module.Refs[i]
		if ref.Kind != scanner.KindImport || ref.Nested || len(ref.Names) == 0 {
			continue
		}
		drop := map[int]bool{}
		for k, n := range ref.Names {
			if left[n.Local] && !stay[n.Local] {
				drop[k] = true
				r.result.Dropped[r.path] = append(r.result.Dropped[r.path], n.Local)
			}
		}
		switch {
		case len(drop) == 0:
		case len(drop) == len(ref.Names):
			r.edits = append(r.edits, form.RemoveLine(r.src, ref.Stmt))
		case ref.Braces.End > 0:
			r.edits = append(r.edits, reshape(r.src, ref, r.style, drop, nil))
		}
	}
}

// back imports what the code that stays uses of what left.
func (r *remainder) back() []string {
	var needs []*need
	byKey := map[key]*need{}
	for i := range r.items {
		if r.owner[i].left() || r.items[i].Kind == scope.Import || r.items[i].Kind == scope.ExportList {
			continue
		}
		for _, use := range r.items[i].Uses {
			u := r.of(use)
			if !u.left() {
				continue
			}
			k := key{r.path, use.Name}
			if byKey[k] == nil {
				byKey[k] = r.needBack(u, use)
				needs = append(needs, byKey[k])
			}
			byKey[k].required = byKey[k].required || !erased(use)
		}
	}
	return importBlock(r.style, slices.DeleteFunc(needs, func(n *need) bool { return n == nil }))
}

func (r *remainder) needBack(u *unit, use scope.Use) *need {
	to := u.stands().to
	n := &need{imported: to.publics[u.stands()][use.Name], local: use.Name, ours: true}
	var ok bool
	if n.specifier, ok = r.specifier(to); !ok || n.imported == "" {
		r.fail(r.pos, "export it first, or move its users as well", fmt.Sprintf("%s uses `%s`, which goes to `%s` and is not exported there", r.place(use.Span.Start), use.Name, to.path))
	}
	return n
}

func (r *remainder) specifier(to *target) (string, bool) {
	return r.Namer.Like(r.path, to.path, form.Sample(r.Repo, r.path), resolver.Import)
}

// asType tells whether the file offers a name of its own as a type only.
func (s *source) asType(exported string) bool {
	return slices.ContainsFunc(s.file.Module.Exports, func(e scanner.Export) bool { return e.Ref < 0 && e.Name == exported && e.TypeOnly })
}

// reexports passes on, from their targets, the names that the file offered and that left.
func (r *remainder) reexports() []string {
	type dest struct{ values, types []string }
	byPath := map[string]*dest{}
	for _, u := range r.gone() {
		for _, name := range u.names {
			for _, exported := range r.exports[name] {
				if exported == "default" && r.defaultAlias() != "" {
					continue // `export default name` stays, of the name imported back
				}
				p := r.pass(exported, meaning{unit: u.stands(), name: name}, r.asType(exported))
				if byPath[p.Path] == nil {
					byPath[p.Path] = &dest{}
				}
				d, text := byPath[p.Path], form.Named{Imported: p.Imported, Local: p.Name}.Text()
				if p.TypeOnly {
					d.types = append(d.types, text)
				} else {
					d.values = append(d.values, text)
				}
			}
		}
	}
	var lines []string
	for _, path := range slices.Sorted(maps.Keys(byPath)) {
		specifier, ok := r.Namer.Like(r.path, path, form.Sample(r.Repo, r.path), resolver.Import)
		if !ok {
			r.fail(r.pos, "check tsconfig.json", fmt.Sprintf("no specifier leads from `%s` to `%s`", r.path, path))
			continue
		}
		if d := byPath[path]; len(d.values) > 0 {
			lines = append(lines, r.style.Statement("export", d.values, specifier))
		}
		if d := byPath[path]; len(d.types) > 0 {
			lines = append(lines, r.style.Statement("export type", d.types, specifier))
		}
	}
	return lines
}
