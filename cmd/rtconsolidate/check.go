package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rtconsolidate/backup"
	"rtconsolidate/report"
	"rtconsolidate/rules"
)

type checkOptions struct {
	changedSince             string
	staged                   bool
	maxIssues                int
	update, prune, additions bool
	passOnStale              bool
}

func (a *app) checkCommand() *cobra.Command {
	o := &checkOptions{}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "The CI gate: no legacy import past the entry",
		Long: "Exit 0 when no file imports a legacy module past the entry, 1 when one does, 2 when the gate\n" +
			"cannot tell. Imports that the baseline knows are excused; what it excuses and is gone is stale.",
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.check(o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.changedSince, "changed-since", "", "look only at files that changed since the git revision `REV`")
	f.BoolVar(&o.staged, "staged", false, "look only at files that are staged in git")
	f.IntVar(&o.maxIssues, "max-issues", 0, "pass with up to `N` new legacy imports")
	f.BoolVar(&o.update, "update-baseline", false, "write the baseline anew; it may shrink, and grow only with --allow-additions")
	f.BoolVar(&o.prune, "prune-baseline", false, "take what is gone out of the baseline")
	f.BoolVar(&o.additions, "allow-additions", false, "let --update-baseline add legacy imports")
	f.BoolVar(&o.passOnStale, "pass-on-stale", false, "do not fail because the baseline excuses what is gone")
	return cmd
}

func (a *app) check(o *checkOptions) error {
	ws, scope, err := a.openGate()
	if err != nil {
		return err
	}
	if err := scope.CheckGate(); err != nil {
		return err
	}
	only, err := o.selection(ws.root)
	if err != nil {
		return err
	}
	known, exists, err := readBaseline(ws, scope.Config.Gate.Baseline)
	if err != nil {
		return err
	}
	violations := scope.Violations()
	fresh, excused, stale := scope.Split(violations, known)
	if o.update || o.prune {
		return a.writeBaseline(o, ws, scope, exists, fresh, excused)
	}
	if only != nil {
		outside := func(v rules.Violation) bool { return !only[v.File] }
		fresh, excused = slices.DeleteFunc(fresh, outside), slices.DeleteFunc(excused, outside)
		stale = slices.DeleteFunc(stale, func(k rules.Known) bool { return !only[k.File] })
	}
	d := checkDocument(scope, fresh, excused, stale)
	d.Passed = len(fresh) <= o.maxIssues && (len(stale) == 0 || o.passOnStale)
	if err := a.show(d); err != nil {
		return err
	}
	if !d.Passed {
		return errFindings
	}
	return nil
}

// The names and meanings of the gate's rules.
const (
	ruleLegacy = "legacy-import"
	ruleStrict = "strict-legacy-import"
)

func checkDocument(scope *rules.Scope, fresh, excused []rules.Violation, stale []rules.Known) *report.Check {
	d := &report.Check{Totals: report.CheckTotals{Files: len(scope.Repo.Files), New: len(fresh), Known: len(excused), Stale: len(stale)},
		Rules: []report.RuleDoc{
			{Name: ruleLegacy, Doc: "Code outside the realtime core imports from the entry, not from the legacy modules behind it."},
			{Name: ruleStrict, Doc: "Nothing imports a strict legacy path; no baseline excuses it."}}}
	add := func(v rules.Violation, state string) {
		rule := ruleLegacy
		if scope.Strict(v.Target) {
			rule = ruleStrict
		}
		d.Violations = append(d.Violations, report.Violation{File: v.File, Line: v.Line, Column: v.Column, Specifier: v.Specifier,
			Target: v.Target, Name: v.Name, Rule: rule, Baseline: state, Hint: v.Hint})
	}
	for _, v := range fresh {
		add(v, "new")
	}
	for _, v := range excused {
		add(v, "known")
	}
	for _, k := range stale {
		d.Violations = append(d.Violations, report.Violation{File: k.File, Specifier: k.Specifier, Name: k.Name, Rule: ruleLegacy, Baseline: "stale",
			Hint: "take it out with `rtconsolidate check --prune-baseline`"})
	}
	slices.SortStableFunc(d.Violations, func(x, y report.Violation) int {
		if c := strings.Compare(x.File, y.File); c != 0 {
			return c
		}
		return x.Line - y.Line
	})
	return d
}

func readBaseline(ws *workspace, path string) (list []rules.Known, exists bool, err error) {
	if path == "" {
		return nil, false, nil
	}
	data, err := ws.tree.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	list, err = rules.ParseBaseline(path, data)
	return list, true, err
}

func (a *app) writeBaseline(o *checkOptions, ws *workspace, scope *rules.Scope, exists bool, fresh, excused []rules.Violation) error {
	path := scope.Config.Gate.Baseline
	if path == "" {
		return &fault{exitFault, "the config names no baseline", "add `gate: { baseline: rtconsolidate.baseline }`"}
	}
	keep := excused
	if o.update {
		strict := slices.ContainsFunc(fresh, func(v rules.Violation) bool { return scope.Strict(v.Target) })
		if strict {
			return undone("mend these imports; `rtconsolidate check` lists them", "a baseline cannot excuse imports of strict paths")
		}
		if len(fresh) > 0 && exists && !o.additions {
			return undone("mend them, or pass --allow-additions", "the baseline would grow by %s", plural(len(fresh), "legacy import", "legacy imports"))
		}
		keep = append(keep, fresh...)
	}
	var known []rules.Known
	for _, v := range keep {
		known = append(known, v.Known())
	}
	if err := backup.WriteFile(ws.root, path, rules.FormatBaseline(known), true); err != nil {
		return err
	}
	_, err := fmt.Fprintf(a.stdout, "wrote %s: it excuses %s\nnext: rtconsolidate check\n", visible(path), plural(len(known), "legacy import", "legacy imports"))
	return err
}

// selection is the set of files that --changed-since or --staged leave, nil for all.
func (o *checkOptions) selection(root string) (map[string]bool, error) {
	var args []string
	switch {
	case o.staged && o.changedSince != "":
		return nil, usage("--staged and --changed-since exclude each other")
	case o.staged:
		args = []string{"diff", "--cached", "--name-only", "-z", "--relative", "--diff-filter=d"}
	case o.changedSince != "":
		if strings.HasPrefix(o.changedSince, "-") {
			return nil, usage("%q is no revision", o.changedSince)
		}
		args = []string{"diff", "--name-only", "-z", "--relative", "--diff-filter=d", o.changedSince, "--"}
	default:
		return nil, nil
	}
	cmd := exec.Command("git", args...)
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, &fault{exitFault, "git cannot tell what changed: " + strings.TrimSpace(stderr.String()), "check the revision; CI often fetches too few of them (fetch-depth: 0)"}
	}
	set := map[string]bool{}
	for p := range strings.SplitSeq(string(out), "\x00") {
		set[filepath.ToSlash(p)] = true
	}
	return set, nil
}
