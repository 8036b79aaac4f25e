package main

import (
	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/schema"
)

func newSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the spec language, for editors",
		Long: "schema prints the JSON Schema (draft 2020-12) of the spec language. Editors with the YAML language server complete and\n" +
			"check a spec whose first line names it:\n\n" +
			"    " + called + " schema > " + schema.FileName + "\n    " + schema.Comment(schema.FileName),
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(schema.JSON())
			return refuse(err)
		},
	}
}
