package scope

import (
	"bytes"
	"fmt"
	"slices"

	"rtconsolidate/analyze/scanner"
)

// maxRounds bounds how often a file is parsed. Each round mends all that is recognized, but what is not
// understood can hide further places from the grammar.
const maxRounds = 100

// understand parses src. What the grammar does not know is replaced in a copy, with as many bytes of
// something that it knows, until it understands the whole. Names are always read from src itself.
func understand(path string, src []byte, lang scanner.Lang) (*syntax, error) {
	text := src
	var blanked []scanner.Span
	for range maxRounds {
		tree, err := read(text, lang)
		if err != nil {
			return nil, &Error{Path: path, Line: 1, Column: 1, Msg: err.Error()}
		}
		edits := repairs(tree, text)
		if len(tree.errors) == 0 && len(edits) == 0 {
			tree.blanked = blanked
			return tree, nil
		}
		if len(edits) == 0 {
			return nil, complain(path, src, tree.errors[0])
		}
		if len(blanked) == 0 {
			text = bytes.Clone(src)
		}
		for _, e := range edits {
			copy(text[e.at:], e.text)
			blanked = append(blanked, scanner.Span{Start: e.at, End: e.at + int32(len(e.text))})
		}
	}
	return nil, &Error{Path: path, Line: 1, Column: 1, Msg: "too much in it that the parser does not know"}
}

func complain(path string, src []byte, n *node) *Error {
	line := bytes.Count(src[:n.start], []byte("\n")) + 1
	column := int(n.start) - bytes.LastIndexByte(src[:n.start], '\n')
	return &Error{Path: path, Line: line, Column: column, Msg: fmt.Sprintf("cannot be parsed near %q", near(src, n))}
}

// near returns the text at n, cut at the line's end.
func near(src []byte, n *node) string {
	text := bytes.TrimSpace(src[n.start:])
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return string(bytes.ToValidUTF8(text[:min(len(text), 40)], nil))
}

// repair replaces the bytes at an offset by as many others.
type repair struct {
	at   int32
	text string
}

// token is a leaf of the tree.
type token struct {
	text       string
	start, end int32
	node       *node
}

// repairs finds what can be mended. A file that is understood needs it only for `using`, which the
// grammar takes for part of an assignment.
func repairs(tree *syntax, text []byte) []repair {
	using := bytes.Contains(text, []byte("using"))
	if len(tree.errors) == 0 && !using {
		return nil
	}
	m := &mender{text: text, tokens: leaves(tree.root, text, nil)}
	if len(tree.errors) == 0 {
		m.each((*mender).using)
		return m.edits
	}
	m.each(mendings...)
	m.bytes()
	m.callSignatures(tree)
	for _, n := range tree.errors {
		m.ampersand(n)
	}
	if len(m.edits) == 0 {
		for _, n := range tree.errors {
			m.word(n)
		}
	}
	return m.edits
}

func leaves(n *node, text []byte, list []token) []token {
	if len(n.kids) == 0 {
		if n.end > n.start {
			list = append(list, token{string(text[n.start:n.end]), n.start, n.end, n})
		}
		return list
	}
	for _, k := range n.kids {
		list = leaves(k, text, list)
	}
	return list
}

// mender looks for what is known to be beyond the grammar.
type mender struct {
	text   []byte
	tokens []token
	edits  []repair
}

// mendings are the rules; each looks at the tokens from one on.
var mendings = []func(*mender, int){
	(*mender).using, (*mender).heads, (*mender).exportWith, (*mender).importType, (*mender).parameterNames,
	(*mender).variance, (*mender).staticIndex, (*mender).decoratorParentheses, (*mender).words,
	(*mender).anonymousDefault, (*mender).typeofUndefined, (*mender).as, (*mender).lineStart,
}

// each tries the rules at every token.
func (m *mender) each(rules ...func(*mender, int)) {
	for i := range m.tokens {
		for _, rule := range rules {
			rule(m, i)
		}
	}
}

// at returns the text of the i-th token, "" outside.
func (m *mender) at(i int) string {
	if i < 0 || i >= len(m.tokens) {
		return ""
	}
	return m.tokens[i].text
}

// isAt tells whether the tokens from i on are these.
func (m *mender) isAt(i int, want ...string) bool {
	for k, w := range want {
		if m.at(i+k) != w {
			return false
		}
	}
	return true
}

func (m *mender) replace(at int32, text string) { m.edits = append(m.edits, repair{at, text}) }

// blank replaces a stretch by blanks; line ends stay.
func (m *mender) blank(start, end int32) {
	m.replace(start, string(bytes.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return r
		}
		return ' '
	}, bytes.ToValidUTF8(m.ascii(start, end), nil))))
}

// ascii returns the bytes of a stretch with a blank for each that is not ASCII.
func (m *mender) ascii(start, end int32) []byte {
	b := bytes.Clone(m.text[start:end])
	for i := range b {
		if b[i] >= 0x80 {
			b[i] = ' '
		}
	}
	return b
}

// name replaces a stretch by an identifier of its length; behind a line end there is room for blanks only.
func (m *mender) name(start, end int32) {
	b := m.ascii(start, end)
	line := bytes.IndexAny(b, "\r\n")
	for i := range b {
		switch {
		case line < 0 || i < line:
			b[i] = '_'
		case b[i] != '\r' && b[i] != '\n':
			b[i] = ' '
		}
	}
	m.replace(start, string(b))
}

func isWord(s string) bool {
	return s != "" && (s[0] == '_' || s[0] == '$' || s[0] >= 0x80 || s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z')
}

// closing returns the index of the token that closes the bracket at i, or -1.
func (m *mender) closing(i int) int {
	depth := 0
	for ; i < len(m.tokens); i++ {
		switch m.at(i) {
		case "(", "[", "{", "${":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// replaced tells whether a repair has changed the text at n.
func (w *walker) replaced(n *node) bool {
	return slices.ContainsFunc(w.blanked, func(s scanner.Span) bool { return s.Start == n.start })
}
