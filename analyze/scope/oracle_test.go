package scope_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rtconsolidate/analyze/scanner"
	"rtconsolidate/analyze/scope"
)

const oracleDir = "../../testdata/oracle"

// oracleFile is what the oracle prints of a file.
type oracleFile struct {
	File          string
	Errors, Lines []string
}

// oracle runs TypeScript over files and hands each result to check, in order.
func oracle(t *testing.T, files []string, check func(want oracleFile)) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(oracleDir, "node_modules", "typescript")); err != nil {
		t.Fatal("TypeScript is not installed in testdata/oracle: run `make deps`")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("node is not installed: the tests compare with TypeScript's own binder and checker")
	}
	cmd := exec.Command(node, "--stack-size=4000", filepath.Join(oracleDir, "scope.mjs"))
	cmd.Stdin = strings.NewReader(strings.Join(files, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReaderSize(out, 1<<20)
	for range files {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			t.Fatalf("the oracle stopped early: %v", err)
		}
		var want oracleFile
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		check(want)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

// compareAll compares Parse with TypeScript on all of the files that it can parse.
// gaps are the samples of the scanner that the grammar reads otherwise than TypeScript, and why. One
// that agrees must leave the list.
var gaps = map[string]string{
	"exports.ts":      "`export import type x = require()` is not in the grammar: the file is refused",
	"imports.ts":      "`ns.export` at the end of a line runs into the class behind it: the file is refused",
	"no-directive.js": "a string continued by a template on the next line is taken for a directive",
	"statements.ts":   "the empty statement behind an import without a line end",
	"unchecked.ts":    "syntax that only TypeScript's own recovery accepts: the file is refused",
}

// gap is a test in which a known difference is no failure, and its absence is one.
type gap struct {
	*testing.T
	known, differs bool
}

func (g *gap) Errorf(format string, args ...any) {
	if g.differs = true; !g.known {
		g.Helper()
		g.T.Errorf(format, args...)
	}
}

func (g *gap) done(file string) {
	if g.known && !g.differs {
		g.T.Errorf("%s agrees now: take it out of the list of gaps", file)
	}
}

func compareAll(t *testing.T, files []string) (unparsed int) {
	t.Helper()
	var agreed, differ, lines int
	oracle(t, files, func(want oracleFile) {
		if len(want.Errors) > 0 {
			unparsed++
			return
		}
		t := &gap{T: t, known: gaps[filepath.Base(want.File)] != ""}
		defer t.done(want.File)
		src, err := os.ReadFile(want.File)
		if err != nil {
			t.Fatal(err)
		}
		f, err := scope.Parse(want.File, src, scanner.ScanFile(want.File, src))
		var refused *scope.Error
		if errors.As(err, &refused) {
			differ++
			t.Errorf("%s:%d:%d: %v", want.File, refused.Line, refused.Column, refused)
			return
		}
		checkSpans(t, f)
		got := describe(f)
		lines += len(want.Lines)
		if list := differences(src, got, want.Lines); len(list) > 0 {
			differ++
			t.Errorf("%s:\n\t%s", want.File, strings.Join(list, "\n\t"))
			return
		}
		agreed++
	})
	t.Logf("%d files agree (%d facts), %d differ, %d are not parsed by TypeScript", agreed, lines, differ, unparsed)
	if agreed+differ == 0 {
		t.Error("nothing was compared")
	}
	return unparsed
}

// differences lists what one side has and the other has not.
func differences(src []byte, got, want []string) (list []string) {
	note := func(who string, have, other []string) {
		counts := map[string]int{}
		for _, s := range other {
			counts[s]++
		}
		for _, s := range have {
			if counts[s]--; counts[s] < 0 {
				list = append(list, fmt.Sprintf("line %d: %s %s", lineOf(src, s), who, s))
			}
		}
	}
	note("ours only:      ", got, want)
	note("TypeScript only:", want, got)
	return list
}

// lineOf returns the line of the first offset in a fact.
func lineOf(src []byte, fact string) int {
	for _, word := range strings.Fields(fact) {
		start, _, ok := strings.Cut(word, "-")
		if at, err := strconv.Atoi(start); ok && err == nil && at <= len(src) {
			return bytes.Count(src[:at], []byte("\n")) + 1
		}
	}
	return 0
}

var itemKinds = map[scope.ItemKind]string{
	scope.Directive: "directive", scope.Import: "import", scope.ExportList: "exportList", scope.Function: "function",
	scope.ClassDecl: "class", scope.Variable: "variable", scope.Interface: "interface", scope.TypeAlias: "type",
	scope.Enum: "enum", scope.Namespace: "namespace", scope.ImportAlias: "importAlias", scope.DefaultExpr: "defaultExpr",
	scope.Module: "module", scope.Effect: "effect",
}

var memberKinds = map[scope.MemberKind]string{
	scope.Method: "method", scope.Field: "field", scope.Getter: "getter", scope.Setter: "setter",
	scope.Constructor: "constructor", scope.StaticBlock: "block", scope.IndexSignature: "index", scope.Parameter: "parameter",
}

var meanings = map[scope.UseAs]string{
	scope.AsValue: "value", scope.AsType: "type", scope.ErasedValue: "erased", scope.AsNamespace: "namespace", scope.AsBoth: "both",
}

// words joins what is not empty.
func words(list ...string) string {
	return strings.Join(slices.DeleteFunc(list, func(s string) bool { return s == "" }), " ")
}

func when(is bool, word string) string {
	if is {
		return word
	}
	return ""
}

func span(s scanner.Span) string { return fmt.Sprintf("%d-%d", s.Start, s.End) }

// describe puts a file into the oracle's form.
func describe(f *scope.File) (lines []string) {
	for _, i := range f.Items {
		flag := func(f scope.Flags, word string) string { return when(i.Flags&f != 0, word) }
		lines = append(lines, words("item", span(i.Stmt), itemKinds[i.Kind], when(i.Default, "default"), when(i.Ambient, "ambient"),
			flag(scope.Decorators, "decorators"), flag(scope.ImportMeta, "importMeta"), flag(scope.UsesJSX, "jsx"),
			flag(scope.TopAwait, "topAwait"), flag(scope.TopThis, "topThis")))
		if i.Kind == scope.Directive {
			continue
		}
		for _, d := range i.Declares {
			lines = append(lines, words("declares", d.Name, span(d.Span), natureWord(d.Nature), when(d.Mutable, "mutable"),
				when(d.Init != scanner.Span{}, "init "+span(d.Init)), when(d.Const, "const"), when(d.Shorthand, "shorthand")))
		}
		for _, u := range i.Uses {
			lines = append(lines, useLine(u))
		}
		lines = append(lines, "locals "+strings.Join(i.Locals, " "))
		if i.Class != nil {
			for _, m := range i.Class.Members {
				lines = append(lines, words("member", memberKinds[m.Kind], when(m.Static, "static"), m.Access, m.Name, span(m.Decl)))
			}
		}
	}
	return lines
}

func natureWord(n scanner.Nature) string {
	switch n {
	case scanner.Value:
		return "value"
	case scanner.Type:
		return "type"
	case scanner.Value | scanner.Type:
		return "value type"
	}
	return "-"
}

func useLine(u scope.Use) string {
	forms := map[scope.UseForm]string{scope.Shorthand: "shorthand", scope.JSX: "jsx", scope.ExportSpecifier: "specifier"}
	return words("use", u.Name, span(u.Span), meanings[u.As], forms[u.Form], when(u.Eager, "eager"), when(u.Write, "write"),
		when(u.Member != "", "."+u.Member))
}

// checkSpans holds what every file must keep: spans lie within the file, follow each other, hold the
// statement, and names stand where they are said to.
func checkSpans(t testing.TB, f *scope.File) {
	t.Helper()
	at := int32(0)
	for _, i := range f.Items {
		if i.Span.Start < at || i.Stmt.Start < i.Span.Start || i.Span.End < i.Stmt.End || int(i.Span.End) > len(f.Src) {
			t.Errorf("%s: the item at %v, %v is out of place (behind %d)", f.Path, i.Span, i.Stmt, at)
			return
		}
		at = i.Span.End
		for _, d := range i.Declares {
			named(t, f, d.Name, d.Span, i.Stmt)
		}
		for _, u := range i.Uses {
			named(t, f, u.Name, u.Span, i.Stmt)
		}
		if i.Class != nil {
			members(t, f, i.Class.Members, i.Class.Body)
		}
	}
}

func named(t testing.TB, f *scope.File, name string, at, within scanner.Span) {
	t.Helper()
	if at.Start < within.Start || at.End > within.End ||
		string(f.Src[at.Start:at.End]) != name && !bytes.Contains(f.Src[at.Start:at.End], []byte(`\u`)) {
		t.Errorf("%s: no %q at %v in %v", f.Path, name, at, within)
	}
}

// members checks that those with text of their own follow each other within the braces.
func members(t testing.TB, f *scope.File, list []scope.Member, body scanner.Span) {
	t.Helper()
	at := body.Start
	for _, m := range list {
		if m.Kind == scope.Parameter {
			continue
		}
		if m.Span.Start < at || m.Decl.Start < m.Span.Start || m.Span.End < m.Decl.End || m.Span.End > body.End ||
			m.Signature.Start < m.Decl.Start || m.Signature.End > m.Decl.End {
			t.Errorf("%s: member %q at %v, %v, %v is out of place (behind %d)", f.Path, m.Name, m.Span, m.Decl, m.Signature, at)
		}
		at = m.Span.End
	}
}

// codeFiles lists the files below dir that can be taken apart; skip names folders to leave out.
func codeFiles(t *testing.T, dir string, skip ...string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != dir && slices.Contains(skip, entry.Name()) {
			return fs.SkipDir
		}
		if _, ok := scanner.LangOf(path); ok && entry.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestOracleSamples compares on the committed samples, all of which TypeScript can parse.
func TestOracleSamples(t *testing.T) {
	for _, dir := range []string{"testdata", filepath.Join(oracleDir, "samples"), "../../testdata/campfire"} {
		if unparsed := compareAll(t, codeFiles(t, dir)); unparsed > 0 {
			t.Errorf("TypeScript does not parse %d files of %s", unparsed, dir)
		}
	}
}

// TestOraclePackages compares on the oracle's own sources and the declarations of its npm packages.
func TestOraclePackages(t *testing.T) {
	files := codeFiles(t, oracleDir, "samples")
	compareAll(t, slices.DeleteFunc(files, func(f string) bool {
		return strings.HasSuffix(f, ".js") // TypeScript's own bundles of 6 MB take a minute
	}))
}

// TestOracleFolder compares on the folder named by RTC_ORACLE_DIR; a tool for any repository.
func TestOracleFolder(t *testing.T) {
	if dir := os.Getenv("RTC_ORACLE_DIR"); dir != "" {
		compareAll(t, codeFiles(t, dir, "node_modules", ".git"))
	}
}
