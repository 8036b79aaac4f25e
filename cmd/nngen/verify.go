package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"

	"github.com/spf13/cobra"

	"github.com/nngen/nngen/internal/onnx/convert"
	"github.com/nngen/nngen/internal/verify"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
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
			"With the weights of a model it compares two things. Where weights are kept in bfloat16 or int8, it tells what that changes\n" +
			"on the spec's data. With --onnx it compares the outputs with those of a file, computed node by node in float64; the file\n" +
			"may be what export writes of the same weights.",
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
	cmd.Flags().StringVar(&weights, "weights", "", "weights file for the comparison with --onnx and the accuracy in fewer bits (default: the spec's)")
	cmd.Flags().StringVar(&onnx, "onnx", "", "ONNX file that the package has to compute, with the weights")
	cmd.Flags().Uint64Var(&seed, "seed", 0, "draw the lengths of long batches again as the run that printed this seed (default: others in each run)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	return cmd
}

func verifySpecs(cmd *cobra.Command, list []loaded, weights, onnx string, seed uint64, asJSON bool) error {
	var specs []*spec.Spec
	for _, l := range list {
		if err := holdWeights(l, weights, onnx != "", cmd.ErrOrStderr()); err != nil {
			return err
		}
		specs = append(specs, l.spec)
	}
	reports, err := verify.Run(cmd.Context(), specs, seed)
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

// holdWeights refuses weights of the flag that do not fit the spec, tells where nothing is compared by them, and warns of weights of the spec
// that do not fit: most of what is compared goes by weights that are drawn, which a spec changed since its training has as well. What needs them
// refuses them itself.
func holdWeights(l loaded, flag string, needed bool, stderr io.Writer) error {
	if flag != "" {
		_, err := fittingWeights(l.spec, flag)
		if err == nil && !needed && (l.spec.Storage == spec.Full || l.spec.Data.File == "") {
			fmt.Fprintf(stderr, "%s fits, but what verify says is of weights that it draws; with --onnx FILE it compares these, too\n", flag)
		}
		return refuse(err)
	}
	if l.spec.Weights == "" || needed || l.spec.Storage != spec.Full {
		return nil
	}
	path := l.spec.Path(l.spec.Weights)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := fittingWeights(l.spec, path); err != nil {
		d := l.spec.WeightsProblem(err.Error(), "what verify says is of weights that it draws, not of these.")
		d.Severity = diag.Warning
		diag.Render(stderr, l.src, diag.List{d})
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
