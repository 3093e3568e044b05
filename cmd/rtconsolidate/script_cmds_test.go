package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rtconsolidate/testdata"
)

func need(ts *testscript.TestScript, neg bool, args []string, n int, usage string) {
	if neg || len(args) < n {
		ts.Fatalf("usage: %s", usage)
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "exits CODE PROGRAM [ARG…]")
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func sample(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "sample DIR")
	dir := ts.MkAbs(args[0])
	ts.Check(layOut(testdata.Campfire(), dir))
	ts.Check(makeRepo(dir))
}

// mini lays out the repo of testdata/mini.txtar, committed.
func mini(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "mini DIR")
	archive, err := txtar.ParseFile(miniFile)
	ts.Check(err)
	dir := ts.MkAbs(args[0])
	ts.Check(txtar.Write(archive, dir))
	ts.Check(makeRepo(dir))
}

func repo(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "repo DIR")
	ts.Check(makeRepo(ts.MkAbs(args[0])))
}

// scrubbed are the parts of output that differ from run to run and from place to place.
var scrubbed = []struct{ pattern, with string }{
	{`\d{8}T\d{6}Z`, "DATETTIMEZ"},
	{`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`, "DATE-TIME"},
	{`is [0-9a-f]{12}\b`, "is COMMIT"},
	{`("tool_version": )"[^"]*"`, `$1"VERSION"`},
	{`(?m)^(rtconsolidate )\S+$`, "${1}VERSION"},
}

func scrub(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "scrub stdout|stderr|FILE…")
	var all strings.Builder
	for _, name := range args {
		all.WriteString(ts.ReadFile(name))
	}
	text := strings.ReplaceAll(all.String(), ts.Getenv("WORK"), "$WORK")
	for _, s := range scrubbed {
		text = regexp.MustCompile(s.pattern).ReplaceAllString(text, s.with)
	}
	ts.Check(os.WriteFile(ts.MkAbs("scrubbed"), []byte(text), 0o644))
}

func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "snapshot DIR")
	ts.Check(os.WriteFile(snapshotFile(ts, args[0]), []byte(treeText(ts, ts.MkAbs(args[0]))), 0o644))
}

func untouched(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "untouched DIR")
	compareSnapshot(ts, args[0], func(string) bool { return true })
}

func restored(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "restored DIR")
	compareSnapshot(ts, args[0], func(line string) bool { return !strings.Contains(line, " "+storePath) })
}

const storePath = ".git/rtconsolidate"

func compareSnapshot(ts *testscript.TestScript, dir string, counts func(line string) bool) {
	before := slices.Collect(strings.Lines(ts.ReadFile(snapshotFile(ts, dir))))
	now := slices.Collect(strings.Lines(treeText(ts, ts.MkAbs(dir))))
	without := func(list, other []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(l string) bool { return !counts(l) || slices.Contains(other, l) })
	}
	if gone, come := without(before, now), without(now, before); len(gone)+len(come) > 0 {
		ts.Fatalf("%s changed.\nGone:\n%s\nCome:\n%s", dir, strings.Join(gone, ""), strings.Join(come, ""))
	}
}

func snapshotFile(ts *testscript.TestScript, dir string) string {
	return filepath.Join(ts.Getenv("WORK"), ".tmp", "snapshot-"+strings.ReplaceAll(dir, string(filepath.Separator), "-"))
}

// treeText lists a folder: type, permission bits, hash, path. Of git's folder only the run store counts.
func treeText(ts *testscript.TestScript, dir string) string {
	var lines []string
	ts.Check(filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		if strings.HasPrefix(rel, ".git/") && rel != storePath && !strings.HasPrefix(rel, storePath+"/") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		sum := "-" // of the lock, too: it names the last process that held it
		if rel != storePath+"/lock" && info.Mode().IsRegular() {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			sum = fmt.Sprintf("%x", sha256.Sum256(data))[:16]
		}
		lines = append(lines, fmt.Sprintf("%s %-16s %s", info.Mode(), sum, rel))
		return nil
	}))
	slices.Sort(lines)
	return strings.Join(lines, "\n") + "\n"
}

func valid(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "valid KIND FILE")
	text, err := schemaOf(args[0])
	ts.Check(err)
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	ts.Check(err)
	c := jsonschema.NewCompiler()
	ts.Check(c.AddResource("schema.json", schema))
	compiled, err := c.Compile("schema.json")
	ts.Check(err)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	ts.Check(compiled.Validate(document))
}

func jsonValue(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "json FILE KEY.INDEX.KEY WANT")
	var at any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &at))
	for key := range strings.SplitSeq(args[1], ".") {
		switch v := at.(type) {
		case map[string]any:
			at = v[key]
		case []any:
			if key == "length" {
				at = len(v)
				continue
			}
			i, err := strconv.Atoi(key)
			if err != nil || i >= len(v) {
				ts.Fatalf("%s: no element %s in a list of %d", args[1], key, len(v))
			}
			at = v[i]
		default:
			ts.Fatalf("%s: nothing below %v", args[1], at)
		}
	}
	got, err := json.Marshal(at)
	ts.Check(err)
	if s, ok := at.(string); ok {
		got = []byte(s)
	}
	if string(got) != args[2] {
		ts.Fatalf("%s is %s, want %s", args[1], got, args[2])
	}
}

func edit(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "edit FILE OLD NEW")
	old, text := unescape(args[1]), ts.ReadFile(args[0])
	if !strings.Contains(text, old) {
		ts.Fatalf("%s does not contain %q", args[0], old)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, unescape(args[2]), 1)), 0o644))
}

func unescape(s string) string { return strings.ReplaceAll(s, `\n`, "\n") }

func truncate(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "truncate FILE BYTES")
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// latin1 puts a byte into a file that no UTF-8 text holds.
func latin1(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "latin1 FILE")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append([]byte("// caf\xe9\n"), ts.ReadFile(args[0])...), 0o644))
}

// damage flips a bit in the middle of every file below a folder.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "damage DIR")
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil || len(data) == 0 {
			return err
		}
		data[len(data)/2] ^= 1
		return os.WriteFile(p, data, 0o600)
	}))
}

// pin sets a variable to the digest of a plan.
func pin(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "pin PLAN VARIABLE")
	var plan struct{ Digest string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &plan))
	ts.Setenv(args[1], plan.Digest)
}

// tsc prints TypeScript's errors of a project to `errors`, one a line and sorted, without positions:
// those shift.
func tsc(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 1, "tsc DIR")
	if err := ts.Exec("node", filepath.Join(oracle, "tscheck.mjs"), ts.MkAbs(args[0])); err != nil {
		ts.Fatalf("TypeScript did not run (`make deps` installs it): %v", err)
	}
	var list []struct {
		File, Message string
		Code          int
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &list))
	var b strings.Builder
	for _, e := range list {
		fmt.Fprintf(&b, "%s TS%d %s\n", e.File, e.Code, e.Message)
	}
	ts.Check(os.WriteFile(ts.MkAbs("errors"), []byte(b.String()), 0o644))
}

// bindings writes what every imported name means to TypeScript, but for the entry, which grows.
func bindings(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "bindings DIR ENTRY FILE [OLD=NEW…]")
	program := append([]string{filepath.Join(oracle, "bindings.mjs"), ts.MkAbs(args[0])}, args[3:]...)
	if err := ts.Exec("node", program...); err != nil {
		ts.Fatalf("TypeScript did not run (`make deps` installs it): %v", err)
	}
	var b strings.Builder
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if !strings.HasPrefix(line, args[1]+" ") {
			b.WriteString(line)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(b.String()), 0o644))
}
