package rules

import (
	"fmt"
	"strconv"
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

// maxErrors bounds how many problems are told at once: the rest follows from them, or is no config.
const maxErrors = 100

// maxMessage bounds a message in bytes: what it quotes may be as long as the config.
const maxMessage = 400

func (d *decoder) fail(pos Pos, hint, format string, args ...any) {
	if d.full() {
		return
	}
	msg := fmt.Sprintf(format, args...)
	if len(msg) > maxMessage {
		msg = strings.ToValidUTF8(msg[:maxMessage], "") + " …"
	}
	d.errs = append(d.errs, NewError(d.file, pos, msg, hint))
}

func (d *decoder) full() bool { return len(d.errs) >= maxErrors }

// mapping decodes a mapping strictly; what names it in messages. Not ok when it is none at all.
func (d *decoder) mapping(n *yaml.Node, what string, known fields) (ok bool) {
	ok = d.pairs(n, what, func(key, value *yaml.Node) {
		if f, ok := known[key.Value]; ok {
			f.decode(value)
		} else {
			d.unknownKey(key, what, known)
		}
	})
	for _, name := range known.names() {
		if hint := known[name].required; ok && hint != "" && !has(n, name) {
			d.fail(at(n), hint, "%s has no `%s`", what, name)
		}
	}
	return ok
}

// has tells whether a mapping has a key, be its value broken.
func has(n *yaml.Node, name string) bool {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return true
		}
	}
	return false
}

func (d *decoder) unknownKey(key *yaml.Node, what string, known fields) {
	names := known.names()
	hint := "the keys of " + what + " are: " + strings.Join(names, ", ")
	if near := Nearest(key.Value, names); near != "" {
		hint = fmt.Sprintf("did you mean `%s`?", near)
	}
	d.fail(at(key), hint, "unknown key %q in %s", key.Value, what)
}

// pairs calls do for each key of a mapping, and refuses what is none, duplicates, and aliases. Not ok
// when n is no mapping.
func (d *decoder) pairs(n *yaml.Node, what string, do func(key, value *yaml.Node)) (ok bool) {
	if !d.plain(n) {
		return false
	}
	if n.Kind != yaml.MappingNode {
		d.fail(at(n), "write `key: value`, one to a line", "%s must be a mapping of keys to values", what)
		return false
	}
	seen := map[string]Pos{}
	for i := 0; i+1 < len(n.Content) && !d.full(); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !d.plain(key) || !d.plain(value) {
			continue
		}
		if key.Kind != yaml.ScalarNode || key.Tag == "!!null" {
			d.fail(at(key), "write `key: value`, one to a line", "a key of %s must be a plain word", what)
			continue
		}
		if first, twice := seen[key.Value]; twice {
			d.fail(at(key), "keep one of the two", "duplicate key %q in %s: it stands at %s already", key.Value, what, first)
			continue
		}
		seen[key.Value] = at(key)
		do(key, value)
	}
	return true
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

// text decodes a text of printable characters, "" after an error.
func (d *decoder) text(n *yaml.Node, what string) string {
	switch {
	case n.Kind != yaml.ScalarNode:
		d.fail(at(n), "", "%s must be a text", what)
	case n.Tag != "!!str":
		d.fail(at(n), "put it in quotes", "%s must be a text, and `%s` is none to YAML", what, n.Value)
	case n.Value == "":
		d.fail(at(n), "", "%s is empty", what)
	case strings.ContainsFunc(n.Value, unicode.IsControl):
		d.fail(at(n), "take it out", "%s holds a control character", what)
	default:
		return n.Value
	}
	return ""
}

// path decodes a path that must stay inside the root, "" after an error.
func (d *decoder) path(n *yaml.Node, what string) string {
	p := d.text(n, what)
	if p == "" {
		return ""
	}
	if why, hint := unsafePath(p); why != "" {
		d.fail(at(n), hint, "%s %q %s", what, p, why)
		return ""
	}
	return p
}

// maxPath is the length in bytes that common systems allow a path.
const maxPath = 4096

// unsafePath tells why a path of the config cannot be used, "" when it can.
func unsafePath(p string) (why, hint string) {
	const relative = "paths are relative to the folder of the config, with slashes"
	switch {
	case len(p) > maxPath:
		return "is too long", "no system opens such a path"
	case strings.Contains(p, "\\"):
		return "holds a backslash", relative
	case strings.HasPrefix(p, "/") || len(p) > 1 && p[1] == ':':
		return "is absolute", relative
	case strings.HasSuffix(p, "/"):
		return "names a folder", "name a file"
	}
	for part := range strings.SplitSeq(p, "/") {
		switch {
		case part == "..":
			return "leads outside the root", relative
		case part == "." || part == "":
			return "is not in its shortest form", relative
		case isGit(part):
			return "lies in git's own folder", "choose another place"
		}
	}
	return "", ""
}

// isGit knows the spellings under which some file system finds .git: any case, the characters that
// HFS+ ignores, the trailing dots and blanks, streams and short names of NTFS.
func isGit(part string) bool {
	part = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, part)
	part, _, _ = strings.Cut(part, ":")
	part = strings.TrimRight(part, " .")
	return part == ".git" || len(part) == 5 && part[:4] == "git~" && part[4] >= '0' && part[4] <= '9'
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
		p := d.text(c, "a glob of "+what)
		if p == "" {
			return
		}
		if why, hint := unsafePath(unescaped(p)); why != "" {
			d.fail(at(c), hint, "the glob %q %s", p, why)
			return
		}
		g, err := NewGlob(p)
		if err != nil {
			d.fail(at(c), "`*` stands for a name, `**` for folders, `{a,b}` for either; a backslash takes their meaning away", "bad glob %q: %v", p, err)
			return
		}
		g.Pos = at(c)
		list = append(list, g)
	})
	return list
}

func (d *decoder) date(n *yaml.Node, what string) string {
	if _, err := time.Parse(time.DateOnly, n.Value); n.Kind != yaml.ScalarNode || err != nil {
		d.fail(at(n), "write it as 2026-12-31", "%s must be a date", what)
		return ""
	}
	return n.Value
}

// maxFigure bounds the figures of a config, so that sums of them stay figures.
const maxFigure = 1_000_000

func (d *decoder) integer(n *yaml.Node, what string, least int) int {
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || n.Tag != "!!int" || err != nil || v < least || v > maxFigure {
		d.fail(at(n), "", "%s must be a whole number from %d to %d", what, least, maxFigure)
		return 0
	}
	return v
}

func (d *decoder) boolean(n *yaml.Node, what string) bool {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		d.fail(at(n), "", "%s must be true or false", what)
	}
	return strings.EqualFold(n.Value, "true")
}
