package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestNarrowKeepsStack holds that the kernels of narrow layers leave the caller's arrays on its stack.
func TestNarrowKeepsStack(t *testing.T) {
	noAllocs(t, "float32", func() {
		var y, w, b [3]float32
		nn.SgemvTSoftmax(y[:], w[:], b[:], w[:1], 3)
		nn.SnarrowPair(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3)
		nn.SnarrowPairSoftmax(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3)
	})
	noAllocs(t, "float64", func() {
		var y, w, b [3]float64
		nn.DgemvTSoftmax(y[:], w[:], b[:], w[:1], 3)
		nn.DnarrowPair(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3)
		nn.DnarrowPairSoftmax(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3)
	})
}
