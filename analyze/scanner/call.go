package scanner

import "unicode/utf8"

// call is a call that refers to a module, or might.
type call struct {
	ref       int // its index in Module.Refs, -1 when its argument is no literal
	start     int // offset of the callee
	paren     int // offset of its parenthesis
	prev      int // end of the token before the callee
	await     int // offset of the `await` before it, -1 when there is none
	awaitPrev int // end of the token before that
	closed    frame
	arg       token // the first token of its arguments
}

// target says what a callee refers to.
type target struct {
	kind    Kind
	start   int    // offset of the callee
	name    string // as in Ref.Callee
	dynamic bool   // a pattern, not a specifier (`import.meta.glob`)
}

// mocks lists the methods of `jest` and `vi` that take a module's path.
var mocks = map[string]bool{"mock": true, "doMock": true, "unmock": true, "dontMock": true, "deepUnmock": true,
	"doUnmock": true, "setMock": true, "requireActual": true, "requireMock": true, "importActual": true,
	"importMock": true, "createMockFromModule": true, "genMockFromModule": true,
	"unstable_mockModule": true, "unstable_unmockModule": true}

// calleeOf reads the callee that ends at p.
func (s *scanner) calleeOf(p int) (target, bool) {
	if p > 1 && s.src[p-1] == '.' {
		if s.src[p-2] != '?' {
			return target{}, false
		}
		p = s.back(p - 2)
	}
	word, start := s.wordEndingAt(p)
	if len(word) < 3 {
		return target{}, false
	}
	switch string(word) {
	case "import":
		return target{kind: KindDynamicImport, start: start}, !s.member(s.back(start))
	case "require":
		p := s.back(start)
		word, _ := s.wordEndingAt(p) // `new require('x')` calls no require
		return target{kind: KindRequire, start: start}, !s.member(p) && string(word) != "new"
	case "resolve":
		if owner, at := s.owner(start); string(owner) == "require" {
			return target{kind: KindRequireResolve, start: at, name: "require.resolve"}, true
		}
		at := s.metaOwner(start)
		return target{kind: KindRequireResolve, start: at, name: "import.meta.resolve"}, at >= 0
	case "context":
		owner, at := s.owner(start)
		return target{kind: KindRequire, start: at, dynamic: true}, string(owner) == "require"
	case "glob", "globEager":
		at := s.metaOwner(start)
		return target{start: at, dynamic: true}, at >= 0
	case "defer", "source":
		owner, at := s.owner(start)
		return target{kind: KindDynamicImport, start: at}, string(owner) == "import"
	case "URL":
		owner, at := s.wordEndingAt(s.back(start))
		return target{kind: KindURL, start: at}, string(owner) == "new"
	}
	return s.mockOf(word, start)
}

func (s *scanner) mockOf(word []byte, start int) (target, bool) {
	if !mocks[string(word)] {
		return target{}, false
	}
	owner, at := s.owner(start)
	switch string(owner) {
	case "jest", "vi", "vitest":
		return target{kind: KindMock, start: at, name: string(owner) + "." + string(word)}, true
	}
	return s.chainedMock(word, start)
}

// chainedMock knows `jest.mock('a').mock('b')`.
func (s *scanner) chainedMock(word []byte, start int) (target, bool) {
	p := s.back(start)
	if p == 0 || s.src[p-1] != '.' {
		return target{}, false
	}
	p = s.back(p - 1)
	if !s.closedBy(p) || s.closed.call == 0 {
		return target{}, false
	}
	c := s.calls[s.closed.call-1]
	if c.ref < 0 || s.m.Refs[c.ref].Kind != KindMock {
		return target{}, false
	}
	return target{kind: KindMock, start: c.start, name: "jest." + string(word)}, true
}

// owner returns the object of the member whose name starts at start, when it is a plain name.
func (s *scanner) owner(start int) (word []byte, at int) {
	p := s.back(start)
	if p == 0 || s.src[p-1] != '.' {
		return nil, -1
	}
	if p--; p > 0 && s.src[p-1] == '?' {
		p--
	}
	word, at = s.wordEndingAt(s.back(p))
	if s.member(s.back(at)) {
		return nil, -1
	}
	return word, at
}

// metaOwner returns where `import.meta` starts, of which the name at start is a member; -1 when it isn't.
func (s *scanner) metaOwner(start int) int {
	p := s.back(start)
	if p == 0 || s.src[p-1] != '.' {
		return -1
	}
	meta, at := s.wordEndingAt(s.back(p - 1))
	if string(meta) != "meta" {
		return -1
	}
	if owner, at := s.owner(at); string(owner) == "import" {
		return at
	}
	return -1
}

// callee looks at the callee that ends at p, before the parenthesis at i, and records a reference
// when its first argument is a literal.
func (s *scanner) callee(i, p int) {
	if i == s.mocked {
		return
	}
	closed := s.closed
	if s.src[p-1] == '>' {
		if i != s.angled.paren {
			return
		}
		p, closed = s.angled.callee, s.angled.closed
	}
	t, ok := s.calleeOf(p)
	if !ok {
		return
	}
	c := call{ref: -1, start: t.start, paren: i, prev: s.back(t.start), closed: closed, arg: s.next(i + 1), await: -1}
	if word, at := s.wordEndingAt(c.prev); string(word) == "await" {
		c.await, c.awaitPrev = at, s.back(at)
	}
	if t.kind == KindRequire {
		s.buriedEquals(c.prev)
	}
	spec := c.arg
	if t.kind == KindMock && s.is(spec, "import") {
		if open := s.next(spec.end); s.is(open, "(") {
			s.mocked = open.start
			spec = s.next(open.end)
		}
	}
	after := s.next(spec.end)
	literal := spec.kind == stringToken && (s.is(after, ")") || s.is(after, ","))
	switch {
	case literal && !t.dynamic:
		if t.kind == KindURL && !s.metaURL(after) {
			return
		}
		ref := Ref{Kind: t.kind, Callee: t.name}
		if t.kind == KindMock {
			ref.Factory = s.factory(i)
		}
		ref.Attributes = t.kind == KindDynamicImport && s.attributesArgument(after)
		c.ref = s.addRef(ref, c.start, spec.end, spec)
	case t.dynamic:
	case t.kind != KindDynamicImport && t.kind != KindRequire || s.parameters(c):
		return
	}
	if s.openCalls == 0 {
		s.calls = s.calls[:0]
	}
	s.openCalls++
	s.calls = append(s.calls, c)
	s.stack[len(s.stack)-1].call = int32(len(s.calls))
}

// attributesArgument tells whether an import's second argument is an object.
func (s *scanner) attributesArgument(comma token) bool {
	return s.is(comma, ",") && s.is(s.next(comma.end), "{")
}

// metaURL tells whether `, import.meta.url` follows, with which a path is relative to its file.
func (s *scanner) metaURL(t token) bool {
	for _, text := range [...]string{",", "import", ".", "meta", ".", "url"} {
		if !s.is(t, text) {
			return false
		}
		t = s.next(t.end)
	}
	return s.is(t, ")") || s.is(t, ",")
}

// factory tells whether the call of a mock whose parenthesis is at i has a second argument that is
// no object of options.
func (s *scanner) factory(i int) bool {
	comma := s.ahead(i+1, ",)")
	if comma < 0 || s.src[comma] == ')' {
		return false
	}
	t := s.next(comma + 1)
	return !s.is(t, ")") && !s.is(t, "{")
}

// parameters tells whether what looks like a call with no literal as its argument is the head of a
// function or of a method of that name.
func (s *scanner) parameters(c call) bool {
	if s.is(c.arg, ")") || c.arg.kind == endToken {
		return true
	}
	word, _ := s.wordEndingAt(c.prev)
	if string(word) == "function" {
		return true
	}
	after := s.next(c.arg.end)
	if c.arg.kind == wordToken && (s.is(after, ":") || s.is(after, "?") && s.is(s.next(after.end), ":")) {
		return true
	}
	if n := len(s.stack); n < 2 || s.stack[n-2].kind != brace {
		return false
	}
	end := s.balanced(c.paren)
	behind := s.next(end)
	return end > 0 && (s.is(behind, "{") || s.is(behind, ":") && s.namesMember(c.prev))
}

// namesMember tells whether a member of a class or an object can be named behind p.
func (s *scanner) namesMember(p int) bool {
	if p > 0 && contains("{;},*", s.src[p-1]) {
		return true
	}
	word, _ := s.wordEndingAt(p)
	switch string(word) {
	case "get", "set":
		return true
	}
	return modifier(word)
}

// endCall completes a call whose parenthesis ends before end.
func (s *scanner) endCall(c *call, end int) {
	s.openCalls--
	if c.ref < 0 {
		s.m.Dynamic = append(s.m.Dynamic, Diag{Offset: int32(c.start), Message: excerpt(s.src[c.start:end])})
		return
	}
	ref := &s.m.Refs[c.ref]
	ref.Stmt.End = int32(end)
	switch ref.Kind {
	case KindDynamicImport:
		if s.importType(c, end) {
			ref.Kind, ref.TypeOnly = KindImportType, true
			s.qualifier(ref, end)
			return
		}
		s.bind(c, ref, end)
	case KindRequire:
		s.bind(c, ref, end)
	case KindMock:
		if resultIsModule(ref.Callee) {
			s.bind(c, ref, end)
		}
	}
}

func resultIsModule(callee string) bool {
	switch callee[len(callee)-4:] {
	case "tual", "dule":
		return true
	}
	return callee == "jest.requireMock" || callee == "vi.importMock" || callee == "vitest.importMock"
}

// excerpt is the text of a call, cut to a length that a message can hold.
func excerpt(text []byte) string {
	const most = 200
	if len(text) <= most {
		return string(text)
	}
	cut := most
	for cut > most-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return string(text[:cut]) + "…"
}
