package mover

import (
	"fmt"
	"slices"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rules"
)

// assign decides what moves where: parts first, then what is left of the files that go as a whole, then
// what must come along.
func (m *mover) assign() {
	for _, whole := range []bool{false, true} {
		for _, t := range m.targets {
			for i := range t.takes {
				if k := &t.takes[i]; k.whole() == whole {
					m.choose(t, k)
				}
			}
		}
	}
	for _, s := range m.order {
		s.comeAlong()
		s.followUsers()
		s.share()
	}
	for _, t := range m.targets {
		t.order(m)
		if k := t.takes[0]; len(t.units) == 0 && !t.exists && len(m.errs) == 0 {
			m.fail(k.rule.Pos, "take the target out, or give it something", fmt.Sprintf("other targets take everything that would go to `%s`", t.path))
		}
		seen := map[*source]bool{}
		for i := range t.takes {
			if s := t.takes[i].src; !seen[s] {
				seen[s] = true
				m.checkFit(t, s, t.takes[i].rule.Pos)
			}
		}
	}
	m.checkWriters()
}

func (m *mover) choose(t *target, k *take) {
	if len(k.src.exports) > 0 && slices.ContainsFunc(k.src.file.Module.Exports, func(e scanner.Export) bool { return e.Name == "export=" }) {
		m.fail(k.rule.Pos, "list it under `keep:`, or turn it into an ES module first", fmt.Sprintf("`%s` is one value, by `export =`, and not a module with names", k.src.path))
		return
	}
	matched := k.whole()
	if matched && len(k.src.units) == 0 {
		m.fail(k.rule.Pos, "`reexport` lets the entry offer what a file passes on; `keep` leaves it alone",
			fmt.Sprintf("`%s` declares nothing that could be merged", k.src.path))
		return
	}
	for _, u := range k.src.units {
		if !k.matches(u) {
			continue
		}
		matched = true
		if u.to == nil {
			u.to = t
		}
	}
	if matched || m.hasLeft(t, k) {
		return
	}
	var names []string
	for _, u := range k.src.units {
		names = append(names, u.names...)
	}
	hint := "`rtconsolidate explain " + k.src.path + "` lists what it declares"
	if len(k.rule.Names) > 0 {
		if near := rules.Nearest(k.rule.Names[0], names); near != "" {
			hint = "did you mean `" + near + "`?"
		}
	}
	m.fail(k.rule.Pos, hint, fmt.Sprintf("`%s` declares nothing that %s", k.src.path, k.describe()))
}

func (k *take) describe() string {
	text := ""
	if len(k.rule.Names) > 0 {
		text = fmt.Sprintf("is called %q", k.rule.Names)
	}
	if len(k.rule.Kinds) > 0 {
		if text != "" {
			text += " and "
		}
		text += fmt.Sprintf("is of kind %q", k.rule.Kinds)
	}
	return text
}

// hasLeft tells whether a take was carried out before: the file passes on a name from the target, or the
// target declares what is asked for.
func (m *mover) hasLeft(t *target, k *take) bool {
	names, _ := m.Repo.Names(k.src.id)
	passes := slices.ContainsFunc(names, func(n string) bool {
		b := m.Repo.Export(k.src.id, n)
		return b.Status == analyze.Found && b.Path == t.path
	})
	return passes || t.exists && slices.ContainsFunc(t.self.units, func(u *unit) bool { return k.matches(u) })
}

func (k *take) matches(u *unit) bool {
	if k.whole() {
		return true
	}
	if len(k.rule.Kinds) > 0 && !slices.ContainsFunc(u.items, func(i int) bool {
		return slices.ContainsFunc(kindsOf(&u.src.items[i]), func(kind string) bool { return slices.Contains(k.rule.Kinds, kind) })
	}) {
		return false
	}
	if len(k.rule.Names) == 0 {
		return len(u.names) > 0
	}
	return slices.ContainsFunc(u.names, func(n string) bool {
		return rules.MatchName(k.rule.Names, n) || slices.ContainsFunc(u.src.exports[n], func(e string) bool { return rules.MatchName(k.rule.Names, e) })
	})
}

// kindsOf gives the words of rules.Kinds that an item answers to.
func kindsOf(it *scope.Item) []string {
	switch it.Kind {
	case scope.Function:
		return []string{"function"}
	case scope.ClassDecl:
		return []string{"class"}
	case scope.Variable:
		if slices.ContainsFunc(it.Declares, func(n scope.Name) bool { return n.Mutable }) {
			return []string{"variable"}
		}
		return []string{"variable", "const"}
	case scope.Interface:
		return []string{"interface"}
	case scope.TypeAlias:
		return []string{"type"}
	case scope.Enum:
		return []string{"enum"}
	case scope.Namespace:
		return []string{"namespace"}
	}
	return nil
}

// comeAlong moves what moved code cannot do without, when the file does not go as a whole: values it
// uses (their file re-exports from the target, so the target cannot import them back without a cycle),
// private types, writers of what moved, and statements that work on what moved.
func (s *source) comeAlong() {
	if !s.leaves() {
		return
	}
	for again := true; again; {
		again = false
		for _, u := range s.units {
			if u.to != nil {
				continue
			}
			if by, why := s.pulls(u); by != nil {
				u.to, u.why, again = by.to, why, true
			}
		}
	}
}

func (s *source) leaves() bool {
	return slices.ContainsFunc(s.units, func(u *unit) bool { return u.to != nil })
}

// pulls finds a moving unit that u must follow, and why.
func (s *source) pulls(u *unit) (*unit, string) {
	for _, v := range s.units {
		if v.to == nil {
			continue
		}
		if v.needs(u) {
			return v, v.label() + " uses it"
		}
	}
	for _, i := range u.items {
		for _, use := range s.items[i].Uses {
			v := s.of(use)
			if v == nil || v.to == nil || v.elsewhere() {
				continue
			}
			if use.Write {
				return v, "it assigns to `" + use.Name + "`"
			}
			if len(u.names) == 0 && use.Eager {
				return v, "it works on `" + use.Name + "` as the module loads"
			}
		}
	}
	return nil, ""
}

// needs tells whether u must move with v: v uses a value of it, or a type that nobody else can import.
func (v *unit) needs(u *unit) bool {
	for _, i := range v.items {
		for _, use := range v.src.items[i].Uses {
			if v.src.of(use) != u {
				continue
			}
			if !erased(use) || !u.exported() {
				return true
			}
		}
	}
	return false
}

// erased tells a use that leaves nothing at run time.
func erased(use scope.Use) bool {
	return use.As != scope.AsValue && use.As != scope.AsBoth && !use.Decorated
}

// followUsers sends a private declaration that only the code of one other target uses there.
func (s *source) followUsers() {
	for again := true; again; {
		again = false
		for _, u := range s.units {
			if u.to == nil || u.exported() || len(u.names) == 0 || u.named() {
				continue
			}
			if to := s.onlyUser(u); to != nil && to != u.to {
				u.to, again = to, true
			}
		}
	}
}

// named tells whether a rule of its target names the unit.
func (u *unit) named() bool {
	return slices.ContainsFunc(u.to.takes, func(k take) bool { return k.src == u.src && !k.whole() && k.matches(u) })
}

func (s *source) onlyUser(u *unit) *target {
	var to *target
	for _, v := range s.units {
		if v == u || !v.mentions(u) {
			continue
		}
		if to != nil && v.to != to || v.to == nil {
			return nil
		}
		to = v.to
	}
	return to
}

func (v *unit) mentions(u *unit) bool {
	return slices.ContainsFunc(v.items, func(i int) bool {
		return slices.ContainsFunc(v.src.items[i].Uses, func(use scope.Use) bool { return v.src.of(use) == u })
	})
}

// checkWriters refuses to part a variable from code that assigns to it: an import cannot be assigned to.
func (m *mover) checkWriters() {
	for _, s := range m.order {
		for i := range s.items {
			u := s.owner[i]
			if u == nil {
				continue
			}
			for _, use := range s.items[i].Uses {
				if v := s.of(use); use.Write && v != nil && v.to != u.to && !v.elsewhere() {
					m.fail(s.pos, "let both go to one target", fmt.Sprintf("%s: `%s` is assigned to here, but goes to another file", s.place(use.Span.Start), use.Name))
				}
			}
		}
	}
}
