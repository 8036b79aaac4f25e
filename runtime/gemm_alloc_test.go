//go:build !race

package nn_test

import (
	"testing"

	nn "github.com/nngen/nngen/runtime"
)

// TestGemvKeepsStack holds that gemv leaves the caller's arrays on its stack.
func TestGemvKeepsStack(t *testing.T) {
	noAllocs(t, "float32", func() {
		var y, b, x [9]float32
		var w [81]float32
		nn.F32GemvT(y[:], w[:], b[:], x[:], 9)
		nn.F32GemvTRelu(y[:], w[:], b[:], x[:], 9)
		nn.F32GemvTSparse(y[:], w[:], b[:], x[:], 9)
		nn.F32GemvTSparseRelu(y[:], w[:], b[:], x[:], 9)
		nn.F32GemvN(y[:], w[:], b[:], x[:])
		nn.F32GemvNRelu(y[:], w[:], b[:], x[:])
	})
	noAllocs(t, "float64", func() {
		var y, b, x [9]float64
		var w [81]float64
		nn.F64GemvT(y[:], w[:], b[:], x[:], 9)
		nn.F64GemvTRelu(y[:], w[:], b[:], x[:], 9)
		nn.F64GemvTSparse(y[:], w[:], b[:], x[:], 9)
		nn.F64GemvTSparseRelu(y[:], w[:], b[:], x[:], 9)
		nn.F64GemvN(y[:], w[:], b[:], x[:])
		nn.F64GemvNRelu(y[:], w[:], b[:], x[:])
	})
}

// TestGemmAllocs holds that large products, which are copied and come in pieces, use again what they allocated. The race
// detector lets pools forget what they keep.
func TestGemmAllocs(t *testing.T) {
	for _, s := range [][3]int{{257, 520, 32}, {257, 520, 600}, {64, 128, 784}, {32, 57, 40}} { // the last ends within a panel
		testGemmAllocs(t, s[0], s[1], s[2])
	}
}

// TestTailAllocs holds the same for weights with a tail, with products that are shared and that are not.
func TestTailAllocs(t *testing.T) {
	for _, m := range []int{64, 2000} {
		const n, k, ld = 67, 70, 64
		x, z, dz, w, bias := make([]float32, m*k), make([]float32, m*n), make([]float32, m*n), make([]float32, k*n), make([]float32, n)
		noAllocs(t, "NN", func() { nn.F32GemmNNBiasRelu(z, x, w, bias, m, n, k, ld) })
		noAllocs(t, "NT", func() { nn.F32GemmNT(x, dz, w, m, k, n, ld) })
		noAllocs(t, "TN", func() { nn.F32GemmTNSum(w, bias, x, dz, k, n, m, ld) })
		g := nn.Gradient[float32]{C: w, Sums: bias, A: x, B: dz, M: k, N: n, K: m, Ld: ld}
		noAllocs(t, "TNSums", func() { nn.F32GemmTNSums(g, g) })
	}
}

func testGemmAllocs(t *testing.T, m, n, k int) {
	a, b, c, bias := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float32, n)
	noAllocs(t, "NN", func() { nn.F32GemmNNBias(c, a, b, bias, m, n, k, n) })
	noAllocs(t, "NNDeep", func() { nn.F32GemmNNBiasDeepRelu(c, a, b, bias, m, n, k, n) })
	noAllocs(t, "finite", func() { nn.F32Finite(b) })
	noAllocs(t, "NT", func() { nn.F32GemmNT(c, a, b, m, n, k, k) })
	noAllocs(t, "TN", func() { nn.F32GemmTN(c, a, b, m, n, k, n) })
	row, sums := make([]float32, n), make([]float32, n)
	noAllocs(t, "TNSums", func() {
		nn.F32GemmTNSums(
			nn.Gradient[float32]{C: row, Sums: sums, A: a[:k], B: b, M: 1, N: n, K: k, Ld: n},
			nn.Gradient[float32]{C: c, Sums: bias, A: a, B: b, M: m, N: n, K: k, Ld: n})
	})
}
