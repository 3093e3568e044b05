package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze"
)

// small is a repo whose phase is applied but for one importer.
func small() analyze.Memory {
	return analyze.Memory{
		"tsconfig.json":         `{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["./*"]}}}`,
		"lib/realtime/index.ts": "export { a, b } from '../a';\nexport { d } from './d';\n",
		"lib/a.ts":              "export const a = 1;\nexport const b = 2;\n",
		"lib/d.ts":              "/** " + ShimMark + " core */\nexport { d } from './realtime/d';\n",
		"lib/realtime/d.ts":     "import { a } from '../a';\nexport const d = a;\n",
		"lib/kept.ts":           "export const kept = 1;\n",
		"app/ok.ts":             "import { a } from '@/lib/realtime';\nconsole.log(a);\n",
		"app/late.ts":           "import { a, b as c } from '@/lib/a';\nimport { d } from '../lib/d';\nconsole.log(a, c, d);\n",
		"app/[id]/page.ts":      "import * as all from '@/lib/a';\nconsole.log(all);\n",
		"app/lazy.ts":           "export const x = () => import('@/lib/a');\nexport const y = () => import('@/lib/d');\n",
		"app/dead.ts":           "import { never } from '@/lib/a';\nimport { gone } from '@/lib/d';\nconsole.log(never, gone);\n",
		"app/side.ts":           "import '@/lib/a';\nexport * from '@/lib/d';\n",
	}
}

const smallPlan = `version: 1
entry: lib/realtime/index.ts
import: "@/lib/realtime"
phases:
  - name: core
    targets:
      - { file: lib/realtime/index.ts, reexport: [lib/a.ts] }
      - { file: lib/realtime/d.ts, move: lib/d.ts }
    keep: [lib/kept.ts]
`

func scopeOf(t *testing.T, config string, tree analyze.Memory) (*Scope, error) {
	t.Helper()
	cfg, err := Parse(FileName, []byte(config))
	if err != nil {
		t.Fatal(tell(err))
	}
	s, err := NewScope(cfg, analyze.Load(tree, analyze.Options{}))
	focused, again := NewScope(cfg, analyze.LoadAround(tree, analyze.Options{}, cfg.Focus))
	if fmt.Sprint(err) != fmt.Sprint(again) {
		t.Errorf("from all files: %v\nfrom those in focus: %v", err, again)
	}
	if err == nil && again == nil {
		sameViolations(t, s.Violations(), focused.Violations())
	}
	return s, err
}

// sameViolations holds the gate on the files in focus to that on all files.
func sameViolations(t *testing.T, all, focused []Violation) {
	t.Helper()
	if !slices.Equal(all, focused) {
		t.Errorf("from all files:\n%+v\nfrom those in focus:\n%+v", all, focused)
	}
}

func TestViolations(t *testing.T) {
	s, err := scopeOf(t, smallPlan+"gate: { allow: ['app/\\[id\\]/*'] }\n", small())
	if err != nil {
		t.Fatal(tell(err))
	}
	var got []string
	for _, v := range s.Violations() {
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s -> %s (%s)", v.File, v.Line, v.Column, v.Name, v.Specifier, v.Target, v.Phase))
		if !strings.Contains(v.Hint, "rtconsolidate plan") {
			t.Errorf("the hint of %s is %q", v.File, v.Hint)
		}
	}
	want := []string{
		"app/dead.ts:2:23 gone @/lib/d -> lib/d.ts (core)",
		"app/late.ts:1:28 a @/lib/a -> lib/a.ts (core)",
		"app/late.ts:1:28 b @/lib/a -> lib/a.ts (core)",
		"app/late.ts:2:20 d ../lib/d -> lib/d.ts (core)",
		"app/lazy.ts:2:32 * @/lib/d -> lib/d.ts (core)",
		"app/side.ts:1:9  @/lib/a -> lib/a.ts (core)",
		"app/side.ts:2:16 * @/lib/d -> lib/d.ts (core)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCheckGate(t *testing.T) {
	for _, c := range []struct{ gate, want string }{
		{"strict: [lib/d.ts, 'lib/{a,b}.ts'], allow: ['app/*.ts']", ""},
		{"strict: [lib/kept.ts]", "`lib/kept.ts` matches no legacy module"},
		{"strict: ['old/**']", "`old/**` matches no legacy module"},
		{"allow: ['scripts/**']", "`scripts/**` matches no file"},
		{"allow: ['app/[id]/*']", "`[id]` is a class"},
	} {
		s, err := scopeOf(t, smallPlan+"gate: { "+c.gate+" }\n", small())
		if err != nil {
			t.Fatal(tell(err))
		}
		if got := tell(s.CheckGate()); !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", c.gate, got, c.want)
		}
	}
}

func TestScopeErrors(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"missing source", "reexport: [lib/a.ts]", "reexport: [lib/aa.ts]", "rtconsolidate.yaml:7:51: `lib/aa.ts` is no code file of the repo\n  hint: did you mean `lib/a.ts`?"},
		{"missing move", "move: lib/d.ts", "move: lib/e.ts", ""},
		{"move in the way", "file: lib/realtime/d.ts, move: lib/d.ts", "file: lib/realtime/d.ts, move: app/ok.ts", "rtconsolidate.yaml:8:42: `lib/realtime/d.ts` exists, and so does `app/ok.ts`"},
		{"missing kept", "lib/kept.ts", "lib/keep.ts", "rtconsolidate.yaml:9:12: `lib/keep.ts` is no code file"},
		{"missing twin", "keep: [lib/kept.ts]", "remove: [{ file: lib/kept.ts, use: lib/no.ts }]", "`lib/no.ts` is no code file"},
		{"missing preferred", "phases:", "names: { a: { prefer: lib/x.ts, others: { lib/a.ts: b } } }\nphases:", "rtconsolidate.yaml:4:10: `lib/x.ts` is no code file"},
		{"unknown alias", "@/lib/realtime", "#lib/realtime", "rtconsolidate.yaml:3:9: `#lib/realtime` does not lead to the entry"},
		{"shadowed entry", "entry: lib/realtime/index.ts\nimport: \"@/lib/realtime\"", "entry: lib/realtime/index.ts\nimport: \"@/lib/a\"", "is shadowed: `@/lib/a` leads to `lib/a.ts`"},
	} {
		if !strings.Contains(smallPlan, c.old) {
			t.Fatalf("%s: the plan has no %q", c.name, c.old)
		}
		_, err := scopeOf(t, strings.Replace(smallPlan, c.old, c.new, 1), small())
		if got := tell(err); !strings.Contains(got, c.want) || c.want == "" && err != nil {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSplit(t *testing.T) {
	s := &Scope{Config: &Config{}}
	strict, err := NewGlob("lib/strict.ts")
	if err != nil {
		t.Fatal(err)
	}
	s.Config.Gate.Strict = []Glob{strict}
	list := []Violation{{File: "a.ts", Specifier: "./x", Name: "n"}, {File: "a.ts", Line: 9, Specifier: "./x", Name: "n"},
		{File: "b.ts", Specifier: "./x", Name: "n"}, {File: "c.ts", Specifier: "./s", Name: "n", Target: "lib/strict.ts"}}
	fresh, excused, stale := s.Split(list, []Known{{"a.ts", "./x", "n"}, {"c.ts", "./s", "n"}, {"gone.ts", "./x", "n"}})
	if len(excused) != 2 || len(fresh) != 2 || fresh[0].File != "b.ts" || fresh[1].File != "c.ts" {
		t.Errorf("fresh %v, excused %v", fresh, excused)
	}
	if want := []Known{{"c.ts", "./s", "n"}, {"gone.ts", "./x", "n"}}; !slices.Equal(stale, want) {
		t.Errorf("stale %v", stale)
	}
}

func TestBaseline(t *testing.T) {
	list := []Known{{"b.ts", "./x", "n"}, {"a\tb\nc.ts", "@/x", "*"}, {"#head.ts", "./#", ""}, {"b.ts", "./x", "n"},
		{"\xff\ufffd\u202e\x1b[0m\\u{41}.ts", "é", "名"}}
	text := FormatBaseline(list)
	want := baselineHead + "\\u{23}head.ts\t./#\t\n" + "a\\u{9}b\\u{a}c.ts\t@/x\t*\n" + "b.ts\t./x\tn\n" +
		"\\x{ff}\ufffd\\u{202e}\\u{1b}[0m\\u{5c}u{41}.ts\té\t名\n"
	if string(text) != want {
		t.Errorf("got:\n%s\nwant:\n%s", text, want)
	}
	back, err := ParseBaseline("b", text)
	if err != nil || !slices.Equal(back, sortKnown(list)) {
		t.Errorf("read back: %q, %v", back, err)
	}
	_, err = ParseBaseline("b.txt", []byte("# x\r\n\r\na.ts\t./x\tn\r\na b\nx\t\\u{110000}\tz\nx\ty\t\\n\n"))
	wantErr := "b.txt:4:1: a line of the baseline has three fields with tabs between them, this one has 1\n" +
		"b.txt:5:1: field 2 has a broken escape\nb.txt:6:1: field 3 has a broken escape"
	if err == nil || err.Error() != wantErr {
		t.Errorf("got %v", err)
	}
}

func FuzzBaseline(f *testing.F) {
	f.Add("a.ts", "./x", "n")
	f.Add("\xff\\", "#\t", "\u2028\n")
	f.Fuzz(func(t *testing.T, file, specifier, name string) {
		list := []Known{{file, specifier, name}}
		text := FormatBaseline(list)
		back, err := ParseBaseline("b", text)
		if err != nil || !slices.Equal(back, list) {
			t.Errorf("%q became %q, %v", list, back, err)
		}
		_, _ = ParseBaseline("b", []byte(file))
	})
}

func TestGlob(t *testing.T) {
	for _, c := range []struct{ pattern, yes, no string }{
		{"lib/*.ts", "lib/a.ts", "lib/x/a.ts"},
		{"lib/**", "lib/a/b.ts", "libs/a.ts"},
		{"**/*.test.ts", "a.test.ts x/y/a.test.ts", "a.ts"},
		{"**/a/**/b.ts", "a/b.ts x/a/y/z/b.ts", "a/b.tsx xa/b.ts"},
		{"a?.ts", "ab.ts", "a.ts a/.ts"},
		{"{lib,src}/{a,b*}.ts", "lib/a.ts src/bcd.ts", "lib/c.ts"},
		{"a,b.ts", "a,b.ts", "a b.ts"},
		{"[!a-c]x.ts", "dx.ts", "ax.ts /x.ts"},
		{"[a^]x.ts", "^x.ts", "bx.ts"},
		{`app/\[id\]/\*.ts`, "app/[id]/*.ts", "app/i/x.ts app/[id]/x.ts"},
		{"a.ts", "a.ts", "abts a.ts/b"},
		{"é?.ts", "éé.ts", "é.ts"},
	} {
		g, err := NewGlob(c.pattern)
		if err != nil {
			t.Errorf("%s: %v", c.pattern, err)
			continue
		}
		for _, p := range strings.Fields(c.yes) {
			if !g.Match(p) {
				t.Errorf("%s does not match %s", c.pattern, p)
			}
		}
		for _, p := range strings.Fields(c.no) {
			if g.Match(p) {
				t.Errorf("%s matches %s", c.pattern, p)
			}
		}
	}
}

func FuzzGlob(f *testing.F) {
	f.Add("{a,[!b]}**/?\\*", "a/b")
	f.Fuzz(func(t *testing.T, pattern, path string) {
		g, err := NewGlob(pattern)
		if err != nil {
			return
		}
		g.Match(path)
		if !strings.ContainsAny(pattern, `*?[]{}\`) && !g.Match(pattern) {
			t.Errorf("%q does not match itself", pattern)
		}
	})
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"lib/realtme.ts", "lib/realtime.ts"}, {"lib/realtime.tsx", "lib/realtime.ts"}, {"zzzzzzzzzzzzzz", ""}, {"", ""}, {"gat", "gate"},
	} {
		if got := Nearest(c.name, []string{"lib/realtime.ts", "gate", "lib/other.ts"}); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
