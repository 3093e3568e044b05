package compare

import (
	"fmt"
	"strings"
	"testing"

	"rtconsolidate/analyze"
)

func TestNormal(t *testing.T) {
	for _, c := range [][2]string{
		{"a ( b , c )", "a(b,c)"},
		{"{ a: 'x', }", `{a:"x"}`},
		{"f()\n  g();", "f()g()"},
		{"return   x;\n", "return x"},
		{"['; ', \", }\"]", `["; ",", }"]`},
		{"`a ${ {b: `}`} } c`", "`a ${ {b: `}`} } c`"},
		{`'it\'s'`, `'it\'s'`},
		{"for (;;) {}", "for(;;){}"},
	} {
		if got := Normal([]byte(c[0])); got != c[1] {
			t.Errorf("Normal(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func FuzzNormalTwiceIsNormal(f *testing.F) {
	f.Add("a ( 'b', `${c}` , )\n;")
	f.Fuzz(func(t *testing.T, code string) {
		once := Normal([]byte(code))
		if twice := Normal([]byte(once)); twice != once && !strings.ContainsAny(code, "'\"`;,") {
			t.Errorf("%q became %q, then %q", code, once, twice)
		}
	})
}

// table writes a comparison, one row a line.
func table(c *Comparison) string {
	var b strings.Builder
	for _, d := range c.Declarations {
		fmt.Fprintf(&b, "%s %s", d.Kind, d.Trouble)
		for _, p := range d.Places {
			fmt.Fprintf(&b, " %s:%d", p.File, p.Line)
			if !p.Exported {
				b.WriteString(" local")
			}
			if p.Importers > 0 {
				fmt.Fprintf(&b, " <-%d", p.Importers)
			}
		}
		b.WriteByte('\n')
	}
	for _, r := range c.Rows {
		fmt.Fprintf(&b, "%s [%s]", r.Name, r.Verdict)
		for _, cell := range r.Cells {
			text := cell.Text
			if !cell.Has {
				text = "-"
			}
			fmt.Fprintf(&b, " | %s", text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestClasses(t *testing.T) {
	repo := analyze.Load(analyze.Memory{
		"a.ts": `export class Manager extends Base {
  private static one: Manager;
  static getInstance(): Manager { return this.one }
  join(id: string): void { this.open(id); } // opens
  leave(id: string) {}
  send(x: A): void;
  send(x: B): void;
  send(x: any) {}
}`,
		"b.ts": `class Manager {
  static getInstance(): Manager {
    return this.one;
  }
  join(id: string): void {
    log(id)
  }
  leave(id: number) {}
  get size() { return 1 }
}
export { Manager }`,
		"copy/a.ts": `/* the same */ export class Manager extends Base {
  private static one: Manager
  static getInstance(): Manager { return this.one }
  join(id: string): void { this.open(id) }
  leave(id: string) {}
  send(x: A): void
  send(x: B): void
  send(x: any) {}
}`,
		"use.ts":  "import { Manager } from './b'",
		"else.ts": "const Manager = 1",
	}, analyze.Options{})
	want := `class  b.ts:1 <-1
class  a.ts:1 copy/a.ts:1
variable  else.ts:1 local
static getInstance [same] | static getInstance(): Manager | static getInstance(): Manager | -
join [same signature, different body] | join(id: string): void | join(id: string): void | -
leave [conflicting] | leave(id: number) | leave(id: string) | -
get size [only in one] | get size() | - | -
(heritage) [only in one] | - | extends Base | -
static one [only in one] | - | private static one: Manager | -
send [only in one] | - | send(x: A): void | send(x: B): void | send(x: any) | -
(value) [only in one] | - | - | 1
`
	if got := table(Of(repo, "Manager")); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestPairsAreJudged(t *testing.T) {
	for _, c := range []struct{ name, a, b, want string }{
		{"body", "export class X { m(): void { a() } n = 1 }", "export class X { m(): void { b() } n = 1 }",
			"m [same signature, different body] | m(): void | m(): void\nn [same] | n | n\n"},
		{"registry", "export const X = { A: 'a.b', G: { B: 1 } }", "export const X = { A: \"a:b\", G: { B: 1 }, C: 2 } as const",
			"A [conflicting] | 'a.b' | \"a:b\"\nG.B [same] | 1 | 1\nC [only in one] | - | 2\n"},
		{"hook", "export function X(a: string): [S, A] { return [s, b] }", "export const X = (o: O) => { return { s, b } }",
			"(parameters) [conflicting] | (a: string) | (o: O)\n(returns) [conflicting] | [s, b] | { s, b }\n(result type) [only in one] | [S, A] | -\n"},
		{"types", "export interface X { a: string; b?: 1 }", "export type X = { a: string; b: 1 }",
			"a [same] | a: string | a: string\nb [conflicting] | b?: 1 | b: 1\n"},
	} {
		got := table(Of(analyze.Load(analyze.Memory{"a.ts": c.a, "b.ts": c.b}, analyze.Options{}), "X"))
		_, got, _ = strings.Cut(got, "\n")
		_, got, _ = strings.Cut(got, "\n")
		if got != c.want {
			t.Errorf("%s: got:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

func TestBrokenFileIsTold(t *testing.T) {
	c := Of(analyze.Load(analyze.Memory{"a.ts": "export const X = {{{ 1", "b.ts": "export const X = 1"}, analyze.Options{}), "X")
	if len(c.Declarations) != 2 || c.Declarations[0].Trouble == "" {
		t.Errorf("%+v", c.Declarations)
	}
}
