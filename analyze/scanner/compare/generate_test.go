package compare

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestGenerated compares on modules that are made up at random, the same ones each time. RTC_COMPARE_MODULES
// sets how many, RTC_COMPARE_SEED the first of their seeds, RTC_COMPARE_KEEP a folder to keep them in.
func TestGenerated(t *testing.T) {
	count, first := number(t, "RTC_COMPARE_MODULES", 500), number(t, "RTC_COMPARE_SEED", 1)
	dir := os.Getenv("RTC_COMPARE_KEEP")
	if dir == "" {
		dir = t.TempDir()
	}
	var files []string
	for seed := first; seed < first+count; seed++ {
		ext := [...]string{".ts", ".tsx", ".js", ".mts"}[seed%4]
		path := filepath.Join(dir, fmt.Sprintf("seed-%d%s", seed, ext))
		if err := os.WriteFile(path, []byte(generate(uint64(seed), ext)), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	n := compareAll(t, files)
	if n.unparsed > count/10 {
		t.Errorf("%d of %d modules are not valid: the generator is at fault", n.unparsed, count)
	}
}

func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q, want a number from 1", variable, text)
	}
	return n
}

// generator makes up modules that TypeScript parses, in the forms that scanners without a tree get wrong.
type generator struct {
	*rand.Rand
	types, jsx bool // what the language has
	depth      int  // of what is being made
	names      int  // so far
	async      bool // `await` is a keyword: at the top level, in async functions
}

func generate(seed uint64, ext string) string {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 2)), types: ext != ".js", jsx: ext == ".tsx" || ext == ".js", async: true}
	var b strings.Builder
	if g.IntN(4) == 0 {
		b.WriteString(g.pick("#!/usr/bin/env node\n", "\ufeff", "/// <reference path='./ref.d.ts' />\n", "'use client'\n", "\"use strict\";\n", "/** @fileoverview import('x') */\n"))
	}
	for range 1 + g.IntN(6) {
		b.WriteString(g.statement(true))
	}
	text := b.String()
	if g.IntN(8) == 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

func (g *generator) pick(list ...string) string { return list[g.IntN(len(list))] }

// some is one of the functions' results, called only when it is chosen.
func (g *generator) some(list ...func() string) string { return list[g.IntN(len(list))]() }

// name is a new one.
func (g *generator) name() string {
	g.names++
	return g.pick("a", "b", "$c", "_d", "é", "type", "from", "of", "async", "get", "module", "require1", "importer", "exports", "as") + strconv.Itoa(g.names)
}

// used is a name in an expression; some are keywords elsewhere.
func (g *generator) used() string {
	return g.pick("a", "b", "c1", "$", "_", "type", "from", "of", "as", "get", "set", "module", "async1", "namespace", "declare", "is", "ünder", "\\u0061bc", "require1", "x.import", "y.require", "z?.export", "this")
}

// gap is what may stand between tokens where a line may end; tight where it may not.
func (g *generator) gap() string {
	return g.pick(" ", " ", " ", " ", "\n", "\n  ", "\t", "/* import 'no' */", " /* } ' ` */ ", " // export * from 'no'\n", "\u00a0", " /** @see {import('no')} */ ")
}

func (g *generator) tight() string {
	return g.pick(" ", " ", " ", "  ", "\t", "/**/", " /* ' */ ", "\u00a0")
}

// maybe is the text half of the time.
func (g *generator) maybe(text string) string {
	if g.IntN(2) == 0 {
		return ""
	}
	return text
}

// specifier is a module's name in quotes.
func (g *generator) specifier() string {
	quote := g.pick("'", `"`)
	return quote + g.pick("./a", "../b.js", "@/lib/c", "d", "node:fs", "./e?raw", "./\\x66", "./\\u{67}", "./h/", "é", "./it\\"+quote+"s") + quote
}

// end ends a statement.
func (g *generator) end() string {
	return g.pick(";\n", ";\n", ";\n", ";", "\n;\n", " ; // from 'no'\n", ";/* ` */\n")
}

// lineEnd may leave the semicolon to the line's end: for statements that nothing after them can continue.
func (g *generator) lineEnd() string { return g.pick(";\n", ";", "\n", "\n\n", "// import 'no'\n") }

// deeper makes something within something, or what is simple when there is enough of it.
func (g *generator) deeper(simple string, list ...func() string) string {
	const deepest = 4
	if g.depth >= deepest {
		return simple
	}
	g.depth++
	defer func() { g.depth-- }()
	return g.some(list...)
}

// list makes up to n of something, joined.
func (g *generator) list(n int, separator string, item func() string) string {
	var all []string
	for range g.IntN(n + 1) {
		all = append(all, item())
	}
	return strings.Join(all, separator)
}
