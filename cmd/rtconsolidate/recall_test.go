package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rtconsolidate/testdata"
)

// settled is how long after a change the tool relies on a file's times.
const settled = 2100 * time.Millisecond

// TestRecall holds that what is kept between runs shows nowhere: after every kind of change, what the commands
// that only look say is what they say without it, and what they said when they said it first.
func TestRecall(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "repo")
	if err := layOut(testdata.Campfire(), dir); err != nil {
		t.Fatal(err)
	}
	if err := makeRepo(dir); err != nil {
		t.Fatal(err)
	}
	cache := filepath.Join(t.TempDir(), "cache")
	rounds := []struct {
		what   string
		change func(dir string)
		kept   bool // enough time goes by for files to count as settled
	}{
		{"nothing is known", func(string) {}, true},
		{"all is known", func(string) {}, false},
		{"files have changed", change, false},
		{"the change has settled", func(string) {}, true},
		{"the change is known", func(string) {}, false},
	}
	for _, r := range rounds {
		r.change(dir)
		if r.kept {
			time.Sleep(settled)
		}
		for _, args := range [][]string{
			{"scan", "--reporter", "json"}, {"scan", "-q"}, {"plan", "--reporter", "json"}, {"plan", "-v"}, {"plan", "--phase", "core", "-v"},
			{"plan", "--diff"}, {"status"}, {"graph", "--reporter", "json"}, {"explain", "lib/realtime.ts"}, {"compare", "RealtimeManager"},
		} {
			t.Setenv(cacheVariable, "off")
			want := said(dir, args)
			t.Setenv(cacheVariable, cache)
			if got := said(dir, args); got != want {
				t.Errorf("%s: %s says with what is kept\n%s\nand without\n%s", r.what, strings.Join(args, " "), got, want)
			}
		}
	}
	if list, err := filepath.Glob(filepath.Join(cache, "*.recall")); err != nil || len(list) < 5 {
		t.Errorf("the cache holds %v, %v", list, err)
	}
}

// said is all that a command says, and how it ends.
func said(dir string, args []string) string {
	var out, err bytes.Buffer
	code := run(context.Background(), append([]string{"-C", dir}, args...), &out, &err)
	return fmt.Sprintf("%s\n%s\nexit %d\n", out.String(), err.String(), code)
}

// change changes a repo in every way that a file can change in.
func change(dir string) {
	at := func(p string) string { return filepath.Join(dir, filepath.FromSlash(p)) }
	edit := func(p string, to func(string) string) {
		data, err := os.ReadFile(at(p))
		if err == nil {
			err = os.WriteFile(at(p), []byte(to(string(data))), 0o644)
		}
		if err != nil {
			panic(err)
		}
	}
	info, err := os.Stat(at("lib/realtime.ts"))
	if err != nil {
		panic(err)
	}
	edit("lib/realtime.ts", func(s string) string { return strings.Replace(s, "export", "expor7", 1) })
	_ = os.Chtimes(at("lib/realtime.ts"), info.ModTime(), info.ModTime())
	edit("tsconfig.json", func(s string) string { return strings.Replace(s, `"@/`, `"~/`, 1) })
	edit("package.json", func(s string) string { return strings.Replace(s, "supabase", "superbase", 1) })
	for _, p := range []string{"components/new.ts", "lib/new/realtime-client.ts"} {
		_ = os.MkdirAll(filepath.Dir(at(p)), 0o755)
		if err := os.WriteFile(at(p), []byte("import { io } from 'socket.io-client'\nexport class RealtimeManager { on() { io().on('x_y', () => {}) } }\n"), 0o644); err != nil {
			panic(err)
		}
	}
	list, err := filepath.Glob(at("hooks/*.ts"))
	if err != nil || len(list) < 2 {
		panic(fmt.Sprint(list, err))
	}
	if err := os.Remove(list[0]); err != nil {
		panic(err)
	}
	if err := os.Rename(list[1], list[1]+"x"); err != nil {
		panic(err)
	}
}
