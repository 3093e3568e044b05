package tree

import (
	"fmt"
	"path"
	"strings"
)

// code writes a module: imports, types, then functions until it is long enough.
func (g *generator) code(m *module) string {
	b := &strings.Builder{}
	if m.kind == page || m.kind == component && g.IntN(3) == 0 {
		b.WriteString("\"use client\";\n\n")
	}
	g.importsOf(b, m)
	g.types(b, m)
	size := g.size/2 + g.IntN(g.size+1)
	switch m.kind {
	case hook:
		g.hook(b, m)
	case component, page:
		g.component(b, m)
	case realtime:
		g.channel(b, m)
	}
	for n := 0; b.Len() < size || n == 0; n++ {
		if n%5 == 4 {
			g.class(b, m, n)
		} else {
			g.function(b, m, n)
		}
	}
	return b.String()
}

func (g *generator) importsOf(b *strings.Builder, m *module) {
	if m.kind == component || m.kind == page || m.kind == hook {
		b.WriteString("import { useCallback, useEffect, useMemo, useState } from \"react\";\n")
	}
	if m.kind == realtime {
		b.WriteString("import { createClient } from \"@supabase/supabase-js\";\n")
	}
	for _, to := range m.imports {
		specifier := "@/" + strings.TrimSuffix(to.path, path.Ext(to.path))
		if path.Dir(to.path) == path.Dir(m.path) {
			specifier = "./" + path.Base(specifier)
		}
		switch g.IntN(4) {
		case 0:
			fmt.Fprintf(b, "import type { %sRecord } from \"%s\";\nimport { load%s } from \"%s\";\n", to.name, specifier, to.name, specifier)
		case 1:
			fmt.Fprintf(b, "import {\n  load%s,\n  type %sRecord,\n} from '%s'\n", to.name, to.name, specifier)
		default:
			fmt.Fprintf(b, "import { load%s } from \"%s\";\n", to.name, specifier)
		}
	}
	b.WriteString("\n")
}

func (g *generator) word() string { return words[g.IntN(len(words))] }

func (g *generator) types(b *strings.Builder, m *module) {
	fmt.Fprintf(b, "/**\n * What the %s keeps of one %s, as the server sends it.\n */\nexport interface %sRecord {\n  id: string;\n", g.word(), g.word(), m.name)
	for i := range 4 + g.IntN(8) {
		fmt.Fprintf(b, "  %s%d?: %s;\n", g.word(), i, []string{"string", "number | null", "Array<string>", "Record<string, unknown>", "'open' | 'closed'", "Date"}[g.IntN(6)])
	}
	fmt.Fprintf(b, "}\n\nexport type %sState = { kind: \"idle\" } | { kind: \"ready\"; records: %sRecord[] } | { kind: 'failed'; reason: string };\n\n", m.name, m.name)
	fmt.Fprintf(b, "const %s_PATTERN = /^[a-z]+(?:-[a-z0-9]+)*\\/%s$/i;\n\n", strings.ToUpper(m.name), g.word())
	fmt.Fprintf(b, "export async function load%s(id: string, limit = %d): Promise<%sState> {\n", m.name, 10+g.IntN(90), m.name)
	fmt.Fprintf(b, "  if (!%s_PATTERN.test(id)) return { kind: \"failed\", reason: `${id} is no %s` };\n", strings.ToUpper(m.name), g.word())
	for _, to := range m.imports {
		fmt.Fprintf(b, "  const from%s = await load%s(id, limit / 2);\n  if (from%s.kind === \"failed\") return { kind: \"failed\", reason: from%s.reason };\n", to.name, to.name, to.name, to.name)
	}
	b.WriteString("  return { kind: \"ready\", records: [{ id }] };\n}\n\n")
}

func (g *generator) function(b *strings.Builder, m *module, n int) {
	w := g.word()
	fmt.Fprintf(b, "// Sums what each %s holds of a %s, the newest first; `import` and \"export\" in here are words.\n", w, g.word())
	fmt.Fprintf(b, "export function %s%d%s(records: readonly %sRecord[], options: { %s?: number; since?: Date } = {}): Map<string, number> {\n", w, n, m.name, m.name, w)
	fmt.Fprintf(b, "  const totals = new Map<string, number>();\n  for (const [index, record] of records.entries()) {\n")
	for range 2 + g.IntN(4) {
		a, c := g.word(), g.word()
		fmt.Fprintf(b, "    const %s = record.id.replace(/[^\\w/]+/g, \"-\").split('/').filter((part) => part.length > %d);\n", a+fmt.Sprint(b.Len()), g.IntN(9))
		fmt.Fprintf(b, "    if (index %% %d === 0 && options.since && Date.now() - options.since.getTime() > %d) {\n", 2+g.IntN(7), g.IntN(90000))
		fmt.Fprintf(b, "      totals.set(`%s:${record.id}:${index + 1}`, (totals.get(record.id) ?? 0) + %d);\n    }\n", c, g.IntN(100))
	}
	b.WriteString("  }\n  return totals;\n}\n\n")
}

func (g *generator) class(b *strings.Builder, m *module, n int) {
	w := camel(g.word())
	fmt.Fprintf(b, "export class %s%d%s<T extends %sRecord = %sRecord> {\n  private readonly kept = new Map<string, T>();\n\n", w, n, m.name, m.name, m.name)
	for i := range 2 + g.IntN(3) {
		fmt.Fprintf(b, "  /* %s before %s, so that nothing is lost. */\n  public %s%d(record: T, ...rest: T[]): this {\n", g.word(), g.word(), g.word(), i)
		b.WriteString("    for (const each of [record, ...rest]) {\n      if (this.kept.size < 1 << 10) this.kept.set(each.id, { ...each });\n    }\n    return this;\n  }\n\n")
	}
	b.WriteString("  get size(): number { return this.kept.size; }\n}\n\n")
}

func (g *generator) hook(b *strings.Builder, m *module) {
	fmt.Fprintf(b, "export function use%s(id: string) {\n  const [state, setState] = useState<%sState>({ kind: \"idle\" });\n", m.name, m.name)
	fmt.Fprintf(b, "  const reload = useCallback(async () => setState(await load%s(id)), [id]);\n", m.name)
	b.WriteString("  useEffect(() => {\n    void reload();\n  }, [reload]);\n  return useMemo(() => ({ state, reload }), [state, reload]);\n}\n\n")
}

func (g *generator) component(b *strings.Builder, m *module) {
	if m.kind == page {
		b.WriteString("export default ")
	} else {
		b.WriteString("export ")
	}
	fmt.Fprintf(b, "function %sView({ id, title = \"%s\" }: { id: string; title?: string }) {\n", m.name, g.word())
	fmt.Fprintf(b, "  const [state, setState] = useState<%sState>({ kind: \"idle\" });\n", m.name)
	fmt.Fprintf(b, "  useEffect(() => {\n    load%s(id).then(setState);\n  }, [id]);\n", m.name)
	b.WriteString("  if (state.kind !== \"ready\") return <p className=\"muted\">It isn't here yet &amp; may never be: {state.kind}</p>;\n  return (\n    <section aria-label={title}>\n")
	for range 2 + g.IntN(6) {
		fmt.Fprintf(b, "      <div className={`%s ${state.records.length > %d ? \"wide\" : 'narrow'}`} onClick={() => setState({ kind: \"idle\" })}>\n", g.word(), g.IntN(9))
		fmt.Fprintf(b, "        {state.records.map((record) => <span key={record.id}>Don't import {record.id} from the %s</span>)}\n      </div>\n", g.word())
	}
	b.WriteString("    </section>\n  );\n}\n\n")
}

func (g *generator) channel(b *strings.Builder, m *module) {
	fmt.Fprintf(b, "export const %sClient = createClient(\"https://db.example\", \"key\");\n\n", m.name)
	fmt.Fprintf(b, "export function subscribe%s(id: string, seen: (event: string) => void) {\n", m.name)
	fmt.Fprintf(b, "  return %sClient.channel(`org:${id}:%s`).on(\"broadcast\", { event: \"%s_created\" }, () => seen(\"%s_created\")).subscribe();\n}\n\n", m.name, g.word(), g.word(), g.word())
}
