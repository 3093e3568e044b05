package trial

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
	"rtconsolidate/rewrite"
	"rtconsolidate/rewrite/judge"
	"rtconsolidate/rules"
)

const oracle = "../../testdata/oracle"

// TestPackages tries plans on the sources of packages that the tests install.
func TestPackages(t *testing.T) {
	for _, name := range []string{"immer", "@tanstack/query-core"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(oracle, "node_modules", filepath.FromSlash(name))
			if _, err := os.Stat(dir); err != nil {
				t.Fatalf("%s is missing: `make deps` installs it", name)
			}
			tryPlans(t, copied(t, dir), 25)
		})
	}
}

// TestFolder tries RTC_TRIAL_PLANS plans (100) on the repo in RTC_TRIAL_DIR, from RTC_SEED on (0). RTC_TRIAL_SHOW
// shows each plan that is refused.
func TestFolder(t *testing.T) {
	dir := os.Getenv("RTC_TRIAL_DIR")
	if dir == "" {
		t.Log("no RTC_TRIAL_DIR: nothing to try by hand")
		return
	}
	tryPlans(t, dir, judge.Number("RTC_TRIAL_PLANS", 100))
}

// copied copies a package's sources, so that what ignores node_modules sees them.
func copied(t *testing.T, dir string) string {
	to := t.TempDir()
	if err := os.CopyFS(filepath.Join(to, "src"), os.DirFS(filepath.Join(dir, "src"))); err != nil {
		t.Fatal(err)
	}
	return to
}

func tryPlans(t *testing.T, dir string, plans int) {
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	repo := analyze.Load(tree, analyze.Options{})
	script := []string{oracle + "/project.mjs", dir}
	if config := os.Getenv("RTC_TRIAL_TSCONFIG"); config != "" {
		script = append(script, config)
	}
	oracle := judge.Start(t, script...)
	checked := map[string]bool{}
	for _, p := range oracle.Checked() {
		checked[p] = true
	}
	refused, held, failed := map[string]int{}, 0, 0
	for seed := judge.Number("RTC_SEED", 0); plans > 0 && failed < 5; seed, plans = seed+1, plans-1 {
		config := newPlanner(repo, checked, uint64(seed)).config()
		reason, problem := try(oracle, repo, config)
		switch {
		case problem != "":
			failed++
			t.Errorf("seed %d: %s\n%s", seed, problem, config)
		case reason != "":
			if refused[reason]++; os.Getenv("RTC_TRIAL_SHOW") != "" {
				t.Logf("seed %d is refused: %s\n%s", seed, reason, config)
			}
		default:
			held++
		}
	}
	for _, reason := range slices.Sorted(maps.Keys(refused)) {
		t.Logf("%5d refused: %s", refused[reason], reason)
	}
	t.Logf("%5d planned and held", held)
	if held == 0 {
		t.Error("no plan was not refused")
	}
}

// try plans a config. It gives the reason when that is refused, or what does not hold.
func try(oracle *judge.Judge, repo *analyze.Repo, config string) (reason, problem string) {
	set, err := plan(repo, config)
	if err != nil {
		return err.Error(), ""
	}
	set.Bundle()
	if !set.Proof.Holds() {
		return "the proof: " + whyNot(set), ""
	}
	files := map[string][]byte{}
	for _, c := range set.Changes {
		files[c.Path] = c.New
	}
	if list := oracle.NewInRepo(files); len(list) > 0 {
		return "", "TypeScript reports " + strings.Join(list, "; ")
	}
	again, err := plan(repo.With(files), config)
	if err != nil {
		return "", "planning again is refused: " + err.Error()
	}
	if len(again.Changes) > 0 {
		return "", "planning again changes " + again.Changes[0].Path + ":\n" + string(again.Changes[0].New)
	}
	return "", ""
}

func plan(repo *analyze.Repo, config string) (*rewrite.ChangeSet, error) {
	cfg, err := rules.Parse("rtconsolidate.yaml", []byte(config))
	if err != nil {
		return nil, err
	}
	scope, err := rules.NewScope(cfg, repo)
	if err != nil {
		return nil, first(err)
	}
	set, err := rewrite.Plan(scope, nil)
	return set, first(err)
}

// first is the first of several errors.
func first(err error) error {
	var list rules.Errors
	if errors.As(err, &list) && len(list) > 0 {
		return list[0]
	}
	return err
}

func whyNot(set *rewrite.ChangeSet) string {
	p := set.Proof
	switch {
	case len(p.NewCycles) > 0:
		return fmt.Sprintf("new cycle %v", p.NewCycles[0])
	case len(p.Bindings.Broken) > 0:
		return fmt.Sprintf("binding %+v", p.Bindings.Broken[0])
	case len(p.Surface.Lost) > 0:
		return fmt.Sprintf("surface %+v", p.Surface.Lost[0])
	case len(p.Environment) > 0:
		return fmt.Sprintf("environment %+v", p.Environment[0])
	case len(p.Wire.Changed) > 0:
		return fmt.Sprintf("text %v", p.Wire.Changed)
	case p.Bundle != nil && len(p.Bundle.Errors) > 0:
		return fmt.Sprintf("bundle %+v", p.Bundle.Errors[0])
	}
	return fmt.Sprintf("%+v", p)
}
