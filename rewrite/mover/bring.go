package mover

import (
	"cmp"
	"fmt"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rewrite/form"
)

// need is an import that moved code brings to its target.
type need struct {
	specifier string
	imported  string // "default", "*" for a namespace
	local     string
	typeOnly  bool   // on the whole statement
	inline    bool   // `type` on the element
	tail      string // import attributes
	text      string // a whole statement, for forms that are copied (`import x = require(…)`, `import './a'`)
	from      string // the file it leads to, "" when that is not in the repo
	key       key
	ours      bool // a declaration of the job: imported as a type unless a value is used
	required  bool // by a value use
	order     int
}

// bring decides for each target which imports it needs for what moves there, and what each name of the
// moved code is called there.
func (m *mover) bring() {
	for _, t := range m.targets {
		b := &bringer{mover: m, target: t, here: m.importsOf(t), byKey: map[key]*need{}}
		for _, u := range t.units {
			b.unit(u)
		}
		b.united()
		b.sideEffects()
		slices.SortStableFunc(t.needs, func(x, y *need) int { return cmp.Compare(x.order, y.order) })
	}
	for _, s := range m.order {
		m.exposeBack(s)
	}
}

// exposeBack exports, from its target, what the code that stays in a source still uses.
func (m *mover) exposeBack(s *source) {
	b := &bringer{mover: m}
	for i := range s.items {
		if u := s.owner[i]; u.left() || s.items[i].Kind == scope.Import || s.items[i].Kind == scope.ExportList {
			continue
		}
		for _, use := range s.items[i].Uses {
			if u := s.of(use); u.left() {
				b.expose(u.stands().to, meaning{unit: u.stands(), name: use.Name})
			}
		}
	}
}

type bringer struct {
	*mover
	target *target
	here   map[key]string // what the target's own imports bind as values
	byKey  map[key]*need
}

// importsOf lists what the target's own imports bind: the key of each to its local name. Type-only ones
// carry a mark, since they cannot serve a value.
func (m *mover) importsOf(t *target) map[key]string {
	here := map[key]string{}
	if !t.exists {
		return here
	}
	for local, b := range t.self.bound {
		k := m.keyOf(t.id, b)
		if typeOnly(t.module, b) {
			k.name += " type"
		}
		if old, twice := here[k]; !twice || local < old {
			here[k] = local
		}
	}
	return here
}

func (b *bringer) unit(u *unit) {
	names := b.target.uses[u.src]
	if names == nil {
		names = map[string]string{}
		b.target.uses[u.src] = names
	}
	for _, i := range u.items {
		it := &u.src.items[i]
		if it.Flags&scope.UsesJSX != 0 {
			b.jsx(u.src, it, names)
		}
		for _, use := range it.Uses {
			b.use(u.src, it, use, names)
		}
	}
}

// united brings what the members need that others bring to a united declaration.
func (b *bringer) united() {
	t := b.target
	for _, u := range slices.Concat(t.selfUnits(), t.units) {
		x := t.united[u]
		if x == nil {
			continue
		}
		parts := slices.Clone(x.extra)
		for i := range u.members() {
			if p, ok := x.replaced[i]; ok {
				parts = append(parts, p)
			}
		}
		for _, p := range parts {
			if t.uses[p.unit.src] == nil {
				t.uses[p.unit.src] = map[string]string{}
			}
			for _, use := range p.uses() {
				b.use(p.unit.src, p.unit.only(), use, t.uses[p.unit.src])
			}
		}
	}
}

func (t *target) selfUnits() []*unit {
	if t.self == nil {
		return nil
	}
	return t.self.units
}

// jsx brings what JSX means without naming it, under the classic transform.
func (b *bringer) jsx(s *source, it *scope.Item, names map[string]string) {
	if _, ok := s.bound["React"]; ok && !slices.Contains(it.Locals, "React") {
		b.use(s, it, scope.Use{Name: "React", Span: scanner.Span{Start: it.Stmt.Start}}, names)
	}
}

func (b *bringer) use(s *source, it *scope.Item, use scope.Use, names map[string]string) {
	t := b.target
	x := b.means(s, use, t)
	switch {
	case x.global():
	case x.unit != nil && x.unit.to == t:
		names[use.Name] = t.locals[x.unit][x.name]
		if local := names[use.Name]; local != use.Name && slices.Contains(it.Locals, local) {
			b.fail(t.rule.Pos, "rename it there first", fmt.Sprintf("%s: `%s` is called `%s` in `%s`, which means something else here", s.place(use.Span.Start), use.Name, local, t.path))
		}
	case x.unit != nil:
		b.fromUnit(s, it, use, x, names)
	default:
		b.carry(s, it, use, x, names)
	}
}

// fromUnit imports a declaration of the job that is in another file afterwards.
func (b *bringer) fromUnit(s *source, it *scope.Item, use scope.Use, x meaning, names map[string]string) {
	path, public := x.unit.src.path, ""
	if x.unit.elsewhere() {
		b.fail(b.target.rule.Pos, "declare it in a .d.ts file, or let its users go to one target", fmt.Sprintf("%s uses the global `%s`, whose declaration goes to `%s` and cannot be imported from there", s.place(use.Span.Start), use.Name, x.unit.to.path))
		return
	}
	if to := x.unit.to; to != nil {
		path, public = to.path, b.expose(to, x)
	} else if exports := x.unit.src.exports[x.name]; len(exports) > 0 {
		public = exports[0]
	}
	if public == "" {
		b.fail(b.target.rule.Pos, "export it first", fmt.Sprintf("%s uses `%s`, which stays in `%s` and is not exported", s.place(use.Span.Start), use.Name, path))
		return
	}
	specifier, ok := b.Namer.Like(b.target.path, path, b.formOf(s, x), resolver.Import)
	if !ok {
		b.fail(b.target.rule.Pos, "check tsconfig.json", fmt.Sprintf("no specifier leads from `%s` to `%s`", b.target.path, path))
		return
	}
	b.add(s, it, use, &need{specifier: specifier, imported: public, from: path, key: key{x.unit.src.path, x.name}, ours: true, required: !erased(use)}, names)
}

// expose makes sure that a target exports a declaration that another file needs.
func (b *bringer) expose(to *target, x meaning) string {
	if p := to.publics[x.unit][x.name]; p != "" {
		return p
	}
	local := to.locals[x.unit][x.name]
	if x.unit.src != to.self && !to.publicTaken(local) {
		to.publics[x.unit][x.name] = local
	}
	return to.publics[x.unit][x.name]
}

// formOf is the specifier whose form a new one follows: the one by which the source imports the
// declaration, else that of any import it has.
func (b *bringer) formOf(s *source, x meaning) string {
	if x.imported != nil && x.of == s {
		return s.file.Module.Refs[x.imported.ref].Specifier
	}
	for i := range s.file.Module.Refs {
		if sp := s.file.Module.Refs[i].Specifier; s.file.Edges[i].State == resolver.InRepo && s.file.Module.Refs[i].Kind == scanner.KindImport {
			return sp
		}
	}
	return form.Sample(b.Repo, s.path)
}

// carry takes an import of the source along.
func (b *bringer) carry(s *source, it *scope.Item, use scope.Use, x meaning, names map[string]string) {
	ref := &s.file.Module.Refs[x.imported.ref]
	specifier, ok := b.respecify(s, x.imported.ref)
	if !ok {
		b.fail(b.target.rule.Pos, "check tsconfig.json", fmt.Sprintf("%s:%d: no specifier leads from `%s` to %q", s.path, ref.Line, b.target.path, ref.Specifier))
		return
	}
	n := &need{specifier: specifier, imported: x.imported.name.Imported, from: s.file.Edges[x.imported.ref].Path, key: b.keyOf(s.id, *x.imported),
		typeOnly: ref.TypeOnly, inline: x.imported.name.TypeOnly && !ref.TypeOnly, tail: form.Attributes(s.src, ref)}
	if ref.Kind == scanner.KindImportEquals {
		n.text = string(s.src[ref.Stmt.Start:ref.Spec.Start]) + specifier + string(s.src[ref.Spec.End:ref.Stmt.End])
	}
	n.required = !n.typeOnly && !n.inline
	b.add(s, it, use, n, names)
}

// respecify is how the target names what a reference of the source leads to.
func (b *bringer) respecify(s *source, i int) (string, bool) {
	ref, e := &s.file.Module.Refs[i], s.file.Edges[i]
	if e.State == resolver.InRepo {
		return b.Namer.Like(b.target.path, e.Path, ref.Specifier, analyze.ModeOf(ref.Kind))
	}
	if resolver.IsRelative(ref.Specifier) {
		return b.Namer.Moved(s.path, b.target.path, ref.Specifier), true
	}
	return ref.Specifier, true
}

// add finds or makes the import that serves a use, and notes the local name that the use gets.
func (b *bringer) add(s *source, it *scope.Item, use scope.Use, n *need, names map[string]string) {
	if local, ok := b.served(n); ok {
		b.bind(s, it, use, local, names)
		return
	}
	known := b.byKey[n.key]
	if known != nil && known.text == n.text {
		known.typeOnly = known.typeOnly && n.typeOnly
		known.inline = known.inline && n.inline
		known.required = known.required || n.required
		b.bind(s, it, use, known.local, names)
		return
	}
	n.local, n.order = b.localFor(s, use.Name, n), len(b.target.needs)
	if n.text != "" && n.local != use.Name {
		b.fail(b.target.rule.Pos, "rename it first", fmt.Sprintf("%s: `%s` has that name already, and `import … = require()` is copied as it is", s.place(use.Span.Start), b.target.path))
	}
	b.target.taken[n.local] = true
	b.target.needs = append(b.target.needs, n)
	b.byKey[n.key] = n
	b.bind(s, it, use, n.local, names)
}

// served finds an import of the target's own that binds the same.
func (b *bringer) served(n *need) (string, bool) {
	k := n.key
	if local, ok := b.here[k]; ok && b.target.absorbed[local] == "" {
		return local, true
	}
	k.name += " type"
	local, ok := b.here[k]
	return local, ok && !n.required && b.target.absorbed[local] == ""
}

// localFor chooses the local name of a new import: the one that the source has, unless it is taken.
func (b *bringer) localFor(s *source, name string, n *need) string {
	t := b.target
	free := func(local string) bool {
		if t.taken[local] || t.globals[local] {
			return false
		}
		for _, u := range t.units {
			for _, i := range u.items {
				it := &u.src.items[i]
				for _, use := range it.Uses {
					beside := u.src == s && local == name // the source has both, a type and a global
					if use.Name == local && !beside && b.means(u.src, use, t).global() {
						return false
					}
					if u.src == s && use.Name == name && local != name && slices.Contains(it.Locals, local) {
						return false
					}
				}
			}
		}
		return true
	}
	if free(name) {
		return name
	}
	for i := 2; ; i++ {
		if local := fmt.Sprintf("%s%d", name, i); free(local) && !b.wanted(t, local) {
			return local
		}
	}
}

func (b *bringer) bind(s *source, it *scope.Item, use scope.Use, local string, names map[string]string) {
	if old, ok := names[use.Name]; ok && old != local {
		b.fail(b.target.rule.Pos, "rename one of them first", fmt.Sprintf("%s: `%s` would have to be called both `%s` and `%s` in `%s`", s.place(use.Span.Start), use.Name, old, local, b.target.path))
	}
	names[use.Name] = local
	if local != use.Name && slices.Contains(it.Locals, local) {
		b.fail(b.target.rule.Pos, "rename one of them first", fmt.Sprintf("%s: `%s` is called `%s` in `%s`, which means something else here", s.place(use.Span.Start), use.Name, local, b.target.path))
	}
}

// sideEffects brings the imports that a file has for their effects, when the whole file moves.
func (b *bringer) sideEffects() {
	seen := map[string]bool{}
	for i := range b.target.module.Refs {
		seen[b.target.module.Refs[i].Specifier] = true
	}
	for k := range b.target.takes {
		s := b.target.takes[k].src
		if slices.ContainsFunc(s.units, func(u *unit) bool { return u.stands().to != b.target }) {
			continue
		}
		for i := range s.file.Module.Refs {
			ref := &s.file.Module.Refs[i]
			empty := len(ref.Names) == 0 && ref.Kind == scanner.KindImport && !ref.TypeOnly
			if ref.Nested || ref.Kind != scanner.KindSideEffect && !empty {
				continue
			}
			specifier, ok := b.respecify(s, i)
			if !ok || seen[specifier] || s.file.Edges[i].Path == b.target.path {
				continue
			}
			seen[specifier] = true
			text := string(s.src[ref.Stmt.Start:ref.Spec.Start]) + specifier + string(s.src[ref.Spec.End:ref.Stmt.End])
			b.target.needs = append(b.target.needs, &need{specifier: specifier, text: text, order: -1, from: s.file.Edges[i].Path})
		}
	}
}
