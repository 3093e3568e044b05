package scope

import "rtconsolidate/analyze/scanner"

const (
	isValue = scanner.Value
	isType  = scanner.Type
)

// variables is `const …`, `let …`, `var …`, `using …`.
func (w *walker) variables(n *node, c around) {
	mutable := n.kind == "variable_declaration" || n.has("let")
	for _, d := range n.kids {
		if d.kind == "variable_declarator" {
			w.variable(d, c, n.kind == "variable_declaration", mutable)
		}
	}
}

func (w *walker) variable(d *node, c around, hoisted, mutable bool) {
	s := c.scope
	if hoisted {
		s = s.varScope()
	}
	name, value := d.child("name"), d.child("value")
	var init scanner.Span
	if name.is("identifier") && value != nil {
		init = value.span()
	}
	w.pattern(name, c, func(leaf *node, _ UseForm) {
		w.bind(leaf, s, c, valueSpace, Name{Nature: isValue, Init: init, Mutable: mutable})
	})
	c.exported = false
	w.visit(d.child("type"), c)
	w.visit(value, c)
}

// forIn is `for (x in y)` and `for (x of y)`.
func (w *walker) forIn(n *node, c around) {
	c = c.in(newScope(c.scope))
	if n.has("await") && c.top {
		w.flag(TopAwait)
	}
	left := n.child("left")
	switch kind := n.child("kind"); {
	case kind == nil:
		w.target(left, c)
	default:
		s := c.scope
		if kind.kind == "var" {
			s = s.varScope()
		}
		w.pattern(left, c, func(leaf *node, _ UseForm) {
			w.bind(leaf, s, c, valueSpace, Name{Nature: isValue, Mutable: kind.kind != "const"})
		})
	}
	for _, k := range n.kids {
		if k != left && k.named {
			w.visit(k, c)
		}
	}
}

func (w *walker) catch(n *node, c around) {
	c = c.in(newScope(c.scope))
	parameter := n.child("parameter")
	w.pattern(parameter, c, func(leaf *node, _ UseForm) { w.local(leaf, c.scope, valueSpace) })
	for _, k := range n.kids {
		if k != parameter {
			w.visit(k, c)
		}
	}
}

func (w *walker) with(n *node, c around) {
	w.flag(Eval)
	w.kids(n, c)
}

// export is any statement that begins with `export`, or with decorators in front of it.
func (w *walker) export(n *node, c around) {
	c.exported = true
	for _, k := range n.kids {
		switch {
		case k.kind == "export_clause":
			if n.child("source") == nil {
				w.exportList(k, c, n.has("type"))
			}
		case k.kind == "namespace_export" || k.field == "source" || n.has("namespace"):
		case k.is("identifier") && (k.field == "value" || n.has("=")):
			w.use(k, c, AsBoth, Plain)
		default:
			w.visit(k, c)
		}
	}
}

// exportList is `{ a, b as c, type d }` of an export without a source.
func (w *walker) exportList(n *node, c around, typeOnly bool) {
	for _, s := range n.kids {
		name := s.child("name")
		if !name.is("identifier") {
			continue
		}
		as := AsBoth
		if typeOnly || s.has("type") {
			as = ErasedValue
		}
		w.refer(name, c, Use{As: as, Form: ExportSpecifier})
	}
}

// importStatement binds what an import declares, in whatever meaning it turns out to have.
func (w *walker) importStatement(n *node, c around) {
	clause := n.first("import_clause", "import_require_clause")
	if clause == nil {
		return
	}
	for _, k := range clause.kids {
		switch k.kind {
		case "identifier":
			w.bind(k, c.scope, c, anySpace, Name{})
		case "namespace_import":
			w.bind(k.first("identifier"), c.scope, c, anySpace, Name{})
		case "named_imports":
			for _, s := range k.namedKids() {
				local := s.child("alias")
				if local == nil {
					local = s.child("name")
				}
				if local != nil {
					w.bind(local, c.scope, c, anySpace, Name{})
				}
			}
		}
	}
}

// importAlias is `import A = B.C`.
func (w *walker) importAlias(n *node, c around) {
	kids := n.namedKids()
	if len(kids) != 2 {
		return
	}
	w.bind(kids[0], c.scope, c, anySpace, Name{})
	c.exported = false
	if kids[1].kind == "identifier" {
		w.use(kids[1], c, AsBoth, Plain)
		return
	}
	w.leftmost(kids[1], c, AsBoth)
}

func (w *walker) ambientDeclaration(n *node, c around) {
	c.ambient, c.erased = true, true
	for _, k := range n.kids {
		if k.kind == "statement_block" { // declare global
			s := newVarScope(c.scope)
			w.kids(k, c.in(s))
			continue
		}
		w.visit(k, c)
	}
}

func (w *walker) interfaceDeclaration(n *node, c around) {
	w.bind(n.child("name"), c.scope, c, typeSpace, Name{Nature: isType})
	w.below(n, c.in(newScope(c.scope)))
}

func (w *walker) typeAlias(n *node, c around) {
	w.bind(n.child("name"), c.scope, c, typeSpace, Name{Nature: isType})
	w.below(n, c.in(newScope(c.scope)))
}

// below visits all children but the name.
func (w *walker) below(n *node, c around) {
	for _, k := range n.kids {
		if k.field != "name" {
			w.visit(k, c)
		}
	}
}

func (w *walker) enum(n *node, c around) {
	name := n.child("name")
	w.bind(name, c.scope, c, anySpace, Name{Nature: isValue | isType, Const: n.has("const")})
	inner := newScope(c.scope)
	inner.shared = c.scope.sharedBy("enum " + w.text(name))
	c = c.in(inner)
	for _, k := range n.child("body").namedKids() {
		member := k
		if k.kind == "enum_assignment" {
			member = k.child("name")
			w.visit(k.child("value"), c)
		}
		w.enumMember(member, c)
	}
}

func (w *walker) enumMember(n *node, c around) {
	name := w.text(n)
	switch n.kind {
	case "computed_property_name":
		w.visit(n, c)
		return
	case "string":
		name = stringText(name)
	}
	c.scope.shared[name] |= valueSpace | typeSpace
	w.item.locals[name] = true
}

// namespace is `namespace A.B {…}`, and `module 'x' {…}`.
func (w *walker) namespace(n *node, c around) {
	name, body := n.child("name"), n.child("body")
	if name == nil {
		return
	}
	if name.kind == "string" {
		if body != nil {
			w.kids(body, c.in(newVarScope(c.scope)))
		}
		return
	}
	in, nature := namespaceSpace, isType
	if instantiated(body) {
		in, nature = anySpace&^typeSpace, isValue|isType
	}
	for _, part := range nameParts(name) {
		w.bind(part, c.scope, c, in, Name{Nature: nature})
		inner := newVarScope(c.scope)
		inner.shared = c.scope.sharedBy("namespace " + w.text(part))
		c = c.in(inner)
		c.exported = true
	}
	c.exported = false
	if body != nil {
		w.kids(body, c)
	}
}

// nameParts returns the identifiers of a dotted name.
func nameParts(n *node) []*node {
	if n.is("identifier", "property_identifier") {
		return []*node{n}
	}
	var parts []*node
	for _, k := range n.namedKids() {
		parts = append(parts, nameParts(k)...)
	}
	return parts
}

// instantiated tells whether a namespace holds more than types, so that it is there at run time.
func instantiated(body *node) bool {
	if body == nil {
		return false
	}
	for _, n := range body.kids {
		if !n.named {
			continue
		}
		if d := n.child("declaration"); n.kind == "export_statement" && d != nil {
			if d.kind == "import_alias" {
				return true
			}
			n = d
		}
		if n.kind == "ambient_declaration" || n.kind == "expression_statement" {
			if k := n.namedKids(); len(k) == 1 {
				n = k[0]
			}
		}
		switch n.kind {
		case "interface_declaration", "type_alias_declaration", "import_alias", "import_statement", "empty_statement":
		case "export_statement":
			if c := n.namedKids(); len(c) != 1 || !c[0].is("export_clause") || len(c[0].namedKids()) > 0 {
				return true
			}
		case "internal_module", "module":
			if instantiated(n.child("body")) {
				return true
			}
		default:
			return true
		}
	}
	return false
}
