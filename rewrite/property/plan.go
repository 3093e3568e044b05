package property

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// makePlan makes up a plan for a program: each module is left alone, re-exported, moved, merged with
// others, taken apart, or kept; names that several export are decided.
func makePlan(r *rand.Rand, p *program) string {
	w := &planWriter{Rand: r, program: p, targets: map[string][]string{}}
	order := r.Perm(len(p.modules))
	phases := 1 + r.IntN(2)
	var b strings.Builder
	b.WriteString("version: 1\nentry: lib/rt/index.ts\n")
	if r.IntN(3) > 0 {
		b.WriteString("import: \"@/lib/rt\"\n")
	}
	b.WriteString("phases:\n")
	some := false
	for i := range phases {
		part := order[i*len(order)/phases : (i+1)*len(order)/phases]
		if text := w.phase(i, part); text != "" {
			b.WriteString(text)
			some = true
		}
	}
	if !some {
		b.WriteString(w.reexportAll())
	}
	b.WriteString(w.names())
	return b.String()
}

type planWriter struct {
	*rand.Rand
	program *program
	targets map[string][]string
}

func (w *planWriter) phase(n int, part []int) string {
	var merged, reexported, lines []string
	for _, i := range part {
		m := w.program.modules[i]
		switch w.IntN(6) {
		case 0:
			reexported = append(reexported, m.path)
		case 1:
			lines = append(lines, fmt.Sprintf("      - { file: lib/rt/moved%d.ts, move: %s }", i, m.path))
		case 2:
			if text := w.part(i, m); text != "" {
				lines = append(lines, text)
			}
		case 3, 4, 5:
			merged = append(merged, m.path)
		}
	}
	if len(merged) > 0 {
		lines = append(lines, fmt.Sprintf("      - { file: lib/rt/target%d.ts, merge: [%s] }", n, strings.Join(merged, ", ")))
	}
	entry := w.IntN(6) == 0
	if len(reexported) > 0 && !entry {
		lines = append(lines, fmt.Sprintf("      - { file: lib/rt/index.ts, reexport: [%s] }", strings.Join(reexported, ", ")))
	}
	if len(lines) == 0 {
		return ""
	}
	head := fmt.Sprintf("  - name: p%d\n", n)
	if entry {
		head += "    entry: none\n"
	}
	return head + "    targets:\n" + strings.Join(lines, "\n") + "\n"
}

// part takes some declarations of a module away.
func (w *planWriter) part(i int, m *module) string {
	if len(m.decls) == 0 {
		return ""
	}
	if w.IntN(3) == 0 {
		return fmt.Sprintf("      - { file: lib/rt/part%d.ts, take: [{ from: %s, kinds: [%s] }] }", i, m.path, []string{"function", "class", "interface"}[w.IntN(3)])
	}
	d := m.decls[w.IntN(len(m.decls))]
	return fmt.Sprintf("      - { file: lib/rt/part%d.ts, extract: [{ from: %s, names: [%s] }] }", i, m.path, d.name)
}

func (w *planWriter) reexportAll() string {
	var paths []string
	for _, m := range w.program.modules {
		paths = append(paths, m.path)
	}
	return "  - name: all\n    targets:\n      - { file: lib/rt/index.ts, reexport: [" + strings.Join(paths, ", ") + "] }\n"
}

// names decides every name that several modules offer.
func (w *planWriter) names() string {
	by := map[string][]string{}
	for _, m := range w.program.modules {
		for _, e := range m.exports {
			if e.name != "default" {
				by[e.name] = append(by[e.name], m.path)
			}
		}
		for _, d := range m.decls {
			if !slices.Contains(by[d.name], m.path) {
				by[d.name] = append(by[d.name], m.path)
			}
		}
	}
	var lines []string
	for name, paths := range by {
		if len(paths) < 2 {
			continue
		}
		var others []string
		for _, p := range paths[1:] {
			stem := strings.TrimSuffix(p[strings.LastIndexByte(p, '/')+1:], ".ts")
			others = append(others, fmt.Sprintf("%s: %sOf%s", p, name, strings.ToUpper(stem)))
		}
		lines = append(lines, fmt.Sprintf("  %s: { prefer: %s, others: { %s } }", name, paths[0], strings.Join(others, ", ")))
	}
	if len(lines) == 0 {
		return ""
	}
	slices.Sort(lines)
	return "names:\n" + strings.Join(lines, "\n") + "\n"
}
