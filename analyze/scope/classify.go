package scope

import (
	"bytes"

	"rtconsolidate/analyze/scanner"
)

var kinds = map[string]ItemKind{
	"import_statement":               Import,
	"import_alias":                   ImportAlias,
	"function_declaration":           Function,
	"generator_function_declaration": Function,
	"function_signature":             Function,
	"function_expression":            Function, // the grammar's reading of `export default function () {}`
	"generator_function":             Function,
	"class_declaration":              ClassDecl,
	"abstract_class_declaration":     ClassDecl,
	"class":                          ClassDecl,
	"lexical_declaration":            Variable,
	"variable_declaration":           Variable,
	"interface_declaration":          Interface,
	"type_alias_declaration":         TypeAlias,
	"enum_declaration":               Enum,
	"internal_module":                Namespace,
	"module":                         Namespace,
}

// classify tells what kind of statement an item is, from its outside in.
func (w *walker) classify(i *work) {
	i.Kind, i.Ambient = Effect, w.dts
	n := i.node
	if n.kind == "export_statement" {
		i.Default = n.has("default")
		inner := n.child("declaration")
		if inner == nil {
			inner = n.child("value")
		}
		if inner == nil {
			i.Kind = ExportList
			return
		}
		i.Head = head(n)
		if w.anonymous(inner) {
			i.Default = true
			i.Head.End = inner.start + int32(bytes.Index(w.file.Src[inner.start:], []byte("function")))
		}
		if n.child("declaration") == nil {
			i.Kind = DefaultExpr
			if !inner.is("function_expression", "generator_function", "class") {
				return
			}
		}
		n = inner
	}
	if n.kind == "ambient_declaration" {
		i.Ambient = true
		kids := n.namedKids()
		if len(kids) == 0 || kids[0].kind == "statement_block" {
			i.Kind = Module
			return
		}
		n = kids[0]
	}
	if k := n.namedKids(); n.kind == "expression_statement" && len(k) == 1 && k[0].kind == "internal_module" {
		n = k[0]
	}
	if kind, ok := kinds[n.kind]; ok {
		i.Kind = kind
	}
	if kids := n.namedKids(); i.Kind == ImportAlias && len(kids) == 2 && w.standsForCall(kids[1]) {
		i.Kind = Import
	}
	if i.Kind == Namespace && n.child("name").is("string") {
		i.Kind = Module
	}
}

// head is `export ` or `export default `, decorators in front of it left out.
func head(statement *node) scanner.Span {
	var s scanner.Span
	for i, k := range statement.kids {
		switch {
		case k.kind == "export" && !k.named:
			s.Start = k.start
			fallthrough
		case k.kind == "default" && !k.named:
			s.End = k.end
			if i+1 < len(statement.kids) {
				s.End = statement.kids[i+1].start
			}
		}
	}
	return s
}
