package rows

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestRowsBounds holds that kernels over rows touch nothing before or after their slices.
func TestRowsBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testRowsBounds(&kerneltest.Fenced[float32]{T: t, AtEnd: atEnd}, singleRows)
			testRowsBounds(&kerneltest.Fenced[float64]{T: t, AtEnd: atEnd}, doubleRows)
		}
	})
}

func testRowsBounds[T mat.Float](f *kerneltest.Fenced[T], kernels rowKernels[T]) {
	for _, n := range []int{1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 127, 129} {
		for _, m := range []int{1, 2, 3, 4, 5, 7, 9, 17, 33} {
			z, row := f.Slice(m*n), f.Slice(n)
			kernels.sumRows(row, z)
			kernels.addBias(z, row)
			f.Free()
		}
	}
}

// TestNormalizeBounds holds the same of what normalizes rows, and of what adds up squares and looks for numbers that are not finite.
func TestNormalizeBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testNormalizeBounds(&kerneltest.Fenced[float32]{T: t, AtEnd: atEnd}, F32NormalizeRows, F32RescaleRows, F32SumSquares, F32Finite)
			testNormalizeBounds(&kerneltest.Fenced[float64]{T: t, AtEnd: atEnd}, F64NormalizeRows, F64RescaleRows, F64SumSquares, F64Finite)
		}
	})
}

func testNormalizeBounds[T mat.Float](f *kerneltest.Fenced[T], normalize, rescale rowsKernel[T], squares func([]T) float64, finite func([]T) bool) {
	for n := 1; n < 70; n++ {
		for _, m := range []int{1, 2, 5} {
			x, y, offset, scale := f.Slice(m*n), f.Slice(m*n), f.Slice(n), f.Slice(n)
			normalize(y, x, offset, scale)
			rescale(x, y, offset, scale)
			squares(x)
			finite(x)
			f.Free()
		}
	}
}
