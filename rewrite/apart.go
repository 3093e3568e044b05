package rewrite

import (
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// apart sends a reference to a file that was taken apart to the files that declare its names now.
func (r *router) apart(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	switch {
	case l.Target, l.Part && !r.named(ref):
	case !form.IsStatement(ref.Kind) && ref.Kind != scanner.KindImportEquals:
		r.declaring(i, l)
	case ref.Kind == scanner.KindExportStar:
		r.starApart(i, l)
	case len(ref.Names) == 0:
		r.wholeOrLeave(i, l)
	case ref.Names[0].Imported == "*" || ref.Names[len(ref.Names)-1].Imported == "*":
		r.namespaceApart(i, l)
	default:
		r.send(i, func(n scanner.Name) dest { return r.declared(i, n) })
	}
}

// named tells a reference whose names can be told one by one.
func (r *router) named(ref *scanner.Ref) bool {
	return len(ref.Names) > 0 && !ref.Whole
}

// declared is where one name of a reference is declared now, as its file exports it.
func (r *router) declared(i int, n scanner.Name) dest {
	ref := &r.file.Module.Refs[i]
	b := r.before.Imported(r.id, i, n.Imported)
	name, ok := exportedAs(r.before, b)
	if !ok || b.Path == r.file.Edges[i].Path {
		return dest{stays, n.Imported}
	}
	if r.before.Lookup(b.Path) == r.id {
		r.leave(r.file, ref.Line, "`%s` is declared in this very file now", n.Imported)
		return dest{stays, n.Imported}
	}
	specifier, ok := r.specifier(i, r.now(b.Path))
	if !ok {
		r.leave(r.file, ref.Line, "no specifier leads from here to `%s`", b.Path)
		return dest{stays, n.Imported}
	}
	return dest{specifier, name}
}

// wholeOrLeave follows a file whose declarations all went to one target; else the shim serves.
func (r *router) wholeOrLeave(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	if final := l.Final(); final != l.Path && final != r.path {
		r.follow(i, final)
		return
	}
	if l.Part || ref.Kind == scanner.KindSideEffect {
		return
	}
	r.leave(r.file, ref.Line, "`%s` is taken as a whole, and its declarations went to several files", l.Path)
}

// starApart replaces `export * from` a file that was taken apart by the names it passes on, each from where
// it is declared now.
func (r *router) starApart(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	list, why := r.behindStar(i)
	if why == "" && len(list) == 0 && !ref.TypeOnly {
		why = "`" + l.Path + "` passes no name on by this `export *`, and runs where its declarations went"
	}
	if why != "" {
		r.leave(r.file, ref.Line, "%s", why)
		return
	}
	var order []string
	values, types := map[string][]string{}, map[string][]string{}
	for _, p := range list {
		to := r.declared(i, scanner.Name{Imported: p.name})
		if to.specifier == stays {
			to.specifier = r.keep(i)
		}
		if !slices.Contains(order, to.specifier) {
			order = append(order, to.specifier)
		}
		text := form.Named{Imported: to.imported, Local: p.name}.Text()
		if p.typeOnly {
			types[to.specifier] = append(types[to.specifier], text)
		} else {
			values[to.specifier] = append(values[to.specifier], text)
		}
	}
	var lines []string
	for _, specifier := range order {
		lines = append(lines, r.starLines(ref, specifier, values[specifier], types[specifier])...)
	}
	r.replaceStar(ref, lines, strings.Join(order, ", "))
}

// namespaceApart sends `* as A` to the one file that declares every member used of A under its own name.
func (r *router) namespaceApart(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	local := ref.Bound
	for _, n := range ref.Names {
		if n.Imported == "*" {
			local = n.Local
		}
	}
	if final := r.oneHome(i, local, ref.Kind); final != "" && final != r.path {
		r.follow(i, final)
		return
	}
	if !l.Part {
		r.leave(r.file, ref.Line, "the namespace `%s` of `%s` is used in a way that does not tell which files it needs", local, l.Path)
	}
}

// oneHome is the file that declares, under the same name, every member that is used of a namespace.
func (r *router) oneHome(i int, local string, kind scanner.Kind) string {
	if local == "" || kind == scanner.KindExportNamespace {
		return ""
	}
	members, ok := r.before.Members(r.id, i, local)
	if !ok || len(members) == 0 {
		return ""
	}
	return r.homeOf(i, members)
}

func (r *router) homeOf(i int, members []string) string {
	home := ""
	for _, m := range members {
		b := r.before.Imported(r.id, i, m)
		name, ok := exportedAs(r.before, b)
		if !ok || name != m || home != "" && home != b.Path {
			return ""
		}
		home = b.Path
	}
	return r.now(home)
}

// declaring sends what must name the declaring file (lazy imports, mocks, augmentations, paths) there,
// when its names, or the plan, say which file that is.
func (r *router) declaring(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	switch {
	case ref.Kind == scanner.KindModuleDeclaration:
		r.augmentation(i, l)
	case r.named(ref) && (ref.Kind == scanner.KindDynamicImport || ref.Kind == scanner.KindRequire || ref.Kind == scanner.KindImportType):
		r.lazyNames(i, l)
	case l.Part:
	case l.Final() != l.Path && r.sameSurface(i, l):
		if r.follow(i, l.Final()) && ref.Kind == scanner.KindMock {
			r.mocked(i, l)
		}
	default:
		r.leave(r.file, ref.Line, "`%s` is named as a whole, and its names went to several files, or have others there", l.Path)
	}
}

// sameSurface tells whether the target offers every name of the module as the same: for references that
// hide which names they need.
func (r *router) sameSurface(i int, l *rules.Legacy) bool {
	if k := r.file.Module.Refs[i].Kind; k == scanner.KindMock || k == scanner.KindReference || k == scanner.KindURL || k == scanner.KindRequireResolve {
		return true
	}
	id, to := r.before.Lookup(l.Path), r.before.Lookup(l.Final())
	if id == analyze.None || to == analyze.None {
		return false
	}
	names, _ := r.before.Names(id)
	for _, n := range names {
		if b := r.before.Export(id, n); b.Status.Resolved() && !r.before.Export(to, n).Same(b) {
			return false
		}
	}
	return true
}

func (r *router) augmentation(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	for _, to := range l.Into {
		if r.scope.Augments(ref, to) {
			r.follow(i, to)
			return
		}
	}
}

// lazyNames re-points `import()` and its kin, whose names stand in the expression, to the one file that
// declares them all; renamed ones follow.
func (r *router) lazyNames(i int, l *rules.Legacy) {
	ref := &r.file.Module.Refs[i]
	home := ""
	var edits []form.Edit
	for _, n := range ref.Names {
		b := r.before.Imported(r.id, i, n.Imported)
		name, ok := exportedAs(r.before, b)
		if !ok || home != "" && home != b.Path {
			if !l.Part {
				r.leave(r.file, ref.Line, "the names used here of `%s` went to several files", l.Path)
			}
			return
		}
		home = b.Path
		if name != n.Imported {
			edits = append(edits, memberEdit(r.src, ref, n, name))
		}
	}
	if home != r.file.Edges[i].Path && r.follow(i, r.now(home)) {
		r.edits = append(r.edits, edits...)
	}
}
