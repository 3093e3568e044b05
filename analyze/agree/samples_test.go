package agree

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/resolver"
)

// sample is a tree and what its specifiers mean. Each line of its comment that holds an arrow is a question:
//
//	FROM [MODE] SPECIFIER -> ANSWER    TypeScript gives the same answer
//	FROM [MODE] SPECIFIER ~> PATH      TypeScript finds nothing
//	link PATH -> TARGET                a symlink
//
// ANSWER is a path or a state. The files that ask are written from the questions.
type sample struct {
	tree      analyze.Memory
	links     map[string]string
	questions []question
}

type question struct {
	from, mode, specifier, answer string
	alone                         bool
}

var modes = map[string]resolver.Mode{"": resolver.Import, "require": resolver.Require, "dynamic": resolver.Dynamic,
	"as-import": resolver.AsImport, "as-require": resolver.AsRequire}

var forms = map[string]string{"": "import %q;\n", "require": "import r%d = require(%q);\n", "dynamic": "void import(%q);\n",
	"as-import":  "export type { T%d } from %q with { \"resolution-mode\": \"import\" };\n",
	"as-require": "export type { T%d } from %q with { \"resolution-mode\": \"require\" };\n"}

func readSample(t *testing.T, file string) *sample {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &sample{tree: analyze.Memory{}, links: map[string]string{}}
	for _, f := range archive.Files {
		s.tree[f.Name] = string(f.Data)
	}
	for line := range strings.Lines(string(archive.Comment)) {
		left, right, ok := strings.Cut(strings.TrimSpace(line), " -> ")
		alone := false
		if !ok {
			left, right, alone = strings.Cut(strings.TrimSpace(line), " ~> ")
		}
		words := strings.Fields(left)
		switch {
		case !ok && !alone:
		case len(words) == 2 && words[0] == "link":
			s.links[words[1]] = right
		case len(words) == 2:
			s.questions = append(s.questions, question{words[0], "", words[1], right, alone})
		case len(words) == 3 && forms[words[1]] != "":
			s.questions = append(s.questions, question{words[0], words[1], words[2], right, alone})
		default:
			t.Fatalf("%s: cannot read %q", file, line)
		}
	}
	if len(s.questions) == 0 {
		t.Fatalf("%s asks nothing", file)
	}
	for i, q := range s.questions {
		s.tree[q.from] += q.statement(i)
	}
	for p, text := range s.tree {
		if filepath.Ext(p) == ".vue" {
			s.tree[p] = "<script>\n" + text + "</script>\n"
		}
	}
	return s
}

func (q question) statement(i int) string {
	form := forms[q.mode]
	if q.mode == "require" && filepath.Ext(q.from) == ".js" {
		form = "const r%d = require(%q);\n"
	}
	if strings.Contains(form, "%d") {
		return fmt.Sprintf(form, i, q.specifier)
	}
	return fmt.Sprintf(form, q.specifier)
}

// write lays the sample out in a folder.
func (s *sample) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for p, text := range s.tree {
		full := filepath.Join(dir, p)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for p, to := range s.links {
		target, err := filepath.Rel(filepath.Dir(p), to)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, filepath.Join(dir, p)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestResolveSamples asks the resolver, and then TypeScript, every question of every sample.
func TestResolveSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/resolve/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			s := readSample(t, file)
			res := resolver.New(s.tree.Paths(), s.tree.Read, resolver.Options{Symlinks: s.links})
			for _, q := range s.questions {
				got := res.Find(q.from, q.specifier, modes[q.mode])
				if answer := answerOf(got); answer != q.answer {
					t.Errorf("%s %s %q: %s, want %s (%+v)", q.from, q.mode, q.specifier, answer, q.answer, got)
				}
			}
			s.askTypeScript(t)
		})
	}
}

func answerOf(r resolver.Result) string {
	if r.State == resolver.InRepo {
		return r.Path
	}
	return r.State.String()
}

func (s *sample) askTypeScript(t *testing.T) {
	t.Helper()
	dir := s.write(t)
	repo := load(t, dir)
	c := compareResolution(t, dir, repo)
	c.report(t)
	for _, q := range s.questions {
		want := q.answer
		if q.alone || slices.Contains([]string{"missing", "external", "builtin"}, want) {
			want = ""
		}
		if len(c.answers[q.from]) == 0 {
			t.Fatalf("%s %s %q was not asked", q.from, q.mode, q.specifier)
		}
		if got := c.answers[q.from][0]; got != want {
			t.Errorf("%s %s %q: TypeScript says %q, the sample %q", q.from, q.mode, q.specifier, got, want)
		}
		c.answers[q.from] = c.answers[q.from][1:]
	}
}
