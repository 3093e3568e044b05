package scope

import (
	"bytes"
	"slices"

	"rtconsolidate/analyze/scanner"
)

// Parse takes the file at path apart; its name says in which grammar it is written. m is what the
// scanner says of the same bytes. A file that cannot be parsed yields an *Error.
func Parse(path string, src []byte, m *scanner.Module) (*File, error) {
	lang, ok := scanner.LangOf(path)
	if !ok {
		return nil, &Error{Path: path, Line: 1, Column: 1, Msg: "not a TypeScript or JavaScript file"}
	}
	tree, err := understand(path, src, lang)
	if err != nil {
		return nil, err
	}
	w := &walker{
		file:     &File{Path: path, Src: src},
		module:   newVarScope(nil),
		dts:      lang == scanner.DTS,
		comments: tree.comments,
		changed:  map[string]bool{},
		blanked:  tree.blanked,
	}
	w.items(tree)
	w.resolve()
	w.finish(m)
	if err := w.file.disjoint(); err != nil {
		return nil, err
	}
	return w.file, nil
}

// disjoint refuses a file whose statements the grammar parted wrongly: one of them lies within another.
func (f *File) disjoint() error {
	end := int32(0)
	for i := range f.Items {
		at := f.Items[i].Span
		if at.Start < end || at.End < at.Start {
			line := 1 + bytes.Count(f.Src[:f.Items[i].Stmt.Start], []byte{'\n'})
			return &Error{Path: f.Path, Line: line, Column: 1, Msg: "where this statement ends cannot be told"}
		}
		end = at.End
	}
	return nil
}

// items makes an item of each top-level statement and walks through it.
func (w *walker) items(tree *syntax) {
	prologue := true
	for _, n := range tree.root.kids {
		if n.kind == "hash_bang_line" {
			continue
		}
		if n.kind == "empty_statement" {
			w.joinSemicolon(n)
			continue
		}
		item := &work{Item: Item{Stmt: w.written(n)}, node: n, locals: map[string]bool{}}
		w.work = append(w.work, item)
		w.item = item
		prologue = prologue && isDirective(n)
		w.classify(item)
		if prologue {
			item.Kind = Directive
			continue
		}
		w.visit(n, around{scope: w.module, eager: true, top: true, this: true, ambient: w.dts, erased: w.dts})
	}
}

// written returns the span of a statement, without what only the mended copy has at its ends.
func (w *walker) written(n *node) scanner.Span {
	s := n.span()
	for s.End > s.Start && (isBlank(w.file.Src[s.End-1]) || w.file.Src[s.End-1] == '\n') {
		s.End--
	}
	for _, b := range slices.Backward(w.blanked) {
		if b.End <= s.Start && len(bytes.TrimSpace(w.file.Src[b.End:s.Start])) == 0 && len(bytes.TrimSpace(w.file.Src[b.Start:b.End])) > 0 {
			s.Start = b.Start
		}
	}
	return s
}

// joinSemicolon gives a lone semicolon to the statement in front of it on the same line.
func (w *walker) joinSemicolon(n *node) {
	if len(w.work) == 0 {
		return
	}
	last := w.work[len(w.work)-1]
	if len(bytes.TrimLeft(w.file.Src[last.Stmt.End:n.start], " \t;")) == 0 {
		last.Stmt.End = n.end
	}
}

func isDirective(n *node) bool {
	return n.kind == "expression_statement" && n.namedKids()[0].kind == "string" && len(n.namedKids()) == 1
}

// resolve sorts the references of the file: those that are bound within their item are dropped.
func (w *walker) resolve() {
	for _, r := range w.refs {
		at := r.scope.lookup(r.use.Name, r.in)
		if at != nil && at != w.module {
			continue
		}
		if r.use.Write && at == w.module {
			w.assigned(r.use.Name)
		}
		r.item.Uses = append(r.item.Uses, r.use)
		if at == nil {
			r.item.global(r.use)
		}
	}
}

// assigned marks a top-level name as assigned to.
func (w *walker) assigned(name string) {
	for _, item := range w.work {
		for i := range item.Declares {
			if item.Declares[i].Name == name {
				item.Declares[i].Mutable = true
			}
		}
	}
}

// finish completes the items: spans, locals, order, and the flags that need the whole file.
func (w *walker) finish(m *scanner.Module) {
	for _, item := range w.work {
		for name := range item.locals {
			item.Locals = append(item.Locals, name)
		}
		slices.Sort(item.Locals)
		slices.SortStableFunc(item.Uses, func(a, b Use) int { return int(a.Span.Start - b.Span.Start) })
		slices.SortStableFunc(item.Declares, func(a, b Name) int { return int(a.Span.Start - b.Span.Start) })
		w.members(item)
		if item.Kind != Directive && w.impure(item.node) {
			item.Flags |= Impure
		}
		if item.Kind != Directive && w.state(item) {
			item.Flags |= Stateful
		}
		if m != nil && item.refersByPath(m) {
			item.Flags |= RelativeRef
		}
	}
	w.spans()
	for _, item := range w.work {
		w.file.Items = append(w.file.Items, item.Item)
	}
}

// refersByPath tells whether a relative reference lies within the item, import and export
// declarations aside.
func (i *work) refersByPath(m *scanner.Module) bool {
	if i.Kind == Import || i.Kind == ExportList {
		return false
	}
	for _, r := range m.Refs {
		if r.Spec.Start >= i.Stmt.Start && r.Spec.End <= i.Stmt.End && len(r.Specifier) > 0 && r.Specifier[0] == '.' {
			return true
		}
	}
	return false
}

// global notes a use of a name that the file does not bind.
func (i *work) global(u Use) {
	if u.As != AsValue && u.As != AsBoth {
		return
	}
	switch u.Name {
	case "__dirname", "__filename", "module", "exports":
		i.Flags |= FileRelative
	}
}
