package mover

import (
	"fmt"
	"slices"
	"strings"

	"rtconsolidate/rules"
)

// decide follows the config about a name that several exported declarations have; without a decision it
// refuses, and spells the choice out.
func (m *mover) decide(t *target, name string, rivals []claim, own bool) {
	d, ok := m.Config.Names[name]
	for _, c := range rivals {
		alias := d.Others[c.unit.src.path]
		switch {
		case ok && d.Prefer == c.unit.src.path && !own:
			alias = name
		case ok && d.Prefer == c.unit.src.path:
			m.fail(d.Pos, "prefer `"+t.path+"`, or rename it there first", fmt.Sprintf("`%s` is exported by the target `%s` itself, which keeps its names", name, t.path))
			continue
		}
		if alias == "" {
			m.fail(t.rule.Pos, m.choice(t, name, rivals, own), m.contest(t, name, rivals, own))
			return
		}
		if alias != name && t.publicTaken(alias) {
			m.fail(d.Pos, "choose another alias", fmt.Sprintf("`%s` exports `%s` already", t.path, alias))
			continue
		}
		m.grant(t, c, alias)
	}
}

func (t *target) publicTaken(name string) bool {
	if t.exportsItself(name) {
		return true
	}
	for _, names := range t.publics {
		for _, p := range names {
			if p == name {
				return true
			}
		}
	}
	return false
}

func (m *mover) contest(t *target, name string, rivals []claim, own bool) string {
	var places []string
	if own {
		places = append(places, "`"+t.path+"` itself")
	}
	for _, c := range rivals {
		places = append(places, c.unit.src.place(c.unit.src.items[c.unit.at()].Stmt.Start))
	}
	return fmt.Sprintf("`%s` would be declared %d times in `%s`: %s", name, len(places), t.path, strings.Join(places, ", "))
}

func (m *mover) choice(t *target, name string, rivals []claim, own bool) string {
	prefer, others := t.path, []string{}
	for i, c := range rivals {
		if i == 0 && !own {
			prefer = c.unit.src.path
			continue
		}
		others = append(others, c.unit.src.path+": ALIAS")
	}
	hint := fmt.Sprintf("say who gets it under `names:`, as in `%s: { prefer: %s, others: { %s } }`", name, prefer, strings.Join(others, ", "))
	if !own && unifiable(rivals) {
		hint += fmt.Sprintf("; or make them one with `unify: [{ name: %s, base: %s, absorb: [%s] }]`", name, prefer, rivals[1].unit.src.path)
	}
	return hint
}

func unifiable(rivals []claim) bool {
	return !slices.ContainsFunc(rivals, func(c claim) bool {
		return len(c.unit.items) != 1 || c.unit.src.items[c.unit.at()].Class == nil
	})
}

func (t *target) unifies(name string) *rules.Unify {
	for i := range t.rule.Unify {
		if t.rule.Unify[i].Name == name {
			return &t.rule.Unify[i]
		}
	}
	return nil
}
