package product

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func BenchmarkGemv(b *testing.B) {
	for _, l := range [][2]int{
		{4, 8}, {8, 3}, {13, 64}, {64, 64}, {64, 1}, {64, 10}, {127, 127}, {128, 128}, {784, 128}, {1024, 1024},
	} {
		benchmarkGemv(b, "F32", singleMatrix, l[0], l[1])
		benchmarkGemv(b, "F64", doubleMatrix, l[0], l[1])
	}
}

func benchmarkGemv[T mat.Float](b *testing.B, precision string, k matrixKernels[T], n0, n1 int) {
	ld := padded(n1)
	y, w, bias, x := kerneltest.Ramp[T](n1), kerneltest.Ramp[T](ld*n0), kerneltest.Ramp[T](n1), kerneltest.Ramp[T](n0)
	flops := 2 * n0 * n1
	rate(b, fmt.Sprintf("%sGemvN/%d→%d", precision, n0, n1), flops, func() { k.gemvN(y, w, bias, x) })
	rate(b, fmt.Sprintf("%sGemvT/%d→%d", precision, n0, n1), flops, func() { k.gemvT(y, w, bias, x, ld) })
	silence(x)
	rate(b, fmt.Sprintf("%sGemvTSparse/%d→%d", precision, n0, n1), flops, func() { k.gemvTSparse(y, w, bias, x, ld) })
}

// silence sets a half of x to 0, in no order that a processor learns.
func silence[T mat.Float](x []T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range x {
		if r.IntN(2) == 0 {
			x[i] = 0
		}
	}
}

// rate measures run, which makes that many additions and multiplications.
func rate(b *testing.B, name string, flops int, run func()) {
	b.Run(name, func(b *testing.B) {
		for b.Loop() {
			run()
		}
		b.ReportMetric(float64(flops)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
	})
}
