package rewrite

import (
	"bytes"
	"slices"
	"strings"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/rewrite/form"
)

// dest is where one name of a statement is imported from after the rewrite.
type dest struct {
	specifier string
	imported  string
}

// statement is one import or export declaration of a file with the destination of each of its
// names; dests is empty for a statement that stays as it is.
type statement struct {
	index int // in Module.Refs
	ref   *scanner.Ref
	dests []dest // one for each of ref.Names
}

// repointer rewrites the import and export declarations of one file.
type repointer struct {
	src   []byte
	m     *scanner.Module
	style form.Style
	edits []form.Edit
	used  map[int]bool // statements that have joined another
}

// repointStatements returns the edits that send each name of the given statements to its
// destination. Local names stay. Statements that end up with one specifier are joined where neither
// comments, attributes nor `type` forbid it.
func repointStatements(src []byte, m *scanner.Module, todo map[int][]dest) []form.Edit {
	r := &repointer{src: src, m: m, style: form.StyleOf(src, m), used: map[int]bool{}}
	all := r.statements(todo)
	for i, s := range all {
		if r.used[s.index] {
			continue
		}
		joined := r.joinable(s, all[i+1:])
		if len(s.dests) == 0 && len(joined) == 0 {
			continue
		}
		r.rewrite(s, joined)
	}
	return r.edits
}

func (r *repointer) statements(todo map[int][]dest) []statement {
	var list []statement
	for i := range r.m.Refs {
		ref := &r.m.Refs[i]
		if !form.IsStatement(ref.Kind) || ref.Nested {
			continue
		}
		list = append(list, statement{i, ref, todo[i]})
	}
	return list
}

// target is the one specifier that all names of a statement go to, "" when there are several.
func (s statement) target() string {
	if len(s.dests) == 0 {
		return s.ref.Specifier
	}
	for _, d := range s.dests {
		if d.specifier != s.dests[0].specifier {
			return ""
		}
	}
	return s.dests[0].specifier
}

// joinable lists the later statements that can become part of s. At least one side of a join is a
// statement that the rewrite touches: what the user wrote twice stays twice.
func (r *repointer) joinable(s statement, later []statement) []statement {
	if !r.canJoin(s) {
		return nil
	}
	var list []statement
	for _, t := range later {
		touched := len(s.dests) > 0 || len(t.dests) > 0
		if !touched || r.used[t.index] || !r.canJoin(t) || t.target() != s.target() || t.ref.TypeOnly != s.ref.TypeOnly || r.block(t) != r.block(s) {
			continue
		}
		if r.ownLine(t.ref.Stmt) && !r.commentAbove(t.ref.Stmt) {
			list = append(list, t)
			r.used[t.index] = true
		}
	}
	return list
}

// block is the index of the script block that a statement stands in.
func (r *repointer) block(s statement) int {
	return slices.IndexFunc(r.m.Blocks, func(b scanner.Span) bool { return b.Start <= s.ref.Stmt.Start && s.ref.Stmt.End <= b.End })
}

func (r *repointer) canJoin(s statement) bool {
	if s.ref.Kind != scanner.KindImport || s.ref.Attributes || len(s.ref.Names) == 0 || form.CommentsWithin(r.src, s.ref.Stmt) {
		return false
	}
	for i, n := range s.ref.Names {
		imported := n.Imported
		if len(s.dests) > 0 {
			imported = s.dests[i].imported
		}
		if imported == "*" || imported == "default" {
			return false
		}
	}
	return s.target() != ""
}

// ownLine tells whether a statement shares its lines with nothing else.
func (r *repointer) ownLine(span scanner.Span) bool {
	before := r.src[:span.Start]
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	after := r.src[span.End:]
	if i := bytes.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	return len(bytes.TrimSpace(before)) == 0 && len(bytes.TrimSpace(after)) == 0
}

// commentAbove tells whether the line above ends a comment, which may belong to the statement.
func (r *repointer) commentAbove(span scanner.Span) bool {
	before := r.src[:bytes.LastIndexByte(r.src[:span.Start], '\n')+1]
	before = bytes.TrimRight(before, "\r\n")
	line := bytes.TrimSpace(before[bytes.LastIndexByte(before, '\n')+1:])
	return bytes.HasPrefix(line, []byte("//")) || bytes.HasSuffix(line, []byte("*/"))
}

func (r *repointer) rewrite(s statement, joined []statement) {
	if len(joined) == 0 && s.target() != "" && r.inPlace(s) {
		return
	}
	var out []string
	indent := form.IndentBefore(r.src, s.ref.Stmt)
	for _, c := range r.clauses(s, joined) {
		out = append(out, c.Render(r.quotes(s.ref), indent))
	}
	text := strings.Join(out, r.style.EOL+indent)
	r.edits = append(r.edits, form.Edit{int(s.ref.Stmt.Start), int(s.ref.Stmt.End), text})
	for _, t := range joined {
		r.edits = append(r.edits, form.RemoveLine(r.src, t.ref.Stmt))
	}
}

// quotes is the file's style with the quotes of this very statement.
func (r *repointer) quotes(ref *scanner.Ref) form.Style {
	s := r.style
	s.Quote = r.src[ref.Spec.Start-1]
	return s
}

// inPlace changes only the specifier and the renamed names, where the statement's shape and width
// allow it, so that everything else keeps its bytes.
func (r *repointer) inPlace(s statement) bool {
	var edits []form.Edit
	grow := len(s.target()) - int(s.ref.Spec.End-s.ref.Spec.Start)
	for i, n := range s.ref.Names {
		d := s.dests[i]
		if d.imported == n.Imported {
			continue
		}
		if !form.InBraces(s.ref, n) {
			return false
		}
		renamed := rename(n, d.imported)
		renamed.TypeOnly = renamed.TypeOnly && !s.ref.TypeOnly
		text := renamed.Text()
		edits = append(edits, form.Edit{int(n.Elem.Start), int(n.Elem.End), text})
		grow += len(text) - int(n.Elem.End-n.Elem.Start)
	}
	stmt := r.src[s.ref.Stmt.Start:s.ref.Stmt.End]
	if !bytes.ContainsRune(stmt, '\n') && grow > 0 && len(stmt)+grow > r.style.Width && s.ref.Braces.End > 0 && len(s.ref.Names) > 1 {
		return false
	}
	quote := r.src[s.ref.Spec.Start-1]
	spec := form.Edit{int(s.ref.Spec.Start), int(s.ref.Spec.End), form.EscapeSpecifier(s.target(), quote)}
	r.edits = append(append(r.edits, edits...), spec)
	return true
}

func rename(n scanner.Name, imported string) form.Named {
	return form.Named{Imported: imported, Local: n.Local, TypeOnly: n.TypeOnly}
}

// clauses takes a statement apart into one clause for each destination, in the order of its names,
// and puts the names of the joined statements behind those of the first.
func (r *repointer) clauses(s statement, joined []statement) []form.Clause {
	var list []form.Clause
	at := map[string]int{}
	add := func(s statement) {
		elems := form.Elements(r.src, s.ref)
		next := 0
		for i, n := range s.ref.Names {
			d := dest{s.ref.Specifier, n.Imported}
			if len(s.dests) > 0 {
				d = s.dests[i]
			}
			k, ok := at[d.specifier]
			if !ok {
				k = len(list)
				at[d.specifier] = k
				list = append(list, r.emptyClause(s, d.specifier))
			}
			var e form.Elem
			if form.InBraces(s.ref, n) {
				e = elems[next]
				next++
			}
			place(&list[k], s.ref, n, d, e)
		}
	}
	add(s)
	for _, t := range joined {
		add(t)
	}
	return list
}

func (r *repointer) emptyClause(s statement, specifier string) form.Clause {
	c := form.ClauseOf(r.src, s.ref)
	c.Specifier, c.Elems, c.Default, c.Namespace = specifier, nil, "", ""
	return c
}

// place puts one name into a clause in the form that its new imported name asks for.
func place(c *form.Clause, ref *scanner.Ref, n scanner.Name, d dest, e form.Elem) {
	switch {
	case d.imported == "*":
		c.Namespace = "* as " + n.Local
	case d.imported == "default" && !form.InBraces(ref, n) && c.Default == "":
		c.Default = n.Local
	default:
		if d.imported != n.Imported || e.Text == "" {
			m := rename(n, d.imported)
			m.TypeOnly = m.TypeOnly && !ref.TypeOnly
			e.Text = m.Text()
		}
		c.Elems = append(c.Elems, e)
	}
}

// specifiers lists the distinct specifiers of some destinations, sorted.
func specifiers(dests []dest) []string {
	var list []string
	for _, d := range dests {
		list = append(list, d.specifier)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
