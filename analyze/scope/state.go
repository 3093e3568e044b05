package scope

import "strings"

// state tells whether what a declaration makes may hold state of its own, so that two that are written alike are
// still two: `new`, empty literals, what a call gives, a class with fields of its own, a namespace with values.
// What is changed after it was made counts by `changed`.
func (w *walker) state(item *work) bool {
	if item.Kind == Effect || item.Kind == ImportAlias {
		return false
	}
	for _, d := range item.Declares {
		if d.Mutable || item.Kind == Variable && w.changed[d.Name] {
			return true
		}
	}
	return w.makesState(item.node)
}

func (w *walker) makesState(n *node) bool {
	if !n.named {
		return false
	}
	switch n.kind {
	case "new_expression", "call_expression", "await_expression", "yield_expression":
		return true
	case "object", "array":
		return len(n.namedKids()) == 0 && !w.constant(n) || w.anyState(n)
	case "regex":
		flags := n.child("flags")
		return flags != nil && strings.ContainsAny(w.text(flags), "gy")
	case "arrow_function", "function_expression", "generator_function", "function_declaration", "generator_function_declaration",
		"function_signature", "method_definition", "interface_declaration", "type_alias_declaration", "ambient_declaration",
		"enum_declaration", "type_annotation", "type_arguments", "type_parameters", "import_statement", "export_clause":
		return false
	case "public_field_definition":
		return n.has("static") && (!n.has("readonly") || n.child("value") == nil || w.makesState(n.child("value")))
	case "class_static_block":
		return true
	case "internal_module", "module":
		return w.namespaceHoldsValues(n)
	}
	return w.anyState(n)
}

func (w *walker) anyState(n *node) bool {
	for _, k := range n.kids {
		if w.makesState(k) {
			return true
		}
	}
	return false
}

// constant tells a literal that `as const` keeps from being changed.
func (w *walker) constant(n *node) bool {
	for p := n.parent; p != nil; p = p.parent {
		switch p.kind {
		case "as_expression":
			return strings.HasSuffix(w.text(p), "const")
		case "object", "array", "pair", "parenthesized_expression", "satisfies_expression":
		default:
			return false
		}
	}
	return false
}

func (w *walker) namespaceHoldsValues(n *node) bool {
	for _, k := range n.kids {
		switch k.kind {
		case "lexical_declaration", "variable_declaration", "class_declaration":
			return true
		}
		if w.namespaceHoldsValues(k) {
			return true
		}
	}
	return false
}

// changers are the methods that change the array, the map or the set they belong to, and functions of Object that
// change their argument.
var changers = map[string]bool{"push": true, "pop": true, "shift": true, "unshift": true, "splice": true, "sort": true,
	"reverse": true, "fill": true, "copyWithin": true, "set": true, "add": true, "delete": true, "clear": true,
	"assign": true, "defineProperty": true, "defineProperties": true, "setPrototypeOf": true}

// noteChange notes the name whose object a node changes: `name.a.b = 1`, `delete name.a`, `name.push(1)`,
// `Object.assign(name, …)`. Names of inner scopes count, too: that can only keep too much apart.
func (w *walker) noteChange(n *node) {
	for n != nil {
		if n = n.bare(); !n.is("member_expression", "subscript_expression", "non_null_expression") {
			break
		}
		if o := n.child("object"); o != nil {
			n = o
		} else if kids := n.namedKids(); len(kids) > 0 {
			n = kids[0]
		} else {
			return
		}
	}
	if n.is("identifier") {
		w.changed[w.text(n)] = true
	}
}

// noteCall notes what a call changes.
func (w *walker) noteCall(n *node) {
	f := n.child("function")
	if !f.is("member_expression") || f.child("property") == nil || !changers[w.text(f.child("property"))] {
		return
	}
	object := f.child("object")
	if object.is("identifier") && (w.text(object) == "Object" || w.text(object) == "Reflect") {
		if a := n.child("arguments"); a != nil && len(a.namedKids()) > 0 {
			w.noteChange(a.namedKids()[0])
		}
		return
	}
	w.noteChange(object)
}
