package conv

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestTapsBounds holds that the kernels neither read nor write outside their slices.
func TestTapsBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testTapsBounds(f)
		testTapsBounds(d)
	})
}

func testTapsBounds[T mat.Float](f *kerneltest.Fenced[T]) {
	places := scattered(9)
	last, k := int(places[8]), len(places)
	for _, n := range []int{1, 3, 4, 7, 8, 15, 16, 17, 33, 100} {
		for m := 1; m <= tallest[T](); m++ {
			taps[T, allKernels](&tapping[T]{f.Slice(m * n), f.Slice(m * k), f.Slice(last + n), f.Slice(m), f.Slice(m), places, m, n, n, 0})
			f.Free()
		}
		copyRows(f.Slice(3*n+6), f.Slice(5*n+4), 3, n, n+3, 2*n+2)
		f.Free()
		for m := 1; m <= dotRows[T](); m++ {
			tapDots(f.Slice(m*k), f.Slice(2*m*n), f.Slice(2*(last+n)), places, m, n, n, m*n, last+n, 2)
			f.Free()
		}
	}
}

// TestFlatBounds: kernels that see a map by masks look beyond it as far as flat says, and nowhere else.
func TestFlatBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		if !hasFlat[float32]() {
			t.Skip("no such kernels")
		}
		r := rand.New(rand.NewPCG(7, 8))
		for i := range 200 {
			w := draw(r)
			f := &kerneltest.Fenced[float32]{T: t, AtEnd: i%2 > 0}
			how, area, m := w.flat(), w.Out[1]*w.Out[2], min(w.out(), tallest[float32]())
			size := how.before + w.In[0]*how.size + how.behind
			z, weights, x, scale, shift := f.Slice(w.Out[0]*area), f.Slice(w.Out[0]*w.taps()), f.Slice(size), f.Slice(w.Out[0]), f.Slice(w.Out[0])
			for i := range x {
				x[i] = float32(r.IntN(9))
			}
			for i := range weights {
				weights[i] = float32(r.IntN(9) - 4)
			}
			mat.Fill(scale, 2)
			want := append([]float32(nil), z...)
			f32FlatTaps(&tapping[float32]{z: z, w: weights, x: x[how.before:], scale: scale, shift: shift, m: m, floor: -1}, how, &w)
			flatTapsBody(&tapping[float32]{z: want, w: weights, x: x[how.before:], scale: scale, shift: shift, m: m, floor: -1}, how, &w)
			if !slices.Equal(z, want) {
				t.Fatalf("%+v: %v, want %v", w, z, want)
			}
			f.Free()
		}
	})
}

// TestListBounds: kernels that compute channels side by side read nothing outside of the map, the weights and what scales the sums, and
// write nothing outside of the result.
func TestListBounds(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(11, 12))
		for i := range 200 {
			w := drawWide(r)
			w.Last = [2]bool{i%3 > 0, true}
			if !w.lists(true) {
				continue
			}
			f, l := &kerneltest.Fenced[float32]{T: t, AtEnd: i%2 > 0}, w.list()
			z, weights, x, scale, shift := f.Slice(w.outSize()), f.Slice(w.Out[0]*w.taps()), f.Slice(w.In[0]*l.rows*l.line), f.Slice(w.Out[0]), f.Slice(w.Out[0])
			for i := range x {
				x[i] = float32(r.IntN(9))
			}
			for i := range weights {
				weights[i] = float32(r.IntN(9) - 4)
			}
			mat.Fill(scale, 2)
			for i := range shift { // sums are exact
				shift[i] = float32(r.IntN(9))
			}
			want := make([]float32, len(z))
			for g := range l.groups {
				windowsBody(want, weights, x, scale, shift, &l.groups[g], w.Out[0], l.each, -1)
			}
			compute(z, weights, x, scale, shift, l.groups, l.each, -1)
			if !slices.Equal(z, want) {
				t.Fatalf("%+v: %v, want %v", w, z, want)
			}
			f.Free()
		}
	})
}

// TestHalveBounds: kernels of pools neither read nor write outside their slices.
func TestHalveBounds(t *testing.T) {
	kerneltest.AtFences(t, func(f *kerneltest.Fenced[float32], d *kerneltest.Fenced[float64]) {
		testHalveBounds(f)
		testHalveBounds(d)
	})
}

func testHalveBounds[T mat.Float](f *kerneltest.Fenced[T]) {
	for n := 1; n < 40; n++ {
		dst, want, a, b := f.Slice(3*n), f.Slice(3*n), f.Slice(6*n), f.Slice(6*n)
		halveMax(dst, a, b, 3, n, n, 2*n)
		halveMaxBody(want, a, b, 3, n, n, 2*n)
		if !slices.Equal(dst, want) {
			f.T.Fatalf("%d: %v, want %v", n, dst, want)
		}
		halveMean(dst, a, b, 3, n, n, 2*n)
		halveMeanBody(want, a, b, 3, n, n, 2*n)
		if !slices.Equal(dst, want) {
			f.T.Fatalf("%d: %v, want %v", n, dst, want)
		}
		f.Free()
	}
}
