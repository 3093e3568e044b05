package propose

import (
	"fmt"
	"strings"
)

// YAML writes the draft as a config, with a reason for each line.
func (d *Draft) YAML() []byte {
	text, _ := d.render()
	return []byte(text)
}

// render writes the config, and tells what each of its lines (from 1) stands for.
func (d *Draft) render() (string, map[int]place) {
	w := &writer{at: map[int]place{}}
	for _, n := range d.Notes {
		w.put(strings.TrimSpace("# " + oneLine(n)))
	}
	for _, n := range d.nodes() {
		w.write(n, 0, -1, place{})
	}
	return w.out.String(), w.at
}

func (d *Draft) nodes() []*node {
	list := []*node{{text: "version: 1"}, {text: "entry: " + quoted(d.Entry), note: d.Reason}}
	if d.Import != "" {
		list = append(list, &node{text: "import: " + quotedAlways(d.Import)})
	}
	if d.Server != "" {
		list = append(list, &node{text: "server: " + d.server(), note: "for what a browser cannot run"})
	}
	phases := &node{text: "phases:"}
	for _, p := range d.Phases {
		if n := d.phase(p); n != nil {
			phases.add(n)
		}
	}
	if len(phases.kids) > 0 {
		list = append(list, phases)
	}
	list = append(list, d.decisions()...)
	list = append(list, d.compats()...)
	return append(list, &node{text: "shims: { deprecate: jsdoc }"}, &node{text: "gate: { baseline: rtconsolidate.baseline }"})
}

func (d *Draft) server() string {
	if d.ServerImport == "" {
		return "{ entry: " + quoted(d.Server) + " }"
	}
	return "{ entry: " + quoted(d.Server) + ", import: " + quotedAlways(d.ServerImport) + " }"
}

func quotedAlways(s string) string {
	if q := quoted(s); strings.HasPrefix(q, `"`) {
		return q
	}
	return `"` + s + `"`
}

func (d *Draft) phase(p *Phase) *node {
	n := &node{text: "- name: " + quoted(p.Name), prose: p.Notes, off: p.Off != "", place: place{phase: p}}
	if p.Off != "" {
		n.prose = append(append([]string{}, p.Notes...), "For later: "+p.Off)
	}
	if p.Entry != "" {
		n.add(&node{text: "entry: " + quoted(p.Entry), weak: true})
	}
	targets := &node{text: "targets:"}
	for _, t := range p.Targets {
		if d.entryHas(p, t) {
			continue
		}
		targets.add(d.target(p, t, nil))
	}
	if entry := d.entryTarget(p); entry != nil {
		targets.add(entry)
	}
	if len(targets.kids) > 0 {
		n.add(targets)
	}
	if len(p.Keep) > 0 {
		keep := &node{text: "keep:"}
		for _, k := range p.Keep {
			keep.add(&node{text: "- " + quoted(k.Path), note: k.Note, place: place{phase: p}})
		}
		n.add(keep)
	}
	n.add(removals(p)...)
	if len(n.kids) == 0 || len(n.kids) == 1 && n.kids[0].weak {
		return nil
	}
	return n
}

// entryHas tells whether a target is the entry itself, whose lines join the re-exports.
func (d *Draft) entryHas(p *Phase, t *Target) bool {
	return t.File == d.Entry && t.Off == "" && p.Entry == "" && t.Move == ""
}

// entryTarget is the target of the entry: its own actions and the re-exports of the phase.
func (d *Draft) entryTarget(p *Phase) *node {
	own := &Target{File: d.Entry}
	for _, t := range p.Targets {
		if d.entryHas(p, t) {
			own = t
		}
	}
	if len(p.Reexport) == 0 && len(own.sources()) == 0 {
		return nil
	}
	return d.target(p, own, p.Reexport)
}

func (d *Draft) target(p *Phase, t *Target, reexport []Source) *node {
	n := &node{text: "- file: " + quoted(t.File), prose: t.Notes, off: t.Off != "", place: place{phase: p, target: t}}
	if t.Off != "" {
		n.prose = append(append([]string{}, t.Notes...), "For later: "+t.Off)
	}
	if t.Move != "" {
		n.add(&node{text: "move: " + quoted(t.Move)})
	}
	for _, l := range t.lists() {
		if len(*l.list) > 0 {
			n.add(sources(p, t, l.verb, *l.list))
		}
	}
	if len(reexport) > 0 {
		n.add(sources(p, nil, "reexport", reexport))
	}
	return n
}

func sources(p *Phase, t *Target, verb string, list []Source) *node {
	n := &node{text: verb + ":"}
	for i := range list {
		s := &list[i]
		at := place{phase: p, target: t, source: s}
		if t == nil {
			at = place{phase: p, file: s.From}
		}
		if s.Why != "" {
			n.add(&node{text: "- " + s.text(), note: join(s.Note, s.Why), off: true, choice: true, place: at})
			continue
		}
		n.add(&node{text: "- " + s.text(), note: s.Note, off: s.Off, choice: s.Off, place: at})
	}
	return n
}

func (s Source) text() string {
	if len(s.Names)+len(s.Kinds) == 0 {
		return quoted(s.From)
	}
	text := "{ from: " + quoted(s.From)
	if len(s.Names) > 0 {
		text += ", names: " + flow(s.Names)
	}
	if len(s.Kinds) > 0 {
		text += ", kinds: " + flow(s.Kinds)
	}
	return text + " }"
}

func removals(p *Phase) []*node {
	if len(p.Remove) == 0 {
		return nil
	}
	n := &node{text: "remove:", prose: []string{"Uncomment to have these gone; importers of a twin are re-pointed to the one that stays."}, off: true}
	for _, r := range p.Remove {
		if r.Use == "" {
			n.add(&node{text: "- " + quoted(r.Path), note: r.Note})
			continue
		}
		n.add(&node{text: fmt.Sprintf("- { file: %s, use: %s }", quoted(r.Path), quoted(r.Use)), note: r.Note})
	}
	return []*node{n}
}

func (d *Draft) decisions() []*node {
	if len(d.Names) == 0 {
		return nil
	}
	n := &node{text: "names:", prose: []string{"Proposals: who gets a name that several files declare. Change what is not right;",
		"the entry offers the others under the alias given here."}}
	for _, c := range d.Names {
		var others []string
		for _, o := range c.Others {
			others = append(others, quoted(o.Path)+": "+quoted(o.Name))
		}
		n.add(&node{text: fmt.Sprintf("%s: { prefer: %s, others: { %s } }", quoted(c.Name), quoted(c.Prefer), strings.Join(others, ", ")),
			note: c.Note})
	}
	return []*node{n}
}

func (d *Draft) compats() []*node {
	if len(d.Compat) == 0 {
		return nil
	}
	n := &node{text: "compat:", prose: []string{"Extra exports of the entry, for code that knows a declaration by another name."}}
	for i := range d.Compat {
		c := &d.Compat[i]
		k := &node{text: fmt.Sprintf("%s: { from: %s, name: %s }", quoted(c.As), quoted(c.From), quotedStar(c.Name)), note: c.Note,
			off: c.Off != "", place: place{compat: c}}
		if c.Off != "" {
			k.prose = []string{"For later: " + c.Off}
		}
		n.add(k)
	}
	return []*node{n}
}

func quotedStar(s string) string {
	if s == "*" {
		return `"*"`
	}
	return quoted(s)
}
