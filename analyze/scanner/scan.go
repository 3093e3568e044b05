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
	before := *m
	s.reset(m, src[:end], start, lang)
	s.file(start)
	if !m.IsModule && bytes.Contains(src[start:end], []byte("import.meta")) || s.again {
		*m = before
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
	passed                  int // comments so far
	regexEnd, jsxEnd        int // ends of the last regular expression and JSX element
	moduleEnd, doEnd        int // ends of the last import or export declaration, and of the last body of a `do`
	plainUntil              int // no regular expression ends before this offset's line does
	budget                  int // bytes that may still be looked ahead over; keeps the pass linear

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
		calls: s.calls[:0], aliases: s.aliases[:0], watches: s.watches[:0], regexEnd: -1, jsxEnd: -1, moduleEnd: -1, doEnd: -1,
		mocked: -1,
		budget: 4*len(src) + 1<<16}
	s.then.at, s.angled.paren, s.closed.end = -1, -1, -1
	// What stands before the script of a component is no token.
	s.start, s.commentEnd, s.commentPrev = start, start, start
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

func (s *scanner) diag(i int, message string) {
	const enough = 100
	if len(s.m.Diags) < enough {
		s.m.Diags = append(s.m.Diags, Diag{Offset: int32(i), Message: message})
	}
}
