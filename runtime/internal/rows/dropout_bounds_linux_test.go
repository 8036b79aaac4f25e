package rows

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestDropoutBounds holds that dropout touches nothing before or after its slices.
func TestDropoutBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testDropoutBounds(f, F32Dropout)
		testDropoutBounds(d, F64Dropout)
	})
}

func testDropoutBounds[T mat.Float](f *kerneltest.Fenced[T], run func(dst, src []T, n int, mask Mask)) {
	for n := 1; n < 70; n++ {
		run(f.Slice(n), f.Slice(n), n, NewMask(0.5, 1, 2, 3))
		f.Free()
	}
}
