package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rtconsolidate/recall"
)

// app holds the global flags and the streams; the commands are its methods.
type app struct {
	stdout, stderr io.Writer
	args           []string // the command line, for the record

	root      string
	config    string
	reporters []string
	color     string
	quiet     bool
	verbose   bool
	quickly   bool // no progress

	found  *recall.Store // nil where nothing is kept between runs
	warned []string
}

func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:           "rtconsolidate",
		Short:         "Consolidate the realtime code of a TypeScript repo behind one entry point",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          arguments(0, 0),
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if !slices.Contains([]string{"auto", "always", "never"}, a.color) {
				return usage("--color is auto, always or never, not %q", a.color)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	f := root.PersistentFlags()
	f.StringVarP(&a.root, "root", "C", "", "work on the repo in `DIR` (default: the nearest folder with a config, else the git root)")
	f.StringVarP(&a.config, "config", "c", "", "read the config from `FILE` (default: rtconsolidate.yaml in the root)")
	f.StringArrayVar(&a.reporters, "reporter", nil, "output as `NAME[=FILE]`; repeatable, `-` is standard output")
	f.StringVar(&a.color, "color", "auto", "colour: `WHEN` is auto, always or never (NO_COLOR is honoured)")
	f.BoolVarP(&a.quiet, "quiet", "q", false, "print only what matters")
	f.BoolVarP(&a.verbose, "verbose", "v", false, "print all details")
	f.BoolVar(&a.quickly, "no-progress", false, "show no progress")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage("%v", err) })
	root.AddCommand(a.scanCommand(), a.compareCommand(), a.explainCommand(), a.initCommand(), a.planCommand(), a.applyCommand(), a.resumeCommand(), a.rollbackCommand(),
		a.statusCommand(), a.shimsCommand(), a.checkCommand(), a.reportCommand(), a.diffCommand(), a.graphCommand(),
		a.backupCommand(), a.demoCommand(), a.schemaCommand(), a.versionCommand())
	root.InitDefaultCompletionCmd()
	return root
}

// withColor tells whether text output is coloured.
func (a *app) withColor() bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	file, ok := a.stdout.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(file)
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (a *app) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	a.warned = append(a.warned, text)
	if !a.quiet {
		fmt.Fprintln(a.stderr, text)
	}
}

// arguments allows from min to max arguments.
func arguments(min, max int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < min:
			return usage("%s needs %s", cmd.CommandPath(), strings.TrimPrefix(cmd.Use, cmd.Name()+" "))
		case len(args) > max && cmd.HasSubCommands():
			return &fault{exitFault, fmt.Sprintf("there is no command %q", cmd.CommandPath()+" "+args[0]), meant(cmd, args[0])}
		case len(args) > max:
			return usage("%s takes no argument %q", cmd.CommandPath(), args[max])
		}
		return nil
	}
}

// meant is the hint for a command that there is not.
func meant(cmd *cobra.Command, name string) string {
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		return "did you mean `" + near[0] + "`?"
	}
	return "see `" + cmd.CommandPath() + " --help`"
}
