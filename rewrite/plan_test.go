package rewrite

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite/judge"
	"rtconsolidate/rules"
)

var update = flag.Bool("update", false, "rewrite the golden parts of the txtar files")

// TestPlan plans each testdata/*.txtar and each numbered hard case of testdata/cases: the files of the
// archive are the repo, `want/…` the changed files after the plan, `want.txt` the proof in brief, what is
// left alone, or the refusal. Every plan that is not refused is planned again on its own result, which must
// change nothing. Where the proof holds, TypeScript must report nothing there that it did not; and a program,
// main.ts or the like, must print what it printed.
func TestPlan(t *testing.T) {
	oracle := judge.Start(t, "../testdata/oracle/judge.mjs")
	for _, file := range archives(t) {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), ".txtar")
		t.Run(name, func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tree := inputs(a)
			got := planned(t, oracle, tree)
			if *update {
				writeGolden(t, file, a, got)
				return
			}
			if want := golden(a); !slices.EqualFunc(got, want, sameFile) {
				t.Errorf("got:\n%s\nwant:\n%s", txtar.Format(&txtar.Archive{Files: got}), txtar.Format(&txtar.Archive{Files: want}))
			}
		})
	}
}

func archives(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"testdata/*.txtar", "testdata/cases/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no archives at %s: %v", pattern, err)
		}
		all = append(all, files...)
	}
	return all
}

// TestEveryCase: each of the hard cases in docs/cases.md has an archive that begins with its number.
func TestEveryCase(t *testing.T) {
	doc, err := os.ReadFile("../docs/cases.md")
	if err != nil {
		t.Fatal(err)
	}
	numbers := regexp.MustCompile(`(?m)^(\d+)\. `).FindAllStringSubmatch(string(doc), -1)
	if len(numbers) == 0 {
		t.Fatal("docs/cases.md lists no case")
	}
	for _, n := range numbers {
		if files, _ := filepath.Glob(fmt.Sprintf("testdata/cases/%02s[_a-z]*.txtar", n[1])); len(files) == 0 {
			t.Errorf("case %s has no archive in testdata/cases", n[1])
		}
	}
}

func sameFile(a, b txtar.File) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }

func isGolden(name string) bool { return name == "want.txt" || strings.HasPrefix(name, "want/") }

func inputs(a *txtar.Archive) analyze.Memory {
	tree := analyze.Memory{}
	for _, f := range a.Files {
		if !isGolden(f.Name) {
			tree[f.Name] = strings.NewReplacer("<CR>", "\r", "<BOM>", "\ufeff").Replace(string(f.Data))
		}
	}
	return tree
}

func golden(a *txtar.Archive) []txtar.File {
	return slices.DeleteFunc(slices.Clone(a.Files), func(f txtar.File) bool { return !isGolden(f.Name) })
}

func planned(t *testing.T, oracle *judge.Judge, tree analyze.Memory) []txtar.File {
	t.Helper()
	set, err := planTree(tree)
	if err != nil {
		return []txtar.File{{Name: "want.txt", Data: []byte("refused\n" + refusal(err))}}
	}
	files := []txtar.File{{Name: "want.txt", Data: []byte(summary(set))}}
	next := maps.Clone(tree)
	for _, c := range set.Changes {
		if c.New == nil {
			delete(next, c.Path)
			continue
		}
		next[c.Path] = string(c.New)
		visible := strings.NewReplacer("\r", "<CR>", "\ufeff", "<BOM>").Replace(string(c.New))
		files = append(files, txtar.File{Name: "want/" + c.Path, Data: []byte(visible)})
	}
	if set.Proof.Holds() {
		judged(t, oracle, tree, next)
	}
	again, err := planTree(next)
	if err != nil {
		t.Errorf("planning the result is refused: %v", err)
	} else if len(again.Changes) > 0 {
		t.Errorf("planning the result changes %s again:\n%s", again.Changes[0].Path, again.Changes[0].New)
	}
	return files
}

// judged holds a planned tree to what TypeScript and node say of it.
func judged(t *testing.T, oracle *judge.Judge, tree, next analyze.Memory) {
	t.Helper()
	for _, e := range oracle.NewErrors(tree, next) {
		t.Errorf("TypeScript reports %s", e)
	}
	for _, main := range []string{"main.ts", "main.tsx", "main.mts", "main.js", "main.cjs"} {
		if _, ok := tree[main]; !ok {
			continue
		}
		was, err := oracle.Run(tree, main)
		if err != nil {
			t.Errorf("%s does not run as it is: %v", main, err)
			continue
		}
		if is, err := oracle.Run(next, main); err != nil {
			t.Errorf("%s does not run any more: %v", main, err)
		} else if problem := judge.Differ(was, is); problem != "" {
			t.Errorf("%s: %s", main, problem)
		}
	}
}

func planTree(tree analyze.Memory) (*ChangeSet, error) {
	cfg, err := rules.Parse("rtconsolidate.yaml", []byte(tree["rtconsolidate.yaml"]))
	if err != nil {
		return nil, err
	}
	scope, err := rules.NewScope(cfg, analyze.Load(tree, analyze.Options{}))
	if err != nil {
		return nil, err
	}
	set, err := Plan(scope, nil)
	if err == nil {
		set.Bundle()
	}
	return set, err
}

func refusal(err error) string {
	var list rules.Errors
	var one *rules.Error
	if errors.As(err, &list) {
		var b strings.Builder
		for _, e := range list {
			fmt.Fprintf(&b, "%d:%d: %s\n  hint: %s\n", e.Line, e.Column, e.Msg, e.Hint())
		}
		return b.String()
	}
	if errors.As(err, &one) {
		return fmt.Sprintf("%d:%d: %s\n  hint: %s\n", one.Line, one.Column, one.Msg, one.Hint())
	}
	return err.Error() + "\n"
}

func summary(set *ChangeSet) string {
	var b strings.Builder
	p := set.Proof
	fmt.Fprintf(&b, "holds: %v; bindings: %d checked, %d preserved, %d healed, %d broken\n",
		p.Holds(), p.Bindings.Checked, p.Bindings.Preserved, len(p.Bindings.Healed), len(p.Bindings.Broken))
	for _, n := range p.Bindings.Healed {
		fmt.Fprintf(&b, "healed %s:%d %s: %s -> %s\n", n.File, n.Line, n.Name, n.Was, n.Is)
	}
	for _, n := range p.Bindings.Broken {
		fmt.Fprintf(&b, "broken %s:%d %s: %s -> %s\n", n.File, n.Line, n.Name, n.Was, n.Is)
	}
	for _, n := range p.Surface.Lost {
		fmt.Fprintf(&b, "lost %s %s: %s -> %s\n", n.File, n.Name, n.Was, n.Is)
	}
	for _, n := range p.Surface.Decided {
		fmt.Fprintf(&b, "decided %s %s: %s -> %s\n", n.File, n.Name, n.Was, n.Is)
	}
	for _, c := range p.NewCycles {
		fmt.Fprintf(&b, "new cycle %s\n", strings.Join(c, " "))
	}
	for _, c := range p.Environment {
		fmt.Fprintf(&b, "environment %s: %s\n", strings.Join(c.Chain, " > "), c.Reason)
	}
	for _, f := range p.Wire.Changed {
		fmt.Fprintf(&b, "text changed %s\n", f)
	}
	if p.Bundle != nil {
		for _, e := range p.Bundle.Errors {
			fmt.Fprintf(&b, "bundle %s:%d: %s\n", e.File, e.Line, e.Text)
		}
	}
	for _, w := range p.Widening {
		fmt.Fprintf(&b, "widening %s: %s\n", w.File, strings.Join(w.Adds, " "))
	}
	for _, l := range set.LeftAlone {
		fmt.Fprintf(&b, "left alone %s:%d: %s\n", l.File, l.Line, l.Reason)
	}
	for _, m := range set.Mentions {
		fmt.Fprintf(&b, "mentioned %s:%d: %s\n", m.File, m.Line, m.Path)
	}
	return b.String()
}

func writeGolden(t *testing.T, file string, a *txtar.Archive, got []txtar.File) {
	t.Helper()
	a.Files = append(slices.DeleteFunc(a.Files, func(f txtar.File) bool { return isGolden(f.Name) }), got...)
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
