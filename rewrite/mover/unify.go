package mover

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
	"rtconsolidate/rules"
)

// united is one declaration made of several of one name: a class with the members of all, or an object
// literal with the entries of all. The text of the base stays, but for members that the config prefers
// from elsewhere; what only the others have stands behind.
type united struct {
	base     *unit
	extra    []part
	replaced map[int]part // index of the base's member -> what stands in for it
}

// part is a member of an absorbed declaration.
type part struct {
	unit   *unit
	member *scope.Member
}

func (p part) text() string { return slice(p.unit.src, p.member.Decl) }

func slice(s *source, span scanner.Span) string { return string(s.src[span.Start:span.End]) }

// unite makes one of the claims for a name, as the config asks.
func (m *mover) unite(t *target, name string, claims []claim, rule *rules.Unify) {
	all := claims
	if t.exists && t.self.byName[name] != nil {
		all = append([]claim{{t.self.byName[name], name, name}}, claims...)
	}
	base, others, ok := m.partners(t, all, rule)
	if !ok {
		return
	}
	u := &united{base: base.unit, replaced: map[int]part{}}
	public := ""
	for _, c := range all {
		if c.public() {
			public = name
		}
	}
	for _, c := range others {
		m.absorbMembers(t, u, c.unit, rule)
		c.unit.became = base.unit
	}
	if t.united == nil {
		t.united = map[*unit]*united{}
	}
	t.united[base.unit] = u
	if base.unit.src != t.self {
		m.grant(t, base, public)
	}
	t.units = slices.DeleteFunc(t.units, func(x *unit) bool { return x.became != nil })
}

// partners finds the base and the absorbed among the claims, and refuses what cannot become one.
func (m *mover) partners(t *target, all []claim, rule *rules.Unify) (base claim, others []claim, ok bool) {
	byPath := map[string]claim{}
	for _, c := range all {
		byPath[c.unit.src.path] = c
		if c.unit.src.path != rule.Base && !slices.Contains(rule.Absorb, c.unit.src.path) {
			m.fail(rule.Pos, "add `"+c.unit.src.path+"` to its `absorb:`", fmt.Sprintf("`unify` of `%s` does not say what becomes of the one in `%s`", rule.Name, c.unit.src.path))
			return base, nil, false
		}
	}
	for _, p := range append([]string{rule.Base}, rule.Absorb...) {
		c, there := byPath[p]
		if !there {
			m.fail(rule.Pos, "name files that the target takes `"+rule.Name+"` from, or the target itself", fmt.Sprintf("`%s` brings no `%s` to `%s`", p, rule.Name, t.path))
			return base, nil, false
		}
		if reason := c.unit.notUnitable(); reason != "" {
			m.fail(rule.Pos, "keep both, under different names: `names: { "+rule.Name+": … }`", fmt.Sprintf("%s: `%s` cannot become one with others: %s", c.place(), rule.Name, reason))
			return base, nil, false
		}
		if p != rule.Base {
			others = append(others, c)
		}
	}
	base = byPath[rule.Base]
	for _, c := range others {
		if reason := differs(base.unit, c.unit); reason != "" {
			m.fail(rule.Pos, "keep both, under different names: `names: { "+rule.Name+": … }`", fmt.Sprintf("%s and %s cannot become one: %s", base.place(), c.place(), reason))
			return base, nil, false
		}
	}
	return base, others, true
}

func (c claim) place() string { return c.unit.src.place(c.unit.src.items[c.unit.at()].Stmt.Start) }

func (u *unit) only() *scope.Item { return &u.src.items[u.at()] }

// notUnitable tells why a declaration cannot take part.
func (u *unit) notUnitable() string {
	it := u.only()
	switch {
	case len(u.items) != 1 || len(u.names) != 1:
		return "it is declared in several places, or together with others"
	case it.Class == nil && it.Object == nil:
		return "it is neither a class nor an object literal"
	case it.Flags&scope.Decorators != 0:
		return "it has decorators"
	}
	for _, x := range u.members() {
		if it.Class == nil && (x.Name == "" || strings.HasPrefix(x.Name, "...")) {
			return "it spreads another object"
		}
	}
	return ""
}

func (u *unit) members() []scope.Member {
	if it := u.only(); it.Class != nil {
		return it.Class.Members
	}
	return u.only().Object
}

// differs tells why two declarations differ in what is around their members.
func differs(a, b *unit) string {
	x, y := a.only(), b.only()
	switch {
	case (x.Class == nil) != (y.Class == nil):
		return "one is a class, the other an object"
	case x.Class == nil:
		return ""
	case y.Class.Extends.End > 0 && y.Class.Super != "" && y.Class.Super != x.Class.Super:
		return "they extend different classes"
	case generic(a) || generic(b):
		if generic(a) != generic(b) {
			return "one has type parameters, the other has none"
		}
	}
	return ""
}

// generic tells whether a class has type parameters of its own.
func generic(u *unit) bool {
	it := u.only()
	end := it.Class.Body.Start
	if it.Class.Extends.End > 0 {
		end = it.Class.Extends.Start
	}
	return strings.Contains(string(u.src.src[it.Stmt.Start:end]), "<")
}

// slot is what members compete for.
type slot struct {
	name   string
	static bool
	kind   scope.MemberKind
}

func slotOf(x *scope.Member) slot {
	k := x.Kind
	if k != scope.Getter && k != scope.Setter && k != scope.StaticBlock && k != scope.IndexSignature {
		k = scope.Method
	}
	return slot{x.Name, x.Static, k}
}

// absorbMembers joins the members of one absorbed declaration.
func (m *mover) absorbMembers(t *target, u *united, from *unit, rule *rules.Unify) {
	base := u.base.members()
	own := map[slot][]int{}
	for i := range base {
		own[slotOf(&base[i])] = append(own[slotOf(&base[i])], i)
	}
	groups, order := map[slot][]part{}, []slot{}
	list := from.members()
	for i := range list {
		s := slotOf(&list[i])
		if groups[s] == nil {
			order = append(order, s)
		}
		groups[s] = append(groups[s], part{from, &list[i]})
	}
	for _, s := range order {
		parts := groups[s]
		switch at := own[s]; {
		case s.kind == scope.StaticBlock:
			u.extra = append(u.extra, parts...)
		case len(at) == 0:
			m.addExtra(t, u, parts, rule)
		case m.sameMembers(u.base, at, parts):
		default:
			m.prefer(t, u, at, parts, rule)
		}
	}
}

// addExtra adds members that the base lacks, unless another absorbed declaration has brought them.
func (m *mover) addExtra(t *target, u *united, parts []part, rule *rules.Unify) {
	for _, have := range u.extra {
		if slotOf(have.member) == slotOf(parts[0].member) {
			if have.text() != parts[0].text() {
				m.fail(rule.Pos, fmt.Sprintf("unify them one after the other, or rename `%s` in one of them", have.member.Name),
					fmt.Sprintf("`%s` differs between `%s` and `%s`, and the base has none", have.member.Name, have.unit.src.path, parts[0].unit.src.path))
			}
			return
		}
	}
	u.extra = append(u.extra, parts...)
}

// sameMembers tells whether members are the same code, whose names mean the same.
func (m *mover) sameMembers(base *unit, at []int, parts []part) bool {
	if len(at) != len(parts) {
		return false
	}
	for k, i := range at {
		x := part{base, &base.members()[i]}
		if bareText(x.text()) != bareText(parts[k].text()) {
			return false
		}
		a, b := x.uses(), parts[k].uses()
		if len(a) != len(b) {
			return false
		}
		for j := range a {
			if !m.sameMeaning(base, parts[k].unit, a[j], b[j], map[[2]*unit]bool{{base, parts[k].unit}: true}) {
				return false
			}
		}
	}
	return true
}

func bareText(text string) string {
	return strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), ";, \n")
}

// uses are the uses of names within a member.
func (p part) uses() []scope.Use {
	var list []scope.Use
	for _, u := range p.unit.only().Uses {
		if u.Span.Start >= p.member.Span.Start && u.Span.End <= p.member.Span.End {
			list = append(list, u)
		}
	}
	return list
}

// prefer settles a member that differs: by the config's line, and only where callers of either see the
// same signature.
func (m *mover) prefer(t *target, u *united, at []int, parts []part, rule *rules.Unify) {
	name := parts[0].member.Name
	first := part{u.base, &u.base.members()[at[0]]}
	places := fmt.Sprintf("%s and %s", u.base.src.place(first.member.Decl.Start), parts[0].unit.src.place(parts[0].member.Decl.Start))
	if u.base.only().Class == nil {
		m.preferEntry(u, at, parts, rule, places)
		return
	}
	if len(at) != 1 || len(parts) != 1 || bareText(slice(u.base.src, first.member.Signature)) != bareText(slice(parts[0].unit.src, parts[0].member.Signature)) {
		m.fail(rule.Pos, fmt.Sprintf("rename `%s` in one of them first, or keep both classes, under different names", name),
			fmt.Sprintf("`%s` of `%s` has two signatures, at %s: those who call one would get the other", name, rule.Name, places))
		return
	}
	switch rule.Prefer[name] {
	case u.base.src.path:
	case parts[0].unit.src.path:
		u.replaced[at[0]] = parts[0]
	default:
		m.fail(rule.Pos, fmt.Sprintf("say which stays: `prefer: { %s: %s }`, or `%s`", name, u.base.src.path, parts[0].unit.src.path),
			fmt.Sprintf("`%s` of `%s` differs at %s", name, rule.Name, places))
	}
}

// preferEntry settles an entry of a registry: another value is another message on the wire.
func (m *mover) preferEntry(u *united, at []int, parts []part, rule *rules.Unify, places string) {
	name := parts[0].member.Name
	if !rule.Wire {
		m.fail(rule.Pos, "those who send one would no longer meet those who listen to the other; if that is meant, write `wire: accept`",
			fmt.Sprintf("`%s.%s` has two values, at %s", rule.Name, name, places))
		return
	}
	if rule.Prefer[name] == parts[0].unit.src.path && len(at) == 1 {
		u.replaced[at[0]] = parts[0]
	}
}
