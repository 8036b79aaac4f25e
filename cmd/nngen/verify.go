package main

import (
	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/verify"
	"github.com/nngen/nngen/spec"
)

func newVerify() *cobra.Command {
	var asJSON bool
	var weights string
	cmd := &cobra.Command{
		Use:   "verify SPEC...",
		Short: "Build packages and hold them against the float64 oracle",
		Long: "verify builds the package of each spec and holds its outputs, loss, gradient and optimizer against an independent\n" +
			"computation in float64, counts allocations, and runs Forward concurrently. It exits 1 where a bound is passed. Where\n" +
			"weights are kept in bfloat16, it also tells what that changes on the spec's data.",
		Args: someSpecs,
		RunE: func(cmd *cobra.Command, args []string) error {
			list, bad, err := loadAll(args, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if bad {
				return errSaid
			}
			return verifySpecs(cmd, list, weights, asJSON)
		},
	}
	cmd.Flags().StringVar(&weights, "weights", "", "weights file for the accuracy in bfloat16 (default: the spec's)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

func verifySpecs(cmd *cobra.Command, list []loaded, weights string, asJSON bool) error {
	var specs []*spec.Spec
	for _, l := range list {
		specs = append(specs, l.spec)
	}
	reports, err := verify.Run(cmd.Context(), specs)
	if err != nil {
		return refuse(err)
	}
	for i, l := range list {
		if reports[i].Accuracy, err = accuracy(cmd.Context(), l, weights, cmd.ErrOrStderr()); err != nil {
			return err
		}
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
