package mover

import (
	"fmt"
	"path"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rewrite/form"
	"rtconsolidate/rules"
)

// target is a file that takes declarations.
type target struct {
	rule   *rules.Target
	path   string
	exists bool
	id     analyze.FileID
	module *scanner.Module
	self   *source // its own code, nil for a file that the phase creates
	takes  []take
	units  []*unit   // what moves here, in the order it will stand
	first  []*source // the sources whose code goes before the target's own

	own      map[string]bool         // names that its own code declares or imports
	globals  map[string]bool         // names that its own code uses and neither declares nor imports
	absorbed map[string]string       // own imports that become declarations here: local name -> name in its source
	dropped  map[int]map[string]bool // own re-exports that go: reference -> imported names, "*" for a star
	extra    []extraExport
	locals   map[*unit]map[string]string // unit -> declared name -> its name here
	publics  map[*unit]map[string]string // unit -> declared name -> the name it is exported under here, "" for none
	needs    []*need
	uses     map[*source]map[string]string // source -> name in its code -> name here
	taken    map[string]bool               // every top-level name here
	renames  map[Decl]*Rename
	pieces   []piece
	written  []listed
	united   map[*unit]*united // by base
}

type take struct {
	src  *source
	rule rules.Source
}

// whole tells a take of all that nobody else takes.
func (k *take) whole() bool { return len(k.rule.Names)+len(k.rule.Kinds) == 0 }

func (m *mover) openTarget(rule *rules.Target) *target {
	t := &target{rule: rule, path: rule.File, id: m.Repo.Lookup(rule.File), module: &scanner.Module{IsModule: true},
		own: map[string]bool{}, globals: map[string]bool{}, absorbed: map[string]string{}, dropped: map[int]map[string]bool{}, locals: map[*unit]map[string]string{},
		publics: map[*unit]map[string]string{}, uses: map[*source]map[string]string{}, taken: map[string]bool{}, renames: map[Decl]*Rename{}}
	if t.id == analyze.None {
		return t
	}
	if m.Markers(t.path) {
		m.fail(rule.Pos, "choose another `file:`", "the target `"+t.path+"` is a shim")
		return t
	}
	if t.self = m.takeApart(t.path, rule.Pos); t.self == nil {
		return t
	}
	t.exists, t.module = true, m.Repo.Files[t.id].Module
	t.keepOwn()
	return t
}

// keepOwn notes the names of the target's own code: they stay what they are.
func (t *target) keepOwn() {
	for name := range t.self.bound {
		t.own[name] = true
	}
	for _, u := range t.self.units {
		u.to = t
		t.locals[u], t.publics[u] = map[string]string{}, map[string]string{}
		for _, n := range u.names {
			t.own[n] = true
			t.locals[u][n] = n
			if exports := t.self.exports[n]; slices.Contains(exports, n) {
				t.publics[u][n] = n
			} else if len(exports) > 0 {
				t.publics[u][n] = exports[0]
			}
		}
	}
	for i := range t.self.items {
		for _, u := range t.self.items[i].Uses {
			if !t.own[u.Name] {
				t.globals[u.Name] = true
			}
		}
	}
}

// checkFit refuses sources whose code cannot live in the target's kind of file.
func (m *mover) checkFit(t *target, s *source, pos rules.Pos) {
	for i := range s.items {
		it := &s.items[i]
		if s.owner[i] == nil || s.owner[i].to != t {
			continue
		}
		if reason := unmovable(it.Flags); reason != "" {
			m.fail(pos, "`reexport` or `move` the file instead", fmt.Sprintf("%s uses %s, which means its own file", s.place(it.Stmt.Start), reason))
		}
		if it.Flags&scope.UsesJSX != 0 && !understandsJSX(t.path) {
			m.fail(t.rule.Pos, "name the target `"+stem(t.path)+".tsx`", fmt.Sprintf("%s holds JSX, which `%s` cannot", s.place(it.Stmt.Start), t.path))
			return
		}
	}
	if typed(s.path) && !typed(t.path) || !typed(s.path) && typed(t.path) {
		m.fail(pos, "name a target with the extension of its sources", fmt.Sprintf("`%s` and `%s` are of two languages", s.path, t.path))
	}
	if a, b := directives(s.file.Module), t.directives(); !slices.Equal(a, b) {
		m.fail(pos, "put them into different targets", fmt.Sprintf("`%s` %s and `%s` %s, so their code runs in different places", s.path, saying(a), t.path, saying(b)))
	}
}

// directives of a target that does not exist are those of its first source.
func (t *target) directives() []string {
	if t.exists {
		return directives(t.module)
	}
	return directives(t.takes[0].src.file.Module)
}

func directives(m *scanner.Module) []string {
	var list []string
	for _, d := range m.Directives {
		if d.Text != "use strict" {
			list = append(list, d.Text)
		}
	}
	slices.Sort(list)
	return list
}

func saying(directives []string) string {
	if len(directives) == 0 {
		return "has no directive"
	}
	return fmt.Sprintf("says %q", directives[0])
}

func unmovable(f scope.Flags) string {
	for _, c := range []struct {
		flag scope.Flags
		text string
	}{{scope.TopAwait, "a top-level `await`"}, {scope.ImportMeta, "`import.meta`"}, {scope.FileRelative, "`__dirname`, `__filename`, `module` or `exports`"},
		{scope.TopThis, "`this` of the module"}, {scope.Eval, "`eval` or `with`"}} {
		if f&c.flag != 0 {
			return c.text
		}
	}
	return ""
}

func stem(p string) string { return p[:len(p)-len(form.CodeExt(p))] }

func understandsJSX(p string) bool {
	switch path.Ext(p) {
	case ".tsx", ".jsx", ".js", ".mjs", ".cjs":
		return true
	}
	return false
}

func typed(p string) bool {
	switch path.Ext(p) {
	case ".ts", ".tsx", ".mts", ".cts":
		return true
	}
	return false
}
