package nn

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// layers are the shapes (n0, n1) that kernels are measured with.
var layers = [][2]int{{4, 8}, {13, 64}, {64, 64}, {64, 3}, {784, 128}}

func BenchmarkRows(b *testing.B) {
	const m = 32
	var ts [m]int
	for _, l := range layers {
		n := l[1]
		z, y, row := kerneltest.Ramp[float32](m*n), kerneltest.Ramp[float32](m*n), kerneltest.Ramp[float32](n)
		kerneltest.Measure(b, "addBias", l, func() { F32AddBias(z, row) })
		kerneltest.Measure(b, "sumRows", l, func() { F32SumRows(row, z) })
		kerneltest.Measure(b, "softmax", l, func() { F32SoftmaxRows(y, z, n) })
		kerneltest.Measure(b, "crossEntropy", l, func() { F32CrossEntropyRows(z, ts[:], n) })
		kerneltest.Measure(b, "crossEntropyGrad", l, func() { F32CrossEntropyGradRows(y, z, ts[:], n, 1) })
		w, wT := kerneltest.Ramp[float32](l[0]*n), kerneltest.Ramp[float32](l[0]*n)
		kerneltest.Measure(b, "transpose", l, func() { F32Transpose(wT, w, n, l[0]) })
	}
}
