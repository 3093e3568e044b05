package scope

// erase is a region of which nothing is left at run time.
func (w *walker) erase(n *node, c around) {
	c.erased = true
	w.kids(n, c)
}

// conditional is `A extends B ? C : D`: what B infers is known in C only.
func (w *walker) conditional(n *node, c around) {
	inferred := newScope(c.scope)
	extends := c
	extends.infer = inferred
	for _, k := range n.kids {
		switch k.field {
		case "right":
			w.visit(k, extends)
		case "consequence":
			w.visit(k, c.in(inferred))
		default:
			w.visit(k, c)
		}
	}
}

func (w *walker) inferType(n *node, c around) {
	kids := n.namedKids()
	if len(kids) > 0 && c.infer != nil {
		w.local(kids[0], c.infer, typeSpace)
		kids = kids[1:]
	}
	for _, k := range kids {
		w.visit(k, c)
	}
}

// indexSignature is `[key: string]: T`, whose name means nothing, or a mapped type, whose name is a type
// inside it.
func (w *walker) indexSignature(n *node, c around) {
	c = c.in(newScope(c.scope))
	c.erased = true
	for _, k := range n.kids {
		switch {
		case k.kind == "mapped_type_clause":
			w.local(k.child("name"), c.scope, typeSpace)
			w.below(k, c)
		case k.field == "name":
		default:
			w.visit(k, c)
		}
	}
}

// tuple is a tuple type: the labels of its members are no names.
func (w *walker) tuple(n *node, c around) {
	c.erased = true
	for _, k := range n.kids {
		if k.is("required_parameter", "optional_parameter") {
			w.visit(k.child("type"), c)
			continue
		}
		w.visit(k, c)
	}
}

func (w *walker) typeParameter(n *node, c around) {
	if name := n.child("name"); name != nil {
		w.local(name, c.scope, typeSpace)
	}
	w.below(n, c)
}
