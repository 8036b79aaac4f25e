package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestNarrowKeepsStack holds that the kernels of narrow layers leave the caller's arrays on its stack.
func TestNarrowKeepsStack(t *testing.T) {
	noAllocs(t, "float32", func() {
		var y, w, b [3]float32
		nn.F32GemvTSoftmax(y[:], w[:], b[:], w[:1], 3)
		nn.F32NarrowPair(nn.F32Pair(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3))
		nn.F32NarrowPairSoftmax(nn.F32Pair(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3))
	})
	noAllocs(t, "float64", func() {
		var y, w, b [3]float64
		nn.F64GemvTSoftmax(y[:], w[:], b[:], w[:1], 3)
		nn.F64NarrowPair(nn.F64Pair(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3))
		nn.F64NarrowPairSoftmax(nn.F64Pair(y[:], w[:], b[:1], w[:], b[:], w[:3], 1, 3))
	})
}
