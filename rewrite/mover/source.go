package mover

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rules"
)

// source is a file that is taken apart.
type source struct {
	path   string
	pos    rules.Pos // where the config first names it
	id     analyze.FileID
	file   *analyze.File
	src    []byte
	items  []scope.Item
	units  []*unit          // in source order
	owner  []*unit          // of each item, nil for imports and the like
	byName map[string]*unit // by declared name; "default" for a default export without a name
	// bound maps each local name that an import binds to the reference and the name there.
	bound map[string]binding
	// exports maps each declared name to the names under which the file exports it, sorted.
	exports map[string][]string
}

type binding struct {
	ref  int
	name scanner.Name
}

// unit is what moves as one: the items that declare one name, or names declared together (overloads,
// merged blocks, a const and a type of one name, a pattern), or one statement that declares none.
type unit struct {
	src    *source
	items  []int
	names  []string // sorted; empty for a statement that declares nothing
	to     *target  // nil: it stays
	why    string   // why it comes along, when nobody asked for it
	became *unit    // the same declaration of another source, which stands for it
	shared bool     // it goes, and stays as well
}

func (u *unit) at() int { return u.items[0] }

// exported tells whether any of its names is exported.
func (u *unit) exported() bool {
	return slices.ContainsFunc(u.names, func(n string) bool { return len(u.src.exports[n]) > 0 })
}

// label names the unit for people.
func (u *unit) label() string {
	if len(u.names) > 0 {
		return "`" + u.names[0] + "`"
	}
	return fmt.Sprintf("the statement at line %d", u.src.line(u.src.items[u.at()].Stmt.Start))
}

// place is `file:line:column` of an offset in the source.
func (s *source) place(offset int32) string {
	line := s.line(offset)
	column := int(offset) - strings.LastIndexByte(string(s.src[:offset]), '\n')
	return fmt.Sprintf("%s:%d:%d", s.path, line, column)
}

func (s *source) line(offset int32) int { return 1 + strings.Count(string(s.src[:offset]), "\n") }

// open reads every file that the phase takes apart, and every target.
func (m *mover) open() {
	m.readAhead()
	for i := range m.Phase.Targets {
		t := &m.Phase.Targets[i]
		takes := t.Parts()
		if !slices.ContainsFunc(from(takes), m.holds) {
			continue
		}
		to := m.openTarget(t)
		for _, k := range takes {
			if s := m.openSource(k.From, k.Pos); s != nil {
				to.takes = append(to.takes, take{s, k})
			}
		}
		if len(to.takes) > 0 || len(t.Unify) > 0 {
			m.targets = append(m.targets, to)
		}
	}
	m.targets = slices.DeleteFunc(m.targets, func(t *target) bool { return len(t.takes) == 0 })
}

// openSource takes a file apart; nil when it is gone or a shim, so that nothing is left to take.
func (m *mover) openSource(path string, pos rules.Pos) *source {
	if s, known := m.sources[path]; known {
		return s
	}
	id := m.Repo.Lookup(path)
	if id == analyze.None || m.Markers(path) {
		m.sources[path] = nil
		return nil
	}
	s := m.takeApart(path, pos)
	m.sources[path] = s
	if s != nil {
		m.order = append(m.order, s)
	}
	return s
}

// takeApart reads a file into units; nil when it cannot be.
func (m *mover) takeApart(path string, pos rules.Pos) *source {
	src, items, ok := m.parse(path, pos)
	if !ok {
		return nil
	}
	id := m.Repo.Lookup(path)
	s := &source{path: path, pos: pos, id: id, file: m.Repo.Files[id], src: src, items: items, byName: map[string]*unit{},
		bound: boundNames(m.Repo.Files[id].Module), exports: map[string][]string{}}
	s.findExports()
	s.findUnits()
	return s
}

// parsed is a file as the grammar reads it.
type parsed struct {
	src []byte
	f   *scope.File
	err error
}

// readAhead parses all files that the phase takes apart or extends, side by side.
func (m *mover) readAhead() {
	var paths []string
	for i := range m.Phase.Targets {
		t := &m.Phase.Targets[i]
		takes := t.Parts()
		if !slices.ContainsFunc(from(takes), m.holds) {
			continue
		}
		for _, p := range append([]string{t.File}, from(takes)...) {
			if m.holds(p) && !slices.Contains(paths, p) {
				paths = append(paths, p)
			}
		}
	}
	results := make([]parsed, len(paths))
	var wait sync.WaitGroup
	for i, p := range paths {
		wait.Go(func() { results[i] = m.read(p) })
	}
	wait.Wait()
	m.parsed = map[string]parsed{}
	for i, p := range paths {
		m.parsed[p] = results[i]
	}
}

// holds tells whether a file is there and holds code of its own.
func (m *mover) holds(path string) bool {
	return m.Repo.Lookup(path) != analyze.None && !m.Markers(path)
}

func from(takes []rules.Source) []string {
	paths := make([]string, len(takes))
	for i := range takes {
		paths[i] = takes[i].From
	}
	return paths
}

func (m *mover) read(path string) parsed {
	src, err := m.Repo.Tree.Read(path)
	if err != nil {
		return parsed{err: err}
	}
	f, err := m.Cache.parse(path, src, m.Repo.File(path).Module)
	return parsed{src, f, err}
}

func (m *mover) parse(path string, pos rules.Pos) ([]byte, []scope.Item, bool) {
	p, ok := m.parsed[path]
	if !ok {
		p = m.read(path)
	}
	var unread *scope.Error
	switch {
	case errors.As(p.err, &unread):
		m.fail(pos, "`reexport` and `move` leave the insides of a file alone", fmt.Sprintf("%s:%d:%d: %v, so the file cannot be taken apart", path, unread.Line, unread.Column, unread))
		return nil, nil, false
	case p.err != nil:
		m.fail(pos, "check the file's permissions", fmt.Sprintf("`%s` cannot be read: %v", path, p.err))
		return nil, nil, false
	}
	return p.src, p.f.Items, true
}

func boundNames(m *scanner.Module) map[string]binding {
	bound := map[string]binding{}
	for i := range m.Refs {
		ref := &m.Refs[i]
		if ref.Nested || ref.Kind != scanner.KindImport && ref.Kind != scanner.KindImportEquals {
			continue
		}
		for _, n := range ref.Names {
			bound[n.Local] = binding{i, n}
		}
	}
	return bound
}

func (s *source) findExports() {
	for _, e := range s.file.Module.Exports {
		if e.Ref >= 0 {
			continue
		}
		local := e.Local
		if local == "" {
			local = e.Name
		}
		if _, imported := s.bound[local]; !imported {
			s.exports[local] = append(s.exports[local], e.Name)
		}
	}
	for _, names := range s.exports {
		slices.Sort(names)
	}
}

// findUnits joins the items that declare the same names.
func (s *source) findUnits() {
	for i := range s.items {
		it := &s.items[i]
		switch it.Kind {
		case scope.Directive, scope.Import, scope.ExportList:
			continue
		case scope.DefaultExpr:
			if s.defaultAlias() != "" {
				continue
			}
		}
		u := &unit{src: s}
		for _, n := range declared(it) {
			if old := s.byName[n]; old != nil && old != u {
				u = s.join(old, u)
			} else {
				u.names = append(u.names, n)
				s.byName[n] = u
			}
		}
		if len(u.items) == 0 {
			s.units = append(s.units, u)
		}
		u.items = append(u.items, i)
	}
	s.owner = make([]*unit, len(s.items))
	for _, u := range s.units {
		slices.Sort(u.names)
		slices.Sort(u.items)
		for _, i := range u.items {
			s.owner[i] = u
		}
	}
}

// join makes one unit of two, and returns it.
func (s *source) join(old, u *unit) *unit {
	old.items = append(old.items, u.items...)
	old.names = append(old.names, u.names...)
	for _, n := range u.names {
		s.byName[n] = old
	}
	s.units = slices.DeleteFunc(s.units, func(x *unit) bool { return x == u })
	return old
}

// declared lists the names that an item declares; a default export without a name declares "default".
func declared(it *scope.Item) []string {
	var names []string
	for _, n := range it.Declares {
		names = append(names, n.Name)
	}
	if len(names) == 0 && it.Default {
		names = []string{"default"}
	}
	return names
}

// defaultAlias is x of `export default x`, where x is declared or imported by the file; "" otherwise.
func (s *source) defaultAlias() string {
	for _, e := range s.file.Module.Exports {
		if e.Name != "default" || e.Ref >= 0 || e.Local == "" {
			continue
		}
		for i := range s.items {
			if s.items[i].Kind == scope.DefaultExpr {
				return e.Local
			}
		}
	}
	return ""
}
