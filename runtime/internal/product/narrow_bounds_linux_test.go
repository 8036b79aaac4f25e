package product

import (
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestNarrowBounds holds that the kernels of narrow layers neither read nor write outside their slices.
func TestNarrowBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testNarrowBounds(f, singleNarrow)
		testNarrowBounds(d, doubleNarrow)
	})
}

// TestNarrowPairRowsBounds holds the same of several rows.
func TestNarrowPairRowsBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for _, n1 := range []int{1, 5, mat.PairUnits} {
			for n2 := 1; n2 <= mat.PairOutputs; n2++ {
				for _, n := range []int{2, 3, 4, 6, 9, 15, 16, 19, 70} {
					for _, ld2 := range []int{n2, 4} {
						for _, n0 := range []int{4, 5, 16} {
							pairRows(&twoLayers{Y: f.Slice(n * n2), W1: f.Slice(n0 * n1), B1: f.Slice(n1), W2: f.Slice(n1 * ld2), B2: f.Slice(n2),
								X: f.Slice(n * n0), Ld1: n1, Ld2: ld2}, n, n1%2)
							f.Free()
						}
					}
				}
			}
		}
	})
}

func testNarrowBounds[T mat.Float](f *kerneltest.Fenced[T], k narrowKernels[T]) {
	for n1 := 1; n1 <= k.most; n1++ {
		for _, n2 := range []int{1, 2, 3, 4, 5, 7, 8} {
			for _, shape := range [][2]int{{5, n1}, {5, k.most}, {8, n1}} {
				n0, ld := shape[0], shape[1]
				x, y, ld2 := f.Slice(n0), f.Slice(n2), (n2+3)/4*4
				w1, b1, w2, b2 := f.Slice(n0*ld), f.Slice(n1), f.Slice(n1*ld2), f.Slice(n2)
				k.pair(y, w1, b1, w2, b2, x, ld, ld2)
				k.pairSoftmax(y, w1, b1, w2, b2, x, ld, ld2)
				k.pair(y, w1, b1, w2, b2, x, ld, n2)
				k.pairSoftmax(y, w1, b1, w2, b2, x, ld, n2)
				k.gemvTSoftmax(b1, w1, f.Slice(n1), x, ld)
				f.Free()
			}
		}
	}
}

// TestNarrowPairGradBounds holds the same of the gradient.
func TestNarrowPairGradBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], _ *kerneltest.Fenced[float64]) {
		for n1 := 1; n1 <= mat.PairUnits; n1++ {
			for n2 := 2; n2 <= mat.PairOutputs; n2++ {
				for _, n := range []int{1, 7, 16, 19, 48} {
					const n0 = 5
					p := &pairGrad{DW1: f.Slice(n0 * n1), DB1: f.Slice(n1), DW2: f.Slice(n1 * n2), DB2: f.Slice(n2), DZ1: f.Slice(n * n1),
						W1: f.Slice(n0 * n1), B1: f.Slice(n1), W2: f.Slice(n1 * n2), B2: f.Slice(n2), X: f.Slice(n * n0),
						Ts: make([]int, n), Inputs: n0, Ld1: n1, Ld2: n2, Factor: 1}
					p.compute()
					f.Free()
				}
			}
		}
	})
}
