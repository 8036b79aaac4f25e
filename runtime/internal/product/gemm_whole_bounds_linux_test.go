package product

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestGemmWhole holds that small products whose B is filled up to whole vectors neither read nor write outside their slices, with the last row
// of B filled up or not, that both have the same bits, and that what B is filled up with counts nowhere.
func TestGemmWhole(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for _, n := range []int{48, 49, 50, 63, 64, 65, 113, 127} {
			for m := 1; m < 9; m++ {
				testGemmWhole(f, m, n, 7, (n+15)&^15)
				f.Free()
			}
		}
	})
}

func testGemmWhole(f *kerneltest.Fenced[float32], m, n, k, ld int) {
	var first []float32
	for _, length := range []int{k * ld, (k-1)*ld + n} {
		a, b, bias, c := f.Slice(m*k), f.Slice(length), f.Slice(n), f.Slice(m*n)
		copy(a, kerneltest.Ramp[float32](m*k))
		copy(b, padding(kerneltest.Ramp[float32](k*ld), n, ld, math.NaN()))
		copy(bias, kerneltest.Ramp[float32](n))
		F32GemmNNBias(c, a, b, bias, m, n, k, ld)
		for i, v := range c {
			if v != v {
				f.T.Fatalf("%d rows, %d columns: entry %d is NaN", m, n, i)
			}
		}
		if first == nil {
			first = append(first, c...)
		}
		if !kerneltest.SameBits(c, first) {
			f.T.Fatalf("%d rows, %d columns: other bits where B's last row is not filled up", m, n)
		}
	}
}
