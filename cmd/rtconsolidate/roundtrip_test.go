package main

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rtconsolidate/rewrite/judge"
	"rtconsolidate/rewrite/property"
)

// TestRoundTrip applies plans made at random and rolls them back, RTC_ROUNDTRIP of them (1,000): every path,
// content and mode is what it was. Some files are executable, and some empty, so that there is something to lose.
func TestRoundTrip(t *testing.T) {
	cases := judge.Number("RTC_ROUNDTRIP", 1000)
	applied := 0
	for seed := range uint64(cases) {
		dir := filepath.Join(t.TempDir(), "repo")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for p, text := range property.Make(seed) {
			lay(t, dir, p, text, 0o644+fs.FileMode(0o111*(len(text)%2)))
		}
		lay(t, dir, "lib/empty.txt", "", 0o600)
		before := everything(t, dir)
		code, out := call(dir, "apply", "--yes", "-q", "--no-progress")
		if maps.Equal(everything(t, dir), before) {
			continue // refused, or nothing to change
		}
		if applied++; code > 1 {
			t.Fatalf("seed %d: apply changes files and ends with code %d: %s", seed, code, out)
		}
		if code, out := call(dir, "rollback"); code != 0 {
			t.Fatalf("seed %d: rollback ends with code %d: %s", seed, code, out)
		}
		if after := everything(t, dir); !maps.Equal(after, before) {
			t.Fatalf("seed %d: %v\nwas %v", seed, after, before)
		}
	}
	if applied*2 < cases {
		t.Errorf("only %d of %d plans were applied", applied, cases)
	}
}

func call(dir string, args ...string) (int, string) {
	var out bytes.Buffer
	code := run(context.Background(), append([]string{"-C", dir}, args...), &out, &out)
	return code, out.String()
}

func lay(t *testing.T, dir, p, text string, mode fs.FileMode) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// everything maps each path below a folder, but for the run store, to its mode and content.
func everything(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		if d.IsDir() && d.Name() == ".rtconsolidate" {
			return fs.SkipDir
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content := ""
		if !d.IsDir() {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			content = string(data)
		}
		found[strings.TrimPrefix(p, dir)] = info.Mode().String() + content
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
