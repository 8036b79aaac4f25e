package softmax

import (
	"testing"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestSoftmaxBounds holds that softmax touches nothing that stands before or after its slices.
func TestSoftmaxBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testSoftmaxBounds(f, singleClasses)
		testSoftmaxBounds(d, doubleClasses)
	})
}

func testSoftmaxBounds[T mat.Float](f *kerneltest.Fenced[T], k classKernels[T]) {
	for n := 1; n < 20; n++ {
		for _, m := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 15, 16, 17, 18, 19, 32, 37} {
			z, y := f.Slice(m*n), f.Slice(m*n)
			classes := &kerneltest.Fenced[float64]{T: f.T, AtEnd: f.AtEnd}
			ts := ofZeros(classes.Slice(m))
			k.softmaxRows(y, z, n)
			k.crossEntropy(z, ts, n)
			k.crossEntropyGrad(y, z, ts, n, 1)
			f.Free()
			classes.Free()
		}
	}
}

// ofZeros returns the memory of xs as classes, all of them 0.
func ofZeros(xs []float64) []int {
	clear(xs)
	if len(xs) == 0 {
		return nil
	}
	return unsafe.Slice((*int)(unsafe.Pointer(&xs[0])), len(xs))
}
