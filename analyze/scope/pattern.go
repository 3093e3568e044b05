package scope

// pattern goes through a binding or assignment pattern: leaf is called for each name in it, everything
// else in it (defaults, computed keys, members assigned to) is visited.
func (w *walker) pattern(n *node, c around, leaf func(*node, UseForm)) {
	if n == nil || !n.named {
		return
	}
	switch n.kind {
	case "identifier", "undefined":
		leaf(n, Plain)
	case "shorthand_property_identifier_pattern", "shorthand_property_identifier":
		leaf(n, Shorthand)
	case "object_pattern", "array_pattern", "rest_pattern", "object", "array", "spread_element":
		for _, k := range n.kids {
			w.pattern(k, c, leaf)
		}
	case "pair_pattern", "pair":
		w.visit(n.child("key"), c)
		w.pattern(n.child("value"), c, leaf)
	case "assignment_pattern", "object_assignment_pattern":
		w.pattern(n.child("left"), c, leaf)
		w.visit(n.child("right"), c)
	case "assignment_expression":
		if n.parent.is("array", "pair", "object") {
			w.pattern(n.child("left"), c, leaf)
			w.visit(n.child("right"), c)
			return
		}
		w.visit(n, c)
	case "parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression", "type_assertion":
		inner := n.bare()
		for _, k := range n.kids {
			if k.start > inner.start || k.end < inner.end {
				w.visit(k, c)
			}
		}
		w.pattern(inner, c, leaf)
	default:
		if n.is("member_expression", "subscript_expression") {
			w.noteChange(n)
		}
		w.visit(n, c)
	}
}

// target is what is assigned to.
func (w *walker) target(n *node, c around) {
	w.pattern(n, c, func(leaf *node, form UseForm) {
		w.refer(leaf, c, Use{As: AsValue, Form: form, Write: true})
	})
}

func (w *walker) assignment(n *node, c around) {
	w.target(n.child("left"), c)
	w.visit(n.child("right"), c)
}

func (w *walker) update(n *node, c around) { w.target(n.child("argument"), c) }
