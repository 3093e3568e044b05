package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rtconsolidate/analyze/survey"
	"rtconsolidate/backup"
	"rtconsolidate/rewrite"
	"rtconsolidate/rules"
)

type initOptions struct {
	force, print bool
}

func (a *app) initCommand() *cobra.Command {
	o := &initOptions{}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a first rtconsolidate.yaml from the survey",
		Long: "Surveys the repo and proposes a first plan, in which files stay where they are and the entry\n" +
			"re-exports them. The plan is proved before it is written: what would break it is kept out, with the\n" +
			"reason.",
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.init(o) },
	}
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the config that is there")
	cmd.Flags().BoolVar(&o.print, "print", false, "print the config, write nothing")
	return cmd
}

func (a *app) init(o *initOptions) error {
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	name := a.config
	if name == "" {
		name = rules.FileName
	}
	_, err = os.Lstat(filepath.Join(root, name))
	if !errors.Is(err, fs.ErrNotExist) && !o.force && !o.print {
		return &fault{exitFault, name + " is there already", "--force replaces it, --print shows the proposal"}
	}
	text, err := a.propose(name)
	if err != nil {
		return err
	}
	if o.print {
		_, err = a.stdout.Write(text)
		return err
	}
	if err := backup.WriteFile(root, name, text, o.force); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "wrote %s\nnext: rtconsolidate plan --diff\n", visible(name))
	return err
}

// propose makes a plan that holds: what the proof refuses is kept out of it, file by file.
func (a *app) propose(name string) ([]byte, error) {
	preset, err := rules.Preset(nil)
	if err != nil {
		return nil, err
	}
	ws, err := a.open()
	if err != nil {
		return nil, err
	}
	p := survey.Propose(ws.repo, survey.Run(ws.repo, preset), preset.Folders)
	if p == nil {
		return nil, undone("`rtconsolidate scan -v` shows what was looked at", "no realtime code was found that could be consolidated")
	}
	for {
		set, err := planOf(ws, name, p.YAML())
		if err != nil {
			return nil, fmt.Errorf("the proposed config is refused: %w", err)
		}
		if set.Proof.Holds() || !dropOne(p, set) {
			return p.YAML(), nil
		}
		p.Decide(ws.repo)
	}
}

func planOf(ws *workspace, name string, text []byte) (*rewrite.ChangeSet, error) {
	cfg, err := rules.Parse(name, text)
	if err != nil {
		return nil, err
	}
	scope, err := rules.NewScope(cfg, ws.repo)
	if err != nil {
		return nil, err
	}
	return rewrite.Plan(scope, nil)
}

// dropOne keeps out one file that makes the proof fail, and tells whether there was one.
func dropOne(p *survey.Proposal, set *rewrite.ChangeSet) bool {
	for _, c := range set.Proof.Environment {
		for i := len(c.Chain) - 1; i >= 0; i-- {
			if p.Drop(c.Chain[i], "the proof refuses it: "+c.File+" "+c.Reason+", and "+c.Root+" would reach it") {
				return true
			}
		}
	}
	for _, cycle := range set.Proof.NewCycles {
		for _, f := range cycle {
			if p.Drop(f, "the proof refuses it: it would close an import cycle") {
				return true
			}
		}
	}
	for _, n := range append(set.Proof.Bindings.Broken, set.Proof.Surface.Lost...) {
		if p.Drop(n.File, "the proof refuses it: "+n.Name+" would mean something else") {
			return true
		}
	}
	return false
}
