package scanner

import (
	"bytes"
	"fmt"
	"math"
	"sync"
)

// Scan finds the references, exports and top-level declarations of a source text. It never fails:
// what it cannot make sense of is named in Module.Diags, and it carries on behind. src is neither
// changed nor kept.
func Scan(src []byte, lang Lang) *Module {
	m := &Module{}
	scanRange(m, src, 0, len(src), lang)
	finish(m, src)
	return m
}

// scanRange scans src[start:end] as a file of its own and adds what it finds to m, with offsets in src.
func scanRange(m *Module, src []byte, start, end int, lang Lang) {
	if len(src) > math.MaxInt32 {
		m.Diags = append(m.Diags, Diag{Message: fmt.Sprintf("the file has %d bytes, more than the 2 GiB that can be scanned", len(src))})
		return
	}
	if m.LineEnd == "" {
		m.LineEnd = lineEnding(src)
	}
	s := pool.Get().(*scanner)
	defer pool.Put(s)
	first := m.Refs == nil
	if first {
		m.Refs = s.refs[:0]
	}
	refs, exports, decls, diags := len(m.Refs), len(m.Exports), len(m.Decls), len(m.Diags)
	s.reset(m, src[:end], start, lang)
	s.file(start)
	if !m.IsModule && bytes.Contains(src[start:end], []byte("import.meta")) || s.again {
		m.Refs, m.Exports, m.Decls, m.Diags = m.Refs[:refs], m.Exports[:exports], m.Decls[:decls], m.Diags[:diags]
		s.reset(m, src[:end], start, lang)
		s.allWords = true
		s.file(start)
	}
	if first {
		m.Refs = s.keepRefs(m.Refs)
	}
	s.m, s.src = nil, nil
}

func lineEnding(src []byte) string {
	i := bytes.IndexByte(src, '\n')
	switch {
	case i < 0:
		return ""
	case i > 0 && src[i-1] == '\r':
		return "\r\n"
	}
	return "\n"
}

var pool = sync.Pool{New: func() any { return &scanner{room: newRoom()} }}

// What a frame of the bracket stack stands for.
const (
	paren uint8 = iota
	square
	brace
	substitution // `${` of a template
	container    // `{` of JSX
	tag          // inside of `<name …`
	children     // between `<name>` and `</name>`
	scopeBody    // the braces of a namespace or a module declaration
	thenArgs     // the parenthesis of `import('x').then(`
)

// closedByBrace tells which of them a `}` closes.
var closedByBrace = [...]bool{brace: true, substitution: true, container: true, scopeBody: true, thenArgs: false}

// frame is one open bracket.
type frame struct {
	open, end int32 // offset of the bracket; when closed, the offset behind the closing one
	prev      int32 // end of the token before it
	head      int32 // of a brace behind `(…)`: end of the token before that parenthesis
	call      int32 // of the parenthesis of a reference: its index in scanner.calls, from 1
	kind      uint8
}

// scanner is the state of one pass. There is no tree: open brackets, the bracket closed last, and
// the bytes before a token say in which context it stands.
type scanner struct {
	*room
	m    *Module
	src  []byte
	lang Lang
	jsx  bool

	stops  *[256]uint8 // surface or nested
	inside *[256]uint8 // stops within brackets: surface while every word matters
	stack  []frame
	braces int   // frames of the stack that a `}` closes
	closed frame // the bracket closed last

	start                   int // of the text that is scanned
	commentEnd, commentPrev int // the comment passed last, and the end of the token before it
	comments                [8]comment
	passed                  uint // comments so far
	regexEnd, jsxEnd        int  // ends of the last regular expression and JSX element
	plainUntil              int  // no regular expression ends before this offset's line does
	budget                  int  // bytes that may still be looked ahead over; keeps the pass linear

	scopes    []scope
	decls     []declared
	exports   []Export
	calls     []call // the open ones, and those closed since the outermost of them was opened
	openCalls int
	aliases   []alias
	angled    angled
	mocked    int // offset of the parenthesis of `vi.mock(import(…))` that is part of the mock
	then      pendingThen
	watches   []watch
	allWords  bool // stop at words everywhere: `import.meta` alone makes a module
	again     bool
}

func (s *scanner) reset(m *Module, src []byte, start int, lang Lang) {
	*s = scanner{room: s.room, m: m, src: src, lang: lang, jsx: lang == TSX || lang == JS,
		stack: s.stack[:0], scopes: s.scopes[:0], decls: s.decls[:0], exports: s.exports[:0],
		calls: s.calls[:0], aliases: s.aliases[:0], watches: s.watches[:0], regexEnd: -1, jsxEnd: -1, mocked: -1,
		budget: 4*len(src) + 1<<16}
	s.then.at, s.angled.paren, s.closed.end = -1, -1, -1
	// What stands before the script of a component is no token.
	s.start, s.commentEnd, s.commentPrev = start, start, start
	s.comments = [8]comment{}
}

func (s *scanner) file(start int) {
	s.scopes = append(s.scopes, scope{kind: fileScope, start: int32(start), ambient: s.lang == DTS})
	s.setInside()
	i := s.prologue(start)
	s.code(i, len(s.src))
	s.unclosed()
	for len(s.scopes) > 1 {
		s.endScope(len(s.src))
	}
	s.endFile()
}

// code scans from i to limit. It is the main loop: everything that isn't a bracket, a literal, a
// comment or (where declarations can stand) a word is passed over.
func (s *scanner) code(i, limit int) int {
	src := s.src[:limit]
	for {
		stops := s.stops
		for i < len(src) && stops[src[i]] == run {
			i++
		}
		if i >= len(src) {
			return i
		}
		switch stops[src[i]] {
		case letter:
			i = s.word(i)
		case opening:
			i = s.open(i)
		case closing:
			i = s.close(i)
		case quote:
			i = s.string(i)
		case slash:
			i = s.slash(i)
		case less:
			i = s.less(i)
		case backtick:
			i = s.template(i + 1)
		case punctuation:
			i = s.punctuation(i)
		}
	}
}

func (s *scanner) push(kind uint8, i, prev int) {
	s.stack = append(s.stack, frame{open: int32(i), prev: int32(prev), kind: kind})
	s.stops = s.inside
	if closedByBrace[kind] {
		s.braces++
		if kind == scopeBody {
			s.stops = surface
		}
	}
}

// setStops chooses the bytes to stop at by what the innermost bracket is.
func (s *scanner) setStops() {
	if s.onSurface() {
		s.stops = surface
	} else {
		s.stops = s.inside
	}
}

// setInside is called when words start or cease to matter within brackets.
func (s *scanner) setInside() {
	s.inside = nested
	if len(s.watches) > 0 || s.allWords {
		s.inside = surface
	}
	s.setStops()
}

// onSurface tells whether declarations can stand here: at the top level of the file, of a namespace
// or of a module declaration.
func (s *scanner) onSurface() bool {
	n := len(s.stack)
	return n == 0 || s.stack[n-1].kind == scopeBody
}

func (s *scanner) open(i int) int {
	p := i
	if i > 0 {
		if c := s.src[i-1]; c <= ' ' || c == '/' || c >= 0x80 || i == s.start {
			p = s.before(i)
		}
	}
	switch s.src[i] {
	case '(':
		s.push(paren, i, p)
		if i == s.then.at {
			s.openThen(i)
		} else if p > 0 && calleeEnd[s.src[p-1]] {
			s.callee(i, p)
		}
	case '[':
		s.push(square, i, p)
	case '{':
		s.push(brace, i, p)
		if int32(p) == s.closed.end {
			s.stack[len(s.stack)-1].head = s.closed.prev
		}
	}
	return i + 1
}

// close pops the frame that the bracket at i closes. A bracket that fits nothing is passed over; a
// closing brace also ends the parentheses left open inside of it.
func (s *scanner) close(i int) int {
	c := s.src[i]
	n := len(s.stack) - 1
	if n < 0 || !s.stack[n].closedBy(c) {
		if n = s.mismatch(i, c); n < 0 {
			return i + 1
		}
	}
	f := &s.closed
	*f = s.stack[n]
	f.end = int32(i + 1)
	s.stack = s.stack[:n]
	if c == '}' {
		s.braces--
	}
	if s.setStops(); f.kind > brace || f.call > 0 {
		return s.afterClose(*f, i+1)
	}
	return i + 1
}

func (f *frame) closedBy(c byte) bool {
	switch c {
	case ')':
		return f.kind == paren || f.kind == thenArgs
	case ']':
		return f.kind == square
	}
	return closedByBrace[f.kind]
}

// mismatch reports a closing bracket that isn't the one expected, and returns the frame that it
// closes nevertheless, -1 for none.
func (s *scanner) mismatch(i int, c byte) int {
	if c != '}' || s.braces == 0 {
		s.diag(i, fmt.Sprintf("%q closes nothing", c))
		return -1
	}
	n := len(s.stack) - 1
	for !closedByBrace[s.stack[n].kind] {
		n--
	}
	s.diag(i, fmt.Sprintf("'}' closes the brace at offset %d past an open bracket", s.stack[n].open))
	return n
}

// afterClose carries on behind a closed bracket with what stood around it.
func (s *scanner) afterClose(f frame, i int) int {
	switch f.kind {
	case substitution:
		return s.template(i)
	case container:
		return s.markup(i)
	case scopeBody:
		s.endScope(i)
	case thenArgs:
		s.endWatch(f)
	case paren:
		if f.call > 0 {
			s.endCall(&s.calls[f.call-1], i)
		}
	}
	return i
}

func (s *scanner) string(i int) int {
	end, closed := stringBounds(s.src, i)
	if !closed {
		s.diag(i, "this string is not closed on its line")
		return end
	}
	return end + 1
}

// template scans template text from i up to a substitution, or past the closing backtick.
func (s *scanner) template(i int) int {
	end := tickBounds(s.src, i)
	switch {
	case end >= len(s.src):
		s.diag(i-1, "this template is not closed")
		return end
	case s.src[end] == '`':
		return end + 1
	}
	s.push(substitution, end+1, end)
	return end + 2
}

// slash scans a comment, a regular expression or a division.
func (s *scanner) slash(i int) int {
	if commentAt(s.src, i) {
		return s.comment(i)
	}
	if i < s.plainUntil || !s.operand(s.before(i)) {
		return i + 1
	}
	end, ok := regexBounds(s.src, i)
	if !ok {
		s.plainUntil = end
		s.diag(i, "this regular expression is not closed on its line")
		return i + 1
	}
	s.regexEnd = end
	return end
}

func (s *scanner) comment(i int) int {
	prev := s.before(i)
	var end int
	if s.src[i+1] == '/' {
		end = lineCommentEnd(s.src, i)
	} else {
		var closed bool
		if end, closed = blockCommentEnd(s.src, i); !closed {
			s.diag(i, "this comment is not closed")
		}
		if end-i > len("/**import*/") && s.src[i+2] == '*' {
			s.jsdoc(i, end)
		}
	}
	s.commentEnd, s.commentPrev = end, prev
	s.comments[s.passed%uint(len(s.comments))] = comment{end, prev}
	s.passed++
	return end
}

func (s *scanner) diag(i int, message string) {
	const enough = 100
	if len(s.m.Diags) < enough {
		s.m.Diags = append(s.m.Diags, Diag{Offset: int32(i), Message: message})
	}
}

func (s *scanner) unclosed() {
	if n := len(s.stack); n > 0 {
		f := s.stack[n-1]
		what := "this bracket"
		if f.kind == tag || f.kind == children {
			what = "this JSX element"
		}
		s.diag(int(f.open), what+" is not closed")
	}
}
