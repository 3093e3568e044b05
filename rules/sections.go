package rules

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

func (d *decoder) config(n *yaml.Node) *Config {
	cfg := &Config{File: d.file, Names: map[string]Decision{}, Shims: Shims{Deprecate: "jsdoc"}}
	version, entry := false, false
	d.mapping(n, "the config", fields{
		"version": func(n *yaml.Node) { version = true; d.version(n) },
		"entry":   func(n *yaml.Node) { entry = true; cfg.Entry = d.path(n, "the entry"); cfg.ImportPos = at(n) },
		"import":  func(n *yaml.Node) { cfg.Import = d.specifier(n) },
		"phases": func(n *yaml.Node) {
			d.list(n, "phases", func(n *yaml.Node) { cfg.Phases = append(cfg.Phases, d.phase(n)) })
		},
		"names":    func(n *yaml.Node) { d.names(n, cfg.Names) },
		"shims":    func(n *yaml.Node) { d.shims(n, &cfg.Shims) },
		"gate":     func(n *yaml.Node) { d.gate(n, &cfg.Gate) },
		"discover": func(n *yaml.Node) { cfg.Discover = n },
	})
	if n.Kind != yaml.MappingNode {
		return cfg
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "import" {
			cfg.ImportPos = at(n.Content[i+1])
		}
	}
	if !version {
		d.fail(at(n), "begin it with `version: 1`", "the config has no version")
	}
	if !entry {
		d.fail(at(n), "name the unified entry point, as in `entry: lib/realtime/index.ts`", "the config has no entry")
	}
	return cfg
}

func (d *decoder) version(n *yaml.Node) {
	if n.Value != "1" {
		d.fail(at(n), "this rtconsolidate reads version 1", "version %q is not known", n.Value)
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

func (d *decoder) phase(n *yaml.Node) Phase {
	p := Phase{Pos: at(n)}
	d.mapping(n, "a phase", fields{
		"name": func(n *yaml.Node) { p.Name = d.text(n, "the name of a phase") },
		"targets": func(n *yaml.Node) {
			d.list(n, "targets", func(n *yaml.Node) { p.Targets = append(p.Targets, d.target(n)) })
		},
		"keep":   func(n *yaml.Node) { p.Keep = d.paths(n, "keep") },
		"remove": func(n *yaml.Node) { p.Remove = d.removals(n) },
	})
	if p.Name == "" || strings.ContainsAny(p.Name, "+/ ") {
		d.fail(p.Pos, "name it in one word, as in `name: core`", "a phase needs a name without `+`, `/` and blanks")
	}
	return p
}

// actionsHint names the actions that targets know.
const actionsHint = "the actions are: move, reexport, keep (in a target), keep and remove (in a phase)"

func (d *decoder) target(n *yaml.Node) Target {
	t := Target{Pos: at(n)}
	known := fields{
		"file":     func(n *yaml.Node) { t.File = d.path(n, "the file of a target"); t.Pos = at(n) },
		"move":     func(n *yaml.Node) { t.Move = d.path(n, "the file to move"); t.MovePos = at(n) },
		"reexport": func(n *yaml.Node) { t.Reexport = d.sources(n) },
		"keep":     func(n *yaml.Node) { t.Keep = d.paths(n, "keep") },
	}
	d.pairs(n, "a target", func(key, value *yaml.Node) {
		if decode := known[key.Value]; decode != nil {
			decode(value)
			return
		}
		if _, later := map[string]bool{"merge": true, "enhance": true, "extract": true, "take": true}[key.Value]; later {
			d.fail(at(key), actionsHint, "the action %q is not known to this version", key.Value)
			return
		}
		d.unknownKey(key, "a target", known)
	})
	if t.File == "" {
		d.fail(t.Pos, "add `file: PATH`", "a target needs a file")
	} else if t.Move == t.File {
		d.fail(t.MovePos, "name another `file:`", "%q would move onto itself", t.Move)
	}
	return t
}

func (d *decoder) sources(n *yaml.Node) []Source {
	var list []Source
	d.list(n, "reexport", func(n *yaml.Node) {
		s := Source{Pos: at(n)}
		if n.Kind == yaml.ScalarNode {
			s.From = d.path(n, "a file to re-export")
		} else {
			d.mapping(n, "a file to re-export", fields{
				"from":  func(n *yaml.Node) { s.From = d.path(n, "a file to re-export"); s.Pos = at(n) },
				"names": func(n *yaml.Node) { s.Names = d.nameGlobs(n) },
			})
			if s.From == "" {
				d.fail(at(n), "write `{ from: PATH, names: [NAME] }`", "a file to re-export needs `from`")
			}
		}
		if s.From != "" {
			list = append(list, s)
		}
	})
	return list
}

func (d *decoder) nameGlobs(n *yaml.Node) []string {
	var list []string
	d.list(n, "names", func(n *yaml.Node) {
		if s := d.text(n, "a name"); s != "" {
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
			d.mapping(n, "a file to remove", fields{
				"file": func(n *yaml.Node) { r.Path = d.path(n, "a file to remove"); r.Pos = at(n) },
				"use":  func(n *yaml.Node) { r.Use = d.path(n, "the file that stays") },
			})
		}
		if r.Path != "" {
			list = append(list, r)
		}
	})
	return list
}

func (d *decoder) names(n *yaml.Node, into map[string]Decision) {
	d.pairs(n, "names", func(key, value *yaml.Node) {
		dec := Decision{Pos: at(key), Others: map[string]string{}}
		d.mapping(value, fmt.Sprintf("the decision for %q", key.Value), fields{
			"prefer": func(n *yaml.Node) { dec.Prefer = d.path(n, "the preferred file") },
			"others": func(n *yaml.Node) {
				d.pairs(n, "others", func(file, alias *yaml.Node) {
					p, a := d.path(file, "a path of others"), d.text(alias, "an alias")
					if a != "" && !identifier(a) {
						d.fail(at(alias), "use letters, digits, `_` and `$`", "the alias %q is no identifier", a)
					}
					dec.Others[p] = a
				})
			},
		})
		if dec.Prefer == "" {
			d.fail(at(key), "add `prefer: PATH`", "the decision for %q does not say who gets the name", key.Value)
		}
		into[key.Value] = dec
	})
}

func (d *decoder) shims(n *yaml.Node, s *Shims) {
	d.mapping(n, "shims", fields{
		"deprecate": func(n *yaml.Node) {
			s.Deprecate = d.text(n, "deprecate")
			if s.Deprecate != "jsdoc" && s.Deprecate != "none" {
				d.fail(at(n), "write `jsdoc` or `none`", "shims cannot be deprecated by %q", s.Deprecate)
			}
		},
		"owner":        func(n *yaml.Node) { s.Owner = d.text(n, "the owner") },
		"remove_after": func(n *yaml.Node) { s.RemoveAfter = d.date(n, "remove_after") },
	})
}

func (d *decoder) gate(n *yaml.Node, g *Gate) {
	d.mapping(n, "gate", fields{
		"strict":   func(n *yaml.Node) { g.Strict = d.globs(n, "strict") },
		"allow":    func(n *yaml.Node) { g.Allow = d.globs(n, "allow") },
		"baseline": func(n *yaml.Node) { g.Baseline = d.path(n, "the baseline") },
	})
}

// claims refuses a file that two places of the plan claim, and what contradicts the entry.
func (d *decoder) claims(cfg *Config) {
	phases := map[string]int{}
	claimed := map[string]claim{}
	for i := range cfg.Phases {
		p := &cfg.Phases[i]
		if line, twice := phases[p.Name]; twice && p.Name != "" {
			d.fail(p.Pos, "rename one of them", "the phase %q stands on line %d already", p.Name, line)
		}
		phases[p.Name] = p.Pos.Line
		d.claimPhase(cfg, p, claimed)
	}
}

type claim struct {
	phase string
	line  int
}

func (d *decoder) claimPhase(cfg *Config, p *Phase, claimed map[string]claim) {
	claimFile := func(path string, pos Pos) {
		if c, taken := claimed[path]; taken {
			d.fail(pos, "a file belongs to one phase, and to one place in it", "phase %q claims `%s`, which phase %q claims on line %d", p.Name, path, c.phase, c.line)
			return
		}
		claimed[path] = claim{p.Name, pos.Line}
	}
	for _, t := range p.Targets {
		if t.Move != "" {
			claimFile(t.Move, t.MovePos)
			claimFile(t.File, t.Pos)
		}
		for _, s := range t.Reexport {
			claimFile(s.From, s.Pos)
			if s.From == cfg.Entry {
				d.fail(s.Pos, "take it out of the list", "the entry cannot re-export itself")
			}
		}
		if len(t.Reexport) > 0 && t.File != cfg.Entry && t.File != "" {
			d.fail(t.Pos, "put it under `file: "+cfg.Entry+"`", "only the entry re-exports, and `%s` is not the entry", t.File)
		}
		if t.Move == cfg.Entry && t.Move != "" {
			d.fail(t.MovePos, "change `entry:` instead", "the entry itself cannot move")
		}
		for _, k := range t.Keep {
			claimFile(k.Path, k.Pos)
		}
	}
	for _, k := range p.Keep {
		claimFile(k.Path, k.Pos)
	}
	for _, r := range p.Remove {
		claimFile(r.Path, r.Pos)
	}
}

func identifier(s string) bool {
	for i, c := range s {
		letter := c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 127
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
