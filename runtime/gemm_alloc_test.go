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
		nn.SgemvT(y[:], w[:], b[:], x[:], 9)
		nn.SgemvTRelu(y[:], w[:], b[:], x[:], 9)
		nn.SgemvTSparse(y[:], w[:], b[:], x[:], 9)
		nn.SgemvTSparseRelu(y[:], w[:], b[:], x[:], 9)
		nn.SgemvN(y[:], w[:], b[:], x[:])
		nn.SgemvNRelu(y[:], w[:], b[:], x[:])
	})
	noAllocs(t, "float64", func() {
		var y, b, x [9]float64
		var w [81]float64
		nn.DgemvT(y[:], w[:], b[:], x[:], 9)
		nn.DgemvTRelu(y[:], w[:], b[:], x[:], 9)
		nn.DgemvTSparse(y[:], w[:], b[:], x[:], 9)
		nn.DgemvTSparseRelu(y[:], w[:], b[:], x[:], 9)
		nn.DgemvN(y[:], w[:], b[:], x[:])
		nn.DgemvNRelu(y[:], w[:], b[:], x[:])
	})
}

// TestGemmAllocs holds that large products, which are copied and come in pieces, use again what they allocated. The race
// detector lets pools forget what they keep.
func TestGemmAllocs(t *testing.T) {
	for _, s := range [][3]int{{257, 520, 32}, {257, 520, 600}, {64, 128, 784}} {
		testGemmAllocs(t, s[0], s[1], s[2])
	}
}

// TestTailAllocs holds the same for weights with a tail, with products that are shared and that are not.
func TestTailAllocs(t *testing.T) {
	for _, m := range []int{64, 2000} {
		const n, k, ld = 67, 70, 64
		x, z, dz, w, bias := make([]float32, m*k), make([]float32, m*n), make([]float32, m*n), make([]float32, k*n), make([]float32, n)
		noAllocs(t, "NN", func() { nn.SgemmNNBiasRelu(z, x, w, bias, m, n, k, ld) })
		noAllocs(t, "NT", func() { nn.SgemmNT(x, dz, w, m, k, n, ld) })
		noAllocs(t, "TN", func() { nn.SgemmTNSum(w, bias, x, dz, k, n, m, ld) })
		g := nn.Gradient[float32]{C: w, Sums: bias, A: x, B: dz, M: k, N: n, K: m, Ld: ld}
		noAllocs(t, "TNSums", func() { nn.SgemmTNSums(g, g) })
	}
}

func testGemmAllocs(t *testing.T, m, n, k int) {
	a, b, c, bias := make([]float32, m*k), make([]float32, k*n), make([]float32, m*n), make([]float32, n)
	noAllocs(t, "NN", func() { nn.SgemmNNBias(c, a, b, bias, m, n, k, n) })
	noAllocs(t, "NT", func() { nn.SgemmNT(c, a, b, m, n, k, k) })
	noAllocs(t, "TN", func() { nn.SgemmTN(c, a, b, m, n, k, n) })
	row, sums := make([]float32, n), make([]float32, n)
	noAllocs(t, "TNSums", func() {
		nn.SgemmTNSums(
			nn.Gradient[float32]{C: row, Sums: sums, A: a[:k], B: b, M: 1, N: n, K: k, Ld: n},
			nn.Gradient[float32]{C: c, Sums: bias, A: a, B: b, M: m, N: n, K: k, Ld: n})
	})
}
