package product

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// BenchmarkTail holds weights with a tail against padded ones.
func BenchmarkTail(b *testing.B) {
	for _, s := range []tailed[float32]{{67, 67, 64}, {300, 33, 32}, {784, 65, 64}, {784, 132, 128}} {
		benchmarkTail(b, "F32", singleMatrix, s)
	}
	for _, s := range []tailed[float64]{{67, 67, 64}, {784, 33, 32}} {
		benchmarkTail(b, "F64", doubleMatrix, s)
	}
}

func benchmarkTail[T mat.Float](b *testing.B, precision string, kernels matrixKernels[T], s tailed[T]) {
	const m = 256
	bias, y, x := kerneltest.Ramp[T](s.n), kerneltest.Ramp[T](m*s.n), kerneltest.Ramp[T](m*s.k)
	dx, sums := kerneltest.Ramp[T](m*s.k), kerneltest.Ramp[T](s.n)
	for _, layout := range []struct {
		name     string
		ld, size int
	}{{"tail", s.ld, s.k * s.n}, {"padded", padded(s.n), s.k * padded(s.n)}} {
		w, dw := kerneltest.Ramp[T](layout.size), kerneltest.Ramp[T](layout.size)
		shape, flops := fmt.Sprintf("/%d→%d/%s", s.k, s.n, layout.name), 2*s.k*s.n
		rate(b, precision+"GemvT"+shape, flops, func() { kernels.gemvTRelu(y[:s.n], w, bias, x[:s.k], layout.ld) })
		rate(b, precision+"GemmNN"+shape, m*flops, func() { kernels.gemmNNBiasRelu(y, x, w, bias, m, s.n, s.k, layout.ld) })
		rate(b, precision+"GemmNT"+shape, m*flops, func() { kernels.gemmNT(dx, y, w, m, s.k, s.n, layout.ld) })
		rate(b, precision+"GemmTN"+shape, m*flops, func() { kernels.gemmTNSum(dw, sums, x, y, s.k, s.n, m, layout.ld) })
	}
}
