package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rtconsolidate/backup"
	"rtconsolidate/report"
	"rtconsolidate/rewrite"
)

type applyOptions struct {
	phases      []string
	yes         bool
	interactive bool
	allowDirty  bool
	digest      string
}

func (a *app) applyCommand() *cobra.Command {
	o := &applyOptions{}
	cmd := &cobra.Command{
		Use:   "apply [FILE]",
		Short: "Back up, write, and verify a phase",
		Long: "Plans the phases, keeps every original, writes, and reads back what it wrote. With FILE, a plan that\n" +
			"`plan -o FILE` saved, exactly that plan is applied, or refused when the repo has changed since.",
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.apply(cmd.Context(), o, append(args, "")[0])
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.phases, "phase", nil, "apply the phase `NAME`; repeatable (default: all)")
	f.BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	f.BoolVarP(&o.interactive, "interactive", "i", false, "show the diff and ask before writing")
	f.BoolVar(&o.allowDirty, "allow-dirty", false, "change files that have uncommitted edits, too")
	f.StringVar(&o.digest, "plan-digest", "", "refuse any plan but the one with this `sha256:…`")
	return cmd
}

func (a *app) apply(ctx context.Context, o *applyOptions, file string) error {
	phases := o.phases
	var saved *savedPlan
	if file != "" {
		var err error
		if saved, err = readPlan(file); err != nil {
			return err
		}
		phases = saved.phases()
	}
	ws, scope, err := a.openToWrite()
	if err != nil {
		return err
	}
	if saved != nil {
		if err := saved.sameRepo(ws.tree); err != nil {
			return err
		}
	}
	set, err := rewrite.Plan(scope, phases)
	if err != nil {
		return err
	}
	set.Bundle()
	d := report.NewPlan(set, set.Digest())
	if saved != nil {
		if err := saved.matches(d, ws.tree); err != nil {
			return err
		}
	}
	if o.digest != "" && o.digest != d.Digest {
		return undone("plan again and have it reviewed again", "the plan's digest is %s, not %s as approved", d.Digest, o.digest)
	}
	return a.applySet(ctx, o, ws, set, d)
}

// applySet writes a proved change set.
func (a *app) applySet(ctx context.Context, o *applyOptions, ws *workspace, set *rewrite.ChangeSet, d *report.Plan) error {
	if !set.Proof.Holds() {
		if err := a.show(d); err != nil {
			return err
		}
		return undone("`rtconsolidate plan` shows the same", "the proof fails, so nothing was written")
	}
	if len(set.Changes) == 0 {
		if err := a.show(d); err != nil {
			return err
		}
		return leftCode(d)
	}
	if err := a.checkDirty(o, ws, set); err != nil {
		return err
	}
	if ok, err := a.confirm(o, set, d); err != nil || !ok {
		return err
	}
	run, err := a.write(ctx, ws.root, set, d)
	if err != nil {
		return err
	}
	if err := a.show(report.NewRun(run, d, nil)); err != nil {
		return err
	}
	return leftCode(d)
}

// leftCode: what is left alone shows in the exit code.
func leftCode(d *report.Plan) error {
	if len(d.LeftAlone) > 0 {
		return errFindings
	}
	return nil
}

func (a *app) write(ctx context.Context, root string, set *rewrite.ChangeSet, d *report.Plan) (*backup.Run, error) {
	store, err := backup.Open(root)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	return store.Apply(ctx, set.Changes, backup.Meta{Phase: set.Phase(), Tool: "rtconsolidate " + version(),
		Command: slices.Concat([]string{"rtconsolidate"}, a.args), Time: time.Now(), Digest: d.Digest,
		Plan: report.JSON(d, a.options(false))})
}

// confirm asks where somebody can answer, unless told not to.
func (a *app) confirm(o *applyOptions, set *rewrite.ChangeSet, d *report.Plan) (bool, error) {
	if o.yes || !o.interactive && !isTerminal(os.Stdin) {
		return true, nil
	}
	if o.interactive {
		if err := a.showDiff(set.Changes); err != nil {
			return false, err
		}
	}
	fmt.Fprintf(a.stderr, "%s", report.Text(d, a.options(false)))
	fmt.Fprint(a.stderr, "Apply? [y/N] ")
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	if s := strings.ToLower(strings.TrimSpace(answer)); s == "y" || s == "yes" {
		return true, nil
	}
	return false, undone("", "nothing was written")
}
