package main

import (
	"github.com/spf13/cobra"

	"rtconsolidate/analyze/survey"
	"rtconsolidate/report"
	"rtconsolidate/rules"
)

type graphOptions struct {
	focus, reaches string
	depth          int
	collapse       []string
}

func (a *app) graphCommand() *cobra.Command {
	o := &graphOptions{}
	cmd := &cobra.Command{
		Use:   "graph",
		Short: "The dependency graph: json, dot, mermaid, d2, svg, html",
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return a.graph(o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.focus, "focus", "", "only the files that match `GLOB`, and their neighbours")
	f.StringVar(&o.reaches, "reaches", "", "only the files that lead to those that match `GLOB`")
	f.IntVar(&o.depth, "depth", 0, "follow at most `N` references from there")
	f.StringArrayVar(&o.collapse, "collapse", nil, "draw all files of `DIR` as one; repeatable")
	return cmd
}

func (a *app) graph(o *graphOptions) error {
	s := report.Selection{Depth: o.depth, Collapse: o.collapse}
	for _, g := range []struct {
		pattern string
		to      *func(string) bool
	}{{o.focus, &s.Focus}, {o.reaches, &s.Reaches}} {
		if g.pattern == "" {
			continue
		}
		glob, err := rules.NewGlob(g.pattern)
		if err != nil {
			return usage("bad glob %q: %v", g.pattern, err)
		}
		*g.to = glob.Match
	}
	ws, found, _, err := a.survey()
	if err != nil {
		return err
	}
	if err := matchesSome(ws, o, s); err != nil {
		return err
	}
	return a.show(report.NewGraph(ws.repo, categories(found)).Select(s))
}

// categories names the category of the files that the survey finds.
func categories(s *survey.Survey) func(path string) string {
	of := map[string]string{}
	for _, f := range s.Files {
		of[f.Path] = f.Category
	}
	return func(path string) string { return of[path] }
}

// matchesSome refuses a selection that picks nothing, which would look like an empty graph.
func matchesSome(ws *workspace, o *graphOptions, s report.Selection) error {
	for _, g := range []struct {
		pattern string
		match   func(string) bool
	}{{o.focus, s.Focus}, {o.reaches, s.Reaches}} {
		found := g.match == nil
		for _, f := range ws.repo.Files {
			found = found || g.match(f.Path)
		}
		if !found {
			return usage("no code file matches %q", g.pattern)
		}
	}
	return nil
}
