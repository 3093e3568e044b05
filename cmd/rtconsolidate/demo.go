package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rtconsolidate/testdata"
)

func (a *app) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Lay the embedded sample repo out and run the whole loop on it",
		Long: "Copies the sample into a fresh folder (DIR, or a temporary one), makes it a git repo, and runs scan,\n" +
			"plan, apply, check and report there, so that every step can be looked at.",
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.demo(cmd.Context(), append(args, "")[0])
		},
	}
}

// step is one command of the demo, and what a reader should see in it.
type step struct {
	title string
	args  []string
	code  int
}

func (a *app) demo(ctx context.Context, dir string) error {
	dir, err := demoFolder(dir)
	if err != nil {
		return err
	}
	if err := layOut(testdata.Campfire(), dir); err != nil {
		return err
	}
	if err := makeRepo(dir); err != nil {
		return err
	}
	reports := filepath.Join(dir, "reports")
	fmt.Fprintf(a.stdout, "the sample repo is in %s\n", visible(dir))
	for _, s := range []step{
		{"what is there", []string{"scan", "--reporter", "text", "--reporter", "markdown=" + filepath.Join(reports, "scan.md")}, 0},
		{"what would change, and the proof", []string{"plan", "--reporter", "text", "--reporter", "json=" + filepath.Join(reports, "plan.json")}, 0},
		{"write it", []string{"apply", "--yes", "-q"}, 0},
		{"the gate", []string{"check"}, 0},
		{"where it stands", []string{"status"}, 0},
		{"the report", []string{"report", "--reporter", "markdown=" + filepath.Join(reports, "report.md")}, 0},
	} {
		fmt.Fprintf(a.stdout, "\n$ rtconsolidate %s    # %s\n\n", strings.ReplaceAll(strings.Join(s.args, " "), dir+string(filepath.Separator), ""), s.title)
		if code := run(ctx, append([]string{"-C", dir}, s.args...), indent(a.stdout), a.stderr); code != s.code {
			return fmt.Errorf("the demo's %s ended with code %d", s.args[0], code)
		}
	}
	fmt.Fprintf(a.stdout, "\nreports:   %s\nthe diff:  git -C %s diff\nroll back: rtconsolidate -C %s rollback\n", visible(reports), visible(dir), visible(dir))
	return nil
}

// demoFolder makes the folder to use: the one named, which must be new or empty, or a temporary one.
func demoFolder(dir string) (string, error) {
	if dir == "" {
		return os.MkdirTemp("", "rtconsolidate-demo-")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return "", &fault{exitFault, dir + " is not empty", "name a new folder, or remove that one"}
	}
	return dir, os.MkdirAll(dir, 0o755)
}

func layOut(files fs.FS, dir string) error {
	return fs.WalkDir(files, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(p))
		if e.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		data, err := fs.ReadFile(files, p)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o644)
	})
}

// makeRepo commits the sample, so that git shows what the tool changes. The reports stay out of it.
func makeRepo(dir string) error {
	steps := [][]string{{"init", "-q"}, {"add", "-A"},
		{"-c", "user.name=rtconsolidate demo", "-c", "user.email=demo@localhost", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "The sample, before"}}
	for _, args := range steps {
		cmd := exec.Command("git", append([]string{"-C", dir, "-c", "core.autocrlf=false"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("git %s: %w\n%s", args[0], err, out)
		}
	}
	exclude := filepath.Join(dir, ".git", "info", "exclude")
	if err := os.MkdirAll(filepath.Dir(exclude), 0o755); err != nil {
		return err
	}
	return os.WriteFile(exclude, []byte("/reports/\n"), 0o644)
}

// indent sets a command's output off from the demo's own lines.
func indent(w io.Writer) io.Writer { return &indenter{w: w, start: true} }

type indenter struct {
	w     io.Writer
	start bool
}

func (i *indenter) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		if i.start && len(line) > 1 {
			if _, err := io.WriteString(i.w, "    "); err != nil {
				return 0, err
			}
		}
		if _, err := i.w.Write(line); err != nil {
			return 0, err
		}
		i.start = bytes.HasSuffix(line, []byte("\n"))
	}
	return len(p), nil
}
