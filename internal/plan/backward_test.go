package plan

import (
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// noGradient names the operations that are part of no forward pass, so that none asks for their gradient.
var noGradient = map[string]bool{"loss": true, "cross_entropy": true, "cross_entropy_grad": true, "weight_grad": true, "bias_grad": true,
	"input_grad": true, "softmax_grad": true, "largest_grad": true, "standardize_grad": true, "batch_standardize_grad": true,
	"conv_weight_grad": true, "max_pool_grad": true, "avg_pool_grad": true, "resample_grad": true, "batch_moments": true, // with batch_standardize
	"channel_standardize": true, // of predictions
	"moving":              true, "step": true,
	// without slope
	"one_hot": true, "ordinal": true, "cycle": true, "is_missing": true, "embed_grad": true, "piecewise_grad": true}

// TestEveryOperationHasAGradient fails for an operation without a rule.
func TestEveryOperationHasAGradient(t *testing.T) {
	for _, op := range ir.Ops {
		if _, ok := rules[op.Name()]; ok == noGradient[op.Name()] {
			t.Errorf("%s: a rule of package plan is %v", op.Name(), ok)
		}
	}
}
