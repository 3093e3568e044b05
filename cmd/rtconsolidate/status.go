package main

import (
	"slices"

	"github.com/spf13/cobra"

	"rtconsolidate/backup"
	"rtconsolidate/report"
	"rtconsolidate/rewrite"
	"rtconsolidate/rules"
)

func (a *app) statusCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "Where the migration stands, phase by phase",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			d, err := a.status()
			if err != nil {
				return err
			}
			return a.show(d)
		},
	}
}

func (a *app) status() (*report.Status, error) {
	ws, scope, err := a.openScope()
	if err != nil {
		return nil, err
	}
	d := &report.Status{Metrics: map[string]int{"files": len(ws.repo.Files), "legacy_modules": len(scope.Modules), "shims": len(scope.Shims)}}
	left := importersLeft(scope)
	for _, p := range scope.Config.Phases {
		set, err := rewrite.Draft(scope, []string{p.Name})
		if err != nil {
			return nil, err
		}
		s := report.PhaseStatus{Name: p.Name, ImportersLeft: left[p.Name], State: phaseState(scope, p.Name, len(set.Changes))}
		for _, l := range scope.Modules {
			if l.Phase == p.Name && scope.Shims[l.Path] {
				s.Shims++
			}
		}
		if s.State == "applied" && s.Shims == 0 {
			s.State = "done"
		}
		d.Metrics["importers_left"] += s.ImportersLeft
		d.Phases = append(d.Phases, s)
	}
	return d, addRuns(ws.root, d)
}

// importersLeft counts, for each phase, the references that still bypass the entry.
func importersLeft(scope *rules.Scope) map[string]int {
	type place struct {
		file         string
		line, column int
	}
	seen := map[place]bool{}
	left := map[string]int{}
	for _, v := range scope.Violations() {
		if p := (place{v.File, v.Line, v.Column}); !seen[p] {
			seen[p] = true
			left[v.Phase]++
		}
	}
	return left
}

func phaseState(scope *rules.Scope, phase string, changes int) string {
	if changes == 0 {
		return "applied"
	}
	for _, l := range scope.Modules {
		if l.Phase == phase && l.Done {
			return "partial"
		}
	}
	return "pending"
}

func addRuns(root string, d *report.Status) error {
	store, err := backup.Open(root)
	if err != nil {
		return err
	}
	defer store.Close()
	runs, err := store.Runs()
	if err != nil {
		return err
	}
	for _, r := range runs {
		d.Runs = append(d.Runs, report.NewRunInfo(r))
	}
	slices.Reverse(d.Runs)
	return nil
}
