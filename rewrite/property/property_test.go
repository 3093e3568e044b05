package property

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/rogpeppe/go-internal/txtar"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite"
	"rtconsolidate/rules"
)

const oracle = "../../testdata/oracle/property.mjs"

// TestPlans makes up programs and plans, 1,000 of them or as many as RTC_PROPERTY says, from RTC_SEED
// on (0), and checks of each plan that is not refused: TypeScript reports nothing that it did not, the
// program prints what it printed, every module runs in its own order, and planning again changes nothing.
func TestPlans(t *testing.T) {
	judge := startJudge(t)
	cases, first := number("RTC_PROPERTY", 1000), number("RTC_SEED", 0)
	refused := map[string]int{}
	failed, planned := 0, 0
	for seed := first; seed < first+cases && failed < 5; seed++ {
		c := newCase(uint64(seed))
		reason, problem := c.run(judge)
		switch {
		case problem != "":
			failed++
			t.Errorf("seed %d: %s\n%s", seed, problem, c.archive())
		case reason != "":
			refused[reason]++
		default:
			planned++
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(refused)) {
		t.Logf("%5d refused: %s", refused[reason], reason)
	}
	t.Logf("%5d planned and held", planned)
	if failed == 0 && planned*2 < cases {
		t.Errorf("only %d of %d plans were not refused", planned, cases)
	}
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// kase is one program with its plan.
type kase struct {
	files analyze.Memory
	after analyze.Memory
}

func newCase(seed uint64) *kase {
	r := rand.New(rand.NewPCG(seed, 1))
	p := makeProgram(r)
	files := analyze.Memory(maps.Clone(p.files))
	files["rtconsolidate.yaml"] = makePlan(r, p)
	return &kase{files: files}
}

func (c *kase) archive() string {
	a := &txtar.Archive{}
	for _, p := range c.files.Paths() {
		a.Files = append(a.Files, txtar.File{Name: p, Data: []byte(c.files[p])})
	}
	for _, p := range c.after.Paths() {
		if c.after[p] != c.files[p] {
			a.Files = append(a.Files, txtar.File{Name: "after/" + p, Data: []byte(c.after[p])})
		}
	}
	return string(txtar.Format(a))
}

// run plans the case. It gives the reason when the plan is refused, or what does not hold.
func (c *kase) run(j *judge) (reason, problem string) {
	set, err := plan(c.files)
	if err != nil {
		return reasonOf(err), ""
	}
	if !set.Proof.Holds() {
		return "the proof does not hold" + whyNot(set), ""
	}
	c.after = maps.Clone(c.files)
	for _, ch := range set.Changes {
		if ch.New == nil {
			delete(c.after, ch.Path)
		} else {
			c.after[ch.Path] = string(ch.New)
		}
	}
	if list := j.errors(c.files); len(list) > 0 {
		return "", "the program that was made up has errors: " + strings.Join(list, "; ")
	}
	if list := j.errors(c.after); len(list) > 0 {
		return "", "TypeScript reports " + strings.Join(list, "; ")
	}
	again, err := plan(c.after)
	if err != nil {
		return "", "planning again is refused: " + err.Error()
	}
	if len(again.Changes) > 0 {
		return "", "planning again changes " + again.Changes[0].Path + ":\n" + string(again.Changes[0].New)
	}
	return "", c.sameOutput(j)
}

func whyNot(set *rewrite.ChangeSet) string {
	p := set.Proof
	switch {
	case len(p.NewCycles) > 0:
		return ": a new cycle"
	case len(p.Bindings.Broken) > 0:
		return fmt.Sprintf(": a binding, as %+v", p.Bindings.Broken[0])
	case len(p.Surface.Lost) > 0:
		return ": the surface"
	}
	return ""
}

func (c *kase) sameOutput(j *judge) string {
	before, problem := j.output(c.files)
	if problem != "" {
		return "the program that was made up does not run: " + problem
	}
	after, problem := j.output(c.after)
	if problem != "" {
		return "the program does not run any more: " + problem
	}
	slices.Sort(before.Log)
	slices.Sort(after.Log)
	if !slices.Equal(before.Log, after.Log) {
		return fmt.Sprintf("the program prints otherwise:\n%s\nwas\n%s", strings.Join(after.Log, "\n"), strings.Join(before.Log, "\n"))
	}
	if a, b := byModule(before.Effects), byModule(after.Effects); !maps.EqualFunc(a, b, slices.Equal[[]string]) {
		return fmt.Sprintf("modules run otherwise: %v, was %v", b, a)
	}
	return ""
}

// byModule sorts effects by the module that has them, in their order.
func byModule(effects []string) map[string][]string {
	by := map[string][]string{}
	for _, e := range effects {
		name, _, _ := strings.Cut(e, " ")
		by[name] = append(by[name], e)
	}
	return by
}

func plan(files analyze.Memory) (*rewrite.ChangeSet, error) {
	cfg, err := rules.Parse("rtconsolidate.yaml", []byte(files["rtconsolidate.yaml"]))
	if err != nil {
		return nil, err
	}
	scope, err := rules.NewScope(cfg, analyze.Load(files, analyze.Options{}))
	if err != nil {
		return nil, err
	}
	return rewrite.Plan(scope, nil)
}

// reasonOf is a refusal without what is particular to the case.
func reasonOf(err error) string {
	var list rules.Errors
	var one *rules.Error
	switch {
	case errors.As(err, &list) && len(list) > 0:
		one = list[0]
	case !errors.As(err, &one):
		return err.Error()
	}
	var words []string
	for _, w := range strings.Fields(one.Msg) {
		if !strings.ContainsAny(w, "`/:.") {
			words = append(words, w)
		}
	}
	return strings.Join(words, " ")
}

// judge is the node process that knows TypeScript and runs programs.
type judge struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
}

func startJudge(t *testing.T) *judge {
	t.Helper()
	cmd := exec.Command("node", oracle)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatalf("node is missing (`make deps` names what the tests need): %v", err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Error(err)
		}
	})
	return &judge{t, in, bufio.NewReader(out)}
}

func (j *judge) ask(request, answer any) {
	j.t.Helper()
	data, err := json.Marshal(request)
	if err != nil {
		j.t.Fatal(err)
	}
	if _, err := j.in.Write(append(data, '\n')); err != nil {
		j.t.Fatal(err)
	}
	line, err := j.out.ReadBytes('\n')
	if err != nil {
		j.t.Fatalf("the oracle ended (is TypeScript installed? `make deps`): %v", err)
	}
	if err := json.Unmarshal(line, answer); err != nil {
		j.t.Fatal(err)
	}
}

func (j *judge) errors(files analyze.Memory) []string {
	var answer struct{ Errors []string }
	j.ask(map[string]any{"files": files}, &answer)
	return answer.Errors
}

type output struct {
	Log, Effects []string
	Error        string
}

func (j *judge) output(files analyze.Memory) (output, string) {
	var out output
	code, err := bundle(files)
	if err != nil {
		return out, err.Error()
	}
	j.ask(map[string]any{"code": code}, &out)
	return out, out.Error
}

// bundle makes one script of a program, by esbuild alone.
func bundle(files analyze.Memory) (string, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"main.ts"}, Bundle: true, Format: api.FormatIIFE, Target: api.ES2022, LogLevel: api.LogLevelSilent,
		TreeShaking: api.TreeShakingFalse,
		Plugins: []api.Plugin{{Name: "memory", Setup: func(b api.PluginBuild) {
			b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
				p := strings.TrimPrefix(a.Path, "@/")
				if strings.HasPrefix(a.Path, ".") {
					p = path.Join(path.Dir(a.Importer), a.Path)
				}
				for _, full := range []string{p, p + ".ts", p + "/index.ts"} {
					if _, ok := files[full]; ok {
						return api.OnResolveResult{Path: full, Namespace: "memory"}, nil
					}
				}
				return api.OnResolveResult{}, fmt.Errorf("%s imports %s, which is not there", a.Importer, a.Path)
			})
			b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "memory"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
				text := files[a.Path]
				return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS}, nil
			})
		}}},
	})
	if len(result.Errors) > 0 {
		return "", errors.New(result.Errors[0].Text)
	}
	return string(result.OutputFiles[0].Contents), nil
}
