package codegen

import (
	"slices"
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// What is printed apart: losses with the loop over their batch, and updates with the rule of the optimizer.
var apart = []string{"loss", "cross_entropy", "cross_entropy_grad", "step"}

// Only training has these.
var training = []string{"weight_grad", "bias_grad", "input_grad", "dropout"}

// TestEveryOperationIsPrinted fails for an operation without a printer for one example or for a batch, or a notation.
func TestEveryOperationIsPrinted(t *testing.T) {
	for _, op := range ir.Ops {
		name := op.Name()
		if slices.Contains(apart, name) {
			continue
		}
		if _, ok := batchPrinters[name]; !ok {
			t.Errorf("%s cannot be printed for a batch", name)
		}
		if _, ok := notations[name]; !ok {
			t.Errorf("%s has no notation", name)
		}
		if _, ok := rowPrinters[name]; !ok && !slices.Contains(training, name) && name != "affine" {
			t.Errorf("%s cannot be printed for one example", name)
		}
	}
}
