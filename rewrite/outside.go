package rewrite

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// outside sends a reference from outside the realtime core to the entry, where its form lets the
// names be told; what must name the declaring file follows that.
func (r *router) outside(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	switch {
	case r.scope.NoEntry():
		r.direct(i, l)
	case r.scope.Beyond(r.id, i, r.namer.Res):
	case l.Part && !r.named(ref), l.Target && !r.named(ref):
	case len(l.Into) > 0 && (rules.Declaring(ref) || ref.Kind == scanner.KindModuleDeclaration):
		r.declaring(i, l)
	case ref.Kind == scanner.KindModuleDeclaration:
		if r.scope.Augments(ref, l.Home()) {
			r.follow(i, l.Final())
		}
	case rules.Declaring(ref):
		if r.follow(i, l.Final()) && replaces(ref) {
			r.bypassed(i, l)
		}
	case ref.Kind == scanner.KindSideEffect || len(ref.Names) == 0 && (ref.Kind == scanner.KindImport || ref.Kind == scanner.KindExport):
		r.sideEffect(i, l)
	case ref.Kind == scanner.KindExportStar:
		r.star(i, l)
	case ref.Kind == scanner.KindImport || ref.Kind == scanner.KindExport:
		r.names(i, l)
	case ref.Kind == scanner.KindRequire || ref.Kind == scanner.KindImportType:
		r.members(i, l)
	default:
		r.namespaceOrLeave(i, l)
	}
}

// entrySpecifier is the specifier by which this file imports the entry: the configured one where it
// leads there, else an alias or a relative one.
func (r *router) entrySpecifier(i int) (string, bool) {
	cfg := r.scope.Config
	ref := &r.file.Module.Refs[i]
	mode := analyze.ModeOf(ref.Kind)
	if r.plainScript() && resolver.IsRelative(ref.Specifier) {
		return r.namer.Like(r.path, cfg.Entry, ref.Specifier, mode)
	}
	if cfg.Import != "" {
		got := r.namer.Res.Resolve(r.path, cfg.Import, mode)
		if got.Above && !r.namer.Res.Resolve(r.path, ref.Specifier, mode).Above {
			return r.namer.Like(r.path, cfg.Entry, ref.Specifier, mode) // its own config knows no such alias
		}
		if got.State == resolver.InRepo && (got.Path == cfg.Entry || got.Path == r.scope.Front && r.scope.Front != "") {
			return cfg.Import, true
		}
	}
	return r.namer.Like(r.path, cfg.Entry, cmp.Or(cfg.Import, ref.Specifier), mode)
}

// plainScript tells a JavaScript file that knows no alias so far: a runtime may load it as it is, and
// would not find one.
func (r *router) plainScript() bool {
	switch path.Ext(r.path) {
	case ".js", ".cjs", ".mjs":
	default:
		return false
	}
	for _, e := range r.file.Edges {
		if e.State == resolver.InRepo && e.Via != "" {
			return false
		}
	}
	return true
}

// entryName is what the entry calls a name of a legacy module. A name that the module lacks, asked
// of the path that stands in front of the entry, is healed when the entry has it.
func (r *router) entryName(i int, l *rules.Legacy, name string) (string, bool) {
	if done := l.Done && r.fresh[l.Path] == nil; r.file.Edges[i].Path == r.scope.Front && (done || !r.before.Imported(r.id, i, name).Status.Resolved()) {
		return name, true
	}
	as, ok := r.offers.as[offered{l, name}]
	return as, ok
}

func (r *router) names(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	entry, ok := r.entrySpecifier(i)
	if !ok {
		r.leave(r.file, ref.Line, "no specifier leads from here to the entry")
		return
	}
	r.send(i, func(n scanner.Name) dest {
		if n.Imported == "*" {
			return r.namespace(i, l, n, entry)
		}
		if as, ok := r.entryName(i, l, n.Imported); ok {
			return dest{entry, as}
		}
		if l.Takes(n.Imported) && ref.Specifier != entry && !(l.Stays() && r.dead(i, n.Imported)) {
			r.leave(r.file, ref.Line, "the entry does not offer `%s` of `%s`%s", n.Imported, l.Path, r.whyNot(i, n.Imported))
		}
		return dest{stays, n.Imported}
	})
}

// dead tells whether an imported name means nothing already.
func (r *router) dead(i int, name string) bool {
	return !r.before.Imported(r.id, i, name).Status.Resolved()
}

func (r *router) whyNot(i int, name string) string {
	b := r.before.Imported(r.id, i, name)
	switch {
	case r.dead(i, name):
		return ": the import is broken already"
	case b.Path != r.file.Edges[i].Path:
		return ": only `" + b.Path + "` declares it, for the old path"
	}
	return ""
}

// namespace sends `* as A` to the entry when every member that the file uses of A is offered there
// under the same name; else it follows the declaring file.
func (r *router) namespace(i int, l *rules.Legacy, n scanner.Name, entry string) dest {
	ref := &r.file.Module.Refs[i]
	if members, ok := r.before.Members(r.id, i, n.Local); ok && len(members) == 0 && l.Part {
		return dest{stays, "*"} // nothing of what leaves is meant
	}
	if r.sameMembers(i, l, n.Local) {
		return dest{entry, "*"}
	}
	if home := r.oneHome(i, n.Local, ref.Kind); len(l.Into) > 0 && home != "" {
		if specifier, ok := r.specifier(i, home); ok {
			return dest{specifier, "*"}
		}
	}
	r.leave(r.file, ref.Line, "the namespace `%s` of `%s` %s", n.Local, l.Path, r.whyWhole(i, l, n.Local))
	if len(l.Into) > 0 {
		return dest{stays, "*"}
	}
	specifier, ok := r.specifier(i, l.Final())
	if !ok {
		specifier = stays
	}
	return dest{specifier, "*"}
}

// whyWhole says why a namespace cannot be that of the entry.
func (r *router) whyWhole(i int, l *rules.Legacy, local string) string {
	members, ok := r.before.Members(r.id, i, local)
	if !ok {
		return "is used as a whole, so its names cannot be told"
	}
	for _, m := range members {
		if as, offers := r.entryName(i, l, m); offers && as != m {
			return "has a member `" + m + "`, which the entry calls `" + as + "`"
		}
	}
	return "has members that the entry does not offer"
}

func (r *router) sameMembers(i int, l *rules.Legacy, local string) bool {
	members, ok := r.before.Members(r.id, i, local)
	if !ok {
		return false
	}
	for _, m := range members {
		if as, ok := r.entryName(i, l, m); !ok || as != m {
			return false
		}
	}
	return true
}

func (r *router) namespaceOrLeave(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	local := ref.Bound
	if len(ref.Names) == 1 {
		local = ref.Names[0].Local
	}
	entry, ok := r.entrySpecifier(i)
	if ok && ref.Kind != scanner.KindExportNamespace && local != "" && r.sameMembers(i, l, local) {
		r.setSpecifier(i, entry)
		return
	}
	r.leave(r.file, ref.Line, "`%s` is taken as a whole, so its names cannot be told", l.Path)
	if len(l.Into) == 0 {
		r.follow(i, l.Final())
	}
}

// sideEffect keeps the module running: by way of the entry where that evaluates it, else by its own file.
func (r *router) sideEffect(i int, l *rules.Legacy) {
	if entry, ok := r.entrySpecifier(i); ok && r.evaluates(l) {
		r.setSpecifier(i, entry)
		return
	}
	if len(l.Into) > 0 {
		r.wholeOrLeave(i, l)
		return
	}
	r.follow(i, l.Final())
}

// evaluates tells whether the entry offers a value of a module, and so runs it.
func (p *planner) evaluates(l *rules.Legacy) bool {
	id := p.before.Lookup(l.Home())
	names, _ := p.before.Names(id)
	return slices.ContainsFunc(names, func(name string) bool {
		_, offers := p.offers.as[offered{l, name}]
		b := p.before.Export(id, name)
		return offers && b.HasValue() && b.Status == analyze.Found && l.Holds(b.Path)
	})
}

// members rewrites a require or an import type whose names stand in the expression.
func (r *router) members(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	if len(ref.Names) == 0 || ref.Whole {
		r.namespaceOrLeave(i, l)
		return
	}
	entry, ok := r.entrySpecifier(i)
	var edits []form.Edit
	for _, n := range ref.Names {
		as, offers := r.entryName(i, l, n.Imported)
		ok = ok && offers
		if as != n.Imported {
			edits = append(edits, memberEdit(r.src, ref, n, as))
		}
	}
	if !ok && (l.Part || l.Target) {
		return
	}
	if !ok {
		r.leave(r.file, ref.Line, "the entry does not offer every name used here of `%s`", l.Path)
		r.follow(i, l.Final())
		return
	}
	r.edits = append(r.edits, edits...)
	r.setSpecifier(i, entry)
}

// sameLocal matches the local name of an element of a destructuring pattern.
var sameLocal = lazy.Compile(`^\s*:\s*([\w$]+)`)

// memberEdit renames one member in a destructuring pattern (its local name stays) or in an access.
func memberEdit(src []byte, ref *scanner.Ref, n scanner.Name, as string) form.Edit {
	e := form.Edit{int(n.NameSpan.Start), int(n.NameSpan.End), as}
	if !form.InBraces(ref, n) {
		return e
	}
	e.New = form.ExportName(as)
	if at := sameLocal.FindSubmatchIndex(src[n.NameSpan.End:n.Elem.End]); at != nil && as == n.Local && string(src[int(n.NameSpan.End)+at[2]:int(n.NameSpan.End)+at[3]]) == as {
		e.End += at[1]
		return e
	}
	behind := strings.TrimLeft(string(src[n.NameSpan.End:n.Elem.End]), " \t\r\n")
	if !strings.HasPrefix(behind, ":") {
		e.New += ": " + n.Local
	}
	return e
}

// star replaces `export * from` by the names it passes on, since a star of the entry would pass on
// far more.
func (r *router) star(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	entry, ok := r.entrySpecifier(i)
	list, why := r.behindStar(i)
	if len(list) == 0 && why == "" && !r.evaluates(l) {
		why = "`" + l.Path + "` passes no name on by this `export *`, and the entry does not run it"
	}
	if !ok || why != "" {
		r.leave(r.file, ref.Line, "%s", cmp.Or(why, "no specifier leads from here to the entry"))
		r.follow(i, l.Final())
		return
	}
	var values, types []string
	for _, p := range list {
		as, ok := r.entryName(i, l, p.name)
		if !ok {
			r.leave(r.file, ref.Line, "the entry does not offer `%s`, which `export *` of `%s` passes on", p.name, l.Path)
			r.follow(i, l.Final())
			return
		}
		text := form.Named{Imported: as, Local: p.name}.Text()
		if p.typeOnly {
			types = append(types, text)
		} else {
			values = append(values, text)
		}
	}
	r.replaceStar(ref, r.starLines(ref, entry, values, types), entry)
}

// starName is one name that a star passes on.
type starName struct {
	name     string
	typeOnly bool
}

// behindStar lists the names that a star passes on, or says why they have to stay behind it.
func (r *router) behindStar(i int) (list []starName, why string) {
	ref, from := &r.file.Module.Refs[i], r.file.Edges[i].Path
	names, open := r.before.Names(r.before.Lookup(from))
	if open {
		return nil, "the names behind `export *` of `" + from + "` cannot all be told"
	}
	for _, name := range names {
		b := r.before.Imported(r.id, i, name)
		if name == "default" || !b.Status.Resolved() || !r.before.Export(r.id, name).Same(b) || r.exportsItself(name) {
			continue
		}
		if by, ok := r.before.Augments(r.id, name); ok {
			return nil, "`" + by + "` adds to `" + name + "` by way of this `export *`, which names would not pass on"
		}
		list = append(list, starName{name, ref.TypeOnly || !b.HasValue()})
	}
	return list, ""
}

func (r *router) exportsItself(name string) bool {
	for i := range r.file.Module.Exports {
		if r.file.Module.Exports[i].Name == name {
			return true
		}
	}
	return false
}

// starLines writes the statements that pass names on, in the quotes of the one they replace.
func (r *router) starLines(ref *scanner.Ref, specifier string, values, types []string) []string {
	s := form.StyleOf(r.src, r.file.Module)
	s.Quote = r.src[ref.Spec.Start-1]
	var lines []string
	if len(values) > 0 {
		lines = append(lines, s.Statement("export", values, specifier))
	}
	if len(types) > 0 {
		lines = append(lines, s.Statement("export type", types, specifier))
	}
	return lines
}

// replaceStar puts other statements in the place of a star; a module that has nothing to pass on still runs.
func (r *router) replaceStar(ref *scanner.Ref, lines []string, to string) {
	s := form.StyleOf(r.src, r.file.Module)
	s.Quote = r.src[ref.Spec.Start-1]
	if len(lines) == 0 && !ref.TypeOnly {
		lines = []string{"import " + s.Quoted(to) + s.Semicolon}
	}
	eol := s.EOL
	r.edits = append(r.edits, form.Edit{int(ref.Stmt.Start), int(ref.Stmt.End), strings.Join(lines, eol)})
	r.because(ref, to)
}
