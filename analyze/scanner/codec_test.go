package scanner_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rtconsolidate/analyze/scanner"
)

// sameDecoded tells what is wrong with a module that went through Encode and Decode.
func sameDecoded(t *testing.T, what string, m *scanner.Module) {
	t.Helper()
	back, err := scanner.Decode(string(m.Encode()))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if got, want := reflect.ValueOf(*back), reflect.ValueOf(*m); !alike(got, want) {
		t.Fatalf("%s: decoded\n%+v\nwant\n%+v", what, got, want)
	}
}

// alike is reflect.DeepEqual, but that a list of nothing is as good as none, Blocks excepted.
func alike(a, b reflect.Value) bool {
	for i := range a.NumField() {
		x, y := a.Field(i), b.Field(i)
		if x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0 {
			if a.Type().Field(i).Name == "Blocks" && x.IsNil() != y.IsNil() {
				return false
			}
			continue
		}
		if x.Kind() == reflect.Slice && x.Len() == y.Len() && x.Type().Elem().Kind() == reflect.Struct {
			for k := range x.Len() {
				if !alike(x.Index(k), y.Index(k)) {
					return false
				}
			}
			continue
		}
		if !reflect.DeepEqual(x.Interface(), y.Interface()) {
			return false
		}
	}
	return true
}

// TestDecode holds that every module of the tests' own files comes back as it was.
func TestDecode(t *testing.T) {
	files := 0
	err := filepath.WalkDir("../..", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && len(d.Name()) > 2) {
			return skipFolder(err, d)
		}
		if lang, ok := scanner.LangOf(p); ok && !d.IsDir() || strings.HasSuffix(p, ".txtar") {
			src, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			files++
			sameDecoded(t, p, scanner.Scan(src, lang))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 100 {
		t.Errorf("only %d files", files)
	}
}

func skipFolder(err error, d fs.DirEntry) error {
	if err == nil && d.IsDir() {
		return fs.SkipDir
	}
	return err
}

// FuzzDecode holds that Decode takes any bytes without harm, and that what it makes of them it makes of what
// that encodes to.
func FuzzDecode(f *testing.F) {
	m := scanner.ScanFile("a.ts", []byte("'use client'\nimport a, { type b as c } from './x'\nexport * as n from \"y\"\nexport const d = require('z'), e = 1\ndeclare module 'm' { export type T = 1 }\n"))
	f.Add(string(m.Encode()))
	f.Fuzz(func(t *testing.T, data string) {
		if m, err := scanner.Decode(data); err == nil {
			sameDecoded(t, "what was decoded", m)
		}
	})
}
