package rewrite

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"rtconsolidate/analyze/scanner"
)

// clause is an import or re-export declaration taken apart, so that names can be renamed, split
// off, and joined with those of another statement.
type clause struct {
	keyword   string // "import" or "export"
	typeOnly  bool
	def       string // local name of the default import, "" when there is none
	namespace string // `* as ns` as written, "" when there is none
	elems     []elem
	specifier string
	tail      string // what follows the closing quote: attributes, semicolon, comments
	block     bool   // one element a line
}

// elem is one element between the braces, with the comments that belong to it.
type elem struct{ lead, text, trail string }

func (e elem) hasComment() bool { return e.lead != "" || e.trail != "" }

// named is one name of a clause: what it is called in its module, and here.
type named struct {
	imported, local string
	typeOnly        bool // an inline `type`
}

// text writes a named element: `a`, `a as b`, `type a as b`; names that are no identifiers are quoted.
func (n named) text() string {
	s := exportName(n.imported)
	if n.imported != n.local {
		s += " as " + exportName(n.local)
	}
	if n.typeOnly {
		s = "type " + s
	}
	return s
}

func exportName(name string) string {
	if isIdentifier(name) {
		return name
	}
	return strconv.Quote(name)
}

func isIdentifier(name string) bool {
	for i, c := range name {
		if c != '_' && c != '$' && !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return name != ""
}

// render writes the declaration; indent is what stands before the statement on its line.
func (c clause) render(s style, indent string) string {
	head := c.keyword
	if c.typeOnly {
		head += " type"
	}
	var parts []string
	if c.def != "" {
		parts = append(parts, c.def)
	}
	if c.namespace != "" {
		parts = append(parts, c.namespace)
	}
	if len(parts) > 0 {
		head += " " + strings.Join(parts, ", ")
	}
	from := " from " + s.quoted(c.specifier) + c.tail
	if len(c.elems) == 0 && len(parts) > 0 {
		return head + from
	}
	if len(parts) > 0 {
		head += ","
	}
	if line := head + " " + c.inline() + from; !c.block && !c.comments() && len(indent)+len(line) <= s.width {
		return line
	}
	return head + " " + c.braces(s, indent) + from
}

func (c clause) comments() bool {
	for _, e := range c.elems {
		if e.hasComment() {
			return true
		}
	}
	return false
}

func (c clause) inline() string {
	if len(c.elems) == 0 {
		return "{}"
	}
	texts := make([]string, len(c.elems))
	for i, e := range c.elems {
		texts[i] = e.text
	}
	return "{ " + strings.Join(texts, ", ") + " }"
}

func (c clause) braces(s style, indent string) string {
	var b strings.Builder
	b.WriteString("{" + s.eol)
	for i, e := range c.elems {
		if e.lead != "" {
			b.WriteString(indent + s.indent + e.lead + s.eol)
		}
		b.WriteString(indent + s.indent + e.text)
		if s.trailing || i < len(c.elems)-1 {
			b.WriteString(",")
		}
		if e.trail != "" {
			b.WriteString(" " + e.trail)
		}
		b.WriteString(s.eol)
	}
	b.WriteString(indent + "}")
	return b.String()
}

// elements cuts the braces of a reference into its elements, each with its comments: those before
// it on lines of their own, and those behind it on its line.
func elements(src []byte, ref *scanner.Ref) []elem {
	var list []elem
	var spans []scanner.Span
	for _, n := range ref.Names {
		if n.Elem.Start >= ref.Braces.Start && n.Elem.End <= ref.Braces.End {
			spans = append(spans, n.Elem)
		}
	}
	from := ref.Braces.Start + 1
	for i, span := range spans {
		end := ref.Braces.End - 1
		if i+1 < len(spans) {
			end = spans[i+1].Start
		}
		behind := src[span.End:end]
		if cut := bytes.IndexByte(behind, '\n'); cut >= 0 {
			behind = behind[:cut]
		} else if i+1 < len(spans) {
			behind = behind[:bytes.IndexByte(behind, ',')+1]
		}
		list = append(list, elem{
			lead:  comment(src[from:span.Start]),
			text:  string(src[span.Start:span.End]),
			trail: comment(bytes.Replace(behind, []byte(","), nil, 1)),
		})
		from = span.End + int32(len(behind))
	}
	return list
}

// comment returns the comment text of a gap between elements, without the space around it.
func comment(gap []byte) string {
	text := strings.TrimSpace(string(gap))
	return strings.TrimSpace(strings.TrimPrefix(text, ","))
}

// commentsWithin tells whether a statement holds a comment anywhere.
func commentsWithin(src []byte, span scanner.Span) bool {
	text := src[span.Start:span.End]
	return bytes.Contains(text, []byte("//")) && !onlyInSpecifier(text) || bytes.Contains(text, []byte("/*"))
}

// onlyInSpecifier tells whether each `//` of a statement stands within its quotes (`from 'https://…'`).
func onlyInSpecifier(text []byte) bool {
	quoted := byte(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted != 0 && c == quoted:
			quoted = 0
		case quoted == 0 && (c == '"' || c == '\''):
			quoted = c
		case quoted == 0 && c == '/' && i+1 < len(text) && text[i+1] == '/':
			return false
		}
	}
	return true
}
