package main

import (
	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/verify"
	"github.com/nngen/nngen/spec"
)

func newVerify() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify SPEC...",
		Short: "Build packages and hold them against the float64 oracle",
		Long: "verify builds the package of each spec and holds its outputs, loss, gradient and optimizer against an independent\n" +
			"computation in float64, counts allocations, and runs Forward concurrently. It exits 1 where a bound is passed.",
		Args: someSpecs,
		RunE: func(cmd *cobra.Command, args []string) error {
			list, bad, err := loadAll(args, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if bad {
				return errSaid
			}
			var specs []*spec.Spec
			for _, l := range list {
				specs = append(specs, l.spec)
			}
			return verifySpecs(cmd, specs, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

func verifySpecs(cmd *cobra.Command, specs []*spec.Spec, asJSON bool) error {
	reports, err := verify.Run(cmd.Context(), specs)
	if err != nil {
		return refuse(err)
	}
	write := verify.WriteTable
	if asJSON {
		write = verify.WriteJSON
	}
	if err := write(cmd.OutOrStdout(), reports); err != nil {
		return refuse(err)
	}
	for _, r := range reports {
		if !r.OK() {
			return errSaid
		}
	}
	return nil
}
