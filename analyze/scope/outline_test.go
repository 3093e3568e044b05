package scope

import (
	"fmt"
	"strings"
	"testing"
)

// outlines writes what Outlines finds, one declaration a line.
func outlines(t *testing.T, path, src string) string {
	t.Helper()
	list, _, err := Outlines(path, []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, o := range list {
		fmt.Fprintf(&b, "%s %s", o.Kind, o.Name)
		for _, p := range o.Params {
			fmt.Fprintf(&b, " <%s>", src[p.Start:p.End])
		}
		if o.Result.End > 0 {
			fmt.Fprintf(&b, " : %s", src[o.Result.Start:o.Result.End])
		}
		for _, r := range o.Returns {
			fmt.Fprintf(&b, " -> %s", r)
		}
		for _, e := range o.Entries {
			fmt.Fprintf(&b, " %s=%s", e.Name, src[e.Value.Start:e.Value.End])
		}
		for _, m := range o.Members {
			fmt.Fprintf(&b, " .%s", m.Name)
		}
		if o.Class != nil {
			for _, m := range o.Class.Members {
				fmt.Fprintf(&b, " #%s", m.Name)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestOutlines(t *testing.T) {
	for _, c := range []struct{ name, path, src, want string }{
		{"functions", "a.ts", `
export function f(a: string, { b }: B = {}, ...c): Promise<void> { return g(a) }
export default async function* h() {}
export const k = async (x) => x;
const one = y => ({ y, z: 1, ...rest });
function over(a: 1): 1;`, `
function f <a: string> <{ b }: B = {}> <...c> : Promise<void> -> g(…)
function h
function k <x> -> x
function one <y> -> { y, z, ...rest }
function over <a: 1> : 1
`},
		{"results", "a.tsx", `
export function useA() {
  const state = { a: 1, b() { return 9 } };
  useEffect(() => { return () => {} }, []);
  if (x) return null;
  if (y) return [state, set] as const;
  for (;;) { return state }
}
const V = () => <p/>; const N = () => { return new Map<string, X>() };`, `
function useA -> null -> [{ a, b }, set] -> { a, b }
function V -> JSX
function N -> new Map
`},
		{"registries", "a.ts", `
export const EVENTS = { A: "a", group: { B: 'b', deep: { C: f(1) } }, short, m() {}, ["x" + y]: 2 } as const;
export enum E { One = "1", 'two', Three }
declare const enum C { X }`, `
object EVENTS A="a" group.B='b' group.deep.C=f(1) short= m=m() {} ["x" + y]=2
enum E One="1" two= Three=
enum C X=
`},
		{"types", "a.ts", `
export interface I extends J { a: string; b?(): void; new (x): I }
type T = { a: 1 }; type U = "a" | "b";
export abstract class K<T> { #p = 1; m(): void {} }
const L = class { n() {} };
export let v: number, w = 1;`, `
interface I .a .b .
type T .a
type U
class K ##p #m
class L #n
variable v
variable w
`},
	} {
		if got := outlines(t, c.path, c.src); got != strings.TrimPrefix(c.want, "\n") {
			t.Errorf("%s:\n%s\nwant:%s", c.name, got, c.want)
		}
	}
}

func TestOutlinesOfBrokenFile(t *testing.T) {
	if _, _, err := Outlines("a.ts", []byte("export class {{{")); err == nil {
		t.Error("no error")
	}
}
