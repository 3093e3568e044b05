package scope

import (
	"bytes"
	"slices"
	"strings"

	"rtconsolidate/analyze/scanner"
)

// members describes the class or object literal of an item, if it is one.
func (w *walker) members(item *work) {
	n := item.node
	for n.is("export_statement", "ambient_declaration") {
		next := n.child("declaration")
		if next == nil {
			next = n.child("value")
		}
		if next == nil {
			next = n.first("class_declaration", "abstract_class_declaration", "lexical_declaration")
		}
		n = next
	}
	if n.is("lexical_declaration", "variable_declaration") {
		declarators := n.namedKids()
		if len(declarators) != 1 || declarators[0].kind != "variable_declarator" || !declarators[0].child("name").is("identifier") {
			return
		}
		value := declarators[0].child("value").bare()
		switch {
		case value.is("class"):
			item.Class = w.classOf(value)
			item.Class.Name = w.text(declarators[0].child("name"))
		case value.is("object"):
			item.Object = w.membersOf(value)
		}
		return
	}
	if n.is("class_declaration", "abstract_class_declaration", "class") {
		item.Class = w.classOf(n)
	}
}

func (w *walker) classOf(n *node) *Class {
	c := &Class{}
	if name := n.child("name"); name != nil {
		c.Name = w.text(name)
	}
	if h := n.first("class_heritage"); h != nil {
		c.Extends = h.span()
		for _, k := range h.kids {
			if k.kind == "extends_clause" && k.child("value").is("identifier") {
				c.Super = w.text(k.child("value"))
			}
		}
	}
	body := n.child("body")
	c.Body = body.span()
	c.Members = w.membersOf(body)
	return c
}

// membersOf lists the members between the braces of a class or an object literal.
func (w *walker) membersOf(body *node) []Member {
	var list []Member
	start := int32(-1) // of the decorators in front of the next member
	floor := body.start + 1
	for i, n := range body.kids {
		if !n.named || n.kind == "decorator" {
			if n.named && start < 0 {
				start = n.start
			}
			continue
		}
		if start < 0 {
			start = n.start
		}
		if s := w.written(n); s.Start < start && s.Start >= floor {
			start = s.Start
		}
		decl := scanner.Span{Start: start, End: n.end}
		stmt := scanner.Span{Start: start, End: w.pastSeparator(n, i)}
		m := w.describe(n)
		m.Decl = decl
		m.Span = w.travels(stmt, floor, w.nextMember(body, i), func([]byte) bool { return false })
		floor, start = m.Span.End, -1
		list = append(list, m)
		if m.Kind == Constructor {
			list = append(list, w.parameterProperties(n)...)
		}
	}
	return list
}

// nextMember returns where the next member, or the closing brace, begins.
func (w *walker) nextMember(body *node, i int) int32 {
	for _, k := range body.kids[i+1:] {
		if k.named || k.kind == "}" {
			return k.start
		}
	}
	return body.end
}

// pastSeparator returns the end of a member with the semicolon or comma behind it.
func (w *walker) pastSeparator(n *node, i int) int32 {
	if rest := n.parent.kids[i+1:]; len(rest) > 0 && (rest[0].kind == ";" || rest[0].kind == ",") && w.file.Src[rest[0].start] != '\n' {
		return rest[0].end
	}
	return n.end
}

// describe describes one member.
func (w *walker) describe(n *node) Member {
	m := Member{Kind: memberKind(n), Static: n.has("static"), This: w.thisMembers(n)}
	m.Name = w.memberName(n)
	if n.kind == "index_signature" && bytes.HasPrefix(w.file.Src[w.written(n).Start:], []byte("static")) {
		m.Static = true
	}
	if a := n.first("accessibility_modifier"); a != nil {
		m.Access = w.text(a)
	}
	m.Private = m.Access == "private" || strings.HasPrefix(m.Name, "#")
	if m.Kind == Method && m.Name == "constructor" && !m.Static && n.parent.is("class_body") {
		m.Kind = Constructor
	}
	m.Signature = n.span()
	for i, k := range n.kids {
		if k.kind != "decorator" {
			m.Signature.Start = k.start
			break
		}
		if i == len(n.kids)-1 {
			break
		}
	}
	body := n.child("body")
	if body == nil {
		body = n.child("value")
	}
	if body != nil {
		m.Body = body.span()
		m.Signature.End = w.signatureEnd(n, body)
	}
	return m
}

// signatureEnd returns the end of what stands in front of a body, the `=` or `:` left out.
func (w *walker) signatureEnd(n, body *node) int32 {
	end := n.start
	for _, k := range n.kids {
		if k == body {
			break
		}
		if k.kind != "=" && (k.kind != ":" || n.kind != "pair") {
			end = k.end
		}
	}
	return end
}

func memberKind(n *node) MemberKind {
	switch {
	case n.is("public_field_definition", "pair", "shorthand_property_identifier", "spread_element"):
		return Field
	case n.kind == "class_static_block":
		return StaticBlock
	case n.kind == "index_signature":
		return IndexSignature
	case n.has("get"):
		return Getter
	case n.has("set"):
		return Setter
	}
	return Method
}

func (w *walker) memberName(n *node) string {
	name := n.child("name")
	if name == nil {
		name = n.child("key")
	}
	switch {
	case n.kind == "class_static_block":
		return "static"
	case n.is("shorthand_property_identifier"):
		return w.text(n)
	case name == nil || n.kind == "index_signature":
		return ""
	case name.kind == "string":
		return stringText(w.text(name))
	}
	return w.text(name)
}

// parameterProperties are the fields that a constructor's parameters declare.
func (w *walker) parameterProperties(n *node) []Member {
	var list []Member
	for _, p := range n.child("parameters").namedKids() {
		pattern := p.child("pattern")
		access := p.first("accessibility_modifier")
		if !pattern.is("identifier") || access == nil && !p.has("readonly") && p.first("override_modifier") == nil {
			continue
		}
		m := Member{Kind: Parameter, Name: w.text(pattern), Span: p.span(), Decl: p.span(), Signature: p.span()}
		if access != nil {
			m.Access = w.text(access)
			m.Private = m.Access == "private"
		}
		if value := p.child("value"); value != nil {
			m.Body = value.span()
			m.Signature.End = w.signatureEnd(p, value)
		}
		list = append(list, m)
	}
	return list
}

// thisMembers lists what is taken of `this` in a member, and private names taken of anything.
func (w *walker) thisMembers(n *node) []string {
	found := map[string]bool{}
	for _, k := range n.kids {
		w.takenOfThis(k, found)
	}
	names := make([]string, 0, len(found))
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (w *walker) takenOfThis(n *node, found map[string]bool) {
	switch n.kind {
	case "this":
		for _, name := range w.takenAt(n) {
			found[name] = true
		}
	case "private_property_identifier":
		found[w.text(n)] = true
	case "function_expression", "generator_function", "function_declaration", "generator_function_declaration",
		"class", "class_declaration", "abstract_class_declaration", "method_definition":
		return
	}
	for _, k := range n.kids {
		w.takenOfThis(k, found)
	}
}

// takenAt returns the members that are taken of the `this` at n: `this.a`, `this['a']`,
// `const { a } = this`.
func (w *walker) takenAt(n *node) []string {
	if name := w.memberOf(n); name != "" {
		return []string{name}
	}
	p, _ := n.outer()
	var pattern *node
	switch {
	case p.is("variable_declarator"):
		pattern = p.child("name")
	case p.is("assignment_expression"):
		pattern = p.child("left")
	}
	if !pattern.is("object_pattern", "object") {
		return nil
	}
	var names []string
	for _, k := range pattern.namedKids() {
		if k.kind == "object_assignment_pattern" {
			k = k.child("left")
		}
		if key := k.child("key"); key != nil {
			k = key
		}
		if k.is("shorthand_property_identifier_pattern", "shorthand_property_identifier", "property_identifier") {
			names = append(names, w.text(k))
		}
	}
	return names
}
