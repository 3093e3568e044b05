package property

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rtconsolidate/analyze"
	"rtconsolidate/rewrite"
	"rtconsolidate/rewrite/judge"
	"rtconsolidate/rules"
)

const script = "../../testdata/oracle/judge.mjs"

// TestPlans makes up programs and plans, 1,000 of them or as many as RTC_PROPERTY says, from RTC_SEED
// on (0), and checks of each plan that is not refused: TypeScript reports nothing that it did not, the
// program prints what it printed, every module runs in its own order, and planning again changes nothing.
func TestPlans(t *testing.T) {
	oracle := judge.Start(t, script)
	cases, first := judge.Number("RTC_PROPERTY", 1000), judge.Number("RTC_SEED", 0)
	refused := map[string]int{}
	failed, planned := 0, 0
	for seed := first; seed < first+cases && failed < 5; seed++ {
		c := newCase(uint64(seed))
		reason, problem := c.run(oracle)
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

// kase is one program with its plan.
type kase struct {
	files analyze.Memory
	after analyze.Memory
}

func newCase(seed uint64) *kase { return &kase{files: Make(seed)} }

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
func (c *kase) run(j *judge.Judge) (reason, problem string) {
	set, err := plan(c.files)
	if err != nil && rules.OurFault(err) {
		return "", "the mover finds a fault of its own: " + err.Error()
	}
	if err != nil {
		return reasonOf(err), ""
	}
	if !set.Proof.Holds() {
		return whyNot(set)
	}
	c.after = maps.Clone(c.files)
	for _, ch := range set.Changes {
		if ch.New == nil {
			delete(c.after, ch.Path)
		} else {
			c.after[ch.Path] = string(ch.New)
		}
	}
	if list := j.Errors(c.files); len(list) > 0 {
		return "", "the program that was made up has errors: " + strings.Join(list, "; ")
	}
	if list := j.Errors(c.after); len(list) > 0 {
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

// whyNot says why a proof does not hold. A new cycle is what a plan may ask for; anything else the planner
// should not have planned.
func whyNot(set *rewrite.ChangeSet) (reason, problem string) {
	p := set.Proof
	if len(p.NewCycles) > 0 {
		return "a new cycle", ""
	}
	return "", fmt.Sprintf("the proof does not hold: bindings %+v, surface %+v, text %v, environment %v", p.Bindings.Broken, p.Surface.Lost, p.Wire.Changed, p.Environment)
}

func (c *kase) sameOutput(j *judge.Judge) string {
	before, err := j.Run(c.files, "main.ts")
	if err != nil {
		return "the program that was made up does not run: " + err.Error()
	}
	after, err := j.Run(c.after, "main.ts")
	if err != nil {
		return "the program does not run any more: " + err.Error()
	}
	slices.Sort(before.Log)
	slices.Sort(after.Log)
	return judge.Differ(before, after)
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
