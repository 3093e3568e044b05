package rules

import (
	"cmp"
	"slices"

	"go.yaml.in/yaml/v3"
)

func (d *decoder) unifies(n *yaml.Node) []Unify {
	var list []Unify
	d.list(n, "unify", func(n *yaml.Node) {
		u, before := Unify{Pos: at(n), Prefer: map[string]string{}}, len(d.errs)
		if d.mapping(n, "an entry of unify", d.unify(&u)) {
			list = append(list, u)
		}
		if len(u.Absorb) == 0 && len(d.errs) == before {
			d.fail(u.Pos, "name the files whose members join it: `absorb: [PATH]`", "%q absorbs nothing", u.Name)
		}
	})
	return list
}

func (d *decoder) unify(u *Unify) fields {
	return fields{
		"name": {doc: "The name that the declarations share.", schema: textSchema, required: "add `name: NAME`, the name that the declarations share",
			decode: func(n *yaml.Node) { u.Name, u.Pos = d.text(n, "the name to unify"), at(n) }},
		"base": {doc: "The file whose declaration is built on.", schema: pathSchema, required: "add `base: PATH`, the file whose declaration is built on",
			decode: func(n *yaml.Node) { u.Base = d.path(n, "the base") }},
		"absorb": {doc: "The files whose members join it.", schema: listOf(pathSchema), required: "add `absorb: [PATH]`, the files whose members join it",
			decode: func(n *yaml.Node) {
				for _, p := range d.paths(n, "absorb") {
					u.Absorb = append(u.Absorb, p.Path)
				}
			}},
		"prefer": {doc: "For a member that differs, the file whose version stays.", schema: mapOf(pathSchema), decode: func(n *yaml.Node) {
			d.pairs(n, "prefer", func(key, value *yaml.Node) { u.Prefer[key.Value] = d.path(value, "the preferred file") })
		}},
		"wire": {doc: "`accept` when values that travel may differ.", schema: oneOf("accept"), decode: func(n *yaml.Node) {
			if u.Wire = d.text(n, "wire") == "accept"; !u.Wire {
				d.fail(at(n), "write `wire: accept`, or take the line out", "%q says nothing about values on the wire", n.Value)
			}
		}},
	}
}

func (d *decoder) compats(n *yaml.Node, cfg *Config) {
	d.pairs(n, "compat", func(key, value *yaml.Node) {
		c := Compat{As: key.Value, Pos: at(key)}
		if !identifier(c.As) {
			d.fail(c.Pos, "use letters, digits, `_` and `$`", "%q is no identifier", c.As)
			return
		}
		if d.mapping(value, "an extra export", d.compat(&c)) && c.From != "" {
			cfg.Compat = append(cfg.Compat, c)
		}
	})
	slices.SortFunc(cfg.Compat, func(a, b Compat) int { return cmp.Compare(a.As, b.As) })
}

func (d *decoder) compat(c *Compat) fields {
	return fields{
		"from": {doc: "The file, as a path.", schema: pathSchema, required: "add `from: PATH`", decode: func(n *yaml.Node) { c.From = d.path(n, "the file of an extra export") }},
		"name": {doc: "Its name there; `*` for the module as a namespace.", schema: textSchema, required: "add `name: NAME`, or `name: \"*\"` for the whole module",
			decode: func(n *yaml.Node) { c.Name = d.text(n, "a name") }},
	}
}
