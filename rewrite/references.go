package rewrite

import (
	"fmt"
	"path"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// router decides for one file where each of its references leads after the phase, and collects the
// edits for it.
type router struct {
	*planner
	id    analyze.FileID
	file  *analyze.File
	path  string // where the file will be
	src   []byte
	todo  map[int][]dest // import and export declarations
	edits []form.Edit    // everything else
	sent  map[int]bool   // references whose new specifier is known, be it the text that is there
}

// planReferences rewrites the references of every file but our own shims.
func (p *planner) planReferences() error {
	for id, f := range p.before.Files {
		if f.Skipped != "" || p.scope.Shims[f.Path] {
			continue
		}
		if _, gone := p.removed[f.Path]; gone {
			continue
		}
		r := &router{planner: p, id: analyze.FileID(id), file: f, path: p.now(f.Path), todo: map[int][]dest{}, sent: map[int]bool{}}
		if err := r.run(); err != nil {
			return err
		}
	}
	return nil
}

func (r *router) run() error {
	moves := r.path != r.file.Path
	for i := range r.file.Edges {
		if e := r.file.Edges[i]; e.Ambient && r.selected(r.scope.Module(e.Path)) && !r.scope.Within(r.id) && r.file.Module.Refs[i].Kind != scanner.KindModuleDeclaration {
			r.leave(r.file, r.file.Module.Refs[i].Line, "a script's `declare module` stands for `%s` here: it would have to be re-pointed first", e.Path)
		}
		if r.concerns(i) {
			if r.src == nil {
				src, err := r.before.Tree.Read(r.file.Path)
				if err != nil {
					return fmt.Errorf("read %s: %w", r.file.Path, err)
				}
				r.src = src
			}
			r.reference(i)
			r.relocate(i)
		}
	}
	if len(r.todo) == 0 && len(r.edits) == 0 && !moves {
		return nil
	}
	src, err := r.before.Tree.Read(r.file.Path)
	if err != nil {
		return fmt.Errorf("read %s: %w", r.file.Path, err)
	}
	edits := append(r.edits, repointStatements(src, r.file.Module, r.todo)...)
	out, err := form.Apply(src, edits)
	if err != nil {
		return fmt.Errorf("%s: %w", r.file.Path, err)
	}
	r.files[r.path] = out
	return nil
}

// concerns tells whether a reference may change at all.
func (r *router) concerns(i int) bool {
	e := r.file.Edges[i]
	if e.Ambient {
		return false
	}
	_, gone := r.removed[e.Path]
	return gone || r.selected(r.scope.Module(e.Path)) || r.viaEntry(i) || r.path != r.file.Path && r.ownRelative(i)
}

// viaEntry tells whether a file that the entry evaluates imports the entry.
func (r *router) viaEntry(i int) bool {
	return !r.scope.NoEntry() && r.file.Edges[i].Path == r.scope.Config.Entry && r.file.Path != r.scope.Config.Entry && r.scope.Within(r.id)
}

// ownRelative tells whether a moved file's reference depends on where the file is.
func (r *router) ownRelative(i int) bool {
	ref := &r.file.Module.Refs[i]
	return strings.HasPrefix(ref.Specifier, ".") || ref.Kind == scanner.KindReference
}

func (r *router) reference(i int) {
	ref, e := &r.file.Module.Refs[i], r.file.Edges[i]
	l := r.scope.Module(e.Path)
	_, gone := r.removed[e.Path]
	switch {
	case r.viaEntry(i):
		r.aroundEntry(i)
	case r.selected(l) && !gone && (e.Loaded || l.To != "" && analyze.SingleFile(l.Path)):
		r.loaded(i, l)
	case r.selected(l) && !gone:
		if r.scope.Within(r.id) {
			r.direct(i, l)
		} else {
			r.outside(i, l)
		}
	case e.State == resolver.InRepo:
		r.follow(i, r.now(e.Path))
	case strings.HasPrefix(ref.Specifier, "."):
		r.setSpecifier(i, form.RelativePath(path.Dir(r.path), path.Join(path.Dir(r.file.Path), ref.Specifier)))
	}
}

// loaded follows the file itself: a query, a loader or the file's own kind makes something else of it than
// the exports that the entry passes on.
func (r *router) loaded(i int, l *rules.Legacy) {
	if len(l.Into) > 0 {
		if !l.Part {
			r.leave(r.file, r.file.Module.Refs[i].Line, "`%s` is asked for as a file, and its declarations went elsewhere", r.file.Module.Refs[i].Specifier)
		}
		return
	}
	r.follow(i, l.Final())
}

// follow sends a whole reference to a file, in the form it has.
func (r *router) follow(i int, target string) bool {
	ref := &r.file.Module.Refs[i]
	if target == r.file.Edges[i].Path && !(r.path != r.file.Path && r.ownRelative(i)) {
		return true
	}
	specifier, ok := r.specifier(i, target)
	if !ok {
		r.leave(r.file, ref.Line, "no specifier leads from here to `%s`", target)
		return false
	}
	r.setSpecifier(i, specifier)
	return true
}

func (r *router) specifier(i int, target string) (string, bool) {
	ref := &r.file.Module.Refs[i]
	if ref.Kind == scanner.KindReference {
		return strings.TrimPrefix(form.RelativePath(path.Dir(r.path), target), "./"), true
	}
	return r.namer.Like(r.path, target, ref.Specifier, analyze.ModeOf(ref.Kind))
}

// setSpecifier changes only the text between the quotes.
func (r *router) setSpecifier(i int, specifier string) {
	ref := &r.file.Module.Refs[i]
	r.sent[i] = true
	if specifier == ref.Specifier {
		return
	}
	quote := r.src[ref.Spec.Start-1]
	r.edits = append(r.edits, form.Edit{int(ref.Spec.Start), int(ref.Spec.End), form.EscapeSpecifier(specifier, quote)})
	r.because(ref, specifier)
}

func (r *router) because(ref *scanner.Ref, specifier string) {
	if r.path == r.file.Path {
		r.reason(r.path, fmt.Sprintf("line %d: %s instead of %s", ref.Line, specifier, ref.Specifier))
	}
}

// direct sends a reference of a file that the entry evaluates to the declaring file, past the entry.
func (r *router) direct(i int, l *rules.Legacy) {
	if len(l.Into) > 0 || l.Target {
		r.apart(i, l)
		return
	}
	ref := &r.file.Module.Refs[i]
	if ref.Kind == scanner.KindModuleDeclaration && !r.scope.Augments(ref, l.Home()) {
		return
	}
	if !form.IsStatement(ref.Kind) || len(ref.Names) == 0 {
		r.follow(i, l.Final())
		return
	}
	r.send(i, func(n scanner.Name) dest {
		return r.home(i, n, l.Final())
	})
}

// home finds where one name of a reference is declared: in the file that the legacy module became,
// or, where that lacks it and the entry will offer it, behind the entry.
func (r *router) home(i int, n scanner.Name, final string) dest {
	ref := &r.file.Module.Refs[i]
	imported := n.Imported
	if o, ok := r.offers.homes[n.Imported]; ok && !r.before.Imported(r.id, i, n.Imported).Status.Resolved() {
		if o.home == "" {
			return dest{o.source(), o.name}
		}
		final, imported = r.now(o.home), o.name
	}
	specifier, ok := r.specifier(i, final)
	if !ok {
		r.leave(r.file, ref.Line, "no specifier leads from here to `%s`", final)
		return dest{stays, n.Imported}
	}
	return dest{specifier, imported}
}

// aroundEntry sends a reference to the entry, from a file that the entry evaluates, to the files that
// declare its names. What cannot be told apart by name stays, and the proof judges it.
func (r *router) aroundEntry(i int) {
	ref := &r.file.Module.Refs[i]
	if len(ref.Names) == 0 || !form.IsStatement(ref.Kind) {
		if analyze.Static(ref.Kind) && !ref.TypeOnly {
			r.leave(r.file, ref.Line, "a file that the entry evaluates imports the entry as a whole")
		}
		return
	}
	r.send(i, func(n scanner.Name) dest {
		b := r.before.Imported(r.id, i, n.Imported)
		if o, ok := r.offers.homes[n.Imported]; ok && !b.Status.Resolved() {
			return r.home(i, n, r.now(o.home))
		}
		name, ok := exportedAs(r.before, b)
		if b.Path == r.scope.Config.Entry || !ok {
			return dest{stays, n.Imported}
		}
		specifier, ok := r.specifier(i, r.now(b.Path))
		if !ok {
			return dest{stays, n.Imported}
		}
		return dest{specifier, name}
	})
}

// exportedAs finds the name under which the declaring file itself exports a declaration.
func exportedAs(repo *analyze.Repo, b analyze.Binding) (string, bool) {
	id := repo.Lookup(b.Path)
	if b.Status != analyze.Found || id == analyze.None || b.Name == "*" {
		return "", false
	}
	if repo.Export(id, b.Name).Same(b) {
		return b.Name, true
	}
	names, _ := repo.Names(id)
	for _, n := range names {
		if repo.Export(id, n).Same(b) {
			return n, true
		}
	}
	return "", false
}

// stays is the specifier of a name that goes on to come from the file it comes from.
const stays = ""

// keep is the specifier by which a file goes on to name what a reference leads to: the one it has, unless
// the file moves.
func (r *router) keep(i int) string {
	ref := &r.file.Module.Refs[i]
	if r.path != r.file.Path && r.ownRelative(i) && r.file.Edges[i].State == resolver.InRepo {
		if specifier, ok := r.specifier(i, r.now(r.file.Edges[i].Path)); ok {
			return specifier
		}
	}
	return ref.Specifier
}

// relocate makes sure that a relative reference of a moved file still leads where it led, when nothing
// else was done about it.
func (r *router) relocate(i int) {
	ref := &r.file.Module.Refs[i]
	if r.path == r.file.Path || !r.ownRelative(i) || r.sent[i] {
		return
	}
	for _, e := range r.edits {
		if e.Start <= int(ref.Spec.Start) && int(ref.Spec.End) <= e.End {
			return
		}
	}
	r.setSpecifier(i, r.keep(i))
}

// send notes the destination of each name of a declaration, unless nothing changes.
func (r *router) send(i int, to func(scanner.Name) dest) {
	ref := &r.file.Module.Refs[i]
	dests := make([]dest, len(ref.Names))
	changed := false
	for k, n := range ref.Names {
		if dests[k] = to(n); dests[k].specifier == stays {
			dests[k].specifier = r.keep(i)
		}
		changed = changed || dests[k] != dest{ref.Specifier, n.Imported}
	}
	if r.sent[i] = true; !changed {
		return
	}
	r.todo[i] = dests
	r.because(ref, strings.Join(specifiers(dests), ", "))
}
