package product

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/random"
)

// TestTail holds the kernels for weights with a tail against plain loops.
func TestTail(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) {
			testTail(t, singleMatrix, places[float32]{random.F32FillNormal, random.F32FillNormalT, mat.F32TransposePad, mat.F32TransposeUnpad})
		})
		t.Run("float64", func(t *testing.T) {
			testTail(t, doubleMatrix, places[float64]{random.F64FillNormal, random.F64FillNormalT, mat.F64TransposePad, mat.F64TransposeUnpad})
		})
	})
}

// places are what puts weights at their places.
type places[T mat.Float] struct {
	fill       func(r *random.Rand, w []T, std float64)
	fillT      func(r *random.Rand, w []T, n0, n1, ld int, std float64)
	pad, unpad func(dst, src []T, rows, cols, ld int)
}

func testTail[T mat.Float](t *testing.T, kernels matrixKernels[T], places places[T]) {
	lds := []int{16, 24, 64, 136}
	if testing.Short() || !thorough.All() {
		lds = []int{16, 24, 136}
	}
	for _, ld := range lds {
		for tail := 1; tail <= mat.TailUnits; tail++ {
			for _, k := range []int{0, 1, 17, 67, 300} {
				w := tailed[T]{k, ld + tail, ld}
				w.testGemv(t, kernels)
				w.testPlaces(t, places)
				for _, m := range []int{0, 1, 5, 33} {
					w.testGemm(t, kernels, m)
				}
			}
		}
	}
	tailed[T]{67, 67, 64}.testGemm(t, kernels, 257)
	tailed[T]{513, 131, 128}.testGemm(t, kernels, 130)
	tailed[T]{1500, 19, 16}.testGemm(t, kernels, 100) // block by block of the rows
}

// TestTailRowsStandAlone holds that a row has the same bits among few, for which a product with a tail goes another way, and among many.
func TestTailRowsStandAlone(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		const m = 100
		for _, s := range []tailed[float32]{{70, 17, 16}, {64, 20, 16}, {100, 66, 64}, {1500, 18, 16}} {
			arena := kerneltest.NewArena[float32](t)
			w, bias, x := arena.Random(s.size()), arena.Random(s.n), arena.Random(m*s.k)
			all := arena.Random(m * s.n)
			F32GemmNNBiasRelu(all, x, w, bias, m, s.n, s.k, s.ld)
			for _, rows := range []int{1, 2, 3, 5, 6, 7, 31, 64, 99} {
				few, first := make([]float32, rows*s.n), (m-rows)/2
				F32GemmNNBiasRelu(few, x[first*s.k:][:rows*s.k], w, bias, rows, s.n, s.k, s.ld)
				if !kerneltest.SameBits(few, all[first*s.n:][:rows*s.n]) {
					t.Errorf("%v: rows have other bits among %d than among %d", s, rows, m)
				}
			}
		}
	})
}

// tailed is the shape of weights with a tail: k inputs, n units of which ld lie side by side. If there are more than a tail has, they lie in
// panels of ld.
type tailed[T mat.Float] struct{ k, n, ld int }

func (s tailed[T]) String() string {
	return fmt.Sprintf("(%d, %d), tail or panel from %d on", s.n, s.k, s.ld)
}

// size is how many entries there are.
func (s tailed[T]) size() int {
	if s.n > s.ld+mat.TailUnits {
		return (s.n + s.ld - 1) / s.ld * s.ld * s.k
	}
	return s.n * s.k
}

// at is the place of the weight of input i and unit o.
func (s tailed[T]) at(i, o int) int {
	switch {
	case o < s.ld:
		return i*s.ld + o
	case s.n > s.ld+mat.TailUnits:
		return o/s.ld*(s.ld*s.k) + i*s.ld + o%s.ld
	}
	return s.k*s.ld + (o-s.ld)*s.k + i
}

func (s tailed[T]) testGemv(t *testing.T, kernels matrixKernels[T]) {
	arena := kerneltest.NewArena[T](t)
	w, b, x, y, relu := arena.Random(s.size()), arena.Random(s.n), arena.Random(s.k), arena.Random(s.n), arena.Random(s.n)
	for i := range x {
		if i%3 == 0 {
			x[i] = 0
		}
	}
	for _, gemv := range []struct {
		name        string
		plain, relu func(y, w, b, x []T, ld int)
	}{{"gemvT", kernels.gemvT, kernels.gemvTRelu}, {"gemvTSparse", kernels.gemvTSparse, kernels.gemvTSparseRelu}} {
		gemv.plain(y, w, b, x, s.ld)
		gemv.relu(relu, w, b, x, s.ld)
		what := fmt.Sprint(gemv.name, " ", s)
		for o := range s.n {
			want := biased(b[o])
			for i := range s.k {
				want.Add(float64(w[s.at(i, o)]) * float64(x[i]))
			}
			kerneltest.Compare(t, what, o, y[o], want)
		}
		isRelu(t, what, relu, y)
		arena.Check(what)
	}
}

// testGemm holds the three products of training with m rows.
func (s tailed[T]) testGemm(t *testing.T, kernels matrixKernels[T], m int) {
	arena := kerneltest.NewArena[T](t)
	w, bias, x, dz := arena.Random(s.size()), arena.Random(s.n), arena.Random(m*s.k), arena.Random(m*s.n)
	z, relu, dx, dw, sums := arena.Random(m*s.n), arena.Random(m*s.n), arena.Random(m*s.k), arena.Random(s.size()), arena.Random(s.n)
	kernels.gemmNNBias(z, x, w, bias, m, s.n, s.k, s.ld)
	kernels.gemmNNBiasRelu(relu, x, w, bias, m, s.n, s.k, s.ld)
	kernels.gemmNT(dx, dz, w, m, s.k, s.n, s.ld)
	kernels.gemmTNSum(dw, sums, x, dz, s.k, s.n, m, s.ld)
	what := fmt.Sprintf("%d rows, %v", m, s)
	isRelu(t, what, relu, z)
	for at := range z {
		want := biased(bias[at%s.n])
		for i := range s.k {
			want.Add(float64(x[at/s.n*s.k+i]) * float64(w[s.at(i, at%s.n)]))
		}
		kerneltest.Compare(t, what+": Z", at, z[at], want)
	}
	for at := range dx {
		var want kerneltest.Sum
		for o := range s.n {
			want.Add(float64(dz[at/s.k*s.n+o]) * float64(w[s.at(at%s.k, o)]))
		}
		kerneltest.Compare(t, what+": dX", at, dx[at], want)
	}
	for o := range s.n {
		var total kerneltest.Sum
		for r := range m {
			total.Add(float64(dz[r*s.n+o]))
		}
		kerneltest.Compare(t, what+": db", o, sums[o], total)
		for i := range s.k {
			var want kerneltest.Sum
			for r := range m {
				want.Add(float64(dz[r*s.n+o]) * float64(x[r*s.k+i]))
			}
			kerneltest.Compare(t, what+": dW", s.at(i, o), dw[s.at(i, o)], want)
		}
	}
	arena.Check(what)
}

// testPlaces holds that initial weights, and those that come from row-major ones and go back, stand at their places.
func (s tailed[T]) testPlaces(t *testing.T, places places[T]) {
	arena := kerneltest.NewArena[T](t)
	drawn, rowMajor := arena.Random(s.size()), arena.Random(s.k*s.n)
	padded, back := arena.Random(s.size()), arena.Random(s.k*s.n)
	places.fillT(random.NewRand(7), drawn, s.k, s.n, s.ld, 0.5)
	places.fill(random.NewRand(7), rowMajor, 0.5)
	places.pad(padded, rowMajor, s.n, s.k, s.ld)
	places.unpad(back, padded, s.n, s.k, s.ld)
	for o := range s.n {
		for i := range s.k {
			if want, at := rowMajor[o*s.k+i], s.at(i, o); drawn[at] != want || padded[at] != want || back[o*s.k+i] != want {
				t.Fatalf("%v: unit %d, input %d is %v, drawn %v, padded %v, back %v", s, o, i, want, drawn[at], padded[at], back[o*s.k+i])
			}
		}
	}
	arena.Check(s.String())
}
