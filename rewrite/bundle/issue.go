package bundle

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"rtconsolidate/analyze/resolver"
	"rtconsolidate/rewrite/proof"
)

type kind uint8

const (
	noModule kind = iota // a specifier leads nowhere
	noExport             // a module does not have a name
	noOffer              // a name that a module passes on leads nowhere
	unread               // anything else; a syntax error as a rule
)

// issue is something that keeps code from being bundled as it is.
type issue struct {
	kind  kind
	file  string
	line  int // from 1, 0 when unknown
	name  string
	text  string
	means proof.Decl // of an offer
}

// note makes an issue of an error, and takes its cause out of the next round. It tells whether there was
// anything to take out.
func (s *side) note(m api.Message) bool {
	i := issue{kind: unread, text: m.Text}
	asked := false
	if m.Location != nil {
		i.file, i.line = strings.TrimPrefix(m.Location.File, inTree+":"), m.Location.Line
		asked = strings.HasPrefix(m.Location.File, outside+":")
	}
	further := false
	if parts := mismatch.FindStringSubmatch(m.Text); asked && parts == nil {
		return s.refuse(m.Location.LineText)
	} else if parts != nil {
		from := strings.TrimPrefix(unquote(parts[1]), inTree+":")
		i.kind, i.name = noExport, unquote(parts[2])
		i.text = fmt.Sprintf("no matching export in %s for import %q", from, i.name)
		further = s.add(from, i.name)
	} else if further = !s.unread[i.file]; further {
		s.unread[i.file] = true
	}
	if !asked { // an offer in vain is noted with the offers
		s.issues = append(s.issues, i)
	}
	return further
}

// refuse takes out the offer that a line of the asking module asks for: it is ambiguous.
func (s *side) refuse(line string) bool {
	parts := asking.FindStringSubmatch(line)
	if parts == nil {
		return false
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || s.gone[n] {
		return false
	}
	s.gone[n] = true
	return true
}

// asking matches a line that loadAll writes for an offer.
var asking = regexp.MustCompile(` as o(\d+)\}from"`)

// add makes a file have a name in the next round.
func (s *side) add(file, name string) bool {
	switch {
	case s.unread[file] || slices.Contains(s.absent[file], name):
		return false
	case path.Ext(file) == ".json":
		s.unread[file] = true
	default:
		s.absent[file] = append(s.absent[file], name)
	}
	return true
}

var mismatch = regexp.MustCompile(`^No matching export in ("(?:[^"\\]|\\.)*") for import ("(?:[^"\\]|\\.)*")$`)

// unquote reads what esbuild's %q wrote.
func unquote(s string) string {
	plain, err := strconv.Unquote(s)
	if err != nil {
		return s
	}
	return plain
}

// finish adds what is no error of esbuild's.
func (s *side) finish() {
	for i := range s.unresolved {
		s.issues = append(s.issues, i)
	}
	for i := range s.gone {
		o := s.offers[i]
		text := "the export %q leads to nothing"
		if slices.Contains(s.absent[o.file], o.name) {
			text = "has no export %q"
		}
		s.issues = append(s.issues, issue{kind: noOffer, file: o.file, name: o.name, means: o.means, text: fmt.Sprintf(text, o.name)})
	}
}

// known are the issues of the tree before, to find those of the tree after again.
type known struct {
	images *proof.Images
	seen   map[issue]bool
}

func knownOf(images *proof.Images, was *side) known {
	k := known{images, map[issue]bool{}}
	for _, i := range was.issues {
		if i.means.Path != "" {
			k.seen[issue{kind: noOffer, means: images.Decl(i.means)}] = true
		}
		for _, name := range i.names() {
			k.seen[issue{kind: i.kind, file: i.file, name: name}] = true
		}
	}
	return k
}

// has tells whether an issue of the tree after was there before, at its path or in a file that it was made of.
func (k known) has(i issue) bool {
	if i.means.Path != "" && k.seen[issue{kind: noOffer, means: i.means}] {
		return true
	}
	for _, file := range append(k.images.Origins(i.file), i.file) {
		for _, name := range i.names() {
			if k.seen[issue{kind: i.kind, file: file, name: name}] {
				return true
			}
		}
	}
	return false
}

// names are what tells an issue from the others of its file: a relative specifier also by where it leads.
func (i issue) names() []string {
	switch {
	case i.kind == unread:
		return []string{i.text}
	case i.kind == noModule && resolver.IsRelative(i.name):
		return []string{i.name, "/" + path.Join(path.Dir(i.file), i.name)}
	}
	return []string{i.name}
}
