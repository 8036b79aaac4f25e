package rows

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestDropoutBounds holds that dropout touches nothing before or after its slices.
func TestDropoutBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testDropoutBounds(&kerneltest.Fenced[float32]{T: t, AtEnd: atEnd}, F32Dropout)
			testDropoutBounds(&kerneltest.Fenced[float64]{T: t, AtEnd: atEnd}, F64Dropout)
		}
	})
}

func testDropoutBounds[T mat.Float](f *kerneltest.Fenced[T], run func(dst, src []T, n int, mask Mask)) {
	for n := 1; n < 70; n++ {
		run(f.Slice(n), f.Slice(n), n, NewMask(0.5, 1, 2, 3))
		f.Free()
	}
}
