package rows

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// matrices are the shapes (rows, columns) that kernels over rows are measured with.
var matrices = [][2]int{{32, 1}, {32, 3}, {32, 4}, {32, 8}, {32, 10}, {32, 13}, {3, 64}, {64, 64}, {32, 784}, {784, 128}}

func BenchmarkMatrices(b *testing.B) {
	for _, shape := range matrices {
		m, n := shape[0], shape[1]
		x, y, p, q := kerneltest.Ramp[float32](m*n), kerneltest.Ramp[float32](m*n), kerneltest.Ramp[float32](n), kerneltest.Ramp[float32](n)
		mat.F32Fill(q, 1)
		var updates uint64 // of which each has a mask of its own
		for _, c := range []struct {
			name string
			run  func()
		}{
			{"addBias", func() { F32AddBias(y, p) }},
			{"sumRows", func() { F32SumRows(p, x) }},
			{"normalizeRows", func() { F32NormalizeRows(y, x, q, q) }},
			{"rescaleRows", func() { F32RescaleRows(y, x, q, q) }},
			{"transpose", func() { mat.F32Transpose(y, x, m, n) }},
			{"sumSquares", func() { F32SumSquares(x) }},
			{"dropout", func() { updates++; F32Dropout(y, x, n, NewMask(0.2, 1, 1, updates)) }},
		} {
			b.Run(fmt.Sprintf("%s/%d×%d", c.name, m, n), func(b *testing.B) {
				for b.Loop() {
					c.run()
				}
			})
		}
	}
}
