package nn

import (
	"fmt"
	"math"
	"testing"
)

// TestRoundBFloat16 holds the rounding of every upper half with lower halves around the middle.
func TestRoundBFloat16(t *testing.T) {
	for high := range uint32(1 << 16) {
		for _, low := range []uint32{0, 1, 0x7fff, 0x8000, 0x8001, 0xffff} {
			v := math.Float32frombits(high<<16 | low)
			got := RoundBFloat16(v).Float32()
			if v != v {
				if got == got {
					t.Fatalf("%x: NaN became %v", high<<16|low, got)
				}
				continue
			}
			down, up := math.Float32frombits(high<<16), math.Float32frombits(high<<16+1<<16)
			want := down
			if low > 0x8000 || low == 0x8000 && high%2 == 1 {
				want = up
			}
			if got != want {
				t.Fatalf("%x: got %v, want %v", high<<16|low, got, want)
			}
		}
	}
}

// TestBFloat16Layouts holds that all ways into BFloat16 and out of it agree.
func TestBFloat16Layouts(t *testing.T) {
	for n0 := range 8 {
		for n1 := range 20 {
			ld := n1 + 3
			files := newArena[float32](t).random(n1 * n0)
			for i, v := range files {
				files[i] = RoundBFloat16(v).Float32()
			}
			packed, rounded := make([]BFloat16, sizeBFloat16(n0, ld)), make([]BFloat16, sizeBFloat16(n0, ld))
			wide, back := make([]float32, n0*ld), make([]float32, n1*n0)
			SBpack(packed, files, n1, n0, ld)
			SBwiden(wide, packed, n0, ld)
			SBround(rounded, wide, n0, ld)
			SBunpack(back, rounded, n1, n0, ld)
			if !sameBits(back, files) {
				t.Fatalf("(%d, %d): %v became %v", n1, n0, files, back)
			}
			for i := range n0 {
				for o := range n1 {
					if wide[i*ld+o] != files[o*n0+i] {
						t.Fatalf("(%d, %d): widened weight (%d, %d) is %v, want %v", n1, n0, i, o, wide[i*ld+o], files[o*n0+i])
					}
				}
			}
		}
	}
}

func TestSBgemv(t *testing.T) {
	atLevels(t, func(t *testing.T) {
		for _, n := range lengths() {
			for _, other := range []int{0, 1, 2, 3, 4, 5, 8, 17, 64} {
				testSBgemv(t, n, other)
				testSBgemv(t, other, n)
			}
		}
	})
}

// testSBgemv holds the products of one shape, of one row and of several, against plain loops.
func testSBgemv(t *testing.T, n1, n0 int) {
	arena := newArena[float32](t)
	ld := n1 + n1%16
	w := make([]BFloat16, sizeBFloat16(n0, ld))
	SBpack(w, arena.random(n1*n0), n1, n0, ld)
	const m = fewRows + 1
	a, b, c := arena.random(m*n0), arena.random(n1), arena.random(m*n1)
	SBgemmNNBias(c, a, w, b, m, n1, n0, ld)
	y, relu := arena.random(n1), arena.random(n1)
	for r := range m {
		SBgemvT(y, w, b, a[r*n0:][:n0], ld)
		SBgemvTRelu(relu, w, b, a[r*n0:][:n0], ld)
		for o := range n1 {
			var want sum
			want.add(float64(b[o]))
			for i := range n0 {
				want.add(float64(w[(i/2*ld+o)*2+i%2].Float32()) * float64(a[r*n0+i]))
			}
			compare(t, fmt.Sprintf("SBgemvT (%d, %d)", n1, n0), o, y[o], want)
			compare(t, fmt.Sprintf("SBgemmNN (%d, %d)", n1, n0), o, c[r*n1+o], want)
			if relu[o] != max(y[o], 0) {
				t.Fatalf("relu of %v is %v", y[o], relu[o])
			}
		}
	}
	arena.check("SBgemv")
}
