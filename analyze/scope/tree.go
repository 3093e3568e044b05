package scope

import (
	"context"
	"fmt"
	"sync"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/typescript/tsx"
	"github.com/smacker/go-tree-sitter/typescript/typescript"

	"rtconsolidate/analyze/scanner"
)

// node is a node of the syntax tree, without comments. Its kind is the grammar's name of it; that of an
// unnamed node is its text.
type node struct {
	kind, field string
	named       bool
	start, end  int32
	parent      *node
	kids        []*node
}

// syntax is the tree of a file, copied out of tree-sitter's memory.
type syntax struct {
	grammar  *grammar
	root     *node
	comments []scanner.Span
	errors   []*node        // what the grammar did not understand or had to invent
	blanked  []scanner.Span // where the text was replaced before it was parsed
}

// read parses src. Only a file that tree-sitter gives up on altogether is an error.
func read(src []byte, lang scanner.Lang) (*syntax, error) {
	parser := sitter.NewParser()
	defer parser.Close()
	g := typescriptGrammar()
	if lang == scanner.TSX || lang == scanner.JS {
		g = tsxGrammar()
	}
	parser.SetLanguage(g.language)
	tree, err := parser.ParseCtx(context.Background(), nil, src)
	if err != nil {
		return nil, fmt.Errorf("tree-sitter: %w", err)
	}
	defer tree.Close()
	cursor := sitter.NewTreeCursor(tree.RootNode())
	defer cursor.Close()
	s := syntax{grammar: g}
	s.root = s.copy(cursor, cursor.CurrentNode(), nil)
	return &s, nil
}

// grammar is a language with the names of its symbols: tree-sitter would copy one for each node.
type grammar struct {
	language *sitter.Language
	names    []string
	named    []bool
}

var (
	typescriptGrammar = sync.OnceValue(func() *grammar { return newGrammar(typescript.GetLanguage()) })
	tsxGrammar        = sync.OnceValue(func() *grammar { return newGrammar(tsx.GetLanguage()) })
)

func newGrammar(l *sitter.Language) *grammar {
	n := int(l.SymbolCount())
	g := &grammar{language: l, names: make([]string, n), named: make([]bool, n)}
	for i := range n {
		g.names[i], g.named[i] = l.SymbolName(sitter.Symbol(i)), l.SymbolType(sitter.Symbol(i)) == sitter.SymbolTypeRegular
	}
	return g
}

// kind is a node's kind, and whether that is a name of the grammar; ERROR is no symbol of it.
func (g *grammar) kind(n *sitter.Node) (name string, named bool) {
	if at := int(n.Symbol()); at < len(g.names) {
		return g.names[at], g.named[at]
	}
	return n.Type(), n.IsNamed()
}

// copy copies the node under the cursor, which is at. A comment at the end of a node is cut off from it.
func (s *syntax) copy(cursor *sitter.TreeCursor, at *sitter.Node, parent *node) *node {
	n := &node{field: cursor.CurrentFieldName(), start: int32(at.StartByte()), end: int32(at.EndByte()), parent: parent}
	n.kind, n.named = s.grammar.kind(at)
	if at.IsError() || at.IsMissing() && !tolerable(n) {
		s.errors = append(s.errors, n)
	}
	if !cursor.GoToFirstChild() {
		return n
	}
	original, last := n.end, int32(-1)
	for more := true; more; more = cursor.GoToNextSibling() {
		kid := cursor.CurrentNode()
		if kind, _ := s.grammar.kind(kid); kind == "comment" || kind == "html_comment" {
			last = int32(kid.EndByte())
			s.comments = append(s.comments, scanner.Span{Start: int32(kid.StartByte()), End: last})
			continue
		}
		end := int32(kid.EndByte())
		child := s.copy(cursor, kid, n)
		last = end
		n.kids = append(n.kids, child)
	}
	if len(n.kids) > 0 && last == original {
		n.end = n.kids[len(n.kids)-1].end
	}
	cursor.GoToParent()
	return n
}

// tolerable tells whether an invented token harms nothing: those of `[(a as T)] = b` and `f<T>?.(a)`.
func tolerable(n *node) bool {
	return n.kind == "!" && n.parent.is("non_null_expression") || n.kind == "property_identifier" && n.parent.is("member_expression")
}

// child returns the first child in a field, or nil.
func (n *node) child(field string) *node {
	for _, k := range n.kids {
		if k.field == field {
			return k
		}
	}
	return nil
}

// first returns the first child of one of the kinds, or nil.
func (n *node) first(kinds ...string) *node {
	for _, k := range n.kids {
		if k.is(kinds...) {
			return k
		}
	}
	return nil
}

// has tells whether n has an unnamed child of the text.
func (n *node) has(token string) bool {
	for _, k := range n.kids {
		if !k.named && k.kind == token {
			return true
		}
	}
	return false
}

// is tells whether n is of one of the kinds; a nil n is of none.
func (n *node) is(kinds ...string) bool {
	if n == nil {
		return false
	}
	for _, kind := range kinds {
		if n.kind == kind {
			return true
		}
	}
	return false
}

// named returns the children that are named.
func (n *node) namedKids() []*node {
	var kids []*node
	for _, k := range n.kids {
		if k.named {
			kids = append(kids, k)
		}
	}
	return kids
}

func (n *node) span() scanner.Span { return scanner.Span{Start: n.start, End: n.end} }

// outer returns the nearest ancestor that is no parenthesis around n.
func (n *node) outer() (parent, inner *node) {
	inner = n
	for parent = n.parent; parent.is("parenthesized_expression"); parent = parent.parent {
		inner = parent
	}
	return parent, inner
}

// bare strips parentheses and what TypeScript erases around an expression.
func (n *node) bare() *node {
	for n.is("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "type_assertion") {
		kids := n.namedKids()
		if len(kids) == 0 {
			return n
		}
		if n.kind == "type_assertion" {
			n = kids[len(kids)-1]
		} else {
			n = kids[0]
		}
	}
	return n
}
