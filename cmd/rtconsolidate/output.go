package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"rtconsolidate/backup"
	"rtconsolidate/report"
)

// options is how documents are rendered.
func (a *app) options(color bool) report.Options {
	o := report.Options{Version: version(), Color: color}
	switch {
	case a.quiet:
		o.Level = report.Quiet
	case a.verbose:
		o.Level = report.Verbose
	}
	return o
}

// show renders a document with every reporter that was asked for; text on standard output when none was.
func (a *app) show(d report.Document) error { return a.showAs(d, "text") }

func (a *app) showAs(d report.Document, byDefault string) error {
	list := a.reporters
	if len(list) == 0 {
		list = []string{byDefault}
	}
	for _, spec := range list {
		name, file, _ := strings.Cut(spec, "=")
		out, err := report.Render(d, name, a.options(file == "" && a.withColor()))
		if err != nil {
			return err
		}
		if err := a.emit(file, out); err != nil {
			return err
		}
	}
	return nil
}

// emit writes to a file, or to standard output when file is "" or "-".
func (a *app) emit(file string, data []byte) error {
	if file != "" && file != "-" {
		return writeOutput(file, data)
	}
	_, err := a.stdout.Write(data)
	return err
}

// writeOutput writes a file that the user named on the command line, whole or not at all.
func writeOutput(file string, data []byte) error {
	abs, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(abs); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o755); err != nil {
		return err
	}
	return backup.WriteFile(filepath.Dir(abs), filepath.Base(abs), data, true)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
