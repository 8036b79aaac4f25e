package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/spec/diag"
)

func newCheck() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "check SPEC...",
		Short: "Check specs and print what is wrong with them",
		Args:  someSpecs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch format {
			case "text":
				return checkText(args, cmd.ErrOrStderr())
			case "json":
				return checkJSON(args, cmd.OutOrStdout())
			}
			return fmt.Errorf("unknown format %q: text or json", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
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
