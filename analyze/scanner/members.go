package scanner

// bind finds out which members of the module that a call yields are used: it is destructured, or a
// member is taken from it at once, or in `.then`. Otherwise the module escapes whole.
func (s *scanner) bind(c *call, ref *Ref, end int) {
	start, prev := c.start, c.prev
	promise := ref.Kind == KindDynamicImport || isPromise(ref.Callee)
	if t := s.next(end); promise && (s.is(t, ".") || s.is(t, "?.")) {
		s.bindThen(c, ref, t)
		return
	}
	if promise {
		if c.await < 0 || s.is(s.next(end), "[") {
			ref.Whole = !s.discarded(c, len(s.stack), start, prev, end) // `await import('a')['then']` takes it from the promise
			return
		}
		start, prev = c.await, c.awaitPrev
	}
	n := len(s.stack)
	for ; n > 0; n-- {
		f := &s.stack[n-1]
		closing := s.next(end)
		if f.kind != paren || int(f.open)+1 != prev || !s.is(closing, ")") || !s.groups(f) {
			break
		}
		start, prev, end = int(f.open), int(f.prev), closing.end
	}
	if name, ok := s.memberAt(end); ok {
		ref.Names = append(ref.Names, name)
		return
	}
	if !s.bindPattern(c, ref, n, prev, end) {
		ref.Whole = !s.discarded(c, n, start, prev, end)
	}
}

// groups tells whether a parenthesis groups an expression, and calls nothing.
func (s *scanner) groups(f *frame) bool {
	if f.prev > 0 && contains(toldAtOnce, s.src[f.prev-1]) {
		return f.grouping
	}
	return s.operand(int(f.prev))
}

func isPromise(callee string) bool {
	switch callee {
	case "vi.importActual", "vi.importMock", "vitest.importActual", "vitest.importMock":
		return true
	}
	return false
}

// memberAt reads the member that is taken at i: `.a`, `?.a`, `!.a`, `['a']`.
func (s *scanner) memberAt(i int) (Name, bool) {
	t := s.next(i)
	if s.is(t, "!") && !t.newline {
		t = s.next(t.end)
	}
	if s.is(t, "?.") {
		if open := s.next(t.end); s.is(open, "[") {
			t = open
		}
	}
	name := s.next(t.end)
	switch {
	case s.is(t, ".") || s.is(t, "?."):
		if name.kind != wordToken {
			return Name{}, false
		}
	case s.is(t, "["):
		if name.kind != stringToken || !s.is(s.next(name.end), "]") {
			return Name{}, false
		}
	default:
		return Name{}, false
	}
	return Name{Imported: s.name(name), Elem: name.span(), NameSpan: name.span()}, true
}

// discarded tells whether src[start:end] is a statement of its own, whose value nobody uses.
func (s *scanner) discarded(c *call, n, start, prev, end int) bool {
	t := s.next(end)
	ends := t.kind == endToken || s.is(t, ";") || s.is(t, "}") || t.newline && s.newStatement(t)
	return ends && s.startsStatement(c, n, prev, start)
}

// startsStatement tells whether a statement starts at start, behind the token that ends at prev.
func (s *scanner) startsStatement(c *call, n, prev, start int) bool {
	if prev <= s.start {
		return true
	}
	switch s.src[prev-1] {
	case '{':
		return n > 0 && (s.stack[n-1].kind == brace || s.stack[n-1].kind == scopeBody)
	case ')':
		if int(c.closed.end) == prev && s.control(int(c.closed.prev)) {
			return true
		}
	case ':':
		return s.label(prev - 1)
	}
	if word, at := s.wordEndingAt(prev); string(word) == "else" || string(word) == "do" {
		return !s.member(s.back(at))
	}
	return s.statementEnd(prev, start)
}

// newStatement tells whether the token at the start of a line starts a statement.
func (s *scanner) newStatement(t token) bool {
	if t.kind == punctToken {
		return t.startsStatement(s)
	}
	return t.kind != wordToken || !infix(s.src[t.start:t.end])
}

// bindPattern reads what the value that starts behind prev and ends at end, within n brackets, is
// assigned to.
func (s *scanner) bindPattern(c *call, ref *Ref, n, prev, end int) bool {
	if !s.assigns(prev) {
		return false
	}
	after := s.next(end)
	if !(after.kind == endToken || s.is(after, ";") || s.is(after, ",") || s.is(after, "}") || after.newline && s.newStatement(after)) {
		return false
	}
	p := s.back(prev - 1)
	if p > 0 && s.src[p-1] == '}' && int(c.closed.end) == p {
		if s.declares(int(c.closed.prev), n) {
			s.patternNames(ref, int(c.closed.open), p)
			return true
		}
		return false
	}
	start := p
	for start > 0 && identifier[s.src[start-1]] && (s.src[start-1] < 0x80 || spaceBefore(s.src, start) == 0) {
		start--
	}
	if start < p && s.declares(s.back(start), n) {
		ref.Bound, ref.Whole = unescape(s.src[start:p]), true
		return true
	}
	return false
}

// assigns tells whether the token that ends at p is a plain `=`.
func (s *scanner) assigns(p int) bool {
	if p < 2 || s.src[p-1] != '=' {
		return false
	}
	_, comment := s.commentAt(p - 1)
	return comment || !contains("=!<>+-*/%&|^?", s.src[p-2])
}

// declares tells whether a variable is declared behind p, within n brackets.
func (s *scanner) declares(p, n int) bool {
	word, _ := s.wordEndingAt(p)
	switch string(word) {
	case "const", "let", "var":
		return true
	}
	if p == 0 || s.src[p-1] != ',' {
		return false
	}
	return n == 0 || closedByBrace[s.stack[n-1].kind]
}

// patternNames lists what the object pattern src[start:end] takes.
func (s *scanner) patternNames(ref *Ref, start, end int) {
	ref.Braces = Span{int32(start), int32(end)}
	for _, e := range s.pattern(start) {
		if e.depth > 0 {
			continue
		}
		if e.key.end == 0 {
			ref.Whole = true
			continue
		}
		n := Name{Imported: s.name(e.key), Elem: e.span, NameSpan: e.key.span()}
		if e.target.end > 0 {
			n.Local = s.name(e.target)
		}
		ref.Names = append(ref.Names, n)
	}
}

// qualifier names what an import type takes from its module.
func (s *scanner) qualifier(ref *Ref, end int) {
	name, ok := s.memberAt(end)
	if !ok {
		ref.Whole = true
		return
	}
	name.TypeOnly = true
	ref.Names = append(ref.Names, name)
}

// pendingThen is the parenthesis of a `.then(` that the main loop has not reached.
type pendingThen struct{ at, ref int }

// watch is the callback of a `.then`: each use of its parameter is looked at.
type watch struct {
	name   string
	from   int // the callback's body starts here
	ref    int
	opened int // the stack's height with its parenthesis
}

// bindThen reads the callback of `import('x').then(…)`.
func (s *scanner) bindThen(c *call, ref *Ref, dot token) {
	then := s.next(dot.end)
	open := s.next(then.end)
	if !s.is(then, "then") || !s.is(open, "(") {
		ref.Whole = true
		return
	}
	s.then = pendingThen{open.start, c.ref}
}

// openThen is called when the main loop comes to the parenthesis at i of a `.then`.
func (s *scanner) openThen(i int) {
	ref := &s.m.Refs[s.then.ref]
	t := s.next(i + 1)
	if s.is(t, "async") {
		if after := s.next(t.end); !after.newline && !s.is(after, "=>") {
			t = after
		}
	}
	behind := t.end
	if s.is(t, "(") {
		close := s.balanced(t.start)
		if close == 0 {
			ref.Whole = true
			return
		}
		behind, t = close, s.next(t.end)
	}
	arrow := s.next(behind)
	if s.is(arrow, ":") { // a return type
		if k := s.ahead(arrow.end, "="); k > 0 {
			arrow = s.next(k)
		}
	}
	switch {
	case !s.is(arrow, "=>"):
		ref.Whole = true
	case s.is(t, ")"):
	case s.is(t, "{"):
		s.patternNames(ref, t.start, s.balanced(t.start))
	case s.identifier(t) && s.plainParameter(s.next(t.end)):
		s.watch(t, arrow.end)
	default:
		ref.Whole = true
	}
}

func (s *scanner) plainParameter(t token) bool {
	return s.is(t, ")") || s.is(t, "=>") || s.is(t, ":") || s.is(t, ",")
}

// watch follows the parameter of a callback whose body starts at from.
func (s *scanner) watch(name token, from int) {
	const most = 8 // callbacks within callbacks
	if len(s.watches) == most {
		s.m.Refs[s.then.ref].Whole = true
		return
	}
	s.watches = append(s.watches, watch{string(s.src[name.start:name.end]), from, s.then.ref, len(s.stack)})
	s.stack[len(s.stack)-1].kind = thenArgs
	s.setInside()
}

func (s *scanner) endWatch(f frame) {
	for n := len(s.watches); n > 0 && s.watches[n-1].opened > len(s.stack); n-- {
		s.watches = s.watches[:n-1]
	}
	s.setInside()
}

// watched looks at the word src[i:end] for the callbacks that surround it.
func (s *scanner) watched(i, end int) {
	for k := range s.watches {
		w := &s.watches[k]
		if i < w.from || string(s.src[i:end]) != w.name || s.member(s.before(i)) {
			continue
		}
		ref := &s.m.Refs[w.ref]
		name, ok := s.memberAt(end)
		if !ok {
			ref.Whole = true
		} else {
			ref.Names = append(ref.Names, name)
		}
	}
}
