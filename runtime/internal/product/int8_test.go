package product

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

var (
	int8GemvT     = forT(Int8GemvTUnpacked, noFloor)
	int8GemvTRelu = forT(Int8GemvTUnpacked, 0)
)

func TestInt8Gemv(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, n := range kerneltest.Lengths() {
			for _, other := range []int{0, 1, 2, 3, 4, 5, 8, 17, 64, 130} {
				testInt8Gemv(t, n, other, 16)
				testInt8Gemv(t, other, n, 16)
				testInt8Gemv(t, n, other, 1)
			}
		}
		testInt8Gemv(t, 1100, 4097, 16)
	})
}

// testInt8Gemv holds the products of one shape, with rows that are a multiple of unit long, against whole numbers and scales found by
// their definition.
func testInt8Gemv(t *testing.T, n1, n0, unit int) {
	arena := kerneltest.NewArena[float32](t)
	ld := (n1 + unit - 1) / unit * unit
	w := make([]Int8, sizeInt8(n0, ld))
	src := arena.Random(n1 * n0)
	Int8Pack(w, src, n1, n0, ld)
	Int8Unpack(src, w, n1, n0, ld) // TestInt8Rounding holds what this is
	const m = 3
	a, b, c := arena.Random(m*n0), arena.Random(n1), arena.Random(m*n1)
	Int8GemmNNBias(c, a, w, b, m, n1, n0, ld)
	y, relu := arena.Random(n1), arena.Random(n1)
	for r := range m {
		x := a[r*n0:][:n0]
		int8GemvT(y, w, b, x, ld)
		int8GemvTRelu(relu, w, b, x, ld)
		q, step := wholeNumbers(x)
		for o := range n1 {
			want, size := float64(b[o]), math.Abs(float64(b[o]))
			for i, w := range src[o*n0:][:n0] {
				want += float64(w) * q[i] * step
				size += math.Abs(float64(w) * q[i] * step)
			}
			if off := math.Abs(float64(y[o]) - want); off > 1e-6*size {
				t.Fatalf("(%d, %d) row %d: y[%d] is %v, want %v", n1, n0, r, o, y[o], want)
			}
		}
		if !slices.Equal(y, c[r*n1:][:n1]) {
			t.Fatalf("(%d, %d): the row of a batch has other bits", n1, n0)
		}
		isRelu(t, fmt.Sprintf("Int8GemvTRelu (%d, %d)", n1, n0), relu, y)
	}
	arena.Check("Int8Gemv")
}

// wholeNumbers rounds to 127 steps on each side of 0, the quotients in float32.
func wholeNumbers(x []float32) (q []float64, step float64) {
	most := float32(0x1p-100)
	for _, v := range x {
		most = max(most, v, -v)
	}
	for _, v := range x {
		q = append(q, math.RoundToEven(float64(v*(127/most))))
	}
	return q, float64(most) / 127
}

// TestInt8Special: what is not finite makes every output NaN that it takes part in, and numbers near 0 do no harm.
func TestInt8Special(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		nan, inf := float32(math.NaN()), float32(math.Inf(1))
		for _, n0 := range []int{1, 2, 3, 4, 5, 8, 15, 16, 17, 31, 33, 64, 65, 80, 150} {
			w, x, b, y := make([]Int8, sizeInt8(n0, 32)), make([]float32, n0), make([]float32, 19), make([]float32, 19)
			src := slices.Repeat([]float32{0.5}, 19*n0)
			Int8Pack(w, src, 19, n0, 32)
			for i := range n0 {
				for _, v := range []float32{nan, -nan, inf, -inf} {
					x[i] = v
					for _, f := range []func(y []float32, w []Int8, b, x []float32, ld int){int8GemvT, int8GemvTRelu} {
						if f(y, w, b, x, 32); slices.ContainsFunc(y, func(v float32) bool { return v == v }) {
							t.Fatalf("%v at input %d of %d: %v", v, i, n0, y)
						}
					}
				}
				x[i] = 0x1p-140
				if int8GemvT(y, w, b, x, 32); y[18] != 0 {
					t.Fatalf("a denormal input gives %v", y[18])
				}
				x[i] = math.MaxFloat32
				if int8GemvT(y, w, b, x, 32); math.Abs(float64(y[0])/(math.MaxFloat32/2)-1) > 1e-4 {
					t.Fatalf("the largest input gives %v", y[0])
				}
				x[i] = 0
			}
			src[n0] = nan // unit 1
			Int8Pack(w, src, 19, n0, 32)
			if int8GemvT(y, w, b, x, 32); y[1] == y[1] || y[0] != 0 || FiniteInt8(w, 19, 32) {
				t.Fatalf("a weight of NaN: %v", y)
			}
		}
	})
}

// TestInt8Rounding holds all ways of rounding weights against each other: both layouts, in pieces, and again.
func TestInt8Rounding(t *testing.T) {
	arena := kerneltest.NewArena[float32](t)
	for _, n1 := range []int{1, 3, 16, 70} {
		for _, n0 := range []int{1, 2, 3, 4, 9, 64} {
			ld := n1 + n0%3*5
			src := arena.Random(n1 * n0)
			clear(src[:n0]) // a unit of zeros
			packed := make([]Int8, sizeInt8(n0, ld))
			Int8Pack(packed, src, n1, n0, ld)

			again, flat := make([]Int8, len(packed)), make([]float32, n1*n0)
			Int8Unpack(flat, packed, n1, n0, ld)
			for k, v := range flat {
				_, scale := wholeNumbers(src[k/n0*n0:][:n0])
				if off := math.Abs(float64(v) - float64(src[k])); off > scale*0.501 {
					t.Fatalf("weight %v became %v, by more than half of %v", src[k], v, scale)
				}
			}
			for o := 0; o < n1; o += 2 {
				end := min(o+2, n1)
				PutInt8(again, o*n0, flat[o*n0:end*n0], n0, ld)
			}
			if !slices.Equal(again, packed) {
				t.Fatalf("(%d, %d) rounded again differs", n1, n0)
			}

			side, back := make([]float32, n0*ld), make([]float32, n0*ld)
			mat.F32TransposePad(side, src, n1, n0, ld)
			Int8Round(again, side, n0, ld)
			Int8Widen(back, again, n0, ld)
			mat.F32TransposePad(side, flat, n1, n0, ld)
			for k, v := range back {
				if k%ld < n1 && v != side[k] {
					t.Fatalf("(%d, %d) input by input: %v, want %v", n1, n0, v, side[k])
				}
			}
		}
	}
}

// TestInt8Lengths holds that lengths that do not fit panic.
func TestInt8Lengths(t *testing.T) {
	v, w := func(n int) []float32 { return make([]float32, n) }, make([]Int8, sizeInt8(3, 2))
	for name, call := range map[string]func(){
		"Int8GemvT, weights":  func() { int8GemvT(v(2), w[:12], v(2), v(3), 2) },
		"Int8GemvT, bias":     func() { int8GemvT(v(2), w, v(1), v(3), 2) },
		"Int8GemvTRelu, ld":   func() { int8GemvTRelu(v(3), w, v(3), v(3), 2) },
		"Int8GemmNN, bias":    func() { Int8GemmNNBias(v(2), v(3), w, v(1), 1, 2, 3, 2) },
		"Int8GemmNN, rows":    func() { Int8GemmNNBias(v(2), v(3), w, v(2), 2, 2, 3, 2) },
		"Int8Widen, weights":  func() { Int8Widen(v(6), w[:12], 3, 2) },
		"Int8Round, weights":  func() { Int8Round(w[:12], v(6), 3, 2) },
		"Int8Pack, inputs":    func() { Int8Pack(w, v(10), 2, 5, 2) },
		"Int8Unpack, outputs": func() { Int8Unpack(v(3), w, 2, 3, 2) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
