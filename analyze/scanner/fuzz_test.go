package scanner_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rtconsolidate/analyze/scanner"
)

// checkModule tells what is wrong with a result, whatever the text was.
func checkModule(src []byte, m *scanner.Module) error {
	size := int32(len(src))
	span := func(what string, s scanner.Span) error {
		if s.Start < 0 || s.End < s.Start || s.End > size {
			return fmt.Errorf("%s: span %v of a text of %d bytes", what, s, size)
		}
		return nil
	}
	var errs []error
	add := func(what string, s scanner.Span) {
		if err := span(what, s); err != nil {
			errs = append(errs, err)
		}
	}
	last := int32(0)
	for i, r := range m.Refs {
		add("specifier", r.Spec)
		add("statement", r.Stmt)
		add("braces", r.Braces)
		if r.Spec.Start < last {
			errs = append(errs, fmt.Errorf("reference %d is out of order", i))
		}
		last = r.Spec.Start
		if r.Stmt.Start > r.Spec.Start || r.Stmt.End < r.Spec.End {
			errs = append(errs, fmt.Errorf("reference %d: statement %v does not hold specifier %v", i, r.Stmt, r.Spec))
		}
		for _, n := range r.Names {
			add("name", n.NameSpan)
			add("element", n.Elem)
		}
		errs = append(errs, exportErrors(r.Body, len(m.Refs), add)...)
	}
	errs = append(errs, exportErrors(m.Exports, len(m.Refs), add)...)
	for _, d := range m.Decls {
		add("declaration", d.Span)
	}
	for _, d := range append(m.Diags, m.Dynamic...) {
		if d.Offset < 0 || d.Offset > size || d.Line < 1 || d.Column < 1 {
			errs = append(errs, fmt.Errorf("diagnostic %+v of a text of %d bytes", d, size))
		}
	}
	if len(errs) > 0 {
		return errs[0]
	}
	return nil
}

func exportErrors(exports []scanner.Export, refs int, add func(string, scanner.Span)) (errs []error) {
	names := map[string]bool{}
	for _, e := range exports {
		add("export", e.NameSpan)
		if e.Ref >= refs {
			errs = append(errs, fmt.Errorf("export %q of reference %d of %d", e.Name, e.Ref, refs))
		}
		if names[e.Name] {
			errs = append(errs, fmt.Errorf("two exports %q", e.Name))
		}
		names[e.Name] = true
	}
	return errs
}

var extensions = [...]string{".ts", ".tsx", ".js", ".d.ts", ".vue", ".svelte", ".astro", ".mdx"}

// FuzzScan holds what is true of any text: a result with spans inside of it, twice the same, and
// the text left alone.
func FuzzScan(f *testing.F) {
	for _, sample := range samples(f) {
		f.Add(uint8(0), sample)
		f.Add(uint8(1), sample)
	}
	f.Fuzz(func(t *testing.T, kind uint8, src []byte) {
		name := "a" + extensions[int(kind)%len(extensions)]
		before := string(src)
		m := scanner.ScanFile(name, src)
		if string(src) != before {
			t.Fatal("the text was changed")
		}
		if err := checkModule(src, m); err != nil {
			t.Fatal(err)
		}
		if again := scanner.ScanFile(name, src); !reflect.DeepEqual(m, again) {
			t.Fatalf("two results:\n%+v\n%+v", m, again)
		}
	})
}

// FuzzScanCode puts an import behind any code that leaves nothing open: it is found.
func FuzzScanCode(f *testing.F) {
	f.Add("a / b; c = /[/]/g; `${`${x}`}`")
	f.Add("if (a) /re/.test(b)\nx = <T,>(y: T) => y")
	f.Fuzz(func(t *testing.T, code string) {
		src := code + "\n;import 'the-end'\n"
		m := scanner.Scan([]byte(src), scanner.TS)
		if len(m.Diags) > 0 || strings.ContainsAny(code, "@<`") {
			return
		}
		for _, r := range m.Refs {
			if r.Specifier == "the-end" {
				return
			}
		}
		t.Fatalf("no import found behind %q", code)
	})
}

const oracleDir = "../../testdata/oracle"

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
