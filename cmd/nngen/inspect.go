package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/inspect"
)

func newInspect() *cobra.Command {
	format := choice{words: []string{"table", "json", "dot", "svg"}}
	cmd := &cobra.Command{
		Use:   "inspect SPEC",
		Short: "Show the layers of a network: shapes, parameters, work, memory, and how each is computed",
		Args:  oneSpec,
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := loadOne(args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			report, err := inspect.New(l.spec)
			if err != nil {
				return refuse(err)
			}
			write := map[string]func(io.Writer) error{
				"table": report.Table, "json": report.JSON, "dot": report.DOT, "svg": report.SVG}[format.String()]
			return refuse(write(cmd.OutOrStdout()))
		},
	}
	format.add(cmd, "format", "how to show it")
	return cmd
}
