package scope

func (w *walker) functionDeclaration(n *node, c around) {
	if name := n.child("name"); name != nil && !w.anonymous(n) {
		w.bind(name, c.scope, c, valueSpace, Name{Nature: isValue})
	}
	w.function(n, c)
}

// anonymous tells a signature whose name is none: see mender.anonymousDefault.
func (w *walker) anonymous(n *node) bool {
	return n.is("function_signature", "function_declaration") && w.replaced(n)
}

// function is anything with parameters: the name of a function expression, type parameters and
// parameters form one scope, the body another one in it.
func (w *walker) function(n *node, c around) {
	name := n.child("name")
	if name.is("computed_property_name") {
		w.visit(name, w.keyContext(n, c))
	}
	meta := w.decoratedSignature(n)
	outside := c
	c = w.inside(n, c)
	if n.is("function_expression", "generator_function") && name != nil {
		c = c.in(newScope(c.scope))
		w.local(name, c.scope, valueSpace)
	}
	outer := newVarScope(c.scope)
	if !n.is("arrow_function", "function_type", "constructor_type") {
		outer.names["arguments"] = valueSpace
	}
	c = c.in(outer)
	w.visit(n.child("type_parameters"), c)
	if p := n.child("parameter"); p != nil {
		w.local(p, c.scope, valueSpace)
	}
	if p := n.child("parameters"); p != nil {
		for _, k := range p.kids {
			w.parameter(k, c, outside, meta)
		}
	}
	types := c
	types.decorated = meta
	w.visit(n.child("return_type"), types)
	w.visit(n.child("type"), types)
	body := n.child("body")
	if body.is("statement_block") {
		w.kids(body, c.in(newVarScope(c.scope)))
		return
	}
	w.visit(body, c)
}

// keyContext is the context of a method's computed key: that of an overload leaves nothing behind.
func (w *walker) keyContext(n *node, c around) around {
	if n.is("method_signature", "abstract_method_signature") {
		c.erased = true
	}
	return c
}

// inside returns the context in a function: not evaluated as the module loads, unless it is called on
// the spot.
func (w *walker) inside(n *node, c around) around {
	called := c.eager && n.is("arrow_function", "function_expression") && calledOnTheSpot(n)
	callback := c.eager && isArgument(n) || c.callback && (isArgument(n) || calledOnTheSpot(n))
	c.eager, c.callback, c.top = called, callback, false
	c.this = c.this && n.kind == "arrow_function"
	return c
}

func calledOnTheSpot(n *node) bool {
	p, inner := n.outer()
	if p.is("member_expression") && p.child("object") == inner {
		p, inner = p.outer()
	}
	return p.is("call_expression") && p.child("function") == inner
}

func isArgument(n *node) bool {
	p, _ := n.outer()
	return p.is("arguments")
}

// parameter is one of a formal list; decorators on it are evaluated where the class is.
func (w *walker) parameter(n *node, c, outside around, meta bool) {
	if !n.is("required_parameter", "optional_parameter") {
		if n.named {
			w.pattern(n, c, func(leaf *node, _ UseForm) { w.local(leaf, c.scope, valueSpace) })
		}
		return
	}
	for _, k := range n.kids {
		switch k.field {
		case "pattern", "name":
			w.pattern(k, c, func(leaf *node, _ UseForm) { w.local(leaf, c.scope, valueSpace) })
		case "type":
			types := c
			types.decorated = meta
			w.visit(k, types)
		case "decorator":
			w.visit(k, outside)
		default:
			w.visit(k, c)
		}
	}
}

func (w *walker) call(n *node, c around) {
	if f := n.child("function"); f.is("identifier") && w.text(f) == "eval" {
		w.flag(Eval)
	}
	w.noteCall(n)
	w.kids(n, c)
}

func (w *walker) unary(n *node, c around) {
	if n.has("delete") {
		w.noteChange(n.child("argument"))
	}
	w.kids(n, c)
}

func (w *walker) await(n *node, c around) {
	if c.top {
		w.flag(TopAwait)
	}
	w.kids(n, c)
}
