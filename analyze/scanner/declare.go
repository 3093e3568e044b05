package scanner

// modifiers is what stands before a declaration.
type modifiers struct {
	start   int // offset of the first modifier
	export  bool
	keyword token // `default`, where it is a default export
}

func (m modifiers) isDefault() bool { return m.keyword.end > 0 }

// declared is a name declared in a scope.
type declared struct {
	Decl
	exported bool
	private  bool // not exported even where everything is: a default export, an alias
}

// declaration reads the head of the declaration at i, as far as the names it declares; the main
// loop goes over the rest. It returns where the loop carries on, 0 when there is no declaration.
func (s *scanner) declaration(i int, m modifiers) int {
	const most = 10 // modifiers
	t := s.next(i)
	after := s.next(t.end)
	for n := 0; n < most && t.kind == wordToken && modifier(s.src[t.start:t.end]); n++ {
		if after.newline || after.kind != wordToken {
			return 0
		}
		if s.is(after, "export") && !m.export {
			return s.exportDeclaration(t.start, after.end)
		}
		t, after = after, s.next(after.end)
	}
	if t.kind != wordToken {
		return 0
	}
	switch string(s.src[t.start:t.end]) {
	case "function":
		return s.function(t, after, m)
	case "class":
		return s.class(t, after, m)
	case "interface":
		return s.interfaceHead(after, m)
	case "type":
		return s.typeAlias(after, m)
	case "enum":
		return s.named(after, Value|Type, m)
	case "const":
		if s.is(after, "enum") {
			return s.named(s.next(after.end), Value|Type, m)
		}
		return s.variables(t, m)
	case "var", "let", "using", "await":
		return s.variable(t, after, m)
	case "namespace", "module":
		return s.namespace(t, after, m)
	case "global":
		if !s.is(after, "{") {
			return 0
		}
		s.beginScope(after.start, scope{kind: globalScope})
		return after.end
	}
	return 0
}

// modifier lists the words that TypeScript's parser takes before a declaration, wherever its checker
// wants them.
func modifier(word []byte) bool {
	switch string(word) {
	case "declare", "abstract", "async", "public", "private", "protected", "static", "readonly", "override", "accessor":
		return true
	}
	return false
}

// declare records a declared name.
func (s *scanner) declare(name token, nature Nature, exported bool) *declared {
	s.decls = append(s.decls, declared{Decl: Decl{Name: s.name(name), Nature: nature, Span: name.span()}, exported: exported})
	return &s.decls[len(s.decls)-1]
}

// named declares a name with its export, default or not.
func (s *scanner) named(name token, nature Nature, m modifiers) int {
	if !s.identifier(name) {
		return 0
	}
	sc := s.scope()
	sc.list = false
	if nature&Value != 0 {
		sc.value = true
	}
	s.declare(name, nature, m.export && !m.isDefault()).private = m.isDefault()
	if m.isDefault() {
		s.addExport(Export{Name: "default", Local: s.name(name), Nature: nature, Ref: -1, NameSpan: m.keyword.span()})
	}
	return name.end
}

// anonymous exports a default that has no name.
func (s *scanner) anonymous(at token, nature Nature, m modifiers) int {
	if !m.isDefault() {
		return 0
	}
	s.addExport(Export{Name: "default", Nature: nature, Ref: -1, NameSpan: m.keyword.span()})
	return at.end
}

func (s *scanner) function(keyword, name token, m modifiers) int {
	star := keyword
	if s.is(name, "*") {
		star = name
		name = s.next(name.end)
	}
	if !s.identifier(name) {
		return s.anonymous(star, Value, m)
	}
	return s.named(name, Value, m)
}

func (s *scanner) class(keyword, name token, m modifiers) int {
	if !s.identifier(name) || s.is(name, "implements") && s.identifier(s.next(name.end)) {
		return s.anonymous(keyword, Value|Type, m)
	}
	return s.named(name, Value|Type, m)
}

func (s *scanner) interfaceHead(name token, m modifiers) int {
	if name.newline || !s.identifier(name) {
		return 0
	}
	at := s.named(name, Type, m)
	s.scope().typed = true
	return at
}

func (s *scanner) typeAlias(name token, m modifiers) int {
	if name.newline || !s.identifier(name) || m.isDefault() {
		return 0
	}
	if t := s.next(name.end); !s.is(t, "=") && !s.is(t, "<") {
		return 0
	}
	at := s.named(name, Type, m)
	s.scope().typed = true
	return at
}

// variable reads a declaration whose keyword can be a name elsewhere, but for `var`.
func (s *scanner) variable(keyword, name token, m modifiers) int {
	switch {
	case s.is(keyword, "await"):
		if !s.is(name, "using") || name.newline {
			return 0
		}
		keyword, name = name, s.next(name.end)
		fallthrough
	case s.is(keyword, "using"):
		if name.newline || !s.identifier(name) && !s.is(name, "{") {
			return 0
		}
	case !s.identifier(name) && !s.is(name, "{") && !s.is(name, "["):
		return 0
	}
	return s.variables(keyword, m)
}

func (s *scanner) variables(keyword token, m modifiers) int {
	sc := s.scope()
	sc.list, sc.exported, sc.value = true, m.export, true
	s.angled.end = 0
	return s.binding(keyword.end, m.export)
}

// binding declares the names of one variable's pattern. It returns the end of a name, but the
// start of a pattern: there may be references in its defaults, and the main loop finds them.
func (s *scanner) binding(i int, exported bool) int {
	t := s.next(i)
	s.passComments(i, t.start)
	if s.identifier(t) {
		s.declare(t, Value, exported)
		return t.end
	}
	if s.is(t, "{") || s.is(t, "[") {
		for _, e := range s.pattern(t.start) {
			if e.target.end > 0 {
				s.declare(e.target, Value, exported)
			}
		}
	}
	return t.start
}

// namespace reads `namespace A.B {` and `declare module 'x' {`.
func (s *scanner) namespace(keyword, name token, m modifiers) int {
	if name.newline {
		return 0
	}
	if name.kind == stringToken && s.is(keyword, "module") {
		return s.moduleDeclaration(name, m)
	}
	if !s.identifier(name) {
		return 0
	}
	open := s.next(name.end)
	for s.is(open, ".") {
		open = s.next(s.next(open.end).end)
	}
	if !s.is(open, "{") {
		return 0
	}
	s.declare(name, Type, m.export)
	s.beginScope(open.start, scope{kind: namespaceScope, subject: len(s.decls) - 1})
	return open.end
}

func (s *scanner) moduleDeclaration(name token, m modifiers) int {
	index := s.addRef(Ref{Kind: KindModuleDeclaration}, m.start, name.end, name)
	open := s.next(name.end)
	if !s.is(open, "{") {
		end := s.semicolon(name.end)
		s.m.Refs[index].Stmt.End = int32(end)
		return end
	}
	s.beginScope(open.start, scope{kind: moduleScope, subject: index, ambient: true})
	return open.end
}

func (s *scanner) beginScope(open int, sc scope) {
	s.scope().list = false
	sc.start, sc.decls, sc.exports = int32(open+1), len(s.decls), len(s.exports)
	s.scopes = append(s.scopes, sc)
	s.push(scopeBody, open, s.before(open))
}

// endScope leaves a scope whose closing brace ends at i.
func (s *scanner) endScope(i int) {
	s.resolveAliases()
	sc := *s.scope()
	decls, exports := s.decls[sc.decls:], s.exports[sc.exports:]
	valued := sc.kind == namespaceScope && (sc.value || s.exportAliases(sc))
	s.scopes = s.scopes[:len(s.scopes)-1]
	switch sc.kind {
	case namespaceScope:
		if valued {
			s.decls[sc.subject].Nature |= Value
			s.scope().value = true
		}
	case moduleScope:
		ref := &s.m.Refs[sc.subject]
		ref.Stmt.End = int32(i)
		_, ref.Body = s.unite(decls, exports, sc)
	}
	s.decls, s.exports = s.decls[:sc.decls], s.exports[:sc.exports]
}

// alias is an export of a namespace that may stand for a value: what it names is declared around it.
type alias struct {
	namespace int // its entry in scanner.decls
	name      string
	depth     int // scopes around it
}

// exportAliases decides whether the exports of the innermost namespace make it one that holds
// values (TypeScript's getModuleInstanceStateForAliasTarget); some can only be told later.
func (s *scanner) exportAliases(sc scope) bool {
	if len(s.exports) == sc.exports {
		return false
	}
	natures := map[string]Nature{}
	for _, d := range s.decls[sc.decls:] {
		natures[d.Name] |= d.Nature
	}
	for _, e := range s.exports[sc.exports:] {
		nature := natures[e.Local]
		if e.Ref >= 0 || nature&Value != 0 {
			return true
		}
		if nature == 0 {
			s.aliases = append(s.aliases, alias{sc.subject, e.Local, len(s.scopes) - 1})
		}
	}
	return false
}

// resolveAliases is called at the end of a scope. What is declared nowhere may be a value.
func (s *scanner) resolveAliases() {
	if n := len(s.aliases); n == 0 || s.aliases[n-1].depth != len(s.scopes) {
		return
	}
	natures := map[string]Nature{}
	if s.budget -= len(s.decls); s.budget > 0 {
		for _, d := range s.decls {
			natures[d.Name] |= d.Nature
		}
	}
	for n := len(s.aliases); n > 0 && s.aliases[n-1].depth == len(s.scopes); n = len(s.aliases) {
		a := s.aliases[n-1]
		s.aliases = s.aliases[:n-1]
		if natures[a.name] != Type {
			s.decls[a.namespace].Nature |= Value
			s.scope().value = true
		}
	}
}

func (s *scanner) endFile() {
	s.resolveAliases()
	sc := s.scopes[0]
	if !s.m.IsModule {
		sc.ambient = false
	}
	decls, exports := s.unite(s.decls, s.exports, sc)
	if len(s.m.Decls)+len(s.m.Exports) == 0 {
		s.m.Decls, s.m.Exports = decls, exports
		return
	}
	s.m.Decls = append(s.m.Decls, decls...)
	s.m.Exports = append(s.m.Exports, exports...)
}
