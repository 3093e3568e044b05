package main

import (
	"strings"

	"github.com/spf13/cobra"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/compare"
	"rtconsolidate/analyze/survey"
	"rtconsolidate/report"
)

func (a *app) compareCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "compare NAME",
		Short: "Competing declarations of one name, side by side",
		Long: "Sets the declarations of a name side by side: classes and interfaces member by member, functions and\n" +
			"hooks by signature and result, registries entry by entry. Declarations that differ in their layout\n" +
			"alone count as one.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.compare(args[0]) },
	}
}

func (a *app) compare(name string) error {
	ws, err := a.open()
	if err != nil {
		return err
	}
	c := compare.Of(ws.repo, name)
	if len(c.Declarations) == 0 {
		return &fault{exitFault, "no file declares `" + name + "` at its top level", near(ws.repo, name)}
	}
	return a.show(report.NewComparison(c))
}

// near is a hint that names declarations which look like a name that there is not.
func near(repo *analyze.Repo, name string) string {
	seen := map[string]bool{}
	var names []string
	for _, f := range repo.Files {
		for _, d := range f.Module.Decls {
			if !seen[d.Name] && strings.EqualFold(d.Name[:1], name[:min(1, len(name))]) {
				seen[d.Name] = true
				names = append(names, d.Name)
			}
		}
	}
	if best := survey.Nearest(name, names); best != "" {
		return "did you mean `" + best + "`?"
	}
	return "`rtconsolidate scan` lists the names that collide"
}
