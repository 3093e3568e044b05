package diff

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"rtconsolidate/rewrite"
)

func modify(path, old, new string) rewrite.Change {
	return rewrite.Change{Path: path, Action: rewrite.Modify, Old: []byte(old), New: []byte(new), Mode: 0o644}
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	return b.String()
}

// cases are change sets of different make; each is also given to git.
var cases = map[string][]rewrite.Change{
	"modify":        {modify("a.ts", "one\ntwo\nthree\n", "one\n2\nthree\n")},
	"no newline":    {modify("a.ts", "one\ntwo", "one\ntwo\n")},
	"newline gone":  {modify("a.ts", "one\ntwo\n", "one\ntwo")},
	"emptied":       {modify("a.ts", "one\n", "")},
	"filled":        {modify("a.ts", "", "one")},
	"crlf":          {modify("a.ts", "one\r\ntwo\r\n", "one\r\nzwei\r\n")},
	"blank in name": {modify("dir x/a b.ts", "1\n", "2\n")},
	"odd name":      {modify("tab\tquote\"ü\n.ts", "1\n", "2\n")},
	"far apart": {modify("a.ts", numbered(30), strings.NewReplacer("line 3\n", "drei\n", "line 10\n", "", "line 25\n", "25\n25\n").
		Replace(numbered(30)))},
	"heading": {modify("a.ts", "function f() {\n"+strings.Repeat("  x\n", 9)+"  y\n}\n", "function f() {\n"+strings.Repeat("  x\n", 9)+"  z\n}\n")},
	"create":  {{Path: "new.ts", Action: rewrite.Create, New: []byte("x\n"), Mode: 0o644}},
	"create empty": {{Path: "new.ts", Action: rewrite.Create, New: []byte{}, Mode: 0o755},
		{Path: "gone.ts", Action: rewrite.Delete, Old: []byte{}, Mode: 0o644}},
	"delete": {{Path: "old.sh", Action: rewrite.Delete, Old: []byte("x\ny"), Mode: 0o755}},
	"rename": {{Path: "lib/b.ts", From: "lib/a.ts", Action: rewrite.Rename, Old: []byte("x\ny\n"), New: []byte("x\ny\n"), Mode: 0o644}},
	"rename and edit": {{Path: "lib/b.ts", From: "lib/a.ts", Action: rewrite.Rename,
		Old: []byte(numbered(20)), New: []byte(strings.Replace(numbered(20), "line 7\n", "seven\n", 1)), Mode: 0o755}},
	"move with a shim": {
		{Path: "lib/realtime/legacy.ts", From: "lib/realtime.ts", Action: rewrite.Rename, Old: []byte("x\ny\n"), New: []byte("x\ny\n"), Mode: 0o644},
		{Path: "lib/realtime.ts", Action: rewrite.Create, New: []byte("export * from './realtime/legacy'\n"), Mode: 0o644}},
	"swap": {
		{Path: "b.ts", From: "a.ts", Action: rewrite.Rename, Old: []byte("a\n"), New: []byte("a\n"), Mode: 0o644},
		{Path: "a.ts", From: "b.ts", Action: rewrite.Rename, Old: []byte("b\n"), New: []byte("b\n"), Mode: 0o644}},
	"chain with a shim": {
		{Path: "c.ts", From: "b.ts", Action: rewrite.Rename, Old: []byte("b\n"), New: []byte("b\n"), Mode: 0o644},
		{Path: "b.ts", From: "a.ts", Action: rewrite.Rename, Old: []byte("a\n"), New: []byte("a\nmore\n"), Mode: 0o644},
		{Path: "a.ts", Action: rewrite.Create, New: []byte("export * from './b'\n"), Mode: 0o644}},
	"moved without saying so": {
		{Path: "lib/new.ts", Action: rewrite.Create, New: []byte(numbered(9) + "more\n"), Mode: 0o644},
		{Path: "lib/old.ts", Action: rewrite.Delete, Old: []byte(numbered(9)), Mode: 0o644},
		{Path: "lib/x/hook.ts", Action: rewrite.Create, New: []byte("h" + numbered(20)), Mode: 0o644},
		{Path: "lib/hook.ts", Action: rewrite.Modify, Old: []byte("h" + numbered(20)), New: []byte("export * from './x/hook'\n"), Mode: 0o644},
		{Path: "lib/twin.ts", Action: rewrite.Delete, Old: []byte("h" + numbered(20)), Mode: 0o755}},
	"file becomes folder": {
		{Path: "a", Action: rewrite.Delete, Old: []byte("x\n"), Mode: 0o644},
		{Path: "a/index.ts", Action: rewrite.Create, New: []byte("y\n"), Mode: 0o644}},
	"nothing": {modify("a.ts", "x\n", "x\n")},
}

func TestUnified(t *testing.T) {
	got, err := Unified([]rewrite.Change{
		cases["rename and edit"][0], cases["far apart"][0], cases["no newline"][0], cases["create"][0],
		cases["delete"][0], cases["odd name"][0], cases["blank in name"][0], cases["heading"][0], cases["rename"][0],
	})
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "unified.diff", got)
}

func TestUnifiedShowsMoves(t *testing.T) {
	out, err := Unified(cases["moved without saying so"])
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "moves.diff", out)
	for _, c := range cases["moved without saying so"] {
		if c.From != "" || c.Action == rewrite.Modify && c.Old == nil {
			t.Errorf("the caller's changes were changed: %+v", c)
		}
	}
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"a\nb\n", "b\na\n", 100}, {"a\na\n", "a\nb\n", 50}, {"a\n", "b\n", 0}, {"", "", 100}, {"", "a", 0},
	} {
		if got := overlap([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestUnifiedRefusesBinary(t *testing.T) {
	_, err := Unified([]rewrite.Change{modify("a\nb.ts", "x\x00", "y")})
	var binary *BinaryError
	if !errors.As(err, &binary) || binary.Hint() == "" || !strings.Contains(err.Error(), `"a\nb.ts"`) {
		t.Fatalf("got %v, want a *BinaryError that names the file in one line", err)
	}
	same := rewrite.Change{Path: "b", From: "a", Action: rewrite.Rename, Old: []byte("\x00"), New: []byte("\x00"), Mode: 0o644}
	if out, err := Unified([]rewrite.Change{same}); err != nil || !strings.Contains(string(out), "similarity index 100%") {
		t.Fatalf("a pure rename needs no content: %q, %v", out, err)
	}
}

func TestUnifiedIgnoresOrder(t *testing.T) {
	a, b := modify("a.ts", "1\n", "2\n"), modify("b.ts", "1\n", "2\n")
	one, err1 := Unified([]rewrite.Change{a, b})
	two, err2 := Unified([]rewrite.Change{b, a})
	if err1 != nil || err2 != nil || string(one) != string(two) {
		t.Fatalf("order of the changes shows:\n%s\n%s", one, two)
	}
}

// longest is the length of the longest common subsequence, by the textbook's table.
func longest(a, b []string) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

func TestMatchIsMinimal(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 2))
		letters := 2 + r.IntN(12)
		text := func() []string {
			lines := make([]string, r.IntN(40))
			for i := range lines {
				lines[i] = string(rune('a' + r.IntN(letters)))
			}
			return lines
		}
		a, b := text(), text()
		pairs := match(a, b)
		checkPairs(t, a, b, pairs)
		if want := longest(a, b); len(pairs) != want {
			t.Fatalf("%q to %q: %d lines stay, %d could", a, b, len(pairs), want)
		}
	}
}

func checkPairs(t *testing.T, a, b []string, pairs []pair) {
	t.Helper()
	last := pair{-1, -1}
	for _, p := range pairs {
		if p.old <= last.old || p.new <= last.new || a[p.old] != b[p.new] {
			t.Fatalf("pair %v after %v is none", p, last)
		}
		last = p
	}
}

// TestMatchLarge holds the worst cases to a bounded search: each of these would take minutes or
// more as one exact comparison.
func TestMatchLarge(t *testing.T) {
	const n = 60_000
	r := rand.New(rand.NewPCG(3, 3))
	ordered, shuffled, few, fewer := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	for i, p := range r.Perm(n) {
		ordered[i], shuffled[i] = fmt.Sprint(i), fmt.Sprint(p)
		few[i], fewer[i] = fmt.Sprint(r.IntN(n/20)), fmt.Sprint(r.IntN(n/20))
	}
	checkPairs(t, ordered, shuffled, match(ordered, shuffled))
	checkPairs(t, few, fewer, match(few, fewer))

	edited := append([]string{"first"}, ordered...)
	edited[n/2] = "changed"
	edited = append(edited, "last")
	if pairs := match(ordered, edited); len(pairs) != n-1 {
		t.Errorf("three edits in %d lines: %d stay, want %d", n, len(pairs), n-1)
	}
}

func TestSettle(t *testing.T) {
	out, err := Unified([]rewrite.Change{modify("a.ts", "f() {\n}\ng() {\n}\n", "f() {\n}\nh() {\n}\ng() {\n}\n")})
	if want := "+h() {\n+}\n g() {"; err != nil || !strings.Contains(string(out), want) {
		t.Errorf("the inserted block is not shown as one:\n%s", out)
	}
}

func TestTerminal(t *testing.T) {
	patch, err := Unified([]rewrite.Change{modify("a.ts", "-- a\n\tx\r\n@@ y\n", "-- b\n\tx\r\n@@ \x1b[2J\u202e\n")})
	if err != nil {
		t.Fatal(err)
	}
	_, hunk, _ := strings.Cut(string(Terminal(patch, true)), "+++ b/a.ts")
	want := "\x1b[0m\n\x1b[36m@@ -1,3 +1,3 @@\x1b[0m\n\x1b[31m--- a\x1b[0m\n\x1b[32m+-- b\x1b[0m\n \tx\\r\n\x1b[31m-@@ y\x1b[0m\n\x1b[32m+@@ \\x1b[2J\\u202e\x1b[0m\n"
	if hunk != want {
		t.Errorf("got  %q\nwant %q", hunk, want)
	}
	if plain := Terminal([]byte("diff --git a/x b/x\n"), false); string(plain) != "diff --git a/x b/x\n" {
		t.Errorf("got %q", plain)
	}
}
