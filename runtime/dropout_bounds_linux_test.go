package nn

import "testing"

// TestDropoutBounds holds that dropout touches nothing before or after its slices.
func TestDropoutBounds(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testDropoutBounds(&fenced[float32]{t: t, atEnd: atEnd}, F32Dropout)
			testDropoutBounds(&fenced[float64]{t: t, atEnd: atEnd}, F64Dropout)
		}
	})
}

func testDropoutBounds[T Float](f *fenced[T], run func(dst, src []T, n int, mask Mask)) {
	for n := 1; n < 70; n++ {
		run(f.slice(n), f.slice(n), n, NewMask(0.5, 1, 2, 3))
		f.free()
	}
}
