package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestInt8KeepsStack holds the same of those in int8.
func TestInt8KeepsStack(t *testing.T) {
	noAllocs(t, "int8", func() {
		var y, b [3]float32
		var x [5]float32
		var wide [80]float32
		var w [4 * 16 * 3]nn.Int8
		nn.Int8Round(w[:], wide[:], 5, 16)
		nn.Int8Widen(wide[:], w[:], 5, 16)
		nn.Int8Pack(w[:], wide[:15], 3, 5, 16)
		nn.Int8Unpack(wide[:15], w[:], 3, 5, 16)
		nn.Int8GemvT(y[:], w[:], b[:], x[:], 16)
		nn.Int8GemvTRelu(y[:], w[:], b[:], x[:], 16)
		nn.Int8GemmNNBias(y[:], x[:], w[:], b[:], 1, 3, 5, 16)
	})
}

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
