package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rtconsolidate/analyze"
	"rtconsolidate/analyze/source"
	"rtconsolidate/analyze/survey"
	"rtconsolidate/report"
	"rtconsolidate/rules"
)

func (a *app) scanCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "scan",
		Short: "Survey the repo: realtime files, competing implementations, collisions, twins, broken imports",
		Long: "Finds the realtime code by its imports, its API calls and its names, each piece of evidence weighed,\n" +
			"and shows what competes, collides or is broken. It needs no config; `discover:` in the config tunes it.",
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.scan() },
	}
}

func (a *app) scan() error {
	tree, cfg, err := a.listForSurvey()
	if err != nil {
		return err
	}
	s, err := answered(a, "survey", tree, cfg, nil, func(t analyze.Tree) (*survey.Survey, error) {
		_, s, err := a.surveyOf(t, cfg)
		return s, err
	})
	if err != nil {
		return err
	}
	a.date(tree, s)
	return a.show(report.NewScan(s))
}

// date asks git when the competing modules were last changed. A survey does without where git fails.
func (a *app) date(tree *source.Tree, s *survey.Survey) {
	var paths []string
	for _, m := range s.Implementations {
		for _, x := range m.Members {
			paths = append(paths, x.Path)
		}
	}
	changed, err := tree.Changed(paths)
	if err != nil {
		a.warn("warning: no dates: %s", visible(err.Error()))
	}
	s.Date(changed)
}

// survey opens the repo and surveys it, with the config's own settings where there is one; cfg is nil
// where there is none.
func (a *app) survey() (ws *workspace, s *survey.Survey, cfg *rules.Config, err error) {
	tree, cfg, err := a.listForSurvey()
	if err != nil {
		return nil, nil, nil, err
	}
	repo, s, err := a.surveyOf(a.recalling(tree), cfg)
	return &workspace{tree.Root, tree, repo}, s, cfg, err
}

func (a *app) listForSurvey() (tree *source.Tree, cfg *rules.Config, err error) {
	root, err := a.findRoot()
	if err != nil {
		return nil, nil, err
	}
	_, err = os.Stat(filepath.Join(root, rules.FileName))
	if a.config != "" || !errors.Is(err, fs.ErrNotExist) {
		if cfg, err = a.loadConfig(root); err != nil {
			return nil, nil, err
		}
	}
	tree, err = a.listToLook(root)
	return tree, cfg, err
}

func (a *app) surveyOf(tree analyze.Tree, cfg *rules.Config) (*analyze.Repo, *survey.Survey, error) {
	preset, err := rules.Preset(cfg)
	if err != nil {
		return nil, nil, err
	}
	repo, s := surveyed(tree, preset)
	for _, p := range repo.Resolver.Problems() {
		a.warn("warning: %s", visible(rules.NewError(p.File, rules.Pos{Line: p.Line, Column: p.Column}, p.Message, "").Error()))
	}
	return repo, s, nil
}

// surveyed loads a repo and surveys it in one go.
func surveyed(tree analyze.Tree, preset *survey.Preset) (*analyze.Repo, *survey.Survey) {
	glance := survey.NewGlance(preset)
	repo := analyze.Load(tree, analyze.Options{Look: glance})
	return repo, survey.RunSeen(repo, preset, glance)
}
