package mover

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/lazy"
	"rtconsolidate/analyze/resolver"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rules"
)

// Check is what the independent look at the written targets found.
type Check struct {
	Declarations int // declarations that moved
	Uses         int // places in moved code whose meaning was compared
	Bytes        int // bytes of moved code that were compared
}

// check parses what was written, and compares the moved code with what it was: every declaration is
// there, under its name; every name in it still stands for the same thing; nothing is used before it is
// evaluated that was not so before.
func (m *mover) check() {
	results := make([]parsed, len(m.targets))
	modules := make([]*scanner.Module, len(m.targets))
	var wait sync.WaitGroup
	for i, t := range m.targets {
		wait.Go(func() {
			src := m.result.Files[t.path]
			modules[i] = scanner.ScanFile(t.path, src)
			f, err := m.Cache.parse(t.path, src, modules[i])
			results[i] = parsed{src, f, err}
		})
	}
	wait.Wait()
	for i, t := range m.targets {
		m.checkTarget(t, modules[i], results[i])
	}
}

func (m *mover) checkTarget(t *target, module *scanner.Module, p parsed) {
	if p.err != nil {
		where := t.path
		var unread *scope.Error
		if errors.As(p.err, &unread) {
			where = fmt.Sprintf("%s:%d:%d", t.path, unread.Line, unread.Column)
		}
		m.fail(t.rule.Pos, "put these sources into different targets", fmt.Sprintf("the planned %s cannot be read: %v", where, p.err))
		return
	}
	f := p.f
	c := &checker{mover: m, target: t, file: f, module: module, bound: boundNames(module), home: map[string]int{}}
	for i := range f.Items {
		if f.Items[i].Kind == scope.Import {
			continue
		}
		for _, n := range f.Items[i].Declares {
			if _, twice := c.home[n.Name]; !twice {
				c.home[n.Name] = i
			}
		}
	}
	c.pieces()
	c.order()
}

type checker struct {
	*mover
	target *target
	file   *scope.File
	module *scanner.Module
	bound  map[string]binding
	home   map[string]int // name -> the first item that declares it
}

// pieces finds each moved item again by its position in the order of its kind and names, and compares
// its uses one by one.
func (c *checker) pieces() {
	next := map[string]int{}
	for _, p := range c.target.pieces {
		was := &p.unit.src.items[p.item]
		label := c.label(p)
		at := c.find(label, next[label], p)
		if at < 0 {
			c.fail(c.target.rule.Pos, rules.Report, fmt.Sprintf("%s is not found again in the planned `%s`", p.unit.src.place(was.Stmt.Start), c.target.path))
			continue
		}
		next[label] = at + 1
		c.compare(p, was, &c.file.Items[at])
	}
}

func (c *checker) label(p piece) string {
	var names []string
	for _, n := range declared(&p.unit.src.items[p.item]) {
		names = append(names, c.target.locals[p.unit][n])
	}
	if len(names) == 0 {
		return strings.TrimSpace(p.text)
	}
	return strings.Join(names, " ")
}

// find looks for the item from index start on: by the names it declares, or by its text.
func (c *checker) find(label string, start int, p piece) int {
	for i := start; i < len(c.file.Items); i++ {
		it := &c.file.Items[i]
		if it.Kind == scope.Import || it.Kind == scope.ExportList {
			continue
		}
		var names []string
		for _, n := range it.Declares {
			names = append(names, n.Name)
		}
		if len(names) > 0 && strings.Join(names, " ") == label {
			if c.ownItem(it, p) {
				continue
			}
			return i
		}
		if len(names) == 0 && strings.Contains(label, strings.TrimSpace(string(c.file.Src[it.Stmt.Start:it.Stmt.End]))) {
			return i
		}
	}
	return -1
}

// ownItem tells an item that the target had before: it cannot be the one that moved.
func (c *checker) ownItem(it *scope.Item, p piece) bool {
	return len(p.unit.names) > 0 && c.target.self != nil && c.target.self.byName[it.Declares[0].Name] != nil
}

func (c *checker) compare(p piece, was, is *scope.Item) {
	s := p.unit.src
	origins := c.target.expected(p.unit, p.item)
	if len(origins) != len(is.Uses) || was.Kind != is.Kind && !was.Default {
		c.fail(c.target.rule.Pos, rules.Report, fmt.Sprintf("%s reads otherwise in the planned `%s`", s.place(was.Stmt.Start), c.target.path))
		return
	}
	c.result.Check.Declarations += len(declared(was))
	c.result.Check.Bytes += int(was.Stmt.End - was.Stmt.Start)
	if c.target.united[p.unit] == nil {
		c.compareText(s, was, is)
	}
	for k, o := range origins {
		c.result.Check.Uses++
		if !c.same(o.src, o.use, is.Uses[k]) {
			c.fail(c.target.rule.Pos, "rename one of the two first", fmt.Sprintf("%s: `%s` would mean something else in `%s`", o.src.place(o.use.Span.Start), o.use.Name, c.target.path))
		}
	}
}

func (c *checker) compareText(s *source, was, is *scope.Item) {
	before, after := residue(s.src, was, was), residue(c.file.Src, is, was)
	if was.Default && len(was.Declares) == 0 {
		after = strings.TrimPrefix(after, "const  = ")
		before, after = strings.ReplaceAll(before, " ", ""), strings.ReplaceAll(after, " ", "")
	}
	if before != after {
		c.fail(c.target.rule.Pos, rules.Report, fmt.Sprintf("%s would not be the same text in `%s`", s.place(was.Stmt.Start), c.target.path))
	}
}

// residue is a statement's text without what a move may change: `export`, names, and specifiers. Of a shorthand
// property the text that stays is the property, whether a rename has written it out or not.
func residue(src []byte, it, was *scope.Item) string {
	cuts := []scanner.Span{it.Head}
	for k, n := range it.Declares {
		property := k < len(was.Declares) && was.Declares[k].Shorthand
		cuts = append(cuts, renamed(n.Span, property, n.Shorthand))
	}
	for k, u := range it.Uses {
		cuts = append(cuts, renamed(u.Span, was.Uses[k].Form == scope.Shorthand, u.Form == scope.Shorthand))
	}
	text := cut(src, it.Stmt, cuts)
	return specifiers.ReplaceAllString(strings.TrimPrefix(text, "export "), "''")
}

// renamed is what a rename may change of a name, given whether it was a property, too, and whether it is.
func renamed(name scanner.Span, was, is bool) scanner.Span {
	switch {
	case was && is:
		return scanner.Span{Start: name.Start, End: name.Start}
	case was:
		return scanner.Span{Start: name.Start - int32(len(colon)), End: name.End}
	}
	return name
}

// specifiers are strings that begin as a path does: those of references inside code are written anew.
var specifiers = lazy.Compile("'[.@~#/][^'\\n]*'|\"[.@~#/][^\"\\n]*\"|`[.@~#/][^`\\n$]*`")

// cut is the text of a span without some spans inside it.
func cut(src []byte, span scanner.Span, cuts []scanner.Span) string {
	slices.SortFunc(cuts, func(a, b scanner.Span) int { return int(a.Start - b.Start) })
	var b strings.Builder
	at := span.Start
	for _, c := range cuts {
		if c.Start >= at && c.End <= span.End && c.End > c.Start {
			b.Write(src[at:c.Start])
			at = c.End
		}
	}
	b.Write(src[at:span.End])
	return b.String()
}

// same compares what a name meant in its source and means in the target.
func (c *checker) same(s *source, was, is scope.Use) bool {
	x := c.means(s, was, c.target)
	_, declared := c.home[is.Name]
	b, imported := c.bound[is.Name]
	switch {
	case x.global():
		return was.Name == is.Name && !c.captures(is)
	case x.unit != nil && x.unit.to == c.target:
		return declared && is.Name == c.target.locals[x.unit][x.name]
	}
	if !imported || declared {
		return false
	}
	if own, ok := c.ownImport(is.Name); ok {
		return c.keyOf(c.target.id, own) == c.keyFor(s, x)
	}
	ref := &c.module.Refs[b.ref]
	to := c.Namer.Res.Resolve(c.target.path, ref.Specifier, analyze.ModeOf(ref.Kind))
	if x.unit != nil {
		p := c.pass(b.name.Imported, x, false)
		return to.Path == p.Path && b.name.Imported == p.Imported
	}
	e := s.file.Edges[x.imported.ref]
	same := to.State == e.State && to.Path == e.Path
	if e.State != resolver.InRepo && !resolver.IsRelative(ref.Specifier) {
		same = ref.Specifier == s.file.Module.Refs[x.imported.ref].Specifier
	}
	return same && b.name.Imported == x.imported.name.Imported || c.leadsTo(to, b.name.Imported, x.bound)
}

// leadsTo tells whether a name of a module means a declaration, by whichever way.
func (c *checker) leadsTo(to resolver.Result, name string, want analyze.Binding) bool {
	id := c.Repo.Lookup(to.Path)
	return to.State == resolver.InRepo && id != analyze.None && want.Status == analyze.Found && c.Repo.Export(id, name).Same(want)
}

// captures tells whether the target has something of its own for a name that means a global.
func (c *checker) captures(is scope.Use) bool {
	if at, declared := c.home[is.Name]; declared {
		if c.file.Items[at].Ambient && !isDeclarations(c.target.path) {
			return false // it says what the global is
		}
		return slices.ContainsFunc(c.file.Items[at].Declares, func(n scope.Name) bool { return n.Name == is.Name && bears(n.Nature, is.As) })
	}
	b, imported := c.bound[is.Name]
	return imported && !(is.As == scope.AsValue && typeOnly(c.module, b))
}

// keyFor is what a name of a source stands for, in the terms of the tree before.
func (c *checker) keyFor(s *source, x meaning) key {
	if x.unit != nil {
		return key{x.unit.src.path, x.name}
	}
	return c.keyOf(s.id, *x.imported)
}

func (c *checker) ownImport(local string) (binding, bool) {
	if c.target.self == nil {
		return binding{}, false
	}
	b, ok := c.target.self.bound[local]
	return b, ok
}

// order refuses code that would be used before it is evaluated: a class that is extended, a constant
// that is read as the module loads.
func (c *checker) order() {
	for i := range c.file.Items {
		it := &c.file.Items[i]
		for _, use := range it.Uses {
			at, ok := c.home[use.Name]
			if !ok || at <= i || !use.Eager || erased(use) {
				continue
			}
			home := &c.file.Items[at]
			if home.Kind == scope.Function || home.Kind == scope.Interface || home.Kind == scope.TypeAlias || home.Ambient {
				continue
			}
			line := 1 + strings.Count(string(c.file.Src[:use.Span.Start]), "\n")
			c.fail(c.target.rule.Pos, "list the sources in another order, or put them into different targets",
				fmt.Sprintf("the planned %s:%d uses `%s` before it is evaluated", c.target.path, line, use.Name))
		}
	}
}
