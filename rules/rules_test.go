package rules

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected errors")

// TestErrors decodes the configs of testdata/errors.txtar: each NAME.yaml is followed by NAME.want,
// the errors with their hints. `<00>` stands for a byte in hex.
func TestErrors(t *testing.T) {
	const file = "testdata/errors.txtar"
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	var configs []txtar.File
	for _, f := range a.Files {
		if name, ok := strings.CutSuffix(f.Name, ".yaml"); ok {
			configs = append(configs, f)
			want[name] += ""
		} else {
			want[strings.TrimSuffix(f.Name, ".want")] = string(f.Data)
		}
	}
	if len(configs) < 40 {
		t.Fatalf("only %d configs in %s", len(configs), file)
	}
	a.Files = nil
	for _, f := range configs {
		name := strings.TrimSuffix(f.Name, ".yaml")
		_, err := Parse(FileName, hexBytes(f.Data))
		got := tell(err)
		if got != want[name] && !*update {
			t.Errorf("%s:\ngot:\n%swant:\n%s", name, got, want[name])
		}
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		a.Files = append(a.Files, f, txtar.File{Name: name + ".want", Data: []byte(got)})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func hexBytes(data []byte) []byte {
	data = bytes.ReplaceAll(data, []byte("<ff>"), []byte{0xff})
	return bytes.ReplaceAll(data, []byte("<00>"), []byte{0})
}

// tell writes errors the way a person sees them.
func tell(err error) string {
	var b strings.Builder
	var one *Error
	var many Errors
	if errors.As(err, &one) && !errors.As(err, &many) {
		many = Errors{one}
	}
	for _, e := range many {
		b.WriteString(e.Error() + "\n")
		if e.Hint() != "" {
			b.WriteString("  hint: " + e.Hint() + "\n")
		}
	}
	return b.String()
}

const whole = `# every key
version: 1
entry: lib/realtime/index.ts
import: "@/lib/realtime"
phases:
  - name: core
    targets:
      - file: lib/realtime/index.ts
        reexport:
          - lib/a.ts
          - { from: lib/b.ts, names: ["use*", One] }
        keep: [lib/c.ts]
      - { file: lib/realtime/d.ts, move: lib/d.ts }
    keep: [lib/e.ts]
    remove: [lib/f.ts, { file: src/a.ts, use: lib/a.ts }]
names:
  One: { prefer: lib/a.ts, others: { lib/b.ts: OtherOne } }
shims: { deprecate: none, owner: "@platform", remove_after: 2026-12-31 }
gate: { strict: ["lib/*.ts"], allow: ["app/\\[id\\]/**"], baseline: rtconsolidate.baseline }
discover:
  threshold: 40
  review: 20
  words: [Auth]
  hints: [login]
  folders: [auth]
  foreign: [rxjs]
  weights: { word: 33, foreign: -5 }
  providers:
    - { name: Auth, packages: [next-auth, "@auth/*"], dedicated: true, shapes: [{ text: signIn(, match: 'signIn\(', global: signIn }] }
  replace: true
`

func TestParse(t *testing.T) {
	cfg, err := Load(fstest.MapFS{FileName: {Data: []byte(whole)}}, FileName)
	if err != nil {
		t.Fatal(tell(err))
	}
	p := cfg.Phases[0]
	if len(cfg.Phases) != 1 || p.Name != "core" || p.Pos != (Pos{6, 5}) {
		t.Errorf("phase %+v", p)
	}
	wantTargets := []Target{
		{File: "lib/realtime/index.ts", Pos: Pos{8, 15}, Keep: []Path{{"lib/c.ts", Pos{12, 16}}},
			Reexport: []Source{{From: "lib/a.ts", Pos: Pos{10, 13}}, {From: "lib/b.ts", Names: []string{"use*", "One"}, Pos: Pos{11, 21}}}},
		{File: "lib/realtime/d.ts", Pos: Pos{13, 17}, Move: "lib/d.ts", MovePos: Pos{13, 42}},
	}
	if !reflect.DeepEqual(p.Targets, wantTargets) {
		t.Errorf("targets %+v\nwant %+v", p.Targets, wantTargets)
	}
	if want := []Removal{{Path: "lib/f.ts", Pos: Pos{15, 14}}, {Path: "src/a.ts", Use: "lib/a.ts", Pos: Pos{15, 32}}}; !reflect.DeepEqual(p.Remove, want) {
		t.Errorf("removals %+v", p.Remove)
	}
	if d := cfg.Names["One"]; d.Prefer != "lib/a.ts" || d.Others["lib/b.ts"] != "OtherOne" || d.Pos != (Pos{17, 3}) {
		t.Errorf("decision %+v", d)
	}
	if cfg.Shims != (Shims{"none", "@platform", "2026-12-31"}) {
		t.Errorf("shims %+v", cfg.Shims)
	}
	if g := cfg.Gate; len(g.Strict) != 1 || !g.Strict[0].Match("lib/a.ts") || !g.Allow[0].Match("app/[id]/x/page.tsx") || g.Baseline != "rtconsolidate.baseline" {
		t.Errorf("gate %+v", g)
	}
	if cfg.EntryPos != (Pos{3, 8}) || cfg.ImportPos != (Pos{4, 9}) {
		t.Errorf("positions %v %v", cfg.EntryPos, cfg.ImportPos)
	}
}

func TestPreset(t *testing.T) {
	builtin, err := Preset(nil)
	if err != nil {
		t.Fatal(tell(err))
	}
	if builtin.Threshold < 1 || builtin.Review >= builtin.Threshold || len(builtin.Providers) < 10 {
		t.Errorf("the built-in preset: threshold %d, review %d, %d providers", builtin.Threshold, builtin.Review, len(builtin.Providers))
	}
	for _, w := range weighed {
		if *w.of(&builtin.Weights) == 0 {
			t.Errorf("the built-in preset has no weight for %s", w.key)
		}
	}
	cfg, err := Parse(FileName, []byte(whole))
	if err != nil {
		t.Fatal(tell(err))
	}
	own, err := Preset(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(own.Providers) != 1 || own.Providers[0].Packages[1] != "@auth/*" || !own.Providers[0].Dedicated || !slices.Equal(own.Words, []string{"auth"}) {
		t.Errorf("replaced: %+v", own)
	}
	if w := own.Weights; own.Threshold != 40 || own.Review != 20 || w.Word != 33 || w.Foreign != -5 || w.Dedicated != builtin.Weights.Dedicated {
		t.Errorf("replaced figures: %+v", own)
	}
	cfg.Discover.Replace = false
	both, err := Preset(cfg)
	if err != nil || len(both.Providers) != len(builtin.Providers)+1 || len(both.Words) != len(builtin.Words)+1 {
		t.Errorf("extended: %+v, %v", both, err)
	}
}

func TestDefaults(t *testing.T) {
	cfg, err := Parse("x.yaml", []byte("version: 1\nentry: a/index.ts\n"))
	if err != nil {
		t.Fatal(tell(err))
	}
	if cfg.Shims.Deprecate != "jsdoc" || cfg.ImportPos != (Pos{2, 8}) || cfg.Names == nil {
		t.Errorf("%+v", cfg)
	}
}

// TestBombs feeds what makes lenient YAML readers slow or large. The fuzzer's own deadline holds the
// time; here each must be refused, in few words.
func TestBombs(t *testing.T) {
	head := "version: 1\nentry: a.ts\n"
	laughs := head + "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
	for name, text := range map[string]string{
		"laughs":         laughs,
		"deep flow":      head + "phases: " + strings.Repeat("[", 900_000),
		"deep mappings":  head + "phases: " + strings.Repeat("{a: ", 200_000),
		"deep blocks":    head + "phases:\n" + strings.Repeat("- ", 450_000),
		"deep questions": head + strings.Repeat("? ", 450_000),
		"unknown keys":   head + strings.Repeat("k: v\nl: v\n", 90_000),
		"wide keys":      head + wide(60_000),
		"long key":       head + strings.Repeat("k", 1_000_000) + ": v",
		"too large":      head + strings.Repeat("#", maxConfig),
		"long glob":      head + "gate: { strict: ['" + strings.Repeat("{a,", 300_000) + "'] }",
		"quotes":         head + "phases: " + strings.Repeat(`"`, 1_000_001),
		"colons":         head + strings.Repeat("a:", 450_000),
		"self":           head + "phases: &p [*p]",
		"tags":           head + "phases: !!binary " + strings.Repeat("A", 900_000),
	} {
		_, err := Parse(FileName, []byte(text))
		if err == nil {
			t.Errorf("%s: no error", name)
		} else if lines := strings.Count(tell(err), "\n"); lines > 2*maxErrors {
			t.Errorf("%s: %d lines of errors", name, lines)
		}
	}
}

func wide(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("key")
		for k := i; k > 0; k /= 26 {
			b.WriteByte('a' + byte(k%26))
		}
		b.WriteString(": 1\n")
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	f.Add(whole)
	a, err := txtar.ParseFile("testdata/errors.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range a.Files {
		f.Add(string(hexBytes(c.Data)))
	}
	f.Fuzz(func(t *testing.T, text string) {
		cfg, err := Parse("f.yaml", []byte(text))
		if (cfg == nil) != (err != nil) {
			t.Fatalf("config %v, error %v", cfg, err)
		}
		if err != nil {
			checkPositions(t, text, err)
			return
		}
		for _, p := range cfg.Phases {
			for _, s := range p.Targets {
				if why, _ := unsafePath(s.File); why != "" {
					t.Errorf("the path %q came through: %s", s.File, why)
				}
			}
		}
	})
}

func checkPositions(t *testing.T, text string, err error) {
	lines := strings.Count(text, "\n") + strings.Count(text, "\r") + strings.Count(text, "\u2028") + strings.Count(text, "\u2029") + strings.Count(text, "\u0085") + 2
	var list Errors
	if !errors.As(err, &list) {
		return
	}
	for _, e := range list {
		if e.Line < 1 || e.Line > lines || e.Column < 1 {
			t.Errorf("position %d:%d of %d lines", e.Line, e.Column, lines)
		}
	}
}

// TestSchemaHoldsTheDecodersKeys walks decoder and schema side by side.
func TestSchemaHoldsTheDecodersKeys(t *testing.T) {
	var s map[string]any
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	var keys []string
	collect(s, "", &keys)
	want := []string{
		"version", "entry", "import", "phases.name", "phases.targets.file", "phases.targets.move", "phases.targets.reexport.from",
		"phases.targets.reexport.names", "phases.targets.keep", "phases.targets.folder", "phases.targets.rename", "phases.keep", "phases.remove.file", "phases.remove.use",
		"discover.replace", "discover.threshold", "discover.review", "discover.words", "discover.hints", "discover.folders", "discover.foreign",
		"discover.weights.word", "discover.providers.name", "discover.providers.packages", "discover.providers.dedicated",
		"discover.providers.shapes.text", "discover.providers.shapes.match", "discover.providers.shapes.global",
		"names.prefer", "names.others", "shims.deprecate", "shims.owner", "shims.remove_after", "gate.strict", "gate.allow", "gate.baseline",
	}
	for _, k := range want {
		if !slices.Contains(keys, k) {
			t.Errorf("the schema lacks %s", k)
		}
	}
	for _, k := range keys {
		if !decodes(k) {
			t.Errorf("the decoder does not know %s, the schema does", k)
		}
	}
}

// collect lists the leaf keys of a schema.
func collect(s map[string]any, at string, keys *[]string) {
	properties, _ := s["properties"].(map[string]any)
	for name, p := range properties {
		collect(p.(map[string]any), strings.TrimPrefix(at+"."+name, "."), keys)
	}
	for _, inner := range []string{"items", "additionalProperties"} {
		if p, ok := s[inner].(map[string]any); ok {
			collect(p, at, keys)
		}
	}
	if list, ok := s["oneOf"].([]any); ok {
		for _, p := range list {
			if m := p.(map[string]any); m["properties"] != nil {
				collect(m, at, keys)
			}
		}
	} else if properties == nil && !slices.Contains(*keys, at) {
		*keys = append(*keys, at)
	}
}

// decodes tells whether the decoder takes a key: put into a config with no more than what leads
// there, it is not called unknown.
func decodes(key string) bool {
	return decodesBeside("", key) || strings.HasPrefix(key, "phases.targets.") && decodesBeside("folder: a, ", key)
}

// decodesBeside puts the key beside another one, which decides what kind of thing it belongs to.
func decodesBeside(other, key string) bool {
	parts := strings.Split(key, ".")
	text := other + parts[len(parts)-1] + ": 1"
	for _, p := range slices.Backward(parts[:len(parts)-1]) {
		switch p {
		case "names":
			text = p + ": {Name: {" + text + "}}"
		case "phases", "targets", "reexport", "remove", "providers", "shapes":
			text = p + ": [{" + text + "}]"
		default:
			text = p + ": {" + text + "}"
		}
	}
	_, err := Parse("k.yaml", []byte(text))
	return err == nil || !strings.Contains(tell(err), "unknown key")
}

func TestLoadMissing(t *testing.T) {
	if _, err := Load(fstest.MapFS{}, FileName); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}
