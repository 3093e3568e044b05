package scanner

// The kinds of a scope.
const (
	fileScope uint8 = iota
	namespaceScope
	moduleScope // declare module 'x' { … }
	globalScope // declare global { … }
)

// scope is a place where declarations can stand.
type scope struct {
	kind      uint8
	start     int32     // offset of its first byte
	decls     int       // its first entry in scanner.decls
	exports   int       // its first entry in scanner.exports
	subject   int       // a namespace's entry in scanner.decls, a module's in Module.Refs
	ambient   bool      // without an export declaration, all of its declarations are exported
	explicit  bool      // has an export declaration or assignment
	value     bool      // holds something that exists at run time
	list      bool      // inside of a list of variable declarations: a comma brings the next one
	typed     bool      // inside of a type alias or an interface: what is passed is no code
	exported  bool      // that list is exported
	decorated bool      // a decorator has been passed, its class not yet
	pending   modifiers // of the declaration behind that decorator
}

func (s *scanner) scope() *scope { return &s.scopes[len(s.scopes)-1] }

// nested tells whether the text is within a namespace or a module declaration.
func (s *scanner) nested() bool { return len(s.scopes) > 1 }

func (s *scanner) topLevel() bool { return len(s.stack) == 0 }

// prologue reads what only the head of a file can hold: hashbang, references, directives.
func (s *scanner) prologue(i int) int {
	if i == 0 && len(s.src) > 2 && string(s.src[:3]) == "\ufeff" {
		i = 3
	}
	if i+1 < len(s.src) && s.src[i] == '#' && s.src[i+1] == '!' {
		i = lineCommentEnd(s.src, i)
		s.start, s.commentEnd, s.commentPrev = i, i, i // it is no token
	}
	s.references(i)
	// Left for the main loop, which passes over the directives as over any strings.
	for at := i; ; {
		t := s.next(at)
		if t.kind != stringToken || s.src[t.start] == '`' {
			return i
		}
		after := s.next(t.end)
		if !(after.newline || after.kind == endToken || s.is(after, ";") || s.is(after, "}")) || !after.startsStatement(s) {
			return i
		}
		s.m.Directives = append(s.m.Directives, Directive{string(s.src[t.start+1 : t.end-1]), t.span()})
		at = t.end
		if s.is(after, ";") {
			at = after.end
		}
	}
}

// startsStatement tells whether the token behind a string ends the string's statement.
func (t token) startsStatement(s *scanner) bool {
	switch t.kind {
	case stringToken:
		return s.src[t.start] != '`'
	case wordToken:
		return !s.is(t, "in") && !s.is(t, "instanceof")
	case punctToken:
		switch s.src[t.start] {
		case '!':
			return t.end >= len(s.src) || s.src[t.end] != '='
		case '+', '-': // `++` and `--` belong to what follows
			return t.end < len(s.src) && s.src[t.end] == s.src[t.start]
		case '.', '`', '(', '[', '*', '/', ',', '?', '=', '<', '>', '&', '|', '^', '%', ':':
			return false
		}
	}
	return true
}

// word handles a word where words matter: on the surface, or inside of a callback that is watched.
func (s *scanner) word(i int) int {
	end := identifierEnd(s.src, i)
	if end == i {
		return i + space(s.src, i)
	}
	if len(s.watches) > 0 {
		s.watched(i, end)
	}
	if s.allWords && string(s.src[i:end]) == "import" {
		if p := s.before(i); !s.member(p) {
			s.meta(end)
			if !s.onSurface() && s.statementEnd(p, i) && s.importClause(end) {
				return s.importDeclaration(i, end)
			}
		}
	}
	if s.onSurface() {
		return s.surfaceWord(i, end)
	}
	return end
}

// meta makes the file a module when `.meta` follows.
func (s *scanner) meta(end int) {
	if dot := s.next(end); s.is(dot, ".") && s.is(s.next(dot.end), "meta") {
		s.m.IsModule = true
	}
}

func (s *scanner) surfaceWord(i, end int) int {
	sc := s.scope()
	if (sc.list || sc.kind == namespaceScope || sc.typed) && s.mayStart(i) {
		s.boundary(sc, s.before(i), i, end)
	}
	if n := end - i; n < len("let") || n > len("interface") || !declares(s.src[i:end]) {
		return end
	}
	p := s.before(i)
	if s.member(p) {
		return end
	}
	start := p == int(sc.start) || sc.decorated || s.statementEnd(p, i)
	switch string(s.src[i:end]) {
	case "import":
		if start {
			return s.importDeclaration(i, end)
		}
		return end
	case "export":
		if start {
			return s.exportDeclaration(i, end)
		}
		return end
	}
	if !start {
		return end
	}
	m := modifiers{start: i}
	if sc.decorated && sc.pending.export {
		m = sc.pending
	}
	if at := s.declaration(i, m); at > 0 {
		sc.decorated, sc.pending = false, modifiers{}
		return at
	}
	return end
}

// mayStart tells cheaply whether a statement may start at i: only the first word of a line, or one
// behind a brace or a semicolon, does.
func (s *scanner) mayStart(i int) bool {
	for i > s.start && (s.src[i-1] == ' ' || s.src[i-1] == '\t') {
		i--
	}
	return i <= s.start || contains("\n\r{};/", s.src[i-1]) || s.src[i-1] >= 0x80
}

// boundary notices that a new statement starts with the word at i.
func (s *scanner) boundary(sc *scope, p, i, end int) {
	if p != int(sc.start) && (!s.statementEnd(p, i) || infix(s.src[i:end])) {
		return
	}
	if c := p > 0 && s.src[p-1] == '}'; c && sc.list && !lineBreak(s.src[p:i]) {
		return
	}
	sc.list, sc.typed = false, false
	if sc.kind == namespaceScope && !declares(s.src[i:end]) {
		sc.value = true
	}
}

// infix tells whether a word at the start of a line continues the expression or type before it.
func infix(word []byte) bool {
	switch string(word) {
	case "in", "of", "instanceof", "as", "satisfies", "is", "extends", "implements", "from":
		return true
	}
	return false
}

// declares lists the words that can start a declaration.
func declares(word []byte) bool {
	switch string(word) {
	case "import", "export", "const", "let", "var", "using", "await", "function", "async", "class", "abstract",
		"interface", "type", "enum", "namespace", "module", "declare", "global":
		return true
	}
	return false
}

func (s *scanner) punctuation(i int) int {
	if !s.onSurface() {
		return i + 1
	}
	sc := s.scope()
	switch s.src[i] {
	case ';':
		sc.list, sc.typed, sc.decorated, sc.pending = false, false, false, modifiers{}
	case '@':
		p := s.before(i)
		sc.decorated = sc.decorated || p == int(sc.start) || s.statementEnd(p, i)
	case ',':
		if sc.list && i >= s.angled.end {
			return s.binding(i+1, sc.exported)
		}
	}
	return i + 1
}
