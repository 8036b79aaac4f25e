package softmax

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func BenchmarkSoftmax(b *testing.B) {
	for _, shape := range [][2]int{{1, 3}, {1, 10}, {1, 16}, {1, 64}, {1, 1000}, {6, 3}, {6, 10}, {32, 3}, {32, 5}, {256, 3}, {64, 10}, {256, 10}, {256, 1000}} {
		m, n := shape[0], shape[1]
		b.Run(fmt.Sprintf("float32/%dx%d", m, n), func(b *testing.B) { benchmarkSoftmax(b, singleClasses, m, n) })
		b.Run(fmt.Sprintf("float64/%dx%d", m, n), func(b *testing.B) { benchmarkSoftmax(b, doubleClasses, m, n) })
	}
}

func benchmarkSoftmax[T mat.Float](b *testing.B, k classKernels[T], m, n int) {
	y, z, ts := make([]T, m*n, m*n+16), kerneltest.Ramp[T](m*n), make([]int, m)
	for name, run := range map[string]func(){
		"softmax":          func() { k.softmaxRows(y, z, n) },
		"inPlace":          func() { k.softmaxRows(y, y, n) },
		"crossEntropy":     func() { k.crossEntropy(z, ts, n) },
		"crossEntropyGrad": func() { k.crossEntropyGrad(y, z, ts, n, 1) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				run()
			}
		})
	}
}
