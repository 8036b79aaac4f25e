package interp

import (
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// TestEveryOperationIsEvaluated fails for an operation that the oracle cannot run. Update runs the steps of the optimizer.
func TestEveryOperationIsEvaluated(t *testing.T) {
	for _, op := range ir.Ops {
		if _, ok := evaluations[op.Name()]; ok == ir.Is[ir.Step](&ir.Instr{Op: op}) {
			t.Errorf("%s: an evaluation in package interp is %v", op.Name(), ok)
		}
	}
}
