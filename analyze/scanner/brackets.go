package scanner

import "fmt"

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
	endsDo    bool // of a parenthesis: that of the `while` behind `do { … }`
	grouping  bool // of a parenthesis behind toldAtOnce: an operand is expected there
}

// toldAtOnce lists the last bytes of tokens of which only the brackets closed last, or those open, tell
// whether an operand is expected behind them.
const toldAtOnce = ")}f"

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
		grouping := p > 0 && contains(toldAtOnce, s.src[p-1]) && s.operand(p)
		endsDo := s.doEnd >= 0 && s.endsDo(p)
		s.push(paren, i, p)
		f := &s.stack[len(s.stack)-1]
		f.grouping, f.endsDo = grouping, endsDo
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
		if p := int(f.prev); p > 1 && s.src[p-1] == 'o' && s.src[p-2] == 'd' {
			s.doEnd = i + 1
		}
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
