package propose

import (
	"slices"
	"strconv"
	"strings"
)

// node is one line of the config with what stands under it. A node that is off is written as a comment:
// taking the first `#` of each line away, but for the prose (`# ` and a letter), gives YAML.
type node struct {
	prose []string // comments above it
	text  string
	note  string // a comment behind it
	off   bool
	// choice is one of several that exclude each other: it stays a comment within a comment.
	choice bool
	weak   bool // does not keep its parent alive
	kids   []*node
	place  place
}

// place is what of a draft a line stands for.
type place struct {
	phase  *Phase
	target *Target
	compat *Compat
	file   string
	source *Source
}

func (n *node) add(kids ...*node) *node {
	n.kids = append(n.kids, kids...)
	return n
}

// dead tells whether a node is a comment: it is off itself, or all that gives it sense is.
func (n *node) dead() bool {
	if n.off || len(n.kids) == 0 {
		return n.off
	}
	return !slices.ContainsFunc(n.kids, func(k *node) bool { return !k.weak && !k.dead() })
}

// writer lays nodes out.
type writer struct {
	out  strings.Builder
	line int
	at   map[int]place
}

// write puts a node at an indent; hash is the column of the comment sign, -1 outside a comment.
func (w *writer) write(n *node, indent, hash int, in place) {
	if hash < 0 && n.dead() {
		hash = indent
	}
	if n.place != (place{}) {
		in = n.place
	}
	for _, p := range n.prose {
		w.put(strings.Repeat(" ", indent) + "# " + oneLine(p))
	}
	text := strings.Repeat(" ", indent) + n.text
	if hash >= 0 {
		if n.choice && hash < indent {
			text = text[:indent] + "#" + n.text
		}
		text = text[:hash] + "#" + text[hash:]
	}
	if n.note != "" {
		text += "    # " + oneLine(n.note)
	}
	w.put(text)
	if hash < 0 {
		w.at[w.line] = in
	}
	for _, k := range n.kids {
		w.write(k, indent+2, hash, in)
	}
}

func (w *writer) put(line string) {
	w.line++
	w.out.WriteString(line + "\n")
}

// quoted writes a text as a YAML scalar: plain where that is safe, else in double quotes.
func quoted(s string) string {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("._/-$", c) {
			return strconv.QuoteToASCII(s)
		}
	}
	odd := s == "" || strings.ContainsAny(s[:1], "-.0123456789") && !strings.Contains(s, "/")
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		odd = true
	}
	if odd {
		return strconv.Quote(s)
	}
	return s
}

func flow(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, quoted(s))
	}
	return "[" + strings.Join(out, ", ") + "]"
}
