package rules

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"rtconsolidate/analyze"
)

func (d *decoder) folder(f *Folder) fields {
	return fields{
		"folder": {doc: "The folder, as a path.", schema: pathSchema, required: "add `folder: PATH`",
			decode: func(n *yaml.Node) { f.Path, f.Pos = d.path(n, "the folder"), at(n) }},
		"move": {doc: "The files that move there, as paths or globs. What a glob with `**` matches keeps its place below the glob's fixed part.",
			schema: listOf(globSchema), required: "say what moves there: `move: [PATH]`", decode: func(n *yaml.Node) { f.Move = d.globs(n, "move") }},
		"rename": {doc: "Another base name for a file, where two of one name would meet.", schema: mapOf(textSchema), decode: func(n *yaml.Node) {
			d.pairs(n, "rename", func(key, value *yaml.Node) {
				from, name := d.path(key, "a file to rename"), d.text(value, "its new name")
				if strings.Contains(name, "/") {
					d.fail(at(value), "give a base name", "%q is no base name", name)
				} else if from != "" && name != "" {
					f.Rename[from] = name
				}
			})
		}},
	}
}

// expanded is the config with the files that its folders' globs match in a repo as targets of their own.
// A glob that matches nothing, neither a file nor a shim, is an error unless the folder has files already.
func expanded(cfg *Config, repo *analyze.Repo) (*Config, Errors) {
	if !slices.ContainsFunc(cfg.Phases, func(p Phase) bool { return len(p.Folders) > 0 }) {
		return cfg, nil
	}
	own := *cfg
	own.Phases = slices.Clone(cfg.Phases)
	var errs Errors
	for i := range own.Phases {
		p := &own.Phases[i]
		p.Targets = slices.Clone(p.Targets)
		e := expander{cfg: cfg, repo: repo, taken: map[string]string{}}
		for _, f := range p.Folders {
			p.Targets = append(p.Targets, e.folder(f)...)
		}
		errs = append(errs, e.errs...)
	}
	return &own, errs
}

type expander struct {
	cfg   *Config
	repo  *analyze.Repo
	taken map[string]string // new path -> old path
	errs  Errors
}

func (e *expander) folder(f Folder) []Target {
	var list []Target
	seen := map[string]bool{}
	for _, g := range f.Move {
		matched := false
		for _, file := range e.repo.Files {
			p := file.Path
			if !g.Match(p) || strings.HasPrefix(p, f.Path+"/") {
				continue
			}
			matched = true
			if seen[p] {
				continue
			}
			seen[p] = true
			if t, ok := e.target(f, g, p); ok {
				list = append(list, t)
			}
		}
		if !matched && !e.holds(f.Path) {
			e.errs = append(e.errs, NewError(e.cfg.File, g.Pos, quote(g.Pattern)+" matches no code file", g.hint()))
		}
	}
	for _, from := range slices.Sorted(maps.Keys(f.Rename)) {
		if !seen[from] && e.repo.Lookup(from) != analyze.None {
			e.errs = append(e.errs, NewError(e.cfg.File, f.Pos, quote(from)+" is renamed, but does not move to "+quote(f.Path), "take it out of `rename:`"))
		}
	}
	return list
}

// target is where one file goes.
func (e *expander) target(f Folder, g Glob, p string) (Target, bool) {
	name := path.Base(p)
	if strings.Contains(g.Pattern, "**") {
		name = strings.TrimPrefix(p, below(g.Pattern))
	}
	if as := f.Rename[p]; as != "" {
		name = path.Join(path.Dir(name), as)
	}
	to := path.Join(f.Path, name)
	if other, twice := e.taken[to]; twice {
		e.errs = append(e.errs, NewError(e.cfg.File, g.Pos, fmt.Sprintf("%s and %s would both be %s", quote(other), quote(p), quote(to)),
			fmt.Sprintf("give one another name: `rename: { %s: %s }`", p, path.Base(path.Dir(p))+"-"+path.Base(p))))
		return Target{}, false
	}
	e.taken[to] = p
	return Target{File: to, Pos: f.Pos, Move: p, MovePos: g.Pos}, true
}

// below is the fixed part of a glob, up to its last slash.
func below(glob string) string {
	if i := strings.IndexAny(glob, "*?[{\\"); i >= 0 {
		glob = glob[:i]
	}
	return glob[:strings.LastIndexByte(glob, '/')+1]
}

// holds tells whether a folder has code files.
func (e *expander) holds(folder string) bool {
	return slices.ContainsFunc(e.repo.Files, func(f *analyze.File) bool { return strings.HasPrefix(f.Path, folder+"/") })
}
