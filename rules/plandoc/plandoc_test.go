package plandoc

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rtconsolidate/testdata"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRead reads whole plans of different make and compares all that was understood.
func TestRead(t *testing.T) {
	sample, err := fs.ReadFile(testdata.Campfire(), "docs/consolidation-plan.md")
	if err != nil {
		t.Fatal(err)
	}
	plans := map[string][]byte{"headings": sample}
	for _, name := range []string{"numbered", "table"} {
		if plans[name], err = os.ReadFile(filepath.Join("testdata", name+".md")); err != nil {
			t.Fatal(err)
		}
	}
	for name, src := range plans {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(name+".md", src)
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".want")
			got := dump(doc)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs (go test -update writes it anew)\ngot:\n%s", golden, got)
			}
			crlf, err := Read(name+".md", []byte(strings.ReplaceAll(string(src), "\n", "\r\n")))
			if err != nil || dump(crlf) != got {
				t.Errorf("with CRLF it reads otherwise: %v\n%s", err, dump(crlf))
			}
		})
	}
}

// dump writes a plan as it was understood.
func dump(d *Doc) string {
	var b strings.Builder
	for _, p := range d.Phases {
		fmt.Fprintf(&b, "%d phase %s\n", p.Line, p.Name)
		for _, u := range p.Units {
			fmt.Fprintf(&b, "  to %s\n", target(u.Target))
			for _, it := range u.Items {
				fmt.Fprintf(&b, "    %d %s %s\n", it.Line, it.Verb, describe(it))
			}
		}
	}
	if d.Entry.Path != "" {
		fmt.Fprintf(&b, "%d entry %s\n", d.Entry.Line, d.Entry.Path)
	}
	for _, x := range d.Files {
		fmt.Fprintf(&b, "%d draws %s folder=%v %q\n", x.Line, x.Path, x.Folder, x.Note)
	}
	for _, x := range d.Exports {
		fmt.Fprintf(&b, "%d exports %q of %q from %q in %q all=%v\n", x.Line, x.Name, x.Of, x.From, x.File, x.All)
	}
	for _, x := range d.Unify {
		fmt.Fprintf(&b, "%d one %s\n", x.Line, x.Name)
	}
	for _, x := range d.People {
		fmt.Fprintf(&b, "%d people %s\n", x.Line, x.Text)
	}
	return b.String()
}

func target(t Target) string {
	s := fmt.Sprintf("%q", t.Path)
	if t.New {
		s += " new"
	}
	if t.Exists {
		s += " exists"
	}
	return s
}

func describe(it Item) string {
	var parts []string
	for _, p := range []struct {
		key   string
		value any
		there bool
	}{
		{"paths", it.Paths, len(it.Paths) > 0}, {"names", it.Names, len(it.Names) > 0}, {"from", it.From, it.From != ""},
		{"to", it.To.Path, it.To.Path != ""}, {"lines", it.Lines, it.Lines > 0}, {"related", it.Related, it.Related != ""},
		{"text", it.Text, !it.names()},
	} {
		if p.there {
			parts = append(parts, fmt.Sprintf("%s=%v", p.key, p.value))
		}
	}
	return strings.Join(parts, " ")
}

// TestItems reads single source lines.
func TestItems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"lib/a.ts (407 lines) → MERGE", "merge paths=[lib/a.ts] lines=407"},
		{"`lib/a.ts` -> ENHANCE", "enhance paths=[lib/a.ts]"},
		{"lib/a.test.ts ⇒ MERGE LOGIC", "merge paths=[lib/a.test.ts]"},
		{"`src/a.ts` ==> `src/b.ts`", " paths=[src/a.ts] to=src/b.ts"},
		{"`src/b.ts` ← `src/a.ts`, `src/c.ts`", " paths=[src/a.ts src/c.ts] to=src/b.ts"},
		{"Move src/a.ts to `src/b/`", "move paths=[src/a.ts] to=src/b/"},
		{"useTyping (extract from main hook)", "extract names=[useTyping] from=main hook"},
		{"ROOM_NAMES and eventNames from rooms", " names=[ROOM_NAMES eventNames] from=rooms"},
		{"`connect()` from `net/socket.ts`", " names=[connect] from=net/socket.ts"},
		{"components/widget/* (realtime-related)", " paths=[components/widget/*] related=realtime"},
		{"e2e/tests/*/live*.spec.ts", " paths=[e2e/tests/*/live*.spec.ts]"},
		{"src/**", " paths=[src/**]"},
		{"app/(chat)/page.tsx", " paths=[app/(chat)/page.tsx]"},
		{"app/[id]/page.tsx, keep", "keep paths=[app/[id]/page.tsx]"},
		{"`src/enhanced/remove.ts`", " paths=[src/enhanced/remove.ts]"},
		{"./lib/a.ts:12", " paths=[lib/a.ts]"},
		{"see https://example.com/lib/a.ts", " text=see https://example.com/lib/a.ts"},
		{"input and/or output, 1/2 of it", " text=input and/or output, 1/2 of it"},
		{"Custom event handlers", " text=Custom event handlers"},
		{"ship it to TypeScript users", " text=ship it to TypeScript users"},
		{"lib/a.ts, 1,204 LOC → delete", "remove paths=[lib/a.ts] lines=1204"},
	} {
		it := readItem(1, plain(c.text))
		if got := string(it.Verb) + " " + describe(it); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestPhases finds what a plan's phases are, however it counts.
func TestPhases(t *testing.T) {
	for name, c := range map[string]struct{ plan, want string }{
		"steps without sources do not count": {"# Phase 1: Core\n- `a/b.ts` → merge\n# Step 1: Backup\n- save all\n# Step 2: Go\n- go\n", "core"},
		"roman numbers":                      {"## Stage I - Net\n- move `a/b.ts` to `c/b.ts`\n## Stage II - Views\n- keep `a/c.ts`\n", "net views"},
		"no counting":                        {"# Plan\n## Sockets\n- merge `a/b.ts`\n## Views\n- keep `a/c.ts`\n", "sockets views"},
		"one list":                           {"- merge `a/b.ts`\n- keep `a/c.ts`\n", "plan"},
		"shared words are left out":          {"## Phase 1: Core cleanup\n- merge `a/b.ts`\n## Phase 2: Hook cleanup\n- keep `a/c.ts`\n", "core hook"},
		"same titles":                        {"## Phase 1\n- merge `a/b.ts`\n## Phase 2\n- keep `a/c.ts`\n", "phase phase-2"},
		"nothing":                            {"# Hello\nworld\n", ""},
	} {
		doc, err := Read("p.md", []byte(c.plan))
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range doc.Phases {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for name, src := range map[string][]byte{"binary": {0x50, 0}, "latin1": {'a', 0xe9}, "large": make([]byte, MaxSize+1)} {
		var e *Error
		if _, err := Read("p.md", src); !errors.As(err, &e) || e.Hint() == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestReadIsLinear reads plans that invite to look back over and over, at the size that is allowed.
func TestReadIsLinear(t *testing.T) {
	for _, piece := range []string{"- a/b.ts → merge\n", "  - x\n", "`a/b.ts` ", "(", "**", "→", "| a/b.ts | merge |\n", "# Phase 1\n", "```\n├── a\n", "export * from './a'\n", "[a](", "__a"} {
		if _, err := Read("p.md", []byte(strings.Repeat(piece, MaxSize/8/len(piece)))); err != nil {
			t.Error(err)
		}
	}
	nested := ""
	for i := range 300 {
		nested += strings.Repeat("  ", i) + "- a/b.ts\n"
	}
	if _, err := Read("p.md", []byte(nested)); err != nil {
		t.Error(err)
	}
}

// FuzzRead: any text yields a plan or an error, and all positions lie within it.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"numbered", "table"} {
		src, err := os.ReadFile(filepath.Join("testdata", name+".md"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte("# Phase 1\n**Target:** `a/`\n```ts\n- b.ts → MERGE\nexport * as X from './y'\n```\n- [ ] a/b.ts\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		doc, err := Read("p.md", src)
		if err != nil {
			return
		}
		last := 1 + strings.Count(string(src), "\n")
		inside := func(line int) {
			if line < 1 || line > last {
				t.Errorf("line %d of %d", line, last)
			}
		}
		names := map[string]bool{}
		for _, p := range doc.Phases {
			inside(p.Line)
			if names[p.Name] || p.Name == "" || strings.ContainsAny(p.Name, " /`\"\n") {
				t.Errorf("phase name %q", p.Name)
			}
			names[p.Name] = true
			for _, u := range p.Units {
				for _, it := range u.Items {
					inside(it.Line)
				}
			}
		}
		for _, x := range doc.Files {
			inside(x.Line)
		}
		for _, x := range doc.Exports {
			inside(x.Line)
		}
	})
}
