package scanner_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"rtconsolidate/analyze/scanner"
)

type pathologicalCase struct{ name, head, unit, tail string }

// pathological lists texts of n units that break scanners which recurse, or look back and forth without bound.
func pathological(n int) []pathologicalCase {
	return []pathologicalCase{
		{"nested templates", "", "`${", ""},
		{"nested templates, closed", "", "`${", strings.Repeat("}`", n)},
		{"nested elements", "x = ", "<a>", ""},
		{"nested elements, closed", "x = ", "<a>", strings.Repeat("</a>", n)},
		{"elements in attributes", "x = ", "<a b=", ""},
		{"elements in braces", "x = ", "<a>{", ""},
		{"parentheses", "", "(", strings.Repeat(")", n)},
		{"closing brackets", strings.Repeat("(", n), "}", ""},
		{"braces", "", "{", strings.Repeat("}", n)},
		{"type arguments", "const a: ", "A<", strings.Repeat(">", n)},
		{"open type arguments", "const a = ", "b<c, d = ", ""},
		{"generic calls", "const a = 1, b = ", "require<", ""},
		{"arrows that may be elements", "x = ", "<T>(", ""},
		{"comments that end with a carriage return", "", "//a\rimport './a'\r", ""},
		{"comments that end with a paragraph separator", "", "//a\u2029import './a'\u2028", ""},
		{"open comments", "", "/* ", ""},
		{"open strings", "", "\"a\n", ""},
		{"open regular expressions", "", "=/[", ""},
		{"a regular expression at every place", "x", "=/a/", ""},
		{"divisions", "x", "/a", ""},
		{"imports of imports", "", "import(", strings.Repeat(")", n)},
		{"requires of requires", "", "require(a,", ""},
		{"callbacks in callbacks", "", "import('a').then(m => ", ""},
		{"awaits", "x = ", "(await ", ""},
		{"import clauses", "import {", "a as b, ", ""},
		{"imports without end", "", "import {a, ", ""},
		{"exports without end", "", "export * as ", ""},
		{"export lists", "", "export {a,", ""},
		{"patterns", "const ", "{a: ", ""},
		{"patterns with defaults", "const ", "{a = ", ""},
		{"declared patterns", "", "const {a = ", ""},
		{"array patterns", "const ", "[a = ", ""},
		{"namespaces", "", "namespace A { export {x}; ", strings.Repeat("}", n)},
		{"modules", "", "declare module 'a' { const b: c; ", strings.Repeat("}", n)},
		{"doc comments", "", "/** @type {import('a').B} */\n", ""},
		{"open doc types", "/** ", "@type {", "import */"},
		{"doc imports", "/** ", "@import {", " */"},
		{"mocks", "", "jest.mock('a')", ""},
		{"chained mocks", "jest", ".mock('a', ", ""},
		{"bangs", "", "!", "/a/"},
		{"comments before divisions", "a", "/**/", "/ 2"},
		{"decorators", "", "@a ", ""},
		{"mentions of one name", "import('a').then(m => ", "m, ", ""},
		{"exports of one name", "", "export const a = 1;", ""},
		{"references", "", "/// <reference path='a' />\n", ""},
		{"directives", "", "'a';", ""},
		{"bytes that are no text", "", "\xff\xfe\x00", ""},
		{"module declarations, names behind", "", "declare module 'a' { ", strings.Repeat("const b: c }", n)},
		{"imports in blocks", "", "{ import a from 'b'\n", ""},
		{"imports in one block", "{", "import a from 'b'\n", ""},
		{"bodies of do", "", "do {", strings.Repeat("} while (a)\n", n)},
		{"class expressions", "x = ", "class { a = ", strings.Repeat("} / 2", n)},
		{"function expressions", "x = `", "${function () { `", ""},
		{"types of variables", "const a: ", "A<B, C>[] | ", "D"},
		{"type parameters of methods", "const a: ", "A<{ m<T = ", ""},
		{"template types", "type A = ", "`${typeof import('a')}` | ", "B"},
		{"spaces before divisions", "x", "          ", "/ 2"},
		{"labels", "", "a: {", ""},
		{"shifts at line ends", "const a = 1", " >>\n b", ""},
		{"comments in lists", "const a = 1", ", /* b */ /* c */ c = 1", ""},
		{"strings behind comments", "{", "/**/'a';", ""},
		{"comparisons", "const a = ", "b < c, ", ""},
		{"exported lists in namespaces", "namespace A {", "export { b as c };", "}"},
	}
}

// TestPathological scans such texts. RTC_PATHOLOGICAL_UNITS makes them smaller, for TestLinear.
func TestPathological(t *testing.T) {
	n := 100_000
	if text := os.Getenv("RTC_PATHOLOGICAL_UNITS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range pathological(n) {
		t.Run(test.name, func(t *testing.T) {
			src := []byte(test.head + strings.Repeat(test.unit, n) + test.tail)
			for _, name := range []string{"a.ts", "a.tsx", "a.d.ts", "a.js"} {
				if err := checkModule(src, scanner.ScanFile(name, src)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

// TestPathologicalBlocks does the same to the formats that hold code in blocks.
func TestPathologicalBlocks(t *testing.T) {
	const n = 100_000
	tests := []struct{ name, unit string }{
		{"a.vue", "<script>import 'a'</script>\n"},
		{"a.vue", "<script "},
		{"a.vue", "<script a='"},
		{"a.vue", "<!--"},
		{"a.svelte", "<script lang=ts>"},
		{"a.astro", "---\n"},
		{"a.astro", "a --- b"},
		{"a.mdx", "import 'a'\n\n"},
		{"a.mdx", "export const a = {\n\n"},
		{"a.mdx", "```\n"},
	}
	for _, test := range tests {
		t.Run(test.name+" "+test.unit, func(t *testing.T) {
			src := []byte(strings.Repeat(test.unit, n))
			if err := checkModule(src, scanner.ScanFile(test.name, src)); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestLongLine scans 50 MB without a line end.
func TestLongLine(t *testing.T) {
	unit := "function f(a,b){return a/b<c?`x${a}`:/[/]/.test(b)};import('./x');"
	src := []byte(strings.Repeat(unit, 50_000_000/len(unit)))
	m := scanner.Scan(src, scanner.JS)
	if want := 50_000_000 / len(unit); len(m.Refs) != want || len(m.Diags) > 0 {
		t.Fatalf("found %d references and %d diagnostics, want %d and none", len(m.Refs), len(m.Diags), want)
	}
	last := m.Refs[len(m.Refs)-1]
	if last.Line != 1 || last.Column != last.Spec.Start+1 {
		t.Errorf("the last reference is at %d:%d, want 1:%d", last.Line, last.Column, last.Spec.Start+1)
	}
}
