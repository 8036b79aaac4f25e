package nn

import "testing"

// TestNarrowBounds holds that the kernels of narrow layers neither read nor write outside their slices.
func TestNarrowBounds(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testNarrowBounds(&fenced[float32]{t: t, atEnd: atEnd}, singleNarrow)
			testNarrowBounds(&fenced[float64]{t: t, atEnd: atEnd}, doubleNarrow)
		}
	})
}

func testNarrowBounds[T Float](f *fenced[T], k narrowKernels[T]) {
	for n1 := 1; n1 <= k.most; n1++ {
		for _, n2 := range []int{1, 2, 3, 4, 5, 7, 8} {
			for _, ld := range []int{n1, k.most} {
				x, y := f.slice(5), f.slice(n2)
				w1, b1, w2, b2 := f.slice(rowsApart(5, n1, ld)), f.slice(n1), f.slice(n1*n2), f.slice(n2)
				k.pair(y, w1, b1, w2, b2, x, ld, n2)
				k.pairSoftmax(y, w1, b1, w2, b2, x, ld, n2)
				k.gemvTSoftmax(b1, w1, f.slice(n1), x, ld)
				f.free()
			}
		}
	}
}
