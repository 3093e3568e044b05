package analyze

import (
	"path"
	"slices"
	"sort"
	"strings"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
)

// Status tells how the search for an exported name ended.
type Status uint8

// The ends of a search. Opaque is a module of the repo whose names no reader of syntax can know
// (CommonJS, JSON, `export =`, a script); Outside is a module that is not in the repo.
const (
	Found Status = iota
	NoModule
	NoExport
	Ambiguous
	Opaque
	Outside
)

// Resolved says whether the name leads to something, as far as can be known.
func (s Status) Resolved() bool { return s == Found || s == Opaque || s == Outside }

// Binding is the declaration that an exported or imported name means.
type Binding struct {
	Status Status
	// Path is the file that declares it; for Outside the specifier.
	Path string
	// Name is the declaration's own name in that file: "default" when anonymous, "*" for the
	// module itself as a namespace.
	Name   string
	Nature scanner.Nature
	// TypeOnly is set when an `import type` or `export type` on the way leaves no value.
	TypeOnly bool
}

// Same tells whether two bindings mean the same declaration.
func (b Binding) Same(c Binding) bool { return b.Path == c.Path && b.Name == c.Name }

// HasValue tells whether the name exists at run time, as far as can be known.
func (b Binding) HasValue() bool {
	return !b.TypeOnly && (b.Nature == 0 || b.Nature&scanner.Value != 0)
}

type bindingKey struct {
	file FileID
	name string
}

// Export resolves a name that a file offers, through its re-exports and stars, as the language
// does: own exports first, then `export *`, where two different declarations make the name
// ambiguous and `default` is left out (ECMA-262, ResolveExport).
func (r *Repo) Export(id FileID, name string) Binding {
	if b, ok := r.plain(id, name); ok {
		return b
	}
	key := bindingKey{id, name}
	if b, ok := r.bindings.Load(key); ok {
		return b.(Binding)
	}
	b := r.search(id, name, map[bindingKey]bool{})
	r.bindings.Store(key, b)
	return b
}

// Imported resolves a name asked of the module that one reference leads to.
func (r *Repo) Imported(id FileID, ref int, name string) Binding {
	return r.imported(id, ref, name, map[bindingKey]bool{})
}

func (r *Repo) export(id FileID, name string, seen map[bindingKey]bool) Binding {
	if b, ok := r.plain(id, name); ok {
		return b
	}
	return r.search(id, name, seen)
}

// plain answers for the most of names, which need no look at other files: the file declares the name itself,
// or cannot have it.
func (r *Repo) plain(id FileID, name string) (Binding, bool) {
	f := r.Files[id]
	if f.opaque {
		return Binding{Status: Opaque, Path: f.Path, Name: name}, true
	}
	for i := range f.Module.Exports {
		e := &f.Module.Exports[i]
		if e.Name != name {
			continue
		}
		if e.Ref >= 0 || e.Local != "" && e.Nature == 0 {
			return Binding{}, false
		}
		return f.declares(e), true
	}
	return Binding{Status: NoExport}, len(f.stars) == 0 && name != "default" && r.augments[id] == nil
}

// declares is the binding of an export that the file declares itself.
func (f *File) declares(e *scanner.Export) Binding {
	name := e.Local
	if name == "" {
		name = e.Name
	}
	return Binding{Status: Found, Path: f.Path, Name: name, Nature: e.Nature, TypeOnly: e.TypeOnly}
}

// search is export for names that may come from other files.
func (r *Repo) search(id FileID, name string, seen map[bindingKey]bool) Binding {
	key := bindingKey{id, name}
	if seen[key] {
		return Binding{Status: NoExport}
	}
	seen[key] = true
	f := r.Files[id]
	if b, ok := r.ownExport(id, name, seen); ok {
		return b
	}
	b := withoutDefault(f.Path)
	if name != "default" {
		b = r.starExport(id, name, seen)
	}
	if b.Status != Found { // what a star passes on is added to, not replaced
		if added, ok := r.augmented(id, name); ok {
			return added
		}
	}
	return b
}

// augmented finds a name that another file adds to a module.
func (r *Repo) augmented(id FileID, name string) (Binding, bool) {
	for _, a := range r.augments[id] {
		for _, e := range r.Files[a.File].Module.Refs[a.Ref].Body {
			if e.Name == name {
				return Binding{Status: Found, Path: r.Files[a.File].Path, Name: name, Nature: e.Nature}, true
			}
		}
	}
	return Binding{}, false
}

// withoutDefault is the default export of a module that has none. Declarations may describe a CommonJS module,
// whose default import is the module itself (esModuleInterop).
func withoutDefault(p string) Binding {
	if strings.HasSuffix(p, ".d.ts") || strings.HasSuffix(p, ".d.cts") {
		return Binding{Status: Opaque, Path: p, Name: "default"}
	}
	return Binding{Status: NoExport}
}

// sum notes what every search for an export asks of a file.
func (f *File) sum() {
	f.stars = nil
	for i := range f.Module.Refs {
		if ref := &f.Module.Refs[i]; ref.Kind == scanner.KindExportStar && !ref.Nested {
			f.stars = append(f.stars, i)
		}
	}
	f.opaque = f.Skipped != "" || !f.Module.IsModule && !SingleFile(f.Path) ||
		slices.ContainsFunc(f.Module.Exports, func(e scanner.Export) bool { return e.Name == "export=" })
}

// SingleFile tells a component's or a page's file, whose default export is implied.
func SingleFile(p string) bool {
	switch path.Ext(p) {
	case ".vue", ".svelte", ".astro", ".mdx":
		return true
	}
	return false
}

func (r *Repo) ownExport(id FileID, name string, seen map[bindingKey]bool) (Binding, bool) {
	f := r.Files[id]
	for i := range f.Module.Exports {
		e := &f.Module.Exports[i]
		if e.Name != name {
			continue
		}
		b := r.declared(id, e, seen)
		b.TypeOnly = b.TypeOnly || e.TypeOnly
		return b, true
	}
	if name == "default" && SingleFile(f.Path) {
		return Binding{Status: Found, Path: f.Path, Name: "default", Nature: scanner.Value}, true
	}
	return Binding{}, false
}

// declared follows one export to its declaration.
func (r *Repo) declared(id FileID, e *scanner.Export, seen map[bindingKey]bool) Binding {
	f := r.Files[id]
	if e.Ref >= 0 {
		return r.imported(id, e.Ref, e.Imported, seen)
	}
	if e.Local != "" && e.Nature == 0 {
		if ref, imported, typeOnly, ok := localImport(f.Module, e.Local); ok {
			b := r.imported(id, ref, imported, seen)
			b.TypeOnly = b.TypeOnly || typeOnly
			return b
		}
	}
	return f.declares(e)
}

// localImport finds the import that binds a local name.
func localImport(m *scanner.Module, local string) (ref int, imported string, typeOnly, ok bool) {
	for i := range m.Refs {
		if m.Refs[i].Kind != scanner.KindImport && m.Refs[i].Kind != scanner.KindImportEquals {
			continue
		}
		for _, n := range m.Refs[i].Names {
			if n.Local == local {
				return i, n.Imported, n.TypeOnly || m.Refs[i].TypeOnly, true
			}
		}
	}
	return 0, "", false, false
}

func (r *Repo) imported(id FileID, ref int, name string, seen map[bindingKey]bool) Binding {
	f := r.Files[id]
	e := f.Edges[ref]
	specifier := f.Module.Refs[ref].Specifier
	switch {
	case e.Ambient:
		return r.ambientExport(specifier, name)
	case e.State == resolver.External || e.State == resolver.Builtin:
		return Binding{Status: Outside, Path: specifier, Name: name}
	case e.State == resolver.Missing:
		return Binding{Status: NoModule}
	case name == "*":
		return Binding{Status: Found, Path: e.Path, Name: "*", Nature: scanner.Value | scanner.Type}
	case e.To == None:
		return Binding{Status: Opaque, Path: e.Path, Name: name}
	}
	b := r.export(e.To, name, seen)
	if e.Loaded && !b.Status.Resolved() {
		return Binding{Status: Opaque, Path: e.Path, Name: name}
	}
	return b
}

// ambientExport looks in all blocks that declare a module. What a star of theirs gives is not followed.
func (r *Repo) ambientExport(specifier, name string) Binding {
	opaque := name == "*" || name == "default" || len(r.ambient[specifier]) == 0 // by a pattern
	for _, a := range r.ambient[specifier] {
		module := r.Files[a.File].Module
		ref := &module.Refs[a.Ref]
		for _, e := range ref.Body {
			if name != "*" && (e.Name == name || e.Name == "export=") {
				return Binding{Status: Found, Path: specifier, Name: name, Nature: e.Nature}
			}
			opaque = opaque || e.Ref >= 0
		}
		opaque = opaque || len(ref.Body) == 0 || hasStar(module, ref)
	}
	if opaque {
		return Binding{Status: Opaque, Path: specifier, Name: name}
	}
	return Binding{Status: NoExport}
}

// hasStar tells whether a block of a module holds an `export *`.
func hasStar(m *scanner.Module, block *scanner.Ref) bool {
	return slices.ContainsFunc(m.Refs, func(r scanner.Ref) bool {
		return r.Kind == scanner.KindExportStar && r.Stmt.Start >= block.Stmt.Start && r.Stmt.End <= block.Stmt.End
	})
}

func (r *Repo) starExport(id FileID, name string, seen map[bindingKey]bool) Binding {
	f := r.Files[id]
	result := Binding{Status: NoExport}
	for _, i := range f.stars {
		b := r.imported(id, i, name, seen)
		b.TypeOnly = b.TypeOnly || f.Module.Refs[i].TypeOnly
		switch {
		case b.Status == NoExport || b.Status == NoModule:
			continue
		case b.Status == Ambiguous:
			return b
		case !result.Status.Resolved() || result.Status != Found && b.Status == Found:
			result = b
		case b.Status == Found && !b.Same(result):
			return Binding{Status: Ambiguous}
		}
	}
	return result
}

// Names lists every name a file offers, its own and through stars, sorted; ambiguous ones are left
// out, as the language does. With open set, a star leads to a module whose names cannot be known.
func (r *Repo) Names(id FileID) (names []string, open bool) {
	set := map[string]bool{}
	open = r.collectNames(id, true, set, map[FileID]bool{})
	for name := range set {
		if r.Export(id, name).Status != Ambiguous {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names, open
}

func (r *Repo) collectNames(id FileID, withDefault bool, set map[string]bool, seen map[FileID]bool) (open bool) {
	if seen[id] {
		return false
	}
	seen[id] = true
	f := r.Files[id]
	if withDefault && SingleFile(f.Path) {
		set["default"] = true
	}
	for i := range f.Module.Exports {
		if name := f.Module.Exports[i].Name; name != "default" || withDefault {
			set[name] = true
		}
	}
	for _, i := range f.stars {
		to := f.Edges[i].To
		if to == None || f.Edges[i].Ambient {
			open = open || f.Edges[i].State != resolver.Missing
			continue
		}
		open = r.collectNames(to, false, set, seen) || open
	}
	return open || f.opaque
}

// Augments finds a file that adds to a name of another by `declare module`, the first by path.
func (r *Repo) Augments(id FileID, name string) (path string, ok bool) {
	for _, a := range r.augments[id] {
		if p := r.Files[a.File].Path; (!ok || p < path) && slices.ContainsFunc(r.Ref(Importer(a)).Body, func(e scanner.Export) bool { return e.Name == name }) {
			path, ok = p, true
		}
	}
	return path, ok
}

// Augmenters lists the files that add names to a file by `declare module`, sorted.
func (r *Repo) Augmenters(id FileID) []string {
	var paths []string
	for _, a := range r.augments[id] {
		paths = append(paths, r.Files[a.File].Path)
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}
