package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rtconsolidate/backup"
	"rtconsolidate/report"
	"rtconsolidate/rewrite"
)

// openStore opens the run store of the repo.
func (a *app) openStore() (*backup.Store, error) {
	root, err := a.findRoot()
	if err != nil {
		return nil, err
	}
	return backup.Open(root)
}

// later lists the applied runs after one that touch its files, the newest first.
func later(runs []backup.Run, run *backup.Run) []string {
	var list []string
	after := false
	for _, r := range runs {
		if after && r.State == backup.Applied && sharesFile(&r, run) {
			list = append(list, r.ID)
		}
		after = after || r.ID == run.ID
	}
	slices.Reverse(list)
	return list
}

func sharesFile(a, b *backup.Run) bool {
	return slices.ContainsFunc(a.Files, func(f backup.File) bool {
		return slices.ContainsFunc(b.Files, func(g backup.File) bool { return f.Path == g.Path })
	})
}

func (a *app) reportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "report [RUN]",
		Short: "The report of a run: what changed and why, the proof, how to roll back",
		Args:  arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := a.openStore()
			if err != nil {
				return err
			}
			defer store.Close()
			d, err := loadRun(store, append(args, "")[0])
			if err != nil {
				return err
			}
			return a.showAs(d, "markdown")
		},
	}
}

func loadRun(store *backup.Store, id string) (*report.Run, error) {
	run, err := store.Get(id)
	if err != nil {
		return nil, err
	}
	runs, err := store.Runs()
	if err != nil {
		return nil, err
	}
	var plan *report.Plan
	if data, err := store.Plan(run.ID); err == nil && len(data) > 0 {
		plan = &report.Plan{}
		if err := report.Read(data, plan); err != nil {
			return nil, fmt.Errorf("the plan of run %s cannot be read: %w", run.ID, err)
		}
	}
	return report.NewRun(run, plan, later(runs, run)), nil
}

func (a *app) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "diff [RUN]",
		Short: "The unified diff of a run, fit for `git apply`",
		Args:  arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := a.openStore()
			if err != nil {
				return err
			}
			defer store.Close()
			run, err := store.Get(append(args, "")[0])
			if err != nil {
				return err
			}
			changes, err := changesOf(store, run)
			if err != nil {
				return err
			}
			return a.showDiff(changes)
		},
	}
}

func changesOf(store *backup.Store, run *backup.Run) ([]rewrite.Change, error) {
	var list []rewrite.Change
	for _, f := range run.Files {
		c := rewrite.Change{Path: f.Path, From: f.From, Action: f.Action, Mode: 0o644}
		var err error
		if c.Old, err = store.Original(run.ID, originalPath(f)); err != nil {
			return nil, err
		}
		if c.New, err = store.New(run.ID, f.Path); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func originalPath(f backup.File) string {
	if f.From != "" {
		return f.From
	}
	return f.Path
}

type rollbackOptions struct {
	phase, to string
	merge     bool
}

func (a *app) rollbackCommand() *cobra.Command {
	o := &rollbackOptions{}
	cmd := &cobra.Command{
		Use:   "rollback [RUN]",
		Short: "Undo a run (the newest, or the one named), byte for byte",
		Args:  arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.rollback(cmd.Context(), o, append(args, "")[0])
		},
	}
	cmd.Flags().StringVar(&o.phase, "phase", "", "undo the run that applied the phase `NAME`")
	cmd.Flags().StringVar(&o.to, "to", "", "undo every run after `RUN`, the newest first")
	cmd.Flags().BoolVar(&o.merge, "merge", false, "keep edits made since, by merging them three ways")
	return cmd
}

func (a *app) rollback(ctx context.Context, o *rollbackOptions, id string) error {
	store, err := a.openStore()
	if err != nil {
		return err
	}
	defer store.Close()
	ids, err := runsToUndo(store, o, id)
	if err != nil {
		return err
	}
	conflicts := 0
	for _, id := range ids {
		result, err := store.Rollback(ctx, id, backup.RollbackOptions{Merge: o.merge, Time: time.Now(), Tool: "rtconsolidate " + version()})
		if err != nil {
			return err
		}
		conflicts += len(result.Conflicts)
		a.tellRollback(store, result)
	}
	if conflicts > 0 {
		return errFindings
	}
	return nil
}

func (a *app) tellRollback(store *backup.Store, r *backup.Result) {
	fmt.Fprintf(a.stdout, "rolled back: run %s, %s as they were\n", visible(r.Run.ID),
		plural(len(r.Run.Files)-len(r.Conflicts), "file is", "files are"))
	for _, m := range r.Merged {
		fmt.Fprintf(a.stdout, "  merged    %s (your edits are kept)\n", visible(m))
	}
	for _, c := range r.Conflicts {
		fmt.Fprintf(a.stdout, "  conflict  %s: %s; see %s/%s\n", visible(c.Path), visible(c.Reason), visible(store.Dir()), visible(c.File))
	}
	if len(r.Conflicts) == 0 && !a.quiet {
		fmt.Fprintln(a.stdout, "next: rtconsolidate status")
	}
}

// runsToUndo picks the runs that the flags mean, in the order to undo them.
func runsToUndo(store *backup.Store, o *rollbackOptions, id string) ([]string, error) {
	if o.phase == "" && o.to == "" {
		return []string{id}, nil
	}
	if id != "" || o.phase != "" && o.to != "" {
		return nil, usage("name one of RUN, --phase and --to")
	}
	runs, err := store.Runs()
	if err != nil {
		return nil, err
	}
	slices.Reverse(runs)
	var ids []string
	for _, r := range runs {
		if r.ID == o.to {
			return ids, nil
		}
		if r.State == backup.RolledBack {
			continue
		}
		switch phases := strings.Split(r.Phase, "+"); {
		case o.to != "":
			ids = append(ids, r.ID)
		case slices.Contains(phases, o.phase) && len(phases) > 1:
			return nil, undone("`rtconsolidate rollback "+r.ID+"` undoes them all", "run %s applied the phases %s together", r.ID, strings.Join(phases, ", "))
		case slices.Contains(phases, o.phase):
			return []string{r.ID}, nil
		}
	}
	if o.to != "" {
		return nil, usage("there is no run %s", o.to)
	}
	return nil, usage("no run stands that applied the phase %q", o.phase)
}

func (a *app) resumeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "resume",
		Short: "Finish the run that was interrupted",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, err := a.openStore()
			if err != nil {
				return err
			}
			defer store.Close()
			run, err := store.Resume(cmd.Context(), time.Now(), "rtconsolidate "+version())
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "resumed: run %s is %s\n", visible(run.ID), run.State)
			return nil
		},
	}
}

// runCode: a run that could not start or finish because of the user's own edits is left undone, not
// a fault.
func runCode(err error) int {
	var drift *backup.DriftError
	var order *backup.OrderError
	var locked *backup.LockedError
	var open *backup.OpenRunError
	var stopped *backup.StoppedError
	var applied *backup.AppliedError
	for _, target := range []any{&drift, &order, &locked, &open, &stopped, &applied} {
		if errors.As(err, target) {
			return exitFindings
		}
	}
	return exitFault
}
