package vec

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// TestBounds holds that no step touches what stands before or after its slices.
func TestBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			f := &kerneltest.Fenced[float32]{T: t, AtEnd: atEnd}
			for _, n := range []int{0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 129} {
				y, a, b, c := f.Slice(n), f.Slice(n), f.Slice(n), f.Slice(n)
				for _, s := range steps {
					s.run(y, a, b, c)
				}
				for _, s := range functions {
					s.run(y, a)
				}
				F32Total(a)
				F32Weigh(y, a, b, 0, 1, 1, 1)
				f.Free()
			}
			g := &kerneltest.Fenced[float64]{T: t, AtEnd: atEnd}
			for _, n := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 31, 33, 63, 65} {
				y, a, b, c := g.Slice(n), g.Slice(n), g.Slice(n), g.Slice(n)
				for _, s := range doubles {
					s.run(y, a, b, c)
				}
				for _, s := range doubleFunctions {
					s.run(y, a)
				}
				F64Total(0, a)
				F64Weigh(0, y, a, b, 0, 1, 1, 1)
				g.Free()
			}
		}
	})
}
