package plandoc

import (
	"bytes"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

type kind int

const (
	heading kind = iota
	paragraph
	item
	row
	code
)

// block is a piece of the document, in reading order.
type block struct {
	kind  kind
	line  int // from 1
	text  string
	above []int // the openers it stands under, outermost first: indexes of blocks
	opens bool  // other blocks stand under it
	head  []string
	cells []string
	lang  string
	lines []string // of code
}

// maxDepth bounds how many openers a block remembers.
const maxDepth = 12

// flattener turns the tree of a Markdown document into a list of blocks.
type flattener struct {
	src    []byte
	starts []int // offset of each line
	blocks []block
	heads  []int // open headings, by index of block
	levels []int
}

func blocks(src []byte) []block {
	f := &flattener{src: src, starts: lineStarts(src)}
	f.children(structure.Parse(text.NewReader(src)), nil)
	return f.blocks
}

// structure parses blocks alone: what stands within a line is read by its words, not by its marks.
var structure = parser.NewParser(
	parser.WithBlockParsers(parser.DefaultBlockParsers()...),
	parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
)

func lineStarts(src []byte) []int {
	starts := []int{0}
	for i, c := range src {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func (f *flattener) lineOf(offset int) int {
	return sort.Search(len(f.starts), func(i int) bool { return f.starts[i] > offset })
}

func (f *flattener) children(n ast.Node, in []int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		f.node(c, in)
	}
}

func (f *flattener) node(n ast.Node, in []int) {
	switch n := n.(type) {
	case *ast.Heading:
		f.heading(n)
	case *ast.FencedCodeBlock:
		f.code(n, string(n.Language(f.src)), in)
	case *ast.CodeBlock:
		f.code(n, "", in)
	case *ast.Paragraph, *ast.TextBlock:
		if line, text := f.content(n); text != "" {
			f.add(block{kind: paragraph, line: line, text: text}, in)
		}
	case *ast.ListItem:
		f.item(n, in)
	case *east.Table:
		f.table(n, in)
	case *ast.HTMLBlock:
	default:
		f.children(n, in)
	}
}

// add appends a block under the open headings and list items.
func (f *flattener) add(b block, in []int) int {
	above := append(append([]int(nil), f.heads...), in...)
	b.above = above[:min(len(above), maxDepth)]
	for _, i := range b.above {
		f.blocks[i].opens = true
	}
	f.blocks = append(f.blocks, b)
	return len(f.blocks) - 1
}

func (f *flattener) heading(n *ast.Heading) {
	for len(f.levels) > 0 && f.levels[len(f.levels)-1] >= n.Level {
		f.heads, f.levels = f.heads[:len(f.heads)-1], f.levels[:len(f.levels)-1]
	}
	line, text := f.content(n)
	if line == 0 {
		return
	}
	i := f.add(block{kind: heading, line: line, text: text}, nil)
	f.heads, f.levels = append(f.heads, i), append(f.levels, n.Level)
}

// item adds a list item: its first paragraph is its text, the rest stands under it.
func (f *flattener) item(n *ast.ListItem, in []int) {
	first := n.FirstChild()
	if first == nil {
		return
	}
	switch first.(type) {
	case *ast.Paragraph, *ast.TextBlock:
	default:
		f.children(n, in)
		return
	}
	line, text := f.content(first)
	if line == 0 {
		f.children(n, in)
		return
	}
	i := f.add(block{kind: item, line: line, text: text}, in)
	if len(in) < maxDepth {
		in = append(in[:len(in):len(in)], i)
	}
	for c := first.NextSibling(); c != nil; c = c.NextSibling() {
		f.node(c, in)
	}
}

func (f *flattener) table(n *east.Table, in []int) {
	var head []string
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []string
		line := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			at, text := f.content(c)
			cells = append(cells, text)
			line = max(line, at)
		}
		if _, ok := r.(*east.TableHeader); ok {
			head = cells
			continue
		}
		if line > 0 {
			f.add(block{kind: row, line: line, text: strings.Join(cells, " | "), head: head, cells: cells}, in)
		}
	}
}

// content is the text of a block on one line, and where it begins; line 0 when it is empty.
func (f *flattener) content(n ast.Node) (line int, text string) {
	segments := n.Lines()
	var parts []string
	size := 0
	for i := 0; i < segments.Len() && size < maxText; i++ {
		s := segments.At(i)
		size += s.Len()
		if t := strings.TrimSpace(string(s.Value(f.src))); t != "" {
			if line == 0 {
				line = f.lineOf(s.Start)
			}
			parts = append(parts, t)
		}
	}
	return line, plain(short(strings.Join(parts, " ")))
}

// maxText bounds the text of one block in bytes: no source line is that long.
const maxText = 2000

func short(s string) string {
	if len(s) > maxText {
		return strings.ToValidUTF8(s[:maxText], "")
	}
	return s
}

func (f *flattener) code(n ast.Node, lang string, in []int) {
	segments := n.Lines()
	if segments.Len() == 0 {
		return
	}
	b := block{kind: code, line: f.lineOf(segments.At(0).Start), lang: strings.ToLower(lang)}
	for i := range segments.Len() {
		s := segments.At(i)
		b.lines = append(b.lines, short(string(bytes.TrimRight(s.Value(f.src), "\r\n"))))
	}
	f.add(b, in)
}

// plain takes emphasis and links off a text; code spans keep their backticks, and names and globs their
// underscores and stars.
func plain(s string) string {
	var b strings.Builder
	from := 0
	for _, m := range span.FindAllStringIndex(s, -1) {
		b.WriteString(unmarked(s[from:m[0]]))
		b.WriteString(s[m[0]:m[1]])
		from = m[1]
	}
	b.WriteString(unmarked(s[from:]))
	return strings.TrimSpace(b.String())
}

func unmarked(s string) string {
	s = link.ReplaceAllString(s, "$1")
	s = strong.ReplaceAllString(s, "$1$2$3")
	return strings.NewReplacer(`\*`, "*", `\_`, "_", "~~", "").Replace(starless(s))
}

// starless takes the stars of strong text away, and leaves those of globs, which stand beside a slash.
func starless(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		glob := i > 0 && s[i-1] == '/' || i+2 < len(s) && s[i+2] == '/'
		if s[i] == '*' && i+1 < len(s) && s[i+1] == '*' && !glob {
			i++
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
