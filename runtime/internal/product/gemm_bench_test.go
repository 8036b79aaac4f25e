package product

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func BenchmarkGemm(b *testing.B) {
	for _, s := range [][3]int{
		{32, 8, 4}, {32, 3, 8}, {64, 64, 13}, {64, 64, 64}, {64, 1, 64}, {64, 10, 64}, {128, 127, 127}, {128, 128, 128},
		{64, 128, 784}, {256, 128, 784}, {256, 1024, 1024},
	} {
		benchmarkGemm(b, "Sgemm", singleMatrix, s[0], s[1], s[2])
		benchmarkGemm(b, "Dgemm", doubleMatrix, s[0], s[1], s[2])
	}
}

func benchmarkGemm[T mat.Float](b *testing.B, name string, kernels matrixKernels[T], m, n, k int) {
	ldN, ldK := padded(n), padded(k)
	a, c, bias := kerneltest.Ramp[T](m*k), kerneltest.Ramp[T](m*ldN), kerneltest.Ramp[T](n)
	w, wT := kerneltest.Ramp[T](k*ldN), kerneltest.Ramp[T](n*ldK)
	shape, flops := fmt.Sprintf("/%d×%d×%d", m, n, k), 2*m*n*k
	rate(b, name+"NN"+shape, flops, func() { kernels.gemmNNBiasRelu(c[:m*n], a, w, bias, m, n, k, ldN) })
	rate(b, name+"NT"+shape, flops, func() { kernels.gemmNT(c[:m*n], a, wT, m, n, k, ldK) })
	rate(b, name+"TN"+shape, flops, func() { kernels.gemmTN(c, a, w[:k*n], m, n, k, ldN) })
}

// padded is a row length at which rows of n or more entries begin at vectors.
func padded(n int) int {
	if n < 8 {
		return n
	}
	return (n + 15) / 16 * 16
}
