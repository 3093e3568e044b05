package scope

// impure tells whether evaluating n may do more than bind names.
func (w *walker) impure(n *node) bool {
	if !n.named {
		return false
	}
	switch n.kind {
	case "call_expression":
		return !n.child("function").is("import") && !w.annotatedPure(n) || w.anyImpure(n)
	case "new_expression":
		return !w.annotatedPure(n) && !w.harmless(n) || w.anyImpure(n)
	case "assignment_expression", "augmented_assignment_expression", "update_expression", "await_expression",
		"throw_statement", "debugger_statement", "class_static_block", "decorator", "with_statement":
		return true
	case "unary_expression":
		return n.has("delete") || w.anyImpure(n)
	case "member_expression", "subscript_expression":
		return !w.known(n.child("object")) || w.anyImpure(n)
	case "spread_element", "for_in_statement":
		return w.anyImpure(n)
	case "arrow_function", "function_expression", "generator_function", "function_declaration",
		"generator_function_declaration", "function_signature", "interface_declaration", "type_alias_declaration",
		"ambient_declaration", "type_annotation", "type_arguments", "type_parameters", "method_signature",
		"abstract_method_signature", "index_signature", "implements_clause":
		return false
	case "import_statement":
		return n.first("import_clause", "import_require_clause") == nil
	case "import_alias", "export_clause", "nested_identifier":
		return false
	case "method_definition":
		return w.impureKey(n)
	case "public_field_definition":
		return w.impureKey(n) || n.has("static") && w.anyImpure(n)
	case "lexical_declaration":
		return n.has("using") || w.anyImpure(n)
	}
	return w.anyImpure(n)
}

func (w *walker) anyImpure(n *node) bool {
	for _, k := range n.kids {
		if w.impure(k) {
			return true
		}
	}
	return false
}

// impureKey looks at what of a class member is evaluated with the class: a computed key, decorators.
func (w *walker) impureKey(n *node) bool {
	if p := n.child("parameters"); p != nil {
		for _, k := range p.kids {
			if k.first("decorator") != nil {
				return true
			}
		}
	}
	return n.first("decorator") != nil || n.child("name") != nil && w.impure(n.child("name"))
}

// known tells whether the leftmost object of a member access is a name of the file, or a literal. What
// a name of the outside has for getters is not ours to guess, but for the language's own namespaces.
func (w *walker) known(n *node) bool {
	for {
		n = n.bare()
		if !n.is("member_expression", "subscript_expression") {
			break
		}
		n = n.child("object")
	}
	switch n.kind {
	case "identifier":
		name := w.text(n)
		return w.module.names[name] != 0 || w.boundAround(n, name) || builtins[name]
	case "object", "array", "string", "template_string", "regex", "number", "this", "import":
		return true
	}
	return false
}

// builtins are objects of the language whose members are no getters with effects.
var builtins = map[string]bool{
	"Array": true, "BigInt": true, "Infinity": true, "Intl": true, "JSON": true, "Math": true, "Number": true,
	"Object": true, "Reflect": true, "RegExp": true, "String": true, "Symbol": true,
}

// boundAround tells whether a name is bound within the item.
func (w *walker) boundAround(n *node, name string) bool {
	for _, item := range w.work {
		if item.Stmt.Start <= n.start && n.end <= item.Stmt.End {
			return item.locals[name]
		}
	}
	return false
}

// harmless tells a constructor of an empty collection of the language.
func (w *walker) harmless(n *node) bool {
	c := n.child("constructor")
	if !c.is("identifier") || w.module.names[w.text(c)] != 0 {
		return false
	}
	switch w.text(c) {
	case "Map", "Set", "WeakMap", "WeakSet":
		a := n.child("arguments")
		return a == nil || len(a.namedKids()) == 0
	}
	return false
}

// annotatedPure tells whether `/* @__PURE__ */` stands in front of a call.
func (w *walker) annotatedPure(n *node) bool {
	c, ok := w.commentBefore(n.start)
	return ok && isPureAnnotation(w.file.Src[c.Start:c.End])
}
