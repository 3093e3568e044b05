package form

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"rtconsolidate/analyze/scanner"
)

// Clause is an import or re-export declaration taken apart, so that names can be renamed, split
// off, and joined with those of another statement.
type Clause struct {
	Keyword   string // "import" or "export"
	TypeOnly  bool
	Default   string // local name of the default import, "" when there is none
	Namespace string // `* as ns` as written, "" when there is none
	Elems     []Elem
	Specifier string
	Tail      string // what follows the closing quote: attributes, semicolon, comments
	Block     bool   // one element a line
}

// Elem is one element between the braces, with the comments that belong to it.
type Elem struct{ Lead, Text, Trail string }

func (e Elem) hasComment() bool { return e.Lead != "" || e.Trail != "" }

// Named is one name of a clause: what it is called in its module, and here.
type Named struct {
	Imported, Local string
	TypeOnly        bool // an inline `type`
}

// Text writes a named element: `a`, `a as b`, `type a as b`; names that are no identifiers are quoted.
func (n Named) Text() string {
	s := ExportName(n.Imported)
	if n.Imported != n.Local {
		s += " as " + ExportName(n.Local)
	}
	if n.TypeOnly {
		s = "type " + s
	}
	return s
}

// ExportName writes a name as it stands between the braces: one that is no identifier in quotes.
func ExportName(name string) string {
	if IsIdentifier(name) {
		return name
	}
	return strconv.Quote(name)
}

// IsIdentifier tells whether a name can be bound (keywords are not looked at).
func IsIdentifier(name string) bool {
	for i, c := range name {
		if c != '_' && c != '$' && !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return name != ""
}

// Render writes the declaration; indent is what stands before the statement on its line.
func (c Clause) Render(s Style, indent string) string {
	head := c.Keyword
	if c.TypeOnly {
		head += " type"
	}
	var parts []string
	if c.Default != "" {
		parts = append(parts, c.Default)
	}
	if c.Namespace != "" {
		parts = append(parts, c.Namespace)
	}
	if len(parts) > 0 {
		head += " " + strings.Join(parts, ", ")
	}
	from := " from " + s.Quoted(c.Specifier) + c.Tail
	if len(c.Elems) == 0 && len(parts) > 0 {
		return head + from
	}
	if len(parts) > 0 {
		head += ","
	}
	if line := head + " " + c.inline() + from; !c.Block && !c.comments() && len(indent)+len(line) <= s.Width {
		return line
	}
	return head + " " + c.braces(s, indent) + from
}

func (c Clause) comments() bool {
	for _, e := range c.Elems {
		if e.hasComment() {
			return true
		}
	}
	return false
}

func (c Clause) inline() string {
	if len(c.Elems) == 0 {
		return "{}"
	}
	texts := make([]string, len(c.Elems))
	for i, e := range c.Elems {
		texts[i] = e.Text
	}
	return "{ " + strings.Join(texts, ", ") + " }"
}

func (c Clause) braces(s Style, indent string) string {
	var b strings.Builder
	b.WriteString("{" + s.EOL)
	for i, e := range c.Elems {
		if e.Lead != "" {
			b.WriteString(indent + s.Indent + e.Lead + s.EOL)
		}
		b.WriteString(indent + s.Indent + e.Text)
		if s.Trailing || i < len(c.Elems)-1 {
			b.WriteString(",")
		}
		if e.Trail != "" {
			b.WriteString(" " + e.Trail)
		}
		b.WriteString(s.EOL)
	}
	b.WriteString(indent + "}")
	return b.String()
}

// Elements cuts the braces of a reference into its Elements, each with its comments: those before
// it on lines of their own, and those behind it on its line.
func Elements(src []byte, ref *scanner.Ref) []Elem {
	var list []Elem
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
		list = append(list, Elem{
			Lead:  comment(src[from:span.Start]),
			Text:  string(src[span.Start:span.End]),
			Trail: comment(bytes.Replace(behind, []byte(","), nil, 1)),
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

// CommentsWithin tells whether a statement holds a comment anywhere.
func CommentsWithin(src []byte, span scanner.Span) bool {
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

// ClauseOf takes a declaration apart. The elements stand in the order of ref.Names that lie between the
// braces; InBraces tells those.
func ClauseOf(src []byte, ref *scanner.Ref) Clause {
	c := Clause{
		Keyword:   "import",
		TypeOnly:  ref.TypeOnly,
		Specifier: ref.Specifier,
		Tail:      string(src[ref.Spec.End+1 : ref.Stmt.End]),
		Block:     bytes.ContainsRune(src[ref.Stmt.Start:ref.Stmt.End], '\n') && ref.Braces.End > 0,
		Elems:     Elements(src, ref),
	}
	if ref.Kind != scanner.KindImport && ref.Kind != scanner.KindSideEffect {
		c.Keyword = "export"
	}
	for _, n := range ref.Names {
		switch {
		case InBraces(ref, n):
		case n.Imported == "*":
			c.Namespace = "* as " + n.Local
		default:
			c.Default = n.Local
		}
	}
	return c
}

// InBraces tells whether a name of a reference stands between its braces.
func InBraces(ref *scanner.Ref, n scanner.Name) bool {
	return n.Elem.Start >= ref.Braces.Start && n.Elem.End <= ref.Braces.End
}

// Attributes is the text of a statement's import attributes, with the blank before it; "" when it has none.
func Attributes(src []byte, ref *scanner.Ref) string {
	if !ref.Attributes {
		return ""
	}
	end := ref.Stmt.End
	if end > 0 && src[end-1] == ';' {
		end--
	}
	return string(src[ref.Spec.End+1 : end])
}
