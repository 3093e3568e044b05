package mover

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/scope"
)

// claim is a name that a moving declaration would like to have in its target.
type claim struct {
	unit *unit
	name string // its own name
	want string // the name it would like
}

func (c claim) public() bool { return len(c.unit.src.exports[c.name]) > 0 }

// settle gives every moving declaration its name in the target. What moves keeps its name where it can:
// equal declarations become one, private ones give way, and of two exported ones the config decides.
func (m *mover) settle() {
	m.foldEqual()
	for _, t := range m.targets {
		m.absorb(t)
		m.nameAll(t)
	}
}

// foldEqual makes one of declarations that are the same: equal bytes, whose names mean the same.
func (m *mover) foldEqual() {
	for _, t := range m.targets {
		known := map[string][]*unit{}
		for _, u := range slices.Concat(t.selfUnits(), t.units) {
			if len(u.names) == 0 {
				continue
			}
			id := strings.Join(u.names, " ")
			same := func(k *unit) bool {
				return k.src != u.src && k.exported() == u.exported() && m.equal(k, u, map[[2]*unit]bool{})
			}
			if i := slices.IndexFunc(known[id], same); i >= 0 && u.src != t.self {
				u.became = known[id][i]
			} else {
				known[id] = append(known[id], u)
			}
		}
		t.units = slices.DeleteFunc(t.units, func(u *unit) bool { return u.became != nil })
	}
}

// equal tells whether two units are the same code. Units that refer to each other are taken as equal
// while that is being found out. Code that does something as it loads counts twice, so it never is.
func (m *mover) equal(a, b *unit, assumed map[[2]*unit]bool) bool {
	if a == b || assumed[[2]*unit{a, b}] {
		return true
	}
	assumed[[2]*unit{a, b}] = true
	if !slices.Equal(a.names, b.names) || len(a.items) != len(b.items) || a.to != b.to {
		return false
	}
	for k := range a.items {
		x, y := &a.src.items[a.items[k]], &b.src.items[b.items[k]]
		if x.Flags&(scope.Impure|scope.Stateful) != 0 || x.Kind != y.Kind || len(x.Uses) != len(y.Uses) || bare(a.src, x) != bare(b.src, y) {
			return false
		}
		for i := range x.Uses {
			if x.Uses[i].Name != y.Uses[i].Name || !m.sameMeaning(a, b, x.Uses[i], y.Uses[i], assumed) {
				return false
			}
		}
	}
	return true
}

func (m *mover) sameMeaning(a, b *unit, one, other scope.Use, assumed map[[2]*unit]bool) bool {
	x, y := m.means(a.src, one, a.to), m.means(b.src, other, b.to)
	switch {
	case x.unit != nil && y.unit != nil:
		return x.name == y.name && m.equal(x.unit, y.unit, assumed)
	case x.imported != nil && y.imported != nil:
		return m.keyOf(x.of.id, *x.imported) == m.keyOf(y.of.id, *y.imported)
	}
	return x.global() && y.global()
}

// bare is a statement's text without `export` and the last semicolon, with one kind of line ends.
func bare(s *source, it *scope.Item) string {
	text := string(s.src[it.Stmt.Start:it.Stmt.End])
	if it.Head.End > it.Head.Start {
		text = string(s.src[it.Stmt.Start:it.Head.Start]) + string(s.src[it.Head.End:it.Stmt.End])
	}
	return strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), ";")
}

// call gives a declaration its name in the target.
func (t *target) call(u *unit, name, local string) {
	if t.locals[u] == nil {
		t.locals[u] = map[string]string{}
	}
	t.locals[u][name] = local
	t.taken[local] = true
}

func (m *mover) nameAll(t *target) {
	for name := range t.own {
		t.taken[name] = true
	}
	var order []string
	claims := map[string][]claim{}
	for _, u := range t.units {
		for _, n := range u.names {
			want := m.wish(t, u, n)
			if claims[want] == nil {
				order = append(order, want)
			}
			claims[want] = append(claims[want], claim{u, n, want})
		}
	}
	m.checkGlobals(t)
	m.pin(t)
	for _, want := range order {
		m.share(t, want, claims[want])
	}
}

// wish is the name that a declaration would like: its own, or one made for a default export without one.
func (m *mover) wish(t *target, u *unit, name string) string {
	if name != "default" {
		return name
	}
	base := analyze.NameFor(u.src.path, name, analyze.Binding{Name: "default"})
	if !m.wanted(t, base) && !t.taken[base] {
		return base
	}
	return base + "Default"
}

// checkGlobals refuses code whose globals the target's own names would capture.
func (m *mover) checkGlobals(t *target) {
	for _, u := range t.units {
		for _, i := range u.items {
			for _, use := range u.src.items[i].Uses {
				if t.own[use.Name] && !t.ownElsewhere(use.Name) && t.absorbed[use.Name] == "" && m.means(u.src, use, t).global() {
					m.fail(t.rule.Pos, "rename it in the target first, or choose another target",
						fmt.Sprintf("%s uses the global `%s`, which `%s` has a name of its own for", u.src.place(use.Span.Start), use.Name, t.path))
				}
			}
		}
	}
}

// share settles who gets one name of the target.
func (m *mover) share(t *target, want string, claims []claim) {
	if rule := t.unifies(want); rule != nil {
		m.unite(t, want, claims, rule)
		return
	}
	var public, private []claim
	for _, c := range claims {
		switch {
		case c.public():
			public = append(public, c)
		default:
			private = append(private, c)
		}
	}
	exportedOwn := t.exportsItself(want)
	rivals := len(public)
	if exportedOwn {
		rivals++
	}
	if rivals > 1 {
		m.decide(t, want, public, exportedOwn)
	} else if len(public) == 1 {
		m.grant(t, public[0], want)
	}
	for _, c := range private {
		m.grant(t, c, "")
	}
}

// grant names one declaration: public is the name it is exported under, "" for a private one. Where that
// name is taken here, or would capture what other code means by it, the local name differs.
func (m *mover) grant(t *target, c claim, public string) {
	want := c.want
	if public != "" {
		want = public
	}
	if local := t.locals[c.unit][c.name]; local != "" {
		want = local
	} else if t.taken[want] || m.clashes(t, c, want) {
		want = m.fresh(t, c, want)
	}
	t.call(c.unit, c.name, want)
	if t.publics[c.unit] == nil {
		t.publics[c.unit] = map[string]string{}
	}
	t.publics[c.unit][c.name] = public
}

// clashes tells whether a new top-level name would mean something else to code in the target: a global
// that it uses, or a local name around a place that uses the renamed declaration.
func (m *mover) clashes(t *target, c claim, name string) bool {
	if t.globals[name] {
		return true
	}
	for _, u := range t.units {
		for _, i := range u.items {
			it := &u.src.items[i]
			for _, use := range it.Uses {
				if use.Name == name && bears(c.unit.nature(c.name), use.As) && m.means(u.src, use, t).global() {
					return true
				}
				if x := m.means(u.src, use, t); x.unit == c.unit && x.name == c.name && use.Name != name && slices.Contains(it.Locals, name) {
					return true
				}
			}
		}
	}
	return false
}

// fresh makes a name that nothing in the target has: the wanted one with the least number that will do.
func (m *mover) fresh(t *target, c claim, want string) string {
	for n := 2; ; n++ {
		name := fmt.Sprintf("%s%d", want, n)
		if !t.taken[name] && !m.clashes(t, c, name) && !m.wanted(t, name) {
			return name
		}
	}
}

// wanted tells whether another declaration or import that comes here has that name.
func (m *mover) wanted(t *target, name string) bool {
	return slices.ContainsFunc(t.units, func(u *unit) bool {
		if slices.Contains(u.names, name) {
			return true
		}
		_, imported := u.src.bound[name]
		return imported
	})
}
