package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"rtconsolidate/backup"
	"rtconsolidate/report"
	"rtconsolidate/rewrite/settle"
	"rtconsolidate/rules"
	"rtconsolidate/rules/plandoc"
	"rtconsolidate/rules/propose"
)

type initOptions struct {
	force, print bool
	fromPlan     string
}

func (a *app) initCommand() *cobra.Command {
	o := &initOptions{}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a first rtconsolidate.yaml, from the survey or from a plan written for people",
		Long: "Surveys the repo and proposes a plan in phases. It is planned and proved before it is written: what the\n" +
			"planner refuses stays in it as a comment, with the reason. With --from-plan the phases come from a\n" +
			"Markdown document: its headings, `Target:` lines, lists, tables, directory trees and code blocks. Every\n" +
			"line of it is accounted for: found, missing, ambiguous, or not understood.",
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.init(o) },
	}
	cmd.Flags().BoolVar(&o.force, "force", false, "replace the config that is there")
	cmd.Flags().BoolVar(&o.print, "print", false, "print the config, write nothing")
	cmd.Flags().StringVar(&o.fromPlan, "from-plan", "", "take the phases from `PLAN.md`")
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
	doc, err := readPlanDoc(o.fromPlan)
	if err != nil {
		return err
	}
	draft, account, err := a.draft(name, doc)
	if err != nil {
		return err
	}
	if o.print {
		_, err = a.stdout.Write(draft.YAML())
		return err
	}
	if err := backup.WriteFile(root, name, draft.YAML(), o.force); err != nil {
		return err
	}
	return a.show(report.NewInit(name, o.fromPlan, draft, account))
}

// readPlanDoc reads the plan that --from-plan names; nil without one.
func readPlanDoc(file string) (*plandoc.Doc, error) {
	if file == "" {
		return nil, nil
	}
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return nil, &fault{exitFault, "there is no plan " + file, "name a Markdown file; the path is relative to the current folder"}
	}
	if info.Size() > plandoc.MaxSize {
		return nil, &fault{exitFault, file + " is too large for a plan", "split it"}
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return plandoc.Read(file, src)
}

// draft makes a config that holds: what the planner or the proof refuses of it is turned off.
func (a *app) draft(name string, doc *plandoc.Doc) (*propose.Draft, *propose.Account, error) {
	preset, err := rules.Preset(nil)
	if err != nil {
		return nil, nil, err
	}
	root, err := a.findRoot()
	if err != nil {
		return nil, nil, err
	}
	tree, err := a.listToLook(root)
	if err != nil {
		return nil, nil, err
	}
	repo, s := surveyed(a.recalling(tree), preset)
	var draft *propose.Draft
	var account *propose.Account
	if doc == nil {
		if draft = propose.FromSurvey(repo, s, preset.Folders); draft == nil {
			return nil, nil, undone("`rtconsolidate scan -v` shows what was looked at", "no realtime code was found that could be consolidated")
		}
	} else if draft, account = propose.FromPlan(repo, s, preset.Folders, doc); draft == nil {
		return nil, nil, nothingRead(doc, account)
	}
	if _, err := settle.Settle(draft, repo, name); err != nil {
		return nil, nil, err
	}
	return draft, account, nil
}

// nothingRead says why no config comes of a plan.
func nothingRead(doc *plandoc.Doc, account *propose.Account) error {
	if len(account.Sources) == 0 {
		return undone("phases are headings or list items; sources are list items, table rows or lines of a code block that name files, "+
			"as in \"- lib/a.ts → MERGE\" under \"**Target:** `lib/b.ts`\"", "%s holds no phase with sources", doc.File)
	}
	return undone("is it the plan of this repo? -C names another", "none of the %d source lines of %s is in the repo", len(account.Sources), doc.File)
}
