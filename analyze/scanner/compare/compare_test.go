// Package compare holds the scanner to TypeScript's own parser: on the committed samples, on the
// sources of npm packages, on modules that are made up at random, and on any folder:
//
//	make compare DIR=path/to/repo
package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"rtconsolidate/analyze/scanner"
)

// file is what the oracle prints of a file; the scanner's result is put into the same form.
type (
	file struct {
		File       string
		Errors     []string
		Module     bool
		Refs       []ref
		Exports    []export
		Decls      []export
		Directives []directive
		Dynamic    []int32
	}
	ref struct {
		Kind, Specifier, Callee, Bound string   `json:",omitempty"`
		Start, End, Line, Column       int32    `json:",omitempty"`
		Stmt, Braces                   []int32  `json:",omitempty"`
		TypeOnly, Whole, Nested        bool     `json:",omitempty"`
		Attributes, Factory, JSDoc     bool     `json:",omitempty"`
		Names                          []name   `json:",omitempty"`
		Body                           []export `json:",omitempty"`
	}
	name struct {
		Imported, Local string  `json:",omitempty"`
		TypeOnly        bool    `json:",omitempty"`
		At              int32   `json:",omitempty"`
		Elem            []int32 `json:",omitempty"`
	}
	export struct {
		Name, Local, Imported string         `json:",omitempty"`
		Nature                scanner.Nature `json:",omitempty"`
		TypeOnly              bool           `json:",omitempty"`
		At                    int32          `json:",omitempty"`
	}
	directive struct {
		Text string  `json:",omitempty"`
		Span []int32 `json:",omitempty"`
	}
)

func (f file) has(start int32) bool {
	return slices.ContainsFunc(f.Refs, func(r ref) bool { return r.Start == start })
}

// scanned puts the scanner's result into the oracle's form. TypeScript follows doc comments in
// JavaScript only: those of other files are counted in ignored.
func scanned(path string, src []byte, want file) (got file, ignored int) {
	m := scanner.ScanFile(path, src)
	lang, single := scanner.LangOf(path)
	got = file{File: path, Module: m.IsModule}
	for _, r := range m.Refs {
		if r.JSDoc && (single && lang != scanner.JS || !single && !want.has(r.Spec.Start)) {
			ignored++
			continue
		}
		got.Refs = append(got.Refs, refOf(r))
	}
	got.Exports = exportsOf(m.Exports)
	for _, d := range m.Decls {
		got.Decls = append(got.Decls, export{Name: d.Name, Nature: d.Nature, At: d.Span.Start})
	}
	for _, d := range m.Directives {
		got.Directives = append(got.Directives, directive{d.Text, pair(d.Span)})
	}
	for _, d := range m.Dynamic {
		got.Dynamic = append(got.Dynamic, d.Offset)
	}
	return got, ignored
}

func refOf(r scanner.Ref) ref {
	o := ref{Kind: r.Kind.String(), Specifier: r.Specifier, Callee: r.Callee, Bound: r.Bound, Start: r.Spec.Start, End: r.Spec.End,
		Line: r.Line, Column: r.Column, Braces: pair(r.Braces), TypeOnly: r.TypeOnly, Whole: r.Whole, Nested: r.Nested,
		Attributes: r.Attributes, Factory: r.Factory, JSDoc: r.JSDoc, Body: exportsOf(r.Body)}
	if r.Kind != scanner.KindImportType && r.Kind != scanner.KindReference {
		o.Stmt = pair(r.Stmt)
	}
	if r.Kind == scanner.KindImportEquals {
		o.Bound = ""
	}
	for _, n := range r.Names {
		o.Names = append(o.Names, name{n.Imported, n.Local, n.TypeOnly, n.NameSpan.Start, pair(n.Elem)})
	}
	return o
}

func pair(s scanner.Span) []int32 {
	if s.End == 0 {
		return nil
	}
	return []int32{s.Start, s.End}
}

func exportsOf(list []scanner.Export) (all []export) {
	for _, e := range list {
		all = append(all, export{e.Name, e.Local, e.Imported, e.Nature, e.TypeOnly, e.NameSpan.Start})
	}
	return all
}

// differences lists what one side has and the other has not, each with its position.
func differences(src []byte, got, want file) (list []string) {
	if got.Module != want.Module {
		list = append(list, fmt.Sprintf("1:1: a module: %v, TypeScript says %v", got.Module, want.Module))
	}
	g, w := rows(src, got), rows(src, want)
	for len(g)+len(w) > 0 {
		switch {
		case len(w) == 0 || len(g) > 0 && g[0] < w[0]:
			list, g = append(list, g[0]+" (scanner only)"), g[1:]
		case len(g) == 0 || w[0] < g[0]:
			list, w = append(list, w[0]+" (TypeScript only)"), w[1:]
		default:
			g, w = g[1:], w[1:]
		}
	}
	return list
}

// rows writes each finding of a file on a line, sorted.
func rows(src []byte, f file) (list []string) {
	add := func(kind string, at int32, item any) {
		text, err := json.Marshal(item)
		if err != nil {
			panic(err) // the types above hold nothing that cannot be written
		}
		before := src[:min(int(at), len(src))]
		list = append(list, fmt.Sprintf("%d:%d: %s %s", bytes.Count(before, []byte{'\n'})+1, len(before)-bytes.LastIndexByte(before, '\n'), kind, text))
	}
	for _, r := range f.Refs {
		add("reference", r.Start, r)
	}
	for _, e := range f.Exports {
		add("export", e.At, e)
	}
	for _, d := range f.Decls {
		add("declaration", d.At, d)
	}
	for _, d := range f.Directives {
		add("directive", d.Span[0], d)
	}
	for _, at := range f.Dynamic {
		add("dynamic", at, at)
	}
	slices.Sort(list)
	return list
}
