package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/explain"
)

func newExplain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Say what the code of a diagnostic means, with an example",
		Long: "explain says what the code at the end of a diagnostic means, with an example and the same example mended. Without a\n" +
			"code it lists all of them.",
		Args:              atMostOneCode,
		ValidArgsFunction: cobra.FixedCompletions(explain.Codes(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return refuse(explain.WriteList(cmd.OutOrStdout()))
			}
			e, known := explain.Lookup(args[0])
			if !known {
				return fmt.Errorf("unknown code %q: %w", args[0], unknownWord(args[0], explain.Codes()))
			}
			return refuse(e.Write(cmd.OutOrStdout()))
		},
	}
}

func atMostOneCode(_ *cobra.Command, args []string) error {
	if len(args) > 1 {
		return fmt.Errorf("this command takes one CODE, not %d", len(args))
	}
	return nil
}
