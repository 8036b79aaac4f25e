//go:build !race

package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestInt8KeepsStack holds that kernels for weights in int8 leave the caller's arrays on its stack; with the race
// detector the pool that they borrow from drops what it has.
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
