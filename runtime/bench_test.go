package nn

import (
	"fmt"
	"testing"
)

// layers are the shapes (n0, n1) that kernels are measured with.
var layers = [][2]int{{4, 8}, {13, 64}, {64, 64}, {64, 3}, {784, 128}}

func BenchmarkRows(b *testing.B) {
	const m = 32
	var ts [m]int
	for _, l := range layers {
		n := l[1]
		z, y, row := ramp[float32](m*n), ramp[float32](m*n), ramp[float32](n)
		measure(b, "addBias", l, func() { F32AddBias(z, row) })
		measure(b, "sumRows", l, func() { F32SumRows(row, z) })
		measure(b, "softmax", l, func() { F32SoftmaxRows(y, z, n) })
		measure(b, "crossEntropy", l, func() { F32CrossEntropyRows(z, ts[:], n) })
		measure(b, "crossEntropyGrad", l, func() { F32CrossEntropyGradRows(y, z, ts[:], n, 1) })
		w, wT := ramp[float32](l[0]*n), ramp[float32](l[0]*n)
		measure(b, "transpose", l, func() { F32Transpose(wT, w, n, l[0]) })
	}
}

func BenchmarkScalars(b *testing.B) {
	xs := ramp[float32](1024)
	for _, s := range scalars {
		b.Run(s.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				s.f(xs[i%len(xs)])
			}
		})
	}
}

func measure(b *testing.B, name string, l [2]int, run func()) {
	b.Run(fmt.Sprintf("%s/%d→%d", name, l[0], l[1]), func(b *testing.B) {
		for b.Loop() {
			run()
		}
	})
}

func ramp[T Float](n int) []T {
	xs := make([]T, n)
	for i := range xs {
		xs[i] = T(i%7)*0.25 - 0.5
	}
	return xs
}
