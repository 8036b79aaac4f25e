package main

import (
	"fmt"
	"math/rand/v2"
	"os"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/onnx/convert"
	"github.com/nngen/nngen/internal/verify"
	"github.com/nngen/nngen/spec"
)

func newVerify() *cobra.Command {
	var asJSON bool
	var weights, onnx string
	var seed uint64
	cmd := &cobra.Command{
		Use:   "verify SPEC...",
		Short: "Build packages and hold them against the float64 oracle",
		Long: "verify builds the package of each spec and holds its outputs, loss, gradient and optimizer against an independent\n" +
			"computation in float64, Classify against the outputs and each optimizer against its rule, counts allocations, and runs\n" +
			"Forward and ForwardBatch concurrently. It exits 1 where a bound is passed. For all that it draws weights and rows: it is\n" +
			"about the code, trained or not.\n\n" +
			"Where there are weights, those of --weights or else of the spec, it also compares what the package says with them, on the\n" +
			"first rows of the spec's data, or on rows that it draws where there are none. Where weights are kept in bfloat16 or int8, it\n" +
			"tells what that changes on the spec's data. With --onnx it compares the outputs with those of a file, computed node by\n" +
			"node in float64; the file may be what export writes of the same weights.",
		Args: someSpecs,
		RunE: func(cmd *cobra.Command, args []string) error {
			list, bad, err := loadAll(args, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if bad {
				return errSaid
			}
			if onnx != "" && len(list) != 1 {
				return fmt.Errorf("--onnx compares one SPEC with the file, not %d", len(list))
			}
			if weights != "" && len(list) != 1 {
				return fmt.Errorf("--weights are those of one SPEC, not of %d", len(list))
			}
			if !cmd.Flags().Changed("seed") {
				seed = uint64(rand.Uint32())
			}
			return verifySpecs(cmd, list, weights, onnx, seed, asJSON)
		},
	}
	cmd.Flags().StringVar(&weights, "weights", "", "weights file of a model that is compared as well (default: the spec's, if it is there)")
	cmd.Flags().StringVar(&onnx, "onnx", "", "ONNX file that the package has to compute, with the weights")
	cmd.Flags().Uint64Var(&seed, "seed", 0, "draw the lengths of long batches again as the run that printed this seed (default: others in each run)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

func verifySpecs(cmd *cobra.Command, list []loaded, weights, onnx string, seed uint64, asJSON bool) error {
	var specs []*spec.Spec
	var models []*verify.Trained
	for _, l := range list {
		model, err := trainedModel(l, weights, onnx != "", cmd.ErrOrStderr())
		if err != nil {
			return err
		}
		specs, models = append(specs, l.spec), append(models, model)
	}
	reports, err := verify.Run(cmd.Context(), specs, models, seed)
	if err != nil {
		return refuse(err)
	}
	for i, l := range list {
		if reports[i].Accuracy, err = accuracy(cmd.Context(), l, weights, cmd.ErrOrStderr()); err != nil {
			return err
		}
	}
	if onnx != "" {
		if reports[0].Against, err = against(cmd, list[0], weights, onnx); err != nil {
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

// against compares the package, with its weights, with an ONNX file.
func against(cmd *cobra.Command, l loaded, weights, onnx string) (*verify.Against, error) {
	path, err := modelWeights(l, weights, cmd.ErrOrStderr())
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, refuse(err)
	}
	p, err := convert.Against(cmd.Context(), l.spec, content, onnx)
	if err != nil {
		return nil, refuse(fmt.Errorf("%s: %w", onnx, err))
	}
	a := &verify.Against{File: onnx, Rows: p.Rows, Error: verify.Number(p.Worst), Bound: convert.Bound}
	if r := p.Rounding; r != nil {
		a.Rounding = &verify.Rounding{Rows: r.Rows, Error: verify.Number(r.Worst)}
	}
	if err := p.Err(); err != nil {
		a.Problem = onnx + ": " + err.Error()
	}
	return a, nil
}
