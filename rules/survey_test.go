package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/survey"
)

// TestSurvey surveys the trees of testdata/survey/*.txtar, each one behaviour. The file `want` of an
// archive holds what was found; `go test -update` writes it anew.
func TestSurvey(t *testing.T) {
	archives, err := filepath.Glob("testdata/survey/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			tree, want := analyze.Memory{}, -1
			var cfg *Config
			for i, f := range a.Files {
				switch f.Name {
				case "want":
					want = i
				case FileName:
					if cfg, err = Parse(f.Name, f.Data); err != nil {
						t.Fatal(err)
					}
				default:
					tree[f.Name] = string(f.Data)
				}
			}
			preset, err := Preset(cfg)
			if err != nil {
				t.Fatal(err)
			}
			got := inShort(survey.Run(analyze.Load(tree, analyze.Options{}), preset))
			if *update {
				if want < 0 {
					a.Files = append(a.Files, txtar.File{Name: "want"})
					want = len(a.Files) - 1
				}
				a.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want < 0 || string(a.Files[want].Data) != got {
				t.Errorf("got:\n%s", got)
			}
		})
	}
}

// inShort writes a survey for comparison, each finding on a line; what there is none of is left out.
func inShort(s *survey.Survey) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	for _, f := range s.Files {
		line("%d %s, %s %s", f.Score, f.Path, f.Category, f.Role)
		for _, e := range f.Evidence {
			line("  %+d :%d %s", e.Weight, e.Line, e.Reason)
		}
	}
	places := func(list []survey.Place) string {
		var out []string
		for _, p := range list {
			out = append(out, fmt.Sprintf("%s:%d %s", p.File, p.Line, p.Kind))
		}
		return strings.Join(out, ", ")
	}
	for _, c := range s.WireConflicts {
		line("wire: %s", c.Name)
		for _, v := range c.Values {
			line("  %q %s", v.Value, places(v.Places))
		}
	}
	for _, m := range s.Implementations {
		line("competing: %s", strings.Join(m.Overlap, " "))
		for _, x := range m.Members {
			line("  %s importers=%d reachable=%v offers=%d tested=%v twin=%s", x.Path, x.Importers, x.Reachable, x.Offers, x.Tested, x.TwinOf)
		}
		line("  keep %s: %s", m.Survivor, strings.Join(m.Reasons, "; "))
	}
	for _, c := range s.Collisions {
		line("collision: %s, %d forms: %s", c.Name, c.Forms, places(c.Declarations))
	}
	for _, t := range s.Twins {
		line("twins: %s %s %d%% %s %v", t.A, t.B, t.Similarity, t.Drift, t.Reached)
	}
	for _, x := range s.BrokenImports {
		line("broken: %s:%d %s %s %s %s", x.File, x.Line, x.Specifier, x.Name, x.Reason, x.Hint)
	}
	for _, x := range s.Shadowed {
		line("shadowed: %s hides %s", x.File, x.Index)
	}
	for _, r := range s.Risks {
		line("risk: %s:%d %s %s", r.File, r.Line, r.Risk, r.Detail)
	}
	for _, c := range s.Cycles {
		line("cycle: %s", strings.Join(c, " "))
	}
	if len(s.Unreachable) > 0 {
		line("unreachable: %s", strings.Join(s.Unreachable, " "))
	}
	return b.String()
}
