// Package report renders what the other packages found: as text for a terminal, as JSON, as Markdown
// and in the formats of other tools. It only takes data and gives bytes.
package report

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/report/escape"
)

// Level is how much text tells.
type Level int

// The levels of text: Quiet is the result alone, Verbose lists everything; other formats always
// hold everything.
const (
	Normal Level = iota
	Quiet
	Verbose
)

// Options are what rendering depends on besides the document.
type Options struct {
	Version string // of the tool
	Color   bool   // ANSI colours in text and diff
	Level   Level
	Width   int // columns of text; 0 means 100
}

// Document is the result of a command. Its strings are raw: renderers escape them, callers don't.
type Document interface {
	// Kind names the document in JSON and among the schemas: "plan", "check", …
	Kind() string
	text(p *page)
	markdown(s *sheet)
}

// Reporter is one output format.
type Reporter struct {
	Name   string
	Doc    string
	render func(d Document, o Options) []byte
}

// common are the reporters that every document has.
var common = []Reporter{
	{"text", "for people, on a terminal", Text},
	{"json", "for scripts", JSON},
	{"markdown", "for pull requests and wikis", Markdown},
}

// Reporters lists the formats a document can be rendered in; the first is the default.
func Reporters(d Document) []Reporter {
	if more, ok := d.(interface{ reporters() []Reporter }); ok {
		return slices.Concat(common, more.reporters())
	}
	return common
}

// UnknownReporterError tells that a document has no such format.
type UnknownReporterError struct {
	Name  string
	Known []string
}

func (e *UnknownReporterError) Error() string {
	return fmt.Sprintf("there is no reporter %q here", e.Name)
}

// Hint lists the reporters there are.
func (e *UnknownReporterError) Hint() string {
	return "the reporters are: " + strings.Join(e.Known, ", ")
}

// Render renders a document with the reporter of that name; the error is an *UnknownReporterError.
func Render(d Document, reporter string, o Options) ([]byte, error) {
	var known []string
	for _, r := range Reporters(d) {
		if r.Name == reporter {
			return r.render(d, o), nil
		}
		known = append(known, r.Name)
	}
	return nil, &UnknownReporterError{reporter, known}
}

// Text renders a document for a terminal: the result first, then the details, the worst first, then
// what to do next.
func Text(d Document, o Options) []byte {
	if o.Width == 0 {
		o.Width = 100
	}
	p := &page{options: o}
	d.text(p)
	return []byte(p.b.String())
}

// Markdown renders a document in GitHub's Markdown, whole.
func Markdown(d Document, o Options) []byte {
	s := &sheet{}
	d.markdown(s)
	s.para("---")
	s.para("%s %s", safe(Tool), safe(escape.Prose(o.Version)))
	return []byte(s.b.String())
}
