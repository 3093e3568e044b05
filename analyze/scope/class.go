package scope

// class is a class declaration or expression. The name of an expression is bound inside it only.
func (w *walker) class(n *node, c around) {
	name := n.child("name")
	switch {
	case name == nil:
	case n.kind == "class" && !isDefaultClass(n):
		c = c.in(newScope(c.scope))
		w.local(name, c.scope, valueSpace|typeSpace)
	default:
		w.bind(name, c.scope, c, valueSpace|typeSpace, Name{Nature: isValue | isType})
	}
	for _, k := range n.kids {
		if k.kind == "decorator" {
			w.visit(k, c)
		}
	}
	c = c.in(newScope(c.scope))
	for _, k := range n.kids {
		switch {
		case k.kind == "decorator" || k == name:
		case k.kind == "class_body":
			w.classBody(k, c)
		default:
			w.visit(k, c)
		}
	}
}

// isDefaultClass tells a class declared by `export default class`, which the grammar takes for an
// expression.
func isDefaultClass(n *node) bool {
	return n.parent.is("export_statement") && n.field == "value"
}

// extends is the clause of a class: the value is whatever the name is.
func (w *walker) extends(n *node, c around) {
	for _, k := range n.kids {
		switch {
		case k.is("identifier") && c.ambient:
			w.use(k, c, ErasedValue, Plain)
		case k.is("identifier"):
			w.refer(k, c, Use{As: AsBoth})
		default:
			w.visit(k, c)
		}
	}
}

func (w *walker) classBody(n *node, c around) {
	for _, k := range n.kids {
		switch k.kind {
		case "public_field_definition":
			w.field(k, c)
		case "class_static_block":
			inside := c
			inside.top, inside.this = false, false
			w.kids(k.child("body"), inside.in(newVarScope(c.scope)))
		default:
			w.visit(k, c)
		}
	}
}

// field is a field of a class. The initializer of an instance's field runs when one is made.
func (w *walker) field(n *node, c around) {
	value := c
	value.eager = c.eager && n.has("static")
	value.callback, value.top, value.this = false, false, false
	types := c
	types.decorated = n.first("decorator") != nil
	for _, k := range n.kids {
		switch k.field {
		case "value":
			s := newVarScope(c.scope)
			s.names["arguments"] = valueSpace
			w.visit(k, value.in(s))
		case "type":
			w.visit(k, types)
		default:
			w.visit(k, c)
		}
	}
}

func (w *walker) decorator(n *node, c around) {
	w.flag(Decorators)
	w.kids(n, c)
}

// decoratedSignature tells whether emitDecoratorMetadata writes down the types of a method's
// parameters: it, one of its parameters, or for a constructor its class, is decorated.
func (w *walker) decoratedSignature(n *node) bool {
	if !n.is("method_definition") {
		return false
	}
	if p := n.child("parameters"); p != nil {
		for _, k := range p.kids {
			if k.first("decorator") != nil {
				return true
			}
		}
	}
	body := n.parent
	if w.text(n.child("name")) == "constructor" {
		class := body.parent
		return class.first("decorator") != nil || class.parent.is("export_statement") && class.parent.first("decorator") != nil
	}
	for i, k := range body.kids {
		if k == n {
			return i > 0 && body.kids[i-1].kind == "decorator"
		}
	}
	return false
}
