package mover

import (
	"fmt"
	"slices"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rewrite/form"
)

// importBlock writes the imports that a new file needs.
func importBlock(style form.Style, needs []*need) []string {
	var lines []string
	for _, g := range groups(needs) {
		if g[0].text != "" {
			lines = append(lines, g[0].text)
			continue
		}
		lines = append(lines, clauseFor(style, g).Render(style, ""))
	}
	return lines
}

// groups collects the needs that one statement can serve, in order.
func groups(needs []*need) [][]*need {
	var list [][]*need
	at := map[string]int{}
	for _, n := range needs {
		id := fmt.Sprintf("%s\x00%s\x00%v", n.specifier, n.tail, n.asType())
		if n.text != "" || n.imported == "*" || n.imported == "default" && n.asType() {
			list = append(list, []*need{n})
			continue
		}
		if k, ok := at[id]; ok && !(n.imported == "default" && hasDefault(list[k])) {
			list[k] = append(list[k], n)
			continue
		}
		at[id] = len(list)
		list = append(list, []*need{n})
	}
	return list
}

func hasDefault(g []*need) bool {
	return slices.ContainsFunc(g, func(n *need) bool { return n.imported == "default" })
}

// asType tells whether the whole statement is `import type`.
func (n *need) asType() bool { return n.typeOnly || n.ours && !n.required }

func clauseFor(style form.Style, g []*need) form.Clause {
	c := form.Clause{Keyword: "import", TypeOnly: g[0].asType(), Specifier: g[0].specifier, Tail: g[0].tail + style.Semicolon}
	for _, n := range g {
		switch n.imported {
		case "*":
			c.Namespace = "* as " + n.local
		case "default":
			if c.Default == "" && !n.inline {
				c.Default = n.local
				continue
			}
			fallthrough
		default:
			c.Elems = append(c.Elems, n.elem())
		}
	}
	return c
}

func (n *need) elem() form.Elem {
	return form.Elem{Text: form.Named{Imported: n.imported, Local: n.local, TypeOnly: n.inline && !n.typeOnly}.Text()}
}

// importEnd is the offset behind the last import, where new ones go.
func (t *target) importEnd() int {
	end, found := 0, false
	for i := range t.self.items {
		if t.self.items[i].Kind == scope.Import {
			end, found = int(t.self.items[i].Span.End), true
		}
	}
	if found {
		return end
	}
	return len(t.self.preamble())
}

// statements edits the target's own import and re-export statements: what it declares itself now goes,
// and what a statement of the same module can carry joins it. It returns the needs that none can.
func (t *target) statements(style form.Style) (edits []form.Edit, rest []*need) {
	rest = t.needs
	for i := range t.module.Refs {
		ref := &t.module.Refs[i]
		if !form.IsStatement(ref.Kind) || ref.Nested {
			continue
		}
		drop := t.dropsOf(i)
		var join []*need
		if ref.Kind == scanner.KindImport && len(ref.Names) > 0 && !ref.Attributes && ref.Braces.End > 0 && !form.CommentsWithin(t.self.src, ref.Stmt) {
			join, rest = joinable(ref, rest)
		}
		if len(drop)+len(join) > 0 {
			edits = append(edits, reshape(t.self.src, ref, style, drop, join))
		}
	}
	return edits, rest
}

// dropsOf tells which names of a statement go, by their place in its list; -1 stands for the whole statement.
func (t *target) dropsOf(i int) map[int]bool {
	ref := &t.module.Refs[i]
	drop := map[int]bool{}
	if t.dropped[i]["*"] {
		return map[int]bool{-1: true}
	}
	for k, n := range ref.Names {
		if ref.Kind == scanner.KindImport && t.absorbed[n.Local] != "" || ref.Kind == scanner.KindExport && t.dropped[i][n.Imported] {
			drop[k] = true
		}
	}
	return drop
}

func joinable(ref *scanner.Ref, needs []*need) (join, rest []*need) {
	for _, n := range needs {
		if n.text == "" && n.tail == "" && n.specifier == ref.Specifier && n.imported != "*" && n.imported != "default" && n.asType() == ref.TypeOnly {
			join = append(join, n)
		} else {
			rest = append(rest, n)
		}
	}
	return join, rest
}

// reshape rewrites one statement without some of its names and with some more; one that is left without
// names goes with its line.
func reshape(src []byte, ref *scanner.Ref, style form.Style, drop map[int]bool, join []*need) form.Edit {
	c := form.ClauseOf(src, ref)
	var elems []form.Elem
	next := 0
	for k, n := range ref.Names {
		if form.InBraces(ref, n) {
			if !drop[k] {
				elems = append(elems, c.Elems[next])
			}
			next++
		} else if drop[k] && n.Imported == "default" {
			c.Default = ""
		}
	}
	for _, n := range join {
		elems = append(elems, n.elem())
	}
	c.Elems = elems
	if drop[-1] || len(c.Elems) == 0 && c.Default == "" && c.Namespace == "" {
		return form.RemoveLine(src, ref.Stmt)
	}
	style.Quote = src[ref.Spec.Start-1]
	return form.Edit{int(ref.Stmt.Start), int(ref.Stmt.End), c.Render(style, form.IndentBefore(src, ref.Stmt))}
}
