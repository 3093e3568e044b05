package main

import (
	"strings"

	"github.com/spf13/cobra"

	"rtconsolidate/report"
	"rtconsolidate/rules"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [" + strings.Join(schemaNames(), "|") + "]",
		Short: "Print the JSON Schema of the config, or of a command's JSON output",
		Args:  arguments(0, 1), ValidArgs: schemaNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := schemaOf(append(args, "config")[0])
			if err != nil {
				return err
			}
			_, err = a.stdout.Write(text)
			return err
		},
	}
}

func schemaNames() []string {
	names := []string{"config"}
	for _, d := range report.Documents() {
		names = append(names, d.Kind())
	}
	return names
}

func schemaOf(name string) ([]byte, error) {
	if name == "config" {
		return rules.Schema(), nil
	}
	for _, d := range report.Documents() {
		if d.Kind() == name {
			return report.Schema(d), nil
		}
	}
	return nil, &fault{exitFault, "there is no schema \"" + name + "\"", "the schemas are: " + strings.Join(schemaNames(), ", ")}
}
