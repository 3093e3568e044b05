package main

import (
	"os"

	"github.com/spf13/cobra"

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
	return planExit(o, set)
}

// planExit: a refused plan and places left alone are findings.
func planExit(o *planOptions, set *rewrite.ChangeSet) error {
	switch {
	case !set.Proof.Holds() || len(set.LeftAlone) > 0 && !o.detailed:
		return errFindings
	case o.detailed && len(set.Changes) > 0:
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
