package nn

import (
	"fmt"
	"testing"
)

// TestTail holds the kernels for weights with a tail against plain loops.
func TestTail(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testTail(t, single, F32FillNormalT, F32TransposePad, F32TransposeUnpad) })
		t.Run("float64", func(t *testing.T) { testTail(t, double, F64FillNormalT, F64TransposePad, F64TransposeUnpad) })
	})
}

func testTail[T Float](t *testing.T, kernels kernels[T], fill func(r *Rand, w []T, n0, n1, ld int, std float64), pad, unpad func(dst, src []T, rows, cols, ld int)) {
	for _, ld := range []int{16, 24, 64, 136} {
		for tail := 1; tail <= tailUnits; tail++ {
			for _, k := range []int{0, 1, 17, 67, 300} {
				w := tailed[T]{k, ld + tail, ld}
				w.testGemv(t, kernels)
				w.testPlaces(t, kernels, fill, pad, unpad)
				for _, m := range []int{0, 1, 5, 33} {
					w.testGemm(t, kernels, m)
				}
			}
		}
	}
	tailed[T]{67, 67, 64}.testGemm(t, kernels, 257)
	tailed[T]{513, 131, 128}.testGemm(t, kernels, 130)
}

// tailed is the shape of weights with a tail: k inputs, n units of which ld lie side by side.
type tailed[T Float] struct{ k, n, ld int }

func (s tailed[T]) String() string { return fmt.Sprintf("(%d, %d), tail from %d on", s.n, s.k, s.ld) }

// at is the place of the weight of input i and unit o.
func (s tailed[T]) at(i, o int) int {
	if o < s.ld {
		return i*s.ld + o
	}
	return s.k*s.ld + (o-s.ld)*s.k + i
}

func (s tailed[T]) testGemv(t *testing.T, kernels kernels[T]) {
	arena := newArena[T](t)
	w, b, x, y, relu := arena.random(s.k*s.n), arena.random(s.n), arena.random(s.k), arena.random(s.n), arena.random(s.n)
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
				want.add(float64(w[s.at(i, o)]) * float64(x[i]))
			}
			compare(t, what, o, y[o], want)
		}
		isRelu(t, what, relu, y)
		arena.check(what)
	}
}

// testGemm holds the three products of training with m rows.
func (s tailed[T]) testGemm(t *testing.T, kernels kernels[T], m int) {
	arena := newArena[T](t)
	w, bias, x, dz := arena.random(s.k*s.n), arena.random(s.n), arena.random(m*s.k), arena.random(m*s.n)
	z, relu, dx, dw, sums := arena.random(m*s.n), arena.random(m*s.n), arena.random(m*s.k), arena.random(s.k*s.n), arena.random(s.n)
	kernels.gemmNNBias(z, x, w, bias, m, s.n, s.k, s.ld)
	kernels.gemmNNBiasRelu(relu, x, w, bias, m, s.n, s.k, s.ld)
	kernels.gemmNT(dx, dz, w, m, s.k, s.n, s.ld)
	kernels.gemmTNSum(dw, sums, x, dz, s.k, s.n, m, s.ld)
	what := fmt.Sprintf("%d rows, %v", m, s)
	isRelu(t, what, relu, z)
	for at := range z {
		want := biased(bias[at%s.n])
		for i := range s.k {
			want.add(float64(x[at/s.n*s.k+i]) * float64(w[s.at(i, at%s.n)]))
		}
		compare(t, what+": Z", at, z[at], want)
	}
	for at := range dx {
		var want sum
		for o := range s.n {
			want.add(float64(dz[at/s.k*s.n+o]) * float64(w[s.at(at%s.k, o)]))
		}
		compare(t, what+": dX", at, dx[at], want)
	}
	for o := range s.n {
		var total sum
		for r := range m {
			total.add(float64(dz[r*s.n+o]))
		}
		compare(t, what+": db", o, sums[o], total)
		for i := range s.k {
			var want sum
			for r := range m {
				want.add(float64(dz[r*s.n+o]) * float64(x[r*s.k+i]))
			}
			compare(t, what+": dW", s.at(i, o), dw[s.at(i, o)], want)
		}
	}
	arena.check(what)
}

// testPlaces holds that initial weights, and those that come from row-major ones and go back, stand at their places.
func (s tailed[T]) testPlaces(t *testing.T, kernels kernels[T], fill func(r *Rand, w []T, n0, n1, ld int, std float64), pad, unpad func(dst, src []T, rows, cols, ld int)) {
	arena := newArena[T](t)
	drawn, rowMajor := arena.random(s.k*s.n), arena.random(s.k*s.n)
	padded, back := arena.random(s.k*s.n), arena.random(s.k*s.n)
	fill(NewRand(7), drawn, s.k, s.n, s.ld, 0.5)
	kernels.fillNormal(NewRand(7), rowMajor, 0.5)
	pad(padded, rowMajor, s.n, s.k, s.ld)
	unpad(back, padded, s.n, s.k, s.ld)
	for o := range s.n {
		for i := range s.k {
			if want, at := rowMajor[o*s.k+i], s.at(i, o); drawn[at] != want || padded[at] != want || back[o*s.k+i] != want {
				t.Fatalf("%v: unit %d, input %d is %v, drawn %v, padded %v, back %v", s, o, i, want, drawn[at], padded[at], back[o*s.k+i])
			}
		}
	}
	arena.check(s.String())
}
