package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/spec/diag"
)

func newCheck() *cobra.Command {
	format := choice{words: []string{"text", "json"}}
	cmd := &cobra.Command{
		Use:   "check SPEC...",
		Short: "Check specs and print what is wrong with them",
		Args:  someSpecs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if format.String() == "json" {
				return checkJSON(args, cmd.OutOrStdout())
			}
			return checkText(args, cmd.ErrOrStderr())
		},
	}
	format.add(cmd, "format", "how to print diagnostics")
	return cmd
}

func checkText(args []string, stderr io.Writer) error {
	_, bad, err := loadAll(args, stderr)
	if err == nil && bad {
		return errSaid
	}
	return err
}

// checkJSON prints one list with the diagnostics of all specs.
func checkJSON(args []string, stdout io.Writer) error {
	paths, err := expand(args)
	if err != nil {
		return err
	}
	all := diag.List{}
	for _, p := range paths {
		all = append(all, load(p).problems...)
	}
	enc := json.NewEncoder(stdout)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(all); err != nil {
		return refuse(err)
	}
	if all.HasErrors() {
		return errSaid
	}
	return nil
}
