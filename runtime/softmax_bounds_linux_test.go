package nn

import (
	"testing"
	"unsafe"
)

// TestSoftmaxBounds holds that neither softmax nor an activation touches what stands before or after its slices.
func TestSoftmaxBounds(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for _, atEnd := range []bool{false, true} {
			testSoftmaxBounds(t, &fenced[float32]{t: t, atEnd: atEnd}, single)
			testSoftmaxBounds(t, &fenced[float64]{t: t, atEnd: atEnd}, double)
			testActivationBounds(t, &fenced[float32]{t: t, atEnd: atEnd}, &fenced[float64]{t: t, atEnd: atEnd})
		}
	})
}

func testSoftmaxBounds[T Float](t *testing.T, f *fenced[T], k kernels[T]) {
	for n := 1; n < 20; n++ {
		for _, m := range []int{0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 32, 37} {
			z, y := f.slice(m*n), f.slice(m*n)
			classes := &fenced[float64]{t: t, atEnd: f.atEnd}
			ts := ofZeros(classes.slice(m))
			k.softmaxRows(y, z, n)
			k.crossEntropy(z, ts, n)
			k.crossEntropyGrad(y, z, ts, n, 1)
			f.free()
			classes.free()
		}
	}
}

func testActivationBounds(t *testing.T, f *fenced[float32], d *fenced[float64]) {
	for _, n := range []int{0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 33, 63, 65} {
		y, z, dy, dz := f.slice(n), f.slice(n), d.slice(n), d.slice(n)
		for _, a := range activations {
			a.run(y, z)
		}
		for _, g := range gradients {
			g.run(y, z)
		}
		for _, p := range pairs {
			p.run(dy, dz)
		}
		f.free()
		d.free()
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
