package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

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
		RunE: func(*cobra.Command, []string) error {
			_, s, err := a.survey()
			if err != nil {
				return err
			}
			return a.show(report.NewScan(s))
		},
	}
}

// survey opens the repo and surveys it, with the config's own settings where there is one.
func (a *app) survey() (*workspace, *survey.Survey, error) {
	root, err := a.findRoot()
	if err != nil {
		return nil, nil, err
	}
	var cfg *rules.Config
	_, err = os.Stat(filepath.Join(root, rules.FileName))
	if a.config != "" || !errors.Is(err, fs.ErrNotExist) {
		if cfg, err = a.loadConfig(root); err != nil {
			return nil, nil, err
		}
	}
	preset, err := rules.Preset(cfg)
	if err != nil {
		return nil, nil, err
	}
	ws, err := a.open()
	if err != nil {
		return nil, nil, err
	}
	for _, p := range ws.repo.Resolver.Problems() {
		a.warn("warning: %s", visible(rules.NewError(p.File, rules.Pos{Line: p.Line, Column: p.Column}, p.Message, "").Error()))
	}
	return ws, survey.Run(ws.repo, preset), nil
}
