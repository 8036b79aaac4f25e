package norm

import (
	"fmt"
	"testing"
)

// BenchmarkBatchNorm measures batch_norm of 64 rows and its gradient behind a relu, in turn with those of other maps, so that no near cache has
// what they read.
func BenchmarkBatchNorm(b *testing.B) {
	for _, c := range [][2]int{{64, 125}, {16, 784}, {32, 196}, {64, 49}, {64, 1}, {10, 1}} {
		const rows, maps = 64, 6
		channels, inner := c[0], c[1]
		var x, n, y [maps][]float32
		for i := range maps {
			x[i], n[i], y[i] = make([]float32, rows*channels*inner), make([]float32, rows*channels*inner), make([]float32, rows*channels*inner)
			for j := range x[i] {
				x[i][j] = float32(j%7) - 3
			}
		}
		gamma, beta, moments := make([]float32, channels), make([]float32, channels), make([]float32, 2*channels)
		name := fmt.Sprintf("%dx%d", channels, inner)
		b.Run(name, func(b *testing.B) {
			for i := range b.N {
				F32BatchNormRelu(x[i%maps], n[i%maps], moments, x[i%maps], gamma, beta, inner, 1e-5)
			}
		})
		b.Run(name+"/grad", func(b *testing.B) {
			for i := range b.N {
				F32BatchNormReluGrad(y[i%maps], gamma, beta, y[i%maps], n[i%maps], x[i%maps], gamma, moments, inner, 1e-5)
			}
		})
	}
}
