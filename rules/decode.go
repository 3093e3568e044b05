package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// decoder walks the YAML nodes and collects every problem with its position.
type decoder struct {
	file string
	errs Errors
}

func at(n *yaml.Node) Pos { return Pos{n.Line, n.Column} }

func (d *decoder) fail(pos Pos, hint, format string, args ...any) {
	d.errs = append(d.errs, NewError(d.file, pos, fmt.Sprintf(format, args...), hint))
}

// fields maps the keys of a mapping to what decodes their values.
type fields map[string]func(*yaml.Node)

// mapping decodes a mapping strictly; what names it in messages.
func (d *decoder) mapping(n *yaml.Node, what string, known fields) {
	d.pairs(n, what, func(key, value *yaml.Node) {
		decode := known[key.Value]
		if decode == nil {
			d.unknownKey(key, what, known)
			return
		}
		decode(value)
	})
}

func (d *decoder) unknownKey(key *yaml.Node, what string, known fields) {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	hint := "the keys of " + what + " are: " + strings.Join(names, ", ")
	if near := Nearest(key.Value, names); near != "" {
		hint = fmt.Sprintf("did you mean `%s`?", near)
	}
	d.fail(at(key), hint, "unknown key %q in %s", key.Value, what)
}

// pairs calls do for each key of a mapping, and refuses what is none, duplicates, and aliases.
func (d *decoder) pairs(n *yaml.Node, what string, do func(key, value *yaml.Node)) {
	if !d.plain(n) {
		return
	}
	if n.Kind != yaml.MappingNode {
		d.fail(at(n), "", "%s must be a mapping of keys to values", what)
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !d.plain(key) || !d.plain(value) {
			continue
		}
		if key.Kind != yaml.ScalarNode {
			d.fail(at(key), "", "a key of %s must be a plain word", what)
			continue
		}
		if line, twice := seen[key.Value]; twice {
			d.fail(at(key), "keep one of the two", "duplicate key %q in %s: it stands on line %d already", key.Value, what, line)
			continue
		}
		seen[key.Value] = key.Line
		do(key, value)
	}
}

// plain refuses anchors, aliases and custom tags: what stands in the config is what it means.
func (d *decoder) plain(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		d.fail(at(n), "write the value out", "aliases (`*%s`) are not allowed", n.Value)
	case n.Anchor != "":
		d.fail(at(n), "write the value out where it is used", "anchors (`&%s`) are not allowed", n.Anchor)
	case n.Kind == yaml.ScalarNode && n.Tag == "!!merge":
		d.fail(at(n), "write the keys out", "merge keys (`<<`) are not allowed")
	case n.Style&yaml.TaggedStyle != 0:
		d.fail(at(n), "leave the tag out", "tags (`%s`) are not allowed", n.Tag)
	default:
		return true
	}
	return false
}

func (d *decoder) list(n *yaml.Node, what string, do func(*yaml.Node)) {
	if !d.plain(n) {
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.fail(at(n), "write it as `[a, b]` or as lines that begin with `- `", "%s must be a list", what)
		return
	}
	for _, c := range n.Content {
		if d.plain(c) {
			do(c)
		}
	}
}

func (d *decoder) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		d.fail(at(n), "", "%s must be a text", what)
		return ""
	}
	if strings.IndexFunc(n.Value, unicode.IsControl) >= 0 {
		d.fail(at(n), "", "%s holds a control character", what)
		return ""
	}
	return n.Value
}

// path decodes a path that must stay inside the root.
func (d *decoder) path(n *yaml.Node, what string) string {
	p := d.text(n, what)
	if n.Kind != yaml.ScalarNode || len(d.errs) > 0 && d.errs[len(d.errs)-1].Line == n.Line && p == "" {
		return ""
	}
	if why, hint := unsafePath(p); why != "" {
		d.fail(at(n), hint, "%s %q %s", what, p, why)
		return ""
	}
	return p
}

// unsafePath tells why a path of the config cannot be used, "" when it can.
func unsafePath(p string) (why, hint string) {
	relative := "paths are relative to the folder of the config, with slashes"
	switch {
	case p == "":
		return "is empty", relative
	case strings.Contains(p, "\\"):
		return "holds a backslash", relative
	case strings.HasPrefix(p, "/") || len(p) > 1 && p[1] == ':':
		return "is absolute", relative
	case strings.HasSuffix(p, "/"):
		return "names a folder", "name a file"
	}
	for _, part := range strings.Split(p, "/") {
		switch {
		case part == "..":
			return "leads outside the root", relative
		case part == "." || part == "":
			return "is not in its shortest form", relative
		case strings.EqualFold(part, ".git"):
			return "lies in git's own folder", "choose another place"
		}
	}
	return "", ""
}

func (d *decoder) paths(n *yaml.Node, what string) []Path {
	var list []Path
	d.list(n, what, func(c *yaml.Node) {
		if p := d.path(c, "a path of "+what); p != "" {
			list = append(list, Path{p, at(c)})
		}
	})
	return list
}

func (d *decoder) globs(n *yaml.Node, what string) []Glob {
	var list []Glob
	d.list(n, what, func(c *yaml.Node) {
		p := d.path(c, "a glob of "+what)
		if p == "" {
			return
		}
		g, err := NewGlob(p)
		if err != nil {
			d.fail(at(c), "`*` stands for a name, `**` for folders, `{a,b}` for either", "bad glob %q: %v", p, err)
			return
		}
		g.Pos = at(c)
		list = append(list, g)
	})
	return list
}

func (d *decoder) date(n *yaml.Node, what string) string {
	text := n.Value
	if _, err := time.Parse(time.DateOnly, text); n.Kind != yaml.ScalarNode || err != nil {
		d.fail(at(n), "write it as 2026-12-31", "%s must be a date", what)
		return ""
	}
	return text
}
