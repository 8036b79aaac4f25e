package softmax

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/elem"
)

// Below these, the exponential of a logit less the largest is 0 in the loss and its gradient. It is far from counting in
// the sum, and a gradient of its size would soon be denormal on its way back, where processors are slow.
const (
	cutoff32 = -64
	cutoff64 = -640
)

// expCutoff32 is Exp32, but 0 for what is below cutoff32.
func expCutoff32(x float32) float32 {
	if x < cutoff32 {
		return 0
	}
	return elem.Exp32(x)
}

// expCutoff64 is math.Exp, but 0 for what is below cutoff64.
func expCutoff64(x float64) float64 {
	if x < cutoff64 {
		return 0
	}
	return math.Exp(x)
}
