package scanner_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze/scanner"
)

const oracleDir = "../../testdata/oracle"

// What the oracle prints of a file; the scanner's result is put into the same form.
type (
	oracleFile struct {
		File    string
		Errors  []string
		Module  bool
		Refs    []oracleRef
		Exports []oracleExport
		Decls   []oracleExport
	}
	oracleRef struct {
		Kind, Specifier, Callee, Bound string
		Start, End                     int32
		Stmt                           []int32
		TypeOnly, Whole, Nested        bool
		Attributes, Factory, JSDoc     bool
		Names                          []oracleName
		Body                           []oracleExport
	}
	oracleName struct {
		Imported, Local string
		TypeOnly        bool
		At              int32
	}
	oracleExport struct {
		Name, Local, Imported string
		Nature                scanner.Nature
		TypeOnly              bool
		At                    int32
	}
)

func (f oracleFile) has(start int32) bool {
	return slices.ContainsFunc(f.Refs, func(r oracleRef) bool { return r.Start == start })
}

// oracle runs TypeScript over files and hands each result to check, in order.
func oracle(t *testing.T, files []string, check func(want oracleFile)) {
	t.Helper()
	requireTypeScript(t)
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("node is not installed: the tests compare with TypeScript's own parser")
	}
	cmd := exec.Command(node, "--stack-size=4000", filepath.Join(oracleDir, "scan.mjs"), "-")
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

func requireTypeScript(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(oracleDir, "node_modules", "typescript")); err != nil {
		t.Fatal("TypeScript is not installed in testdata/oracle: run `make deps`")
	}
}

// scanned puts the scanner's result into the oracle's form. Doc comments of TypeScript files are left
// out: TypeScript does not follow them.
func scanned(file string, src []byte, want oracleFile) oracleFile {
	m := scanner.ScanFile(file, src)
	lang, single := scanner.LangOf(file)
	got := oracleFile{File: file, Module: m.IsModule}
	for _, r := range m.Refs {
		if r.JSDoc && single && lang != scanner.JS || r.JSDoc && !single && !want.has(r.Spec.Start) {
			continue
		}
		o := oracleRef{Kind: r.Kind.String(), Specifier: r.Specifier, Callee: r.Callee, Bound: r.Bound, Start: r.Spec.Start, End: r.Spec.End,
			TypeOnly: r.TypeOnly, Whole: r.Whole, Nested: r.Nested, Attributes: r.Attributes, Factory: r.Factory, JSDoc: r.JSDoc}
		if r.Kind != scanner.KindImportType && r.Kind != scanner.KindReference {
			o.Stmt = []int32{r.Stmt.Start, r.Stmt.End}
		}
		if r.Kind == scanner.KindImportEquals {
			o.Bound = ""
		}
		for _, n := range r.Names {
			o.Names = append(o.Names, oracleName{n.Imported, n.Local, n.TypeOnly, n.NameSpan.Start})
		}
		o.Body = oracleExports(r.Body)
		got.Refs = append(got.Refs, o)
	}
	got.Exports = oracleExports(m.Exports)
	for _, d := range m.Decls {
		got.Decls = append(got.Decls, oracleExport{Name: d.Name, Nature: d.Nature, At: d.Span.Start})
	}
	return got
}

func oracleExports(list []scanner.Export) (all []oracleExport) {
	for _, e := range list {
		all = append(all, oracleExport{e.Name, e.Local, e.Imported, e.Nature, e.TypeOnly, e.NameSpan.Start})
	}
	return all
}

// differences lists what one side has and the other has not.
func differences(src []byte, got, want oracleFile) (list []string) {
	if got.Module != want.Module {
		list = append(list, fmt.Sprintf("a module: %v, TypeScript says %v", got.Module, want.Module))
	}
	compare := func(got, want []string) {
		for _, g := range got {
			if !slices.Contains(want, g) {
				list = append(list, "scanner only:    "+g)
			}
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				list = append(list, "TypeScript only: "+w)
			}
		}
	}
	compare(rows(src, got.Refs), rows(src, want.Refs))
	compare(rows(src, got.Exports), rows(src, want.Exports))
	compare(rows(src, got.Decls), rows(src, want.Decls))
	return list
}

func rows[T oracleRef | oracleExport](src []byte, items []T) (list []string) {
	for _, item := range items {
		var at int32
		kind := "export"
		switch v := any(item).(type) {
		case oracleRef:
			at, kind = v.Start, "ref"
		case oracleExport:
			at = v.At
		}
		line := bytes.Count(src[:min(int(at), len(src))], []byte{'\n'}) + 1
		list = append(list, fmt.Sprintf("line %d: %s %+v", line, kind, item))
	}
	return list
}

// compareAll compares the scanner with TypeScript on every file it can parse.
func compareAll(t *testing.T, files []string) (unparsed int) {
	t.Helper()
	var agreed, differ int
	oracle(t, files, func(want oracleFile) {
		if len(want.Errors) > 0 {
			unparsed++
			t.Logf("%s: TypeScript reports %q", want.File, want.Errors[0])
			return
		}
		src, err := os.ReadFile(want.File)
		if err != nil {
			t.Fatal(err)
		}
		if list := differences(src, scanned(want.File, src, want), want); len(list) > 0 {
			differ++
			t.Errorf("%s:\n\t%s", want.File, strings.Join(list, "\n\t"))
			return
		}
		agreed++
	})
	t.Logf("%d files agree, %d differ, %d are not parsed by TypeScript", agreed, differ, unparsed)
	if agreed+differ == 0 {
		t.Error("nothing was compared")
	}
	return unparsed
}

// codeFiles lists the files below dir that the scanner reads; skip names folders to leave out.
func codeFiles(t *testing.T, dir string, skip ...string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != dir && slices.Contains(skip, entry.Name()):
			return fs.SkipDir
		case entry.Type().IsRegular() && isCode(path):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func isCode(path string) bool {
	if _, ok := scanner.LangOf(path); ok {
		return true
	}
	switch filepath.Ext(path) {
	case ".vue", ".svelte", ".astro", ".mdx":
		return true
	}
	return false
}

// TestOracleSamples compares on the committed samples, all of which TypeScript can parse.
func TestOracleSamples(t *testing.T) {
	if unparsed := compareAll(t, codeFiles(t, filepath.Join(oracleDir, "samples"))); unparsed > 0 {
		t.Errorf("TypeScript does not parse %d samples", unparsed)
	}
}

// TestOraclePackages compares on the sources of the installed npm packages.
func TestOraclePackages(t *testing.T) {
	requireTypeScript(t)
	compareAll(t, codeFiles(t, filepath.Join(oracleDir, "node_modules")))
}

// TestOracleFolder compares on the folder named by RTC_ORACLE_DIR; a tool for any repository.
func TestOracleFolder(t *testing.T) {
	if dir := os.Getenv("RTC_ORACLE_DIR"); dir != "" {
		compareAll(t, codeFiles(t, dir, "node_modules", ".git"))
	}
}

// samples reads the committed samples.
func samples(t testing.TB) (texts [][]byte) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(oracleDir, "samples", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples below %s: %v", oracleDir, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	return texts
}
