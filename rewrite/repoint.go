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
	// guests are, by the index of a statement, the parts of others that join it; away, by index, the
	// specifiers whose names have left a statement so.
	guests map[int][]part
	away   map[int]map[string]bool
}

// part is what one statement has for one specifier.
type part struct {
	statement
	specifier string
}

// repointStatements returns the edits that send each name of the given statements to its
// destination. Local names stay. What ends up with one specifier is joined where neither comments,
// attributes nor `type` forbid it.
func repointStatements(src []byte, m *scanner.Module, todo map[int][]dest) []form.Edit {
	r := &repointer{src: src, m: m, style: form.StyleOf(src, m), guests: map[int][]part{}, away: map[int]map[string]bool{}}
	all := r.statements(todo)
	r.join(all)
	for _, s := range all {
		if len(s.dests)+len(r.guests[s.index])+len(r.away[s.index]) > 0 {
			r.rewrite(s)
		}
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

// dest is where a name of a statement goes: where it comes from, unless the rewrite touches it.
func (s statement) dest(i int) dest {
	if len(s.dests) == 0 {
		return dest{s.ref.Specifier, s.ref.Names[i].Imported}
	}
	return s.dests[i]
}

// targets lists the specifiers that the names of a statement go to, in their order.
func (s statement) targets() []string {
	var list []string
	for i := range s.ref.Names {
		if t := s.dest(i).specifier; !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

// target is the one specifier that all names of a statement go to, "" when there are several.
func (s statement) target() string {
	if len(s.ref.Names) == 0 {
		return s.ref.Specifier
	}
	if list := s.targets(); len(list) == 1 {
		return list[0]
	}
	return ""
}

// join finds, for each part, the first statement that it can become part of. At least one of the two is
// touched by the rewrite: what the user wrote twice stays twice.
func (r *repointer) join(all []statement) {
	for k, guest := range all {
		for _, specifier := range guest.targets() {
			p := part{guest, specifier}
			if !r.canJoin(p) || !r.canLeave(p) {
				continue
			}
			host := slices.IndexFunc(all[:k], func(s statement) bool {
				h := part{s, specifier}
				return slices.Contains(s.targets(), specifier) && len(s.dests)+len(guest.dests) > 0 && s.ref.TypeOnly == guest.ref.TypeOnly &&
					r.block(s) == r.block(guest) && r.canJoin(h) && !r.away[s.index][specifier]
			})
			if host < 0 {
				continue
			}
			r.guests[all[host].index] = append(r.guests[all[host].index], p)
			if r.away[guest.index] == nil {
				r.away[guest.index] = map[string]bool{}
			}
			r.away[guest.index][specifier] = true
		}
	}
}

// block is the index of the script block that a statement stands in.
func (r *repointer) block(s statement) int {
	return slices.IndexFunc(r.m.Blocks, func(b scanner.Span) bool { return b.Start <= s.ref.Stmt.Start && s.ref.Stmt.End <= b.End })
}

func (r *repointer) canJoin(p part) bool {
	if p.ref.Kind != scanner.KindImport || p.ref.Attributes || len(p.ref.Names) == 0 || form.CommentsWithin(r.src, p.ref.Stmt) {
		return false
	}
	for i := range p.ref.Names {
		if d := p.dest(i); d.specifier == p.specifier && (d.imported == "*" || d.imported == "default") {
			return false
		}
	}
	return true
}

// canLeave tells whether a part can be taken out of its statement: with its whole line, or as some names of it.
func (r *repointer) canLeave(p part) bool {
	return p.target() == "" || r.ownLine(p.ref.Stmt) && !r.commentAbove(p.ref.Stmt)
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

func (r *repointer) rewrite(s statement) {
	guests, away := r.guests[s.index], r.away[s.index]
	if len(guests)+len(away) == 0 && s.target() != "" && r.inPlace(s) {
		return
	}
	if len(away) > 0 && len(away) == len(s.targets()) {
		r.edits = append(r.edits, form.RemoveLine(r.src, s.ref.Stmt))
		return
	}
	var out []string
	indent := form.IndentBefore(r.src, s.ref.Stmt)
	for _, c := range r.clauses(s, guests, away) {
		out = append(out, c.Render(r.quotes(s.ref), indent))
	}
	r.edits = append(r.edits, form.Edit{int(s.ref.Stmt.Start), int(s.ref.Stmt.End), strings.Join(out, r.style.EOL+indent)})
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

// clauses takes a statement apart into one clause for each destination, in the order of its names, without
// those that have left, and puts the names of its guests behind its own.
func (r *repointer) clauses(s statement, guests []part, away map[string]bool) []form.Clause {
	var list []form.Clause
	at := map[string]int{}
	add := func(s statement, wanted func(specifier string) bool) {
		elems := form.Elements(r.src, s.ref)
		next := 0
		for i, n := range s.ref.Names {
			var e form.Elem
			if form.InBraces(s.ref, n) {
				e = elems[next]
				next++
			}
			d := s.dest(i)
			if !wanted(d.specifier) {
				continue
			}
			k, ok := at[d.specifier]
			if !ok {
				k = len(list)
				at[d.specifier] = k
				list = append(list, r.emptyClause(s, d.specifier))
			}
			place(&list[k], s.ref, n, d, e)
		}
	}
	add(s, func(specifier string) bool { return !away[specifier] })
	for _, g := range guests {
		add(g.statement, func(specifier string) bool { return specifier == g.specifier })
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
