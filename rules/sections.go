package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// The tables below are the config's one definition: the decoder, the hints and the JSON Schema come
// from them.

func (d *decoder) config(cfg *Config) fields {
	return fields{
		"version": {doc: "The version of this format.", schema: constant(1), required: "begin it with `version: 1`", decode: d.version},
		"entry": {doc: "The unified entry point, as a path.", schema: pathSchema, required: "name the unified entry point, as in `entry: lib/realtime/index.ts`",
			decode: func(n *yaml.Node) { cfg.Entry, cfg.EntryPos = d.path(n, "the entry"), at(n) }},
		"import": {doc: "The specifier by which importers name the entry. Without it relative specifiers stay relative, and aliases stay aliases.", schema: textSchema,
			decode: func(n *yaml.Node) { cfg.Import, cfg.ImportPos = d.specifier(n), at(n) }},
		"server": {doc: "The entry of the modules that cannot run in a browser, apart from the entry, so that no client bundle comes to evaluate them.",
			schema: objectOf(func() fields { return d.server(&ServerEntry{}) }),
			decode: func(n *yaml.Node) {
				cfg.Server = &ServerEntry{Pos: at(n)}
				d.mapping(n, "server", d.server(cfg.Server))
			}},
		"phases": {doc: "The phases of the plan, in their order.", schema: listOf(objectOf(func() fields { return d.phase(&Phase{}) })),
			decode: func(n *yaml.Node) { d.list(n, "phases", func(n *yaml.Node) { d.addPhase(n, cfg) }) }},
		"names": {doc: "Who gets a name that several files declare.", schema: mapOf(objectOf(func() fields { return d.decision(&Decision{}, "") })),
			decode: func(n *yaml.Node) { d.names(n, cfg.Names) }},
		"compat": {doc: "Extra exports of the entry, for code that knows a declaration by another name.", schema: mapOf(objectOf(func() fields { return d.compat(&Compat{}) })),
			decode: func(n *yaml.Node) { d.compats(n, cfg) }},
		"shims": {doc: "What the files that stay at legacy paths carry.", schema: objectOf(func() fields { return d.shims(&Shims{}) }),
			decode: func(n *yaml.Node) { d.mapping(n, "shims", d.shims(&cfg.Shims)) }},
		"gate": {doc: "What `check` lets pass.", schema: objectOf(func() fields { return d.gate(&Gate{}) }),
			decode: func(n *yaml.Node) { d.mapping(n, "gate", d.gate(&cfg.Gate)) }},
		"discover": {doc: "What `scan` counts as the topic of the repo.", schema: objectOf(func() fields { return d.discover(&Discover{}) }),
			decode: func(n *yaml.Node) {
				cfg.Discover = &Discover{}
				d.mapping(n, "discover", d.discover(cfg.Discover))
			}},
	}
}

func (d *decoder) version(n *yaml.Node) {
	if n.Value != "1" || n.Tag != "!!int" {
		d.fail(at(n), "this rtconsolidate reads `version: 1`", "version %q is not known", n.Value)
	}
}

func (d *decoder) specifier(n *yaml.Node) string {
	s := d.text(n, "the import")
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "/") {
		d.fail(at(n), "leave `import:` out; importers then name the entry by a relative specifier", "the import %q is not one specifier for all importers", s)
		return ""
	}
	return s
}

func (d *decoder) server(e *ServerEntry) fields {
	return fields{
		"entry": {doc: "The file, as a path.", schema: pathSchema, required: "name the entry for the server, as in `entry: lib/realtime/server.ts`",
			decode: func(n *yaml.Node) { e.Entry, e.Pos = d.path(n, "the entry for the server"), at(n) }},
		"import": {doc: "The specifier by which importers name it. Without it relative specifiers stay relative, and aliases stay aliases.", schema: textSchema,
			decode: func(n *yaml.Node) { e.Import = d.specifier(n) }},
	}
}

func (d *decoder) addPhase(n *yaml.Node, cfg *Config) {
	p, before := Phase{Pos: at(n)}, len(d.errs)
	if !d.mapping(n, "a phase", d.phase(&p)) {
		return
	}
	if len(d.errs) == before && len(p.Targets)+len(p.Folders)+len(p.Keep)+len(p.Remove) == 0 {
		d.fail(p.Pos, "give it `targets:`, `keep:` or `remove:`, or take it out", "the phase %q does nothing", p.Name)
	}
	cfg.Phases = append(cfg.Phases, p)
}

func (d *decoder) phase(p *Phase) fields {
	return fields{
		"name": {doc: "The name, one word.", schema: wordSchema, required: "name it in one word, as in `name: core`", decode: func(n *yaml.Node) { p.Name = d.word(n, "the name of a phase") }},
		"entry": {doc: "The entry of this phase, where it has one of its own; `none` when importers name its files themselves.", schema: pathSchema,
			decode: func(n *yaml.Node) { p.Entry = d.path(n, "the entry of a phase") }},
		"import": {doc: "The specifier by which importers name the phase's own entry.", schema: textSchema, decode: func(n *yaml.Node) { p.Import = d.specifier(n) }},
		"targets": {doc: "The files that the phase creates or extends.", schema: listOf(either(objectOf(func() fields { return d.target(&Target{}) }), objectOf(func() fields { return d.folder(&Folder{}) }))),
			decode: func(n *yaml.Node) { d.list(n, "targets", func(n *yaml.Node) { d.addTarget(n, p) }) }},
		"keep": {doc: "Files that stay, on purpose.", schema: listOf(pathSchema), decode: func(n *yaml.Node) { p.Keep = d.paths(n, "keep") }},
		"remove": {doc: "Files that go: dead ones, and twins of a file that stays.",
			schema: listOf(either(pathSchema, objectOf(func() fields { return d.removal(&Removal{}) }))), decode: func(n *yaml.Node) { p.Remove = d.removals(n) }},
	}
}

// word decodes a name that people type after a flag, and that goes into comments and file names.
func (d *decoder) word(n *yaml.Node, what string) string {
	s := d.text(n, what)
	odd := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.", r)
	}
	if s != "" && (strings.ContainsFunc(s, odd) || s[0] == '-' || s[0] == '.') {
		d.fail(at(n), "use letters, digits, `-`, `_` and `.`", "%s is one word, not %q", what, s)
		return ""
	}
	return s
}

func (d *decoder) addTarget(n *yaml.Node, p *Phase) {
	if n.Kind == yaml.MappingNode && has(n, "folder") {
		f := Folder{Pos: at(n), Rename: map[string]string{}}
		if d.mapping(n, "a folder", d.folder(&f)) {
			p.Folders = append(p.Folders, f)
		}
		return
	}
	t, before := Target{Pos: at(n)}, len(d.errs)
	if !d.mapping(n, "a target", d.target(&t)) {
		return
	}
	switch {
	case len(d.errs) > before:
	case t.Move == "" && len(t.Reexport)+len(t.Keep)+len(t.Parts()) == 0:
		d.fail(t.Pos, actionsHint, "the target `%s` has no action", t.File)
	case t.Move != "" && len(t.Parts()) > 0:
		d.fail(t.MovePos, "use `merge: ["+t.Move+"]`, or another target", "the target `%s` cannot be a moved file and take declarations of others in one phase", t.File)
	case t.Move == t.File:
		d.fail(t.MovePos, "name another `file:`", "%q would move onto itself", t.Move)
	}
	p.Targets = append(p.Targets, t)
}

// actionsHint names the actions that the plan knows.
const actionsHint = "the actions are: merge, enhance, extract, take, move, reexport and keep (in a target), keep and remove (in a phase)"

// Parts lists the sources whose declarations move into the target.
func (t *Target) Parts() []Source {
	return slices.Concat(t.Take, t.Extract, t.Merge, t.Enhance)
}

func (d *decoder) target(t *Target) fields {
	return fields{
		"file": {doc: "The file, as a path.", schema: pathSchema, required: "add `file: PATH`", decode: func(n *yaml.Node) { t.File, t.Pos = d.path(n, "the file of a target"), at(n) }},
		"move": {doc: "The file that moves there as a whole.", schema: pathSchema, decode: func(n *yaml.Node) { t.Move, t.MovePos = d.path(n, "the file to move"), at(n) }},
		"reexport": {doc: "Files that stay where they are, while the entry re-exports their names.",
			schema: sourcesSchema(d, false), decode: func(n *yaml.Node) { t.Reexport = d.sources(n, "reexport") }},
		"merge": {doc: "Files whose declarations move here: all that no other target takes. A shim stays.",
			schema: sourcesSchema(d, true), decode: func(n *yaml.Node) { t.Merge = d.sources(n, "merge") }},
		"enhance": {doc: "The same, into a file that exists and keeps its names where two collide.",
			schema: sourcesSchema(d, true), decode: func(n *yaml.Node) { t.Enhance = d.sources(n, "enhance") }},
		"extract": {doc: "Declarations that leave a file for this one, with the private helpers that only they use; the file re-exports them.",
			schema: sourcesSchema(d, true), decode: func(n *yaml.Node) { t.Extract = d.sources(n, "extract") }},
		"take": {doc: "Declarations of files that other targets of the phase take apart, too.",
			schema: sourcesSchema(d, true), decode: func(n *yaml.Node) { t.Take = d.sources(n, "take") }},
		"unify": {doc: "Declarations of one name that become one.", schema: listOf(objectOf(func() fields { return d.unify(&Unify{}) })),
			decode: func(n *yaml.Node) { t.Unify = d.unifies(n) }},
		"keep": {doc: "Files that stay, on purpose.", schema: listOf(pathSchema), decode: func(n *yaml.Node) { t.Keep = d.paths(n, "keep") }},
	}
}

func sourcesSchema(d *decoder, kinds bool) func() schema {
	return listOf(either(pathSchema, objectOf(func() fields { return d.source(&Source{}, kinds) })))
}

func (d *decoder) sources(n *yaml.Node, verb string) []Source {
	var list []Source
	d.list(n, verb, func(n *yaml.Node) {
		s, before := Source{Pos: at(n)}, len(d.errs)
		if n.Kind == yaml.ScalarNode {
			s.From = d.path(n, "a source of "+verb)
		} else {
			d.mapping(n, "a source of "+verb, d.source(&s, verb != "reexport"))
		}
		whole := len(s.Names)+len(s.Kinds) == 0
		if whole && (verb == "take" || verb == "extract") && s.From != "" && len(d.errs) == before {
			d.fail(s.Pos, "write `{ from: "+s.From+", names: [NAME] }`, or `merge: ["+s.From+"]` for the whole file", "%s does not say which declarations", verb)
		}
		if s.From != "" {
			list = append(list, s)
		}
	})
	return list
}

func (d *decoder) source(s *Source, kinds bool) fields {
	f := fields{
		"from": {doc: "The file, as a path.", schema: pathSchema, required: "write `{ from: PATH, names: [NAME] }`",
			decode: func(n *yaml.Node) { s.From, s.Pos = d.path(n, "a source"), at(n) }},
		"names": {doc: "Which names, as globs; all without it.", schema: listOf(textSchema), decode: func(n *yaml.Node) { s.Names = d.nameGlobs(n) }},
	}
	if kinds {
		f["kinds"] = field{doc: "Which kinds of declarations.", schema: listOf(oneOf(Kinds...)), decode: func(n *yaml.Node) { s.Kinds = d.kinds(n) }}
	}
	return f
}

func (d *decoder) kinds(n *yaml.Node) []string {
	var list []string
	d.list(n, "kinds", func(n *yaml.Node) {
		if k := d.text(n, "a kind"); slices.Contains(Kinds, k) {
			list = append(list, k)
		} else if k != "" {
			d.fail(at(n), "the kinds are: "+strings.Join(Kinds, ", "), "there is no kind %q", k)
		}
	})
	return list
}

func (d *decoder) nameGlobs(n *yaml.Node) []string {
	var list []string
	d.list(n, "names", func(n *yaml.Node) {
		s := d.text(n, "a name")
		if _, err := path.Match(s, ""); err != nil {
			d.fail(at(n), "`*` stands for any letters, `[abc]` for one of them", "bad glob %q", s)
		} else if s != "" {
			list = append(list, s)
		}
	})
	return list
}

func (d *decoder) removals(n *yaml.Node) []Removal {
	var list []Removal
	d.list(n, "remove", func(n *yaml.Node) {
		r := Removal{Pos: at(n)}
		if n.Kind == yaml.ScalarNode {
			r.Path = d.path(n, "a file to remove")
		} else {
			d.mapping(n, "a file to remove", d.removal(&r))
		}
		if r.Path != "" && r.Path == r.Use {
			d.fail(r.Pos, "name the file that stays", "%q would stand in for itself", r.Path)
		} else if r.Path != "" {
			list = append(list, r)
		}
	})
	return list
}

func (d *decoder) removal(r *Removal) fields {
	return fields{
		"file": {doc: "The file, as a path.", schema: pathSchema, required: "write `{ file: PATH, use: PATH }`",
			decode: func(n *yaml.Node) { r.Path, r.Pos = d.path(n, "a file to remove"), at(n) }},
		"use": {doc: "The twin that stays, to which importers are re-pointed.", schema: pathSchema, decode: func(n *yaml.Node) { r.Use = d.path(n, "the file that stays") }},
		"accept": {doc: "Names whose code differs, though not their signatures, and that importers may take from the twin all the same.",
			schema: listOf(textSchema), decode: func(n *yaml.Node) {
				d.list(n, "accept", func(n *yaml.Node) { r.Accept = append(r.Accept, d.text(n, "a name")) })
			}},
	}
}

func (d *decoder) names(n *yaml.Node, into map[string]Decision) {
	d.pairs(n, "names", func(key, value *yaml.Node) {
		dec := Decision{Pos: at(key), Others: map[string]string{}}
		if d.mapping(value, fmt.Sprintf("the decision for %q", key.Value), d.decision(&dec, key.Value)) {
			into[key.Value] = dec
		}
	})
}

func (d *decoder) decision(dec *Decision, name string) fields {
	return fields{
		"prefer": {doc: "The file whose declaration gets the name.", schema: pathSchema, required: "add `prefer: PATH`, the file that gets the name",
			decode: func(n *yaml.Node) { dec.Prefer = d.path(n, "the preferred file") }},
		"others": {doc: "The alias under which the entry offers the declaration of each other file.", schema: mapOf(textSchema),
			decode: func(n *yaml.Node) { d.others(n, dec, name) }},
	}
}

func (d *decoder) others(n *yaml.Node, dec *Decision, name string) {
	taken := map[string]bool{name: true}
	d.pairs(n, "others", func(file, alias *yaml.Node) {
		p, a := d.path(file, "a path of others"), d.text(alias, "an alias")
		switch {
		case a == "" || p == "":
			return
		case !identifier(a):
			d.fail(at(alias), "use letters, digits, `_` and `$`", "the alias %q is no identifier", a)
		case taken[a]:
			d.fail(at(alias), "choose another alias", "the name %q is given away already", a)
		}
		taken[a] = true
		dec.Others[p] = a
	})
}

func identifier(s string) bool {
	for i, c := range s {
		letter := c == '_' || c == '$' || unicode.IsLetter(c)
		if !letter && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return s != ""
}

func (d *decoder) shims(s *Shims) fields {
	return fields{
		"deprecate": {doc: "How a shim says that it is deprecated.", schema: oneOf("jsdoc", "none"), decode: func(n *yaml.Node) {
			if s.Deprecate = d.text(n, "deprecate"); s.Deprecate != "jsdoc" && s.Deprecate != "none" {
				d.fail(at(n), "write `jsdoc` or `none`", "shims cannot be deprecated by %q", s.Deprecate)
			}
		}},
		"owner":        {doc: "Whom to ask, written into each shim.", schema: textSchema, decode: func(n *yaml.Node) { s.Owner = d.text(n, "the owner") }},
		"remove_after": {doc: "The day after which shims are due to go.", schema: dateSchema, decode: func(n *yaml.Node) { s.RemoveAfter = d.date(n, "remove_after") }},
	}
}

func (d *decoder) gate(g *Gate) fields {
	return fields{
		"strict":   {doc: "Legacy paths, as globs, whose imports no baseline excuses.", schema: listOf(globSchema), decode: func(n *yaml.Node) { g.Strict = d.globs(n, "strict") }},
		"allow":    {doc: "Files, as globs, that may import legacy modules.", schema: listOf(globSchema), decode: func(n *yaml.Node) { g.Allow = d.globs(n, "allow") }},
		"baseline": {doc: "The file that lists the legacy imports known when the gate was set up.", schema: pathSchema, decode: func(n *yaml.Node) { g.Baseline = d.path(n, "the baseline") }},
	}
}
