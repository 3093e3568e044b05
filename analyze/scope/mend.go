package scope

import (
	"bytes"
	"strings"

	"rtconsolidate/analyze/lazy"
)

// ampersand blanks an `&` in the text of an element or in its attributes.
func (m *mender) ampersand(n *node) {
	if !n.parent.is("jsx_element", "jsx_fragment", "string", "jsx_attribute", "jsx_opening_element", "jsx_self_closing_element") {
		return
	}
	text := bytes.TrimLeft(m.text[n.start:n.end], " \t\r\n")
	if len(text) > 0 && text[0] == '&' {
		m.replace(n.end-int32(len(text)), " ")
	}
}

// word renames a keyword that is a name where it stands.
func (m *mender) word(n *node) {
	text := m.text[n.start:n.end]
	if isWord(string(text)) && !bytes.ContainsAny(text, " \n.(") && text[0] != '_' {
		m.replace(n.start, "_")
	}
}

// using is a declaration: `using x = f()`, `await using x = f()`, `for (using x of y)`.
func (m *mender) using(i int) {
	if !m.isAt(i, "using") || !isWord(m.at(i+1)) || m.at(i+1) == "in" || m.at(i+1) == "of" && m.at(i+2) != "=" && m.at(i+2) != "of" {
		return
	}
	if m.breaks(m.tokens[i].end, m.tokens[i+1].start) || m.at(i-1) == "." {
		return
	}
	if next := m.at(i + 2); next != "=" && next != "of" && next != ":" {
		return
	}
	if t := m.tokens[max(i-1, 0)]; t.text == "await" {
		m.blank(t.start, t.end)
	}
	m.replace(m.tokens[i].start, "const")
}

// heads are those of `import defer * as`, `export type *` and `import … assert {…}`.
func (m *mender) heads(i int) {
	switch {
	case m.isAt(i, "import", "defer", "*"), m.isAt(i, "export", "type", "*"),
		m.isAt(i, "import", "type") && isWord(m.at(i+2)) && m.at(i+3) == "=" && m.at(i+4) != "require":
		m.blank(m.tokens[i+1].start, m.tokens[i+1].end)
	case m.isAt(i, "keyof", "readonly"):
		m.blank(m.tokens[i+1].start, m.tokens[i+1].end)
	case m.isAt(i, "assert", "{") && m.quoted(i-1):
		m.replace(m.tokens[i].start, "with  ")
	case m.isAt(i, "export", "import") && m.isAt(i+3, "=", "require", "("):
		if end := m.closing(i + 5); end > 0 {
			m.name(m.tokens[i+4].start, m.tokens[end].end)
		}
	}
}

// quoted tells whether the i-th token ends a string.
func (m *mender) quoted(i int) bool { return m.at(i) == "'" || m.at(i) == `"` }

// exportWith makes the attributes of a re-export part of its path.
func (m *mender) exportWith(i int) {
	if !m.isAt(i, "with", "{") || !m.quoted(i-1) || !m.reexport(i) {
		return
	}
	end := m.closing(i + 1)
	if end < 0 {
		return
	}
	quote := m.tokens[i-1]
	b := bytes.Repeat([]byte{'_'}, int(m.tokens[end].end-quote.start)-1)
	m.replace(quote.start, string(b)+quote.text)
}

// reexport tells whether the statement that has its path in front of the i-th token is an export.
func (m *mender) reexport(i int) bool {
	for i--; i >= 0; i-- {
		switch m.at(i) {
		case "export":
			return true
		case "import", ";":
			return false
		}
	}
	return false
}

// importType makes `import('./a')` a name, behind which the grammar takes everything.
func (m *mender) importType(i int) {
	if !m.isAt(i, "import", "(") || !m.quoted(i+2) || m.at(i-1) == "." {
		return
	}
	end := m.closing(i + 1)
	if end < 0 {
		return
	}
	for k := i + 3; k < end; k++ {
		if m.quoted(k) && m.at(k) == m.at(i+2) {
			if k+1 == end || m.isAt(k+1, ",", "{", "with") || m.isAt(k+1, ",", "{", "assert") {
				m.name(m.tokens[i].start, m.tokens[end].end)
			}
			return
		}
	}
}

// typeWords are the names of types that the grammar takes for nothing else.
const typeWords = " any boolean never number object string symbol unknown void undefined null this "

// parameterNames renames parameters of function types that are named like types: `(string) => void`.
func (m *mender) parameterNames(i int) {
	if m.at(i) != "(" {
		return
	}
	end := m.closing(i)
	if end < 0 || m.at(end+1) != "=>" {
		return
	}
	depth := 0
	for k := i; k < end; k++ {
		switch m.at(k) {
		case "(", "[", "{", "<":
			depth++
		case ")", "]", "}", ">":
			depth--
		}
		before, after := m.at(k-1), m.at(k+1)
		if depth == 1 && strings.Contains(typeWords, " "+m.at(k)+" ") && m.at(k) != "this" &&
			(before == "(" || before == "," || before == "...") && strings.Contains(") , ? : =", after) {
			m.replace(m.tokens[k].start, "_")
		}
	}
}

// variance drops the `in` and `out` of type parameters.
func (m *mender) variance(i int) {
	if m.at(i) != "in" && m.at(i) != "out" {
		return
	}
	before := m.at(i - 1)
	if (before == "<" || before == "," || before == "in" || before == "const") && isWord(m.at(i+1)) && m.at(i+1) != "extends" {
		m.blank(m.tokens[i].start, m.tokens[i].end)
	}
}

// staticIndex drops `static` in front of an index signature.
func (m *mender) staticIndex(i int) {
	if m.isAt(i, "static", "[") && isWord(m.at(i+2)) && m.at(i+3) == ":" {
		m.blank(m.tokens[i].start, m.tokens[i].end)
	}
}

// decoratorParentheses drops those of `@(x)`.
func (m *mender) decoratorParentheses(i int) {
	if !m.isAt(i, "@", "(") {
		return
	}
	if end := m.closing(i + 1); end > 0 {
		m.blank(m.tokens[i+1].start, m.tokens[i+1].end)
		m.blank(m.tokens[end].start, m.tokens[end].end)
	}
}

// bytes replaces zero bytes, which may stand in strings, and the line ends of Unicode between tokens.
func (m *mender) bytes() {
	for i, b := range m.text {
		if b == 0 {
			m.replace(int32(i), " ")
		}
	}
	at := int32(0)
	for _, t := range m.tokens {
		gap := m.text[at:t.start]
		for _, end := range []string{"\u2028", "\u2029"} {
			if i := bytes.Index(gap, []byte(end)); i >= 0 {
				m.replace(at+int32(i), "\n  ")
			}
		}
		at = t.end
	}
}

// words renames what the grammar takes for a keyword: `unique.length`, and at the start of a line names
// that begin with `in`, before which it ends no statement.
func (m *mender) words(i int) {
	t := m.tokens[i]
	switch {
	case t.text == "unique" && m.at(i+1) != "symbol":
	case !strings.HasPrefix(t.text, "in") || i == 0 || !m.breaks(m.tokens[i-1].end, t.start):
		return
	case t.text == "in" || t.text == "instanceof":
		if m.at(i+1) != ":" && !m.isAt(i+1, "?", ":") {
			return
		}
	case len(t.text) == 2 || t.text[2]|0x20 >= 'a' && t.text[2]|0x20 <= 'z':
		return
	}
	m.replace(t.start, "_")
}

// breaks tells whether a line ends in a stretch.
func (m *mender) breaks(start, end int32) bool {
	return bytes.IndexByte(m.text[start:end], '\n') >= 0
}

// genericLine matches a line end behind a member, with what may begin type parameters on a line below.
var genericLine = lazy.Compile(`[\w$)\]>}'"]([ \t\r]*\n)\s*<`)

// callSignatures ends the members in front of generic call signatures that stand on a line of their own.
// It reads bytes, as the grammar of JSX may take them for elements; in the text of one a semicolon is as
// good as a line end.
func (m *mender) callSignatures(tree *syntax) {
	code := bytes.Clone(m.text)
	for _, c := range tree.comments {
		for i := c.Start; i < c.End; i++ {
			if code[i] != '\n' {
				code[i] = ' '
			}
		}
	}
	for _, at := range genericLine.FindAllSubmatchIndex(code, -1) {
		end := pastAngles(code, at[1]-1)
		if end < 0 || end == len(code) || code[end] != '(' {
			continue
		}
		rest := bytes.TrimLeft(code[balanced(code, end):], " \t")
		if free := m.text[at[2]]; len(rest) > 0 && rest[0] == ':' && (isBlank(free) || free == '\n') {
			m.replace(int32(at[2]), ";")
		}
	}
}

// pastAngles returns the offset of what follows the angle bracket that closes the one at i, or -1.
func pastAngles(text []byte, i int) int {
	depth := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case '<', '(', '{', '[':
			depth++
		case ')', '}', ']':
			depth--
		case '>':
			if text[i-1] != '=' {
				depth--
			}
		}
		if depth == 0 {
			return i + 1 + len(text[i+1:]) - len(bytes.TrimLeft(text[i+1:], " \t\r\n"))
		}
	}
	return -1
}

// balanced returns the offset behind the parenthesis that closes the one at i, or the text's end.
func balanced(text []byte, i int) int {
	depth := 0
	for ; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// typeofUndefined is a type that is said more simply by the word alone.
func (m *mender) typeofUndefined(i int) {
	if m.isAt(i, "typeof", "undefined") {
		m.blank(m.tokens[i].start, m.tokens[i].end)
	}
}

// anonymousDefault names the function of `export default function (): T;`, which has no body.
func (m *mender) anonymousDefault(i int) {
	if !m.isAt(i, "export", "default", "function", "(") {
		return
	}
	end := m.closing(i + 3)
	if end < 0 || m.at(end+1) == "{" {
		return
	}
	from, to := m.tokens[i+1].start, m.tokens[i+2].end
	name := strings.Repeat("_", int(to-from)-len("function "))
	m.replace(from, "function "+name)
}

// as renames the `as`, `from` and `extends` that are names: `{ type as }`, `import type from from`, and an
// attribute of an element.
func (m *mender) as(i int) {
	first := m.at(i) == "{" || m.at(i) == ","
	if first && m.at(i+1) == "type" {
		i++
	}
	ends := func(k int) bool { return m.at(k) == "}" || m.at(k) == "," }
	switch {
	case first && m.at(i+1) == "as" && (ends(i+2) || m.at(i+2) == "as" && m.at(i+3) == "as" || m.at(i) != "type" && m.at(i+2) == "as"):
		m.replace(m.tokens[i+1].start, "_")
	case first && m.isAt(i, "type", "as", "as") && ends(i+3):
		m.replace(m.tokens[i].start, "_")
		m.replace(m.tokens[i+2].start, "_")
	case first && m.isAt(i, "type", "as", "as") && isWord(m.at(i+3)):
		m.replace(m.tokens[i+1].start, "_")
	case first && m.at(i) == "type" && ends(i+1):
		m.replace(m.tokens[i].start, "_")
	case m.isAt(i, "import", "type", "from", "from"):
		m.replace(m.tokens[i+2].start, "_")
	case m.isAt(i+2, "extends", "=") && m.at(i) == "<" && strings.Contains(`"'{`, m.at(i+4)) && m.at(i+4) != "":
		m.replace(m.tokens[i+2].start, "_")
	}
}

// lineStart ends a statement in front of a regular expression that begins a line, and parts the `?` of a
// condition from the number behind it.
func (m *mender) lineStart(i int) {
	if m.at(i) == "?." && '0' <= m.text[m.tokens[i].end] && m.text[m.tokens[i].end] <= '9' {
		m.replace(m.tokens[i].end-1, " ") // `a?.1:b`
	}
	if i == 0 || m.at(i) != "/" || m.at(i-1) != "}" {
		return
	}
	m.endLine(m.tokens[i-1].end)
}

// endLine puts a semicolon in place of the line end behind a token, if nothing stands between.
func (m *mender) endLine(at int32) {
	line := bytes.TrimLeft(m.text[at:], " \t\r")
	if len(line) > 0 && line[0] == '\n' {
		m.replace(at+int32(len(m.text[at:])-len(line)), ";")
	}
}
