package scope

import (
	"bytes"
	"slices"
	"strings"

	"rtconsolidate/analyze/scanner"
)

// Outline is a top-level declaration as other modules see it, for comparing those of one name.
type Outline struct {
	Name string
	Kind OutlineKind
	Span scanner.Span // the declaration, without `export`; of one variable: its declarator
	// Params, Result and Returns are those of a function, or of a variable that holds one. Result is the
	// declared type, zero without one.
	Params  []scanner.Span
	Result  scanner.Span
	Body    scanner.Span
	Returns []string // the shapes of what it returns, in source order, each once; see shape
	Class   *Class
	Members []Member // of an interface or an object type
	Entries []Entry  // of an object literal or an enum
	Value   scanner.Span
}

// OutlineKind sorts outlines.
type OutlineKind uint8

// The kinds. Object is a variable that holds an object literal, Variable one that holds anything else
// but a function or a class.
const (
	OutlineFunction OutlineKind = iota
	OutlineClass
	OutlineObject
	OutlineInterface
	OutlineType
	OutlineEnum
	OutlineVariable
)

func (k OutlineKind) String() string {
	return [...]string{"function", "class", "object", "interface", "type", "enum", "variable"}[k]
}

// Entry is a key of an object literal, or a member of an enum. The keys of nested literals are joined
// with dots.
type Entry struct {
	Name  string
	Value scanner.Span // zero for a shorthand and for an enum's member without a value
}

// Outlines lists the top-level declarations of a file, in source order, and gives the file's code with
// the comments blanked, offsets unchanged. A file that cannot be parsed yields an *Error.
func Outlines(path string, src []byte) ([]Outline, []byte, error) {
	lang, ok := scanner.LangOf(path)
	if !ok {
		return nil, nil, &Error{Path: path, Line: 1, Column: 1, Msg: "not a TypeScript or JavaScript file"}
	}
	tree, err := understand(path, src, lang)
	if err != nil {
		return nil, nil, err
	}
	code := bytes.Clone(src)
	for _, c := range tree.comments {
		for i := c.Start; i < c.End; i++ {
			if code[i] != '\n' {
				code[i] = ' '
			}
		}
	}
	w := &walker{file: &File{Path: path, Src: code}, module: newVarScope(nil), comments: tree.comments}
	var list []Outline
	for _, n := range tree.root.kids {
		list = append(list, w.outline(n)...)
	}
	return list, code, nil
}

func (w *walker) outline(n *node) []Outline {
	switch n.kind {
	case "export_statement", "ambient_declaration":
		for _, k := range n.namedKids() {
			if list := w.outline(k); list != nil {
				return list
			}
		}
		return nil
	case "lexical_declaration", "variable_declaration":
		var list []Outline
		for _, d := range n.namedKids() {
			if d.is("variable_declarator") && d.child("name").is("identifier") {
				list = append(list, w.variableOutline(d))
			}
		}
		return list
	}
	kind, known := outlined[n.kind]
	name := n.child("name")
	if !known || name == nil {
		return nil
	}
	o := Outline{Name: w.text(name), Kind: kind, Span: n.span()}
	switch kind {
	case OutlineFunction:
		w.signature(n, &o)
	case OutlineClass:
		o.Class = w.classOf(n)
	case OutlineInterface:
		o.Members = w.membersOf(n.child("body"))
	case OutlineType:
		w.aliasOutline(n.child("value"), &o)
	case OutlineEnum:
		o.Entries = w.enumEntries(n.child("body"))
	}
	return []Outline{o}
}

var outlined = map[string]OutlineKind{
	"function_declaration": OutlineFunction, "generator_function_declaration": OutlineFunction, "function_signature": OutlineFunction,
	"class_declaration": OutlineClass, "abstract_class_declaration": OutlineClass, "interface_declaration": OutlineInterface,
	"type_alias_declaration": OutlineType, "enum_declaration": OutlineEnum,
}

func (w *walker) variableOutline(d *node) Outline {
	o := Outline{Name: w.text(d.child("name")), Kind: OutlineVariable, Span: d.span()}
	value := d.child("value")
	if value == nil {
		return o
	}
	o.Value = value.span()
	switch value = value.bare(); {
	case isFunction(value):
		o.Kind = OutlineFunction
		w.signature(value, &o)
	case value.is("class"):
		o.Kind, o.Class = OutlineClass, w.classOf(value)
	case value.is("object"):
		o.Kind = OutlineObject
		w.entries(value, "", &o.Entries)
	}
	return o
}

func isFunction(n *node) bool {
	return n.is("arrow_function", "function_expression", "function", "generator_function")
}

func (w *walker) aliasOutline(value *node, o *Outline) {
	if value == nil {
		return
	}
	o.Value = value.span()
	if value.is("object_type") {
		o.Members = w.membersOf(value)
	}
}

// signature fills in what callers see of a function.
func (w *walker) signature(n *node, o *Outline) {
	if p := n.child("parameter"); p != nil {
		o.Params = append(o.Params, p.span())
	}
	if list := n.child("parameters"); list != nil {
		for _, p := range list.namedKids() {
			o.Params = append(o.Params, p.span())
		}
	}
	if t := n.child("return_type"); t != nil {
		o.Result = t.span()
		if kids := t.namedKids(); t.is("type_annotation") && len(kids) == 1 {
			o.Result = kids[0].span()
		}
	}
	body := n.child("body")
	if body == nil {
		return
	}
	o.Body = body.span()
	if !body.is("statement_block") {
		o.Returns = []string{w.shape(body, body)}
		return
	}
	w.returned(body, body, &o.Returns)
}

// returned collects the shapes of a body's return statements, those of nested functions left out.
func (w *walker) returned(n, body *node, list *[]string) {
	for _, k := range n.kids {
		if isFunction(k) || k.is("function_declaration", "generator_function_declaration", "method_definition", "class", "class_declaration") {
			continue
		}
		if kids := k.namedKids(); k.is("return_statement") && len(kids) > 0 {
			if s := w.shape(kids[0], body); !slices.Contains(*list, s) {
				*list = append(*list, s)
			}
			continue
		}
		w.returned(k, body, list)
	}
}

// shape says in short what an expression yields: `{ a, b }`, `[a, b]`, `new X`, `function`, `JSX`, or its
// text. A name that the function binds to a literal stands for the literal.
func (w *walker) shape(n, body *node) string {
	switch n = n.bare(); n.kind {
	case "object":
		var keys []string
		for _, m := range w.membersOf(n) {
			if m.Name == "" {
				m.Name = squeeze(string(w.file.Src[m.Decl.Start:m.Decl.End]))
			}
			keys = append(keys, m.Name)
		}
		return "{ " + strings.Join(keys, ", ") + " }"
	case "array":
		var parts []string
		for _, k := range n.namedKids() {
			parts = append(parts, w.shape(k, body))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case "arrow_function", "function_expression", "function", "generator_function":
		return "function"
	case "jsx_element", "jsx_self_closing_element", "jsx_fragment":
		return "JSX"
	case "new_expression":
		return "new " + w.text(n.child("constructor"))
	case "call_expression":
		return squeeze(w.text(n.child("function"))) + "(…)"
	case "identifier":
		if value := w.boundTo(body, w.text(n)); value.is("object", "array") {
			return w.shape(value, n)
		}
	}
	return squeeze(w.text(n))
}

// boundTo finds the value that a name is bound to in the statements of a function's body, nil when it is
// none of them.
func (w *walker) boundTo(body *node, name string) *node {
	if !body.is("statement_block") {
		return nil
	}
	for _, s := range body.kids {
		if !s.is("lexical_declaration", "variable_declaration") {
			continue
		}
		for _, d := range s.namedKids() {
			if d.child("name").is("identifier") && w.text(d.child("name")) == name && d.child("value") != nil {
				return d.child("value").bare()
			}
		}
	}
	return nil
}

// entries lists the keys of an object literal, those of nested ones behind a dot.
func (w *walker) entries(object *node, prefix string, list *[]Entry) {
	for _, k := range object.namedKids() {
		name := w.memberName(k)
		if name == "" {
			name = squeeze(w.text(k))
		}
		value := k.child("value")
		switch {
		case value != nil && value.bare().is("object"):
			w.entries(value.bare(), prefix+name+".", list)
		case value != nil:
			*list = append(*list, Entry{prefix + name, value.span()})
		case k.is("method_definition"):
			*list = append(*list, Entry{prefix + name, k.span()})
		default:
			*list = append(*list, Entry{Name: prefix + name})
		}
	}
}

func (w *walker) enumEntries(body *node) []Entry {
	var list []Entry
	for _, k := range body.namedKids() {
		name, e := k, Entry{}
		if k.is("enum_assignment") {
			name = k.child("name")
			if value := k.child("value"); value != nil {
				e.Value = value.span()
			}
		}
		e.Name = w.text(name)
		if name.is("string") {
			e.Name = stringText(e.Name)
		}
		list = append(list, e)
	}
	return list
}

// squeeze writes a text on one line.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
