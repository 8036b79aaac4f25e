package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestBFloat16KeepsStack holds that kernels for weights in bfloat16 leave the caller's arrays on its stack.
func TestBFloat16KeepsStack(t *testing.T) {
	noAllocs(t, "bfloat16", func() {
		var y, b [3]float32
		var x [5]float32
		var wide [15]float32
		var w [18]nn.BFloat16
		nn.BF16Round(w[:], wide[:], 5, 3)
		nn.BF16Widen(wide[:], w[:], 5, 3)
		nn.BF16Pack(w[:], wide[:], 3, 5, 3)
		nn.BF16Unpack(wide[:], w[:], 3, 5, 3)
		nn.BF16GemvT(y[:], w[:], b[:], x[:], 3)
		nn.BF16GemvTRelu(y[:], w[:], b[:], x[:], 3)
	})
}
