package main

import (
	"os"

	"github.com/spf13/cobra"

	"rtconsolidate/analyze"
	"rtconsolidate/report"
	"rtconsolidate/report/diff"
	"rtconsolidate/rewrite"
)

type planOptions struct {
	phases   []string
	out      string
	diff     bool
	detailed bool
	bundle   bool
}

func (a *app) planCommand() *cobra.Command {
	o := &planOptions{}
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "Compute the change set of the phases, and its proof",
		Long: "Computes what the phases (all that are not done, or those of --phase) change, analyses the planned\n" +
			"tree in memory, and proves that every import still means what it meant. Nothing is written.\n\n" +
			"A bundler gives a second opinion on what is saved (-o) or applied, and with --bundle on any plan: it\n" +
			"bundles all that the plan can affect, before and after, from memory, and reports no new error.",
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.plan(o) },
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.phases, "phase", nil, "plan the phase `NAME`; repeatable (default: all)")
	f.StringVarP(&o.out, "out", "o", "", "save the plan to `FILE`, for apply")
	f.BoolVar(&o.diff, "diff", false, "show the unified diff")
	f.BoolVar(&o.bundle, "bundle", false, "bundle what is affected, before and after; -o and apply always do")
	f.BoolVar(&o.detailed, "detailed-exitcode", false, "exit 0 when there is nothing to do, 2 when there are changes")
	return cmd
}

func (a *app) plan(o *planOptions) error {
	if o.diff || o.bundle || o.out != "" {
		return a.planInFull(o)
	}
	root, cfg, err := a.rootAndConfig()
	if err != nil {
		return err
	}
	tree, err := a.listToLook(root)
	if err != nil {
		return err
	}
	d, err := answered(a, "plan", tree, cfg, o.phases, func(t analyze.Tree) (*report.Plan, error) {
		_, scope, err := a.scopeOf(tree, cfg, analyze.Load(t, analyze.Options{Paths: true}))
		if err != nil {
			return nil, err
		}
		set, err := rewrite.Plan(scope, o.phases)
		if err != nil {
			return nil, err
		}
		return report.NewPlan(set, set.Digest()), nil
	})
	if err != nil {
		return err
	}
	if err := a.show(d); err != nil {
		return err
	}
	return planExit(o, d)
}

// planInFull plans for who wants more than to see the plan.
func (a *app) planInFull(o *planOptions) error {
	ws, scope, err := a.openScope()
	if err != nil {
		return err
	}
	set, err := rewrite.Plan(scope, o.phases)
	if err != nil {
		return err
	}
	if o.bundle || o.out != "" {
		set.Bundle()
	}
	d := report.NewPlan(set, set.Digest())
	if o.out != "" {
		d.Repo = ws.tree.Identity()
		if err := a.savePlan(o.out, d); err != nil {
			return err
		}
		d.Saved = o.out
	}
	if o.diff {
		err = a.showDiff(set.Changes)
	} else {
		err = a.show(d)
	}
	if err != nil {
		return err
	}
	return planExit(o, d)
}

// planExit: a refused plan and places left alone are findings.
func planExit(o *planOptions, d *report.Plan) error {
	switch {
	case !d.Proof.Holds || len(d.LeftAlone) > 0 && !o.detailed:
		return errFindings
	case o.detailed && len(d.Changes) > 0:
		return &fault{code: exitFault}
	}
	return nil
}

func (a *app) savePlan(file string, d *report.Plan) error {
	return writeOutput(file, report.JSON(d, a.options(false)))
}

// showDiff writes a diff: as it is into a pipe, for eyes on a terminal.
func (a *app) showDiff(changes []rewrite.Change) error {
	text, err := diff.Unified(changes)
	if err != nil {
		return err
	}
	if f, ok := a.stdout.(*os.File); ok && isTerminal(f) {
		text = diff.Terminal(text, a.withColor())
	}
	_, err = a.stdout.Write(text)
	return err
}
