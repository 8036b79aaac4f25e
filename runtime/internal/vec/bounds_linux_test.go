package vec

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestBounds holds that no step touches what stands before or after its slices.
func TestBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		for _, n := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 15, 16, 17, 31, 33, 63, 65, 129} {
			y, a, b, c := f.Slice(n), f.Slice(n), f.Slice(n), f.Slice(n)
			y64, a64, b64, c64 := d.Slice(n), d.Slice(n), d.Slice(n), d.Slice(n)
			for _, s := range steps {
				s.single(y, a, b, c)
				s.double(y64, a64, b64, c64)
			}
			for _, s := range functions {
				s.run(y, a)
			}
			for _, s := range doubleFunctions {
				s.run(y64, a64)
			}
			F32Total(a)
			F64Total(0, a64)
			F32Weigh(y, a, b, 0, 1, 1, 1)
			F64Weigh(0, y64, a64, b64, 0, 1, 1, 1)
			f.Free()
			d.Free()
		}
	})
}
