package scope

import (
	"bytes"
	"strconv"
	"strings"

	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/scanner"
)

// walker goes through the tree once; it binds names in scopes and notes every reference, to be
// resolved when all scopes are complete.
type walker struct {
	file     *File
	module   *scope
	dts      bool
	comments []scanner.Span
	blanked  []scanner.Span // see syntax
	work     []*work
	item     *work // the one being walked through
	refs     []reference
	changed  map[string]bool // names whose object the file changes somewhere
}

// work is an item in the making.
type work struct {
	Item
	node   *node
	locals map[string]bool
}

// reference is a use whose binding is not known yet.
type reference struct {
	use   Use
	in    space
	scope *scope
	item  *work
}

// around is what surrounds a node.
type around struct {
	scope     *scope
	infer     *scope // where `infer T` is bound
	exported  bool   // directly behind `export` in a namespace
	eager     bool   // evaluated as the module loads
	callback  bool   // in a function that a call evaluated as the module loads is given
	top       bool   // not in a function: `await` is the module's
	this      bool   // `this` is the module's
	ambient   bool   // nothing is evaluated
	erased    bool   // in a type or an ambient declaration
	decorated bool   // in a type that decorator metadata holds on to
}

// in returns the context within a new scope.
func (c around) in(s *scope) around {
	c.scope, c.exported = s, false
	return c
}

// visit goes through a node and below.
func (w *walker) visit(n *node, c around) {
	if n == nil {
		return
	}
	if f := visitors[n.kind]; f != nil && n.named {
		f(w, n, c)
		return
	}
	w.kids(n, c)
}

func (w *walker) kids(n *node, c around) {
	c.exported = false
	for _, k := range n.kids {
		w.visit(k, c)
	}
}

// visitors say what to do with nodes by their kind; all others are passed through.
var visitors map[string]func(*walker, *node, around)

func init() {
	visitors = map[string]func(*walker, *node, around){
		"identifier":                    (*walker).identifier,
		"shorthand_property_identifier": (*walker).shorthand,
		"type_identifier":               (*walker).typeName,
		"nested_type_identifier":        (*walker).nestedType,
		"nested_identifier":             (*walker).entity,

		"program":                        (*walker).kids,
		"statement_block":                (*walker).block,
		"switch_body":                    (*walker).block,
		"export_statement":               (*walker).export,
		"import_statement":               (*walker).importStatement,
		"import_alias":                   (*walker).importAlias,
		"ambient_declaration":            (*walker).ambientDeclaration,
		"lexical_declaration":            (*walker).variables,
		"variable_declaration":           (*walker).variables,
		"for_statement":                  (*walker).block,
		"for_in_statement":               (*walker).forIn,
		"catch_clause":                   (*walker).catch,
		"with_statement":                 (*walker).with,
		"function_declaration":           (*walker).functionDeclaration,
		"generator_function_declaration": (*walker).functionDeclaration,
		"function_signature":             (*walker).functionDeclaration,
		"function_expression":            (*walker).function,
		"generator_function":             (*walker).function,
		"arrow_function":                 (*walker).function,
		"method_definition":              (*walker).function,
		"method_signature":               (*walker).function,
		"abstract_method_signature":      (*walker).function,
		"call_signature":                 (*walker).function,
		"construct_signature":            (*walker).function,
		"function_type":                  (*walker).function,
		"constructor_type":               (*walker).function,
		"class_declaration":              (*walker).class,
		"abstract_class_declaration":     (*walker).class,
		"class":                          (*walker).class,
		"interface_declaration":          (*walker).interfaceDeclaration,
		"type_alias_declaration":         (*walker).typeAlias,
		"enum_declaration":               (*walker).enum,
		"internal_module":                (*walker).namespace,
		"module":                         (*walker).namespace,

		"assignment_expression":           (*walker).assignment,
		"augmented_assignment_expression": (*walker).assignment,
		"update_expression":               (*walker).update,
		"unary_expression":                (*walker).unary,
		"call_expression":                 (*walker).call,
		"await_expression":                (*walker).await,
		"member_expression":               (*walker).member,
		"this":                            (*walker).this,
		"decorator":                       (*walker).decorator,
		"jsx_opening_element":             (*walker).tag,
		"jsx_closing_element":             (*walker).tag,
		"jsx_self_closing_element":        (*walker).tag,
		"jsx_element":                     (*walker).jsx,
		"jsx_namespace_name":              (*walker).nothing,

		"type_query":        (*walker).erase,
		"object_type":       (*walker).erase,
		"interface_body":    (*walker).erase,
		"type_predicate":    (*walker).erase,
		"asserts":           (*walker).erase,
		"conditional_type":  (*walker).conditional,
		"infer_type":        (*walker).inferType,
		"index_signature":   (*walker).indexSignature,
		"tuple_type":        (*walker).tuple,
		"type_parameter":    (*walker).typeParameter,
		"import_attribute":  (*walker).nothing,
		"meta_property":     (*walker).nothing,
		"import_clause":     (*walker).nothing,
		"extends_clause":    (*walker).extends,
		"labeled_statement": (*walker).kids,
	}
}

func (w *walker) nothing(*node, around) {}

// text returns the text of n; that of an identifier with its escapes decoded.
func (w *walker) text(n *node) string {
	text := string(w.file.Src[n.start:n.end])
	if strings.Contains(text, `\u`) && strings.HasSuffix(n.kind, "identifier") {
		return unescape(text)
	}
	return text
}

var escape = lazy.Compile(`\\u(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))`)

func unescape(s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		code, err := strconv.ParseUint(strings.Trim(e[2:], "{}"), 16, 32)
		if err != nil {
			return e
		}
		return string(rune(code))
	})
}

// bind binds the name at n in the scope; at the module's top it is a declared name of the item.
func (w *walker) bind(n *node, s *scope, c around, in space, d Name) {
	name := w.text(n)
	s.names[name] |= in
	if (c.exported || c.ambient) && s.shared != nil {
		s.shared[name] |= in
	}
	if s != w.module {
		w.item.locals[name] = true
		return
	}
	d.Name, d.Span, d.Shorthand = name, n.span(), n.is("shorthand_property_identifier_pattern")
	w.item.Declares = append(w.item.Declares, d)
}

// local binds a name that can be no top-level one.
func (w *walker) local(n *node, s *scope, in space) {
	s.names[w.text(n)] |= in
	w.item.locals[w.text(n)] = true
}

// use notes a reference.
func (w *walker) use(n *node, c around, as UseAs, form UseForm) {
	w.refer(n, c, Use{As: as, Form: form})
}

var spaces = map[UseAs]space{
	AsValue: valueSpace, ErasedValue: valueSpace, AsType: typeSpace, AsNamespace: namespaceSpace, AsBoth: anySpace,
}

func (w *walker) refer(n *node, c around, u Use) {
	if w.standsForCall(n) {
		return
	}
	u.Name, u.Span = w.text(n), n.span()
	in := spaces[u.As]
	if u.Form == ExportSpecifier {
		in = anySpace
	}
	u.Eager = c.eager && !c.erased && (u.As == AsValue || u.As == AsBoth) && u.Form != ExportSpecifier
	u.Callback = c.callback && !u.Eager && !c.erased && (u.As == AsValue || u.As == AsBoth)
	u.Decorated = c.decorated
	u.Member = w.memberOf(n)
	w.refs = append(w.refs, reference{use: u, in: in, scope: c.scope, item: w.item})
}

// standsForCall tells whether the name at n stands for `import('./a')` in a type, or for `require('./a')`.
func (w *walker) standsForCall(n *node) bool {
	return w.replaced(n) && bytes.IndexByte(w.file.Src[n.start:n.end], '(') >= 0
}

// memberOf returns the member that is taken of n where it stands.
func (w *walker) memberOf(n *node) string {
	p, inner := n.outer()
	if p == nil {
		return ""
	}
	switch p.kind {
	case "member_expression", "nested_identifier":
		if property := p.child("property"); p.child("object") == inner && property != nil {
			return w.text(property)
		}
	case "nested_type_identifier":
		if p.child("module") == inner {
			return w.text(p.child("name"))
		}
	case "subscript_expression":
		if index := p.child("index"); p.child("object") == inner && index.is("string") {
			return stringText(w.text(index))
		}
	}
	return ""
}

// stringText returns what stands between the quotes.
func stringText(s string) string {
	if len(s) < 2 {
		return s
	}
	return s[1 : len(s)-1]
}

func (w *walker) identifier(n *node, c around) {
	as := AsValue
	if c.erased {
		as = ErasedValue
	}
	w.use(n, c, as, Plain)
}

func (w *walker) shorthand(n *node, c around) { w.use(n, c, AsValue, Shorthand) }

func (w *walker) typeName(n *node, c around) {
	if !w.keywordType(n) {
		w.use(n, c, AsType, Plain)
	}
}

// keywordType tells types that the grammar takes for names: `bigint`, and the `intrinsic` that stands
// for a whole type.
func (w *walker) keywordType(n *node) bool {
	text := w.text(n)
	return text == "bigint" || text == "intrinsic" && n.parent.is("type_alias_declaration") && n.field == "value"
}

// nestedType is `A.B.C` as a type: A is a namespace.
func (w *walker) nestedType(n *node, c around) { w.leftmost(n.child("module"), c, AsNamespace) }

// entity is `A.B` behind `import x =`.
func (w *walker) entity(n *node, c around) { w.leftmost(n, c, AsNamespace) }

func (w *walker) leftmost(n *node, c around, as UseAs) {
	for n.is("nested_identifier", "member_expression", "nested_type_identifier") {
		if next := n.child("object"); next != nil {
			n = next
		} else if next := n.child("module"); next != nil {
			n = next
		} else {
			n = n.kids[0]
		}
	}
	if n.is("identifier", "type_identifier") {
		w.use(n, c, as, Plain)
	}
}

func (w *walker) block(n *node, c around) { w.kids(n, c.in(newScope(c.scope))) }

func (w *walker) flag(f Flags) { w.item.Flags |= f }
