package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"rtconsolidate/report"
	"rtconsolidate/rewrite"
)

func (a *app) shimsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "shims",
		Short: "List the shims with their remaining importers, owner and due date",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			_, scope, err := a.openScope()
			if err != nil {
				return err
			}
			return a.show(report.NewShims(scope.ListShims(), time.Now().Format(time.DateOnly)))
		},
	}
	o := &applyOptions{}
	remove := &cobra.Command{
		Use:   "remove",
		Short: "Take out the shims that nothing imports any more, as a run that can be rolled back",
		Args:  arguments(0, 0),
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.removeShims(cmd.Context(), o) },
	}
	f := remove.Flags()
	f.BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	f.BoolVarP(&o.interactive, "interactive", "i", false, "show the diff and ask before writing")
	f.BoolVar(&o.allowDirty, "allow-dirty", false, "remove shims that have uncommitted edits, too")
	cmd.AddCommand(remove)
	return cmd
}

func (a *app) removeShims(ctx context.Context, o *applyOptions) error {
	ws, scope, err := a.openToWrite()
	if err != nil {
		return err
	}
	set := rewrite.RemoveShims(scope)
	if len(set.Changes) == 0 {
		_, err := fmt.Fprintln(a.stdout, "no shim is without importers\nnext: rtconsolidate shims")
		return err
	}
	return a.applySet(ctx, o, ws, set, report.NewPlan(set, set.Digest()))
}
