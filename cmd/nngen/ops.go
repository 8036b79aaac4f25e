package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/vocab"
)

func newOps() *cobra.Command {
	format := choice{words: []string{"table", "json", "markdown"}}
	cmd := &cobra.Command{
		Use:   "ops",
		Short: "Show the vocabulary: tasks, layers, activations, losses, optimizers, schedules, initializers",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			write := map[string]func(io.Writer, []vocab.Table) error{
				"table": vocab.WriteText, "json": vocab.WriteJSON, "markdown": vocab.WriteMarkdown}[format.String()]
			return refuse(write(cmd.OutOrStdout(), vocab.Tables()))
		},
	}
	format.add(cmd, "format", "how to show it")
	return cmd
}
