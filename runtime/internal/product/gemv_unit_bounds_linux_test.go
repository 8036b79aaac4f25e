package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestGemvTLeakyUnitBounds holds that a layer and the unit behind it are read from their slices alone.
func TestGemvTLeakyUnitBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for n := 1; n <= mat.UnitUnits; n++ {
			for _, inputs := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 15} {
				leakyUnit(f.Slice(1), f.Slice(inputs*n), f.Slice(n), f.Slice(n), f.Slice(1), f.Slice(inputs), n)
				f.Free()
			}
		}
	})
}
