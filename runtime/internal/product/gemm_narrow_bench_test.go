package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// BenchmarkGemmNarrow measures the products of a training step of narrow layers.
func BenchmarkGemmNarrow(b *testing.B) {
	const m = 32
	a, c, w, row := kerneltest.Ramp[float32](m*16), kerneltest.Ramp[float32](m*16), kerneltest.Ramp[float32](16*16), kerneltest.Ramp[float32](16)
	d, e, v, col := kerneltest.Ramp[float64](m*16), kerneltest.Ramp[float64](m*16), kerneltest.Ramp[float64](16*16), kerneltest.Ramp[float64](16)
	for _, s := range []struct {
		name string
		run  func()
	}{
		{"NN/32×8×4", func() { F32GemmNNBiasRelu(c[:m*8], a[:m*4], w, row[:8], m, 8, 4, 8) }},
		{"NN/32×3×8", func() { F32GemmNNBias(c[:m*3], a[:m*8], w, row[:3], m, 3, 8, 4) }},
		{"NN/32×16×8", func() { F32GemmNNBiasRelu(c[:m*16], a[:m*8], w, row, m, 16, 8, 16) }},
		{"TNSum/8×3×32", func() { F32GemmTNSum(w, row[:3], a[:m*8], c[:m*3], 8, 3, m, 4) }},
		{"TNSum/4×8×32", func() { F32GemmTNSum(w, row[:8], a[:m*4], c[:m*8], 4, 8, m, 8) }},
		{"TNSum/16×10×32", func() { F32GemmTNSum(w, row[:10], a, c[:m*10], 16, 10, m, 16) }},
		{"NT/32×8×3", func() { F32GemmNT(c[:m*8], a[:m*3], w, m, 8, 3, 4) }},
		{"float64/NN/32×8×4", func() { F64GemmNNBiasRelu(e[:m*8], d[:m*4], v, col[:8], m, 8, 4, 8) }},
		{"float64/NN/32×3×8", func() { F64GemmNNBias(e[:m*3], d[:m*8], v, col[:3], m, 3, 8, 4) }},
		{"float64/TNSum/8×3×32", func() { F64GemmTNSum(v, col[:3], d[:m*8], e[:m*3], 8, 3, m, 4) }},
		{"float64/TNSum/4×8×32", func() { F64GemmTNSum(v, col[:8], d[:m*4], e[:m*8], 4, 8, m, 8) }},
		{"float64/NT/32×8×3", func() { F64GemmNT(e[:m*8], d[:m*3], v, m, 8, 3, 4) }},
	} {
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				s.run()
			}
		})
	}
}
