package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rtconsolidate/backup"
	"rtconsolidate/report"
)

func (a *app) backupCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "backup", Short: "List, verify, export and prune the kept originals", Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	keep := 0
	prune := &cobra.Command{Use: "prune", Short: "Forget all but the newest runs that are rolled back or finished", Args: arguments(0, 0),
		RunE: a.withStore(func(s *backup.Store, _ []string) error { return a.prune(s, keep) })}
	prune.Flags().IntVar(&keep, "keep", 10, "keep the newest `N` runs")
	cmd.AddCommand(
		&cobra.Command{Use: "list", Short: "List the runs", Args: arguments(0, 0), RunE: a.withStore(a.listRuns)},
		&cobra.Command{Use: "verify", Short: "Check every kept byte", Args: arguments(0, 0), RunE: a.withStore(a.verify)},
		&cobra.Command{Use: "export DIR [RUN]", Short: "Write the originals of a run as a plain tree", Args: arguments(1, 2), RunE: a.withStore(a.export)},
		prune)
	return cmd
}

func (a *app) withStore(do func(*backup.Store, []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		store, err := a.openStore()
		if err != nil {
			return err
		}
		return errors.Join(do(store, args), store.Close())
	}
}

func (a *app) listRuns(s *backup.Store, _ []string) error {
	runs, err := s.Runs()
	if err != nil {
		return err
	}
	d := &report.Runs{}
	for _, r := range slices.Backward(runs) {
		d.Runs = append(d.Runs, report.NewRunInfo(r))
	}
	return a.show(d)
}

func (a *app) verify(s *backup.Store, _ []string) error {
	damage, err := s.Verify()
	if err != nil {
		return err
	}
	for _, d := range damage {
		a.printError(d)
	}
	if len(damage) > 0 {
		return errFindings
	}
	_, err = fmt.Fprintln(a.stdout, "every kept byte is as it was written")
	return err
}

func (a *app) export(s *backup.Store, args []string) error {
	written, err := s.Export(append(args, "")[1], args[0])
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "exported %s to %s\n", plural(len(written), "file", "files"), visible(args[0]))
	return err
}

func (a *app) prune(s *backup.Store, keep int) error {
	gone, err := s.Prune(keep, time.Now())
	if err != nil {
		return err
	}
	for _, id := range gone {
		fmt.Fprintln(a.stdout, "forgot", visible(id))
	}
	return nil
}
