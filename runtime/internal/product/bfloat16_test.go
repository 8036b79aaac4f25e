package product

import (
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
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

// TestBFloat16Layouts holds that all ways into BFloat16 and out of it agree, and that what was rounded stays the same.
func TestBFloat16Layouts(t *testing.T) {
	for n0 := range 8 {
		for n1 := range 20 {
			ld := n1 + 3
			files := kerneltest.NewArena[float32](t).Random(n1 * n0)
			packed, rounded := make([]BFloat16, sizeBFloat16(n0, ld)), make([]BFloat16, sizeBFloat16(n0, ld))
			wide, back := make([]float32, n0*ld), make([]float32, n1*n0)
			BF16Pack(packed, files, n1, n0, ld)
			BF16Widen(wide, packed, n0, ld)
			BF16Round(rounded, wide, n0, ld)
			BF16Unpack(back, rounded, n1, n0, ld)
			BF16Pack(rounded, back, n1, n0, ld)
			if !slices.Equal(packed, rounded) {
				t.Fatalf("(%d, %d): %v became %v", n1, n0, packed, rounded)
			}
			for at, v := range back {
				i, o := at%n0, at/n0
				if wide[i*ld+o] != v || math.Abs(float64(v-files[at])) > 0x1p-8 {
					t.Fatalf("(%d, %d): weight (%d, %d) is %v, widened %v, want %v", n1, n0, i, o, v, wide[i*ld+o], files[at])
				}
			}
		}
	}
}

// TestSBwiden holds the widened weights of every shape, at odd places and between guards, against the plain loop.
func TestSBwiden(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, ld := range kerneltest.Lengths() {
			for n0 := range 6 {
				arena := kerneltest.NewArena[float32](t)
				dst, want := arena.Random(n0*ld), make([]float32, n0*ld)
				src := halfWeights(arena, ld, n0, ld)
				BF16Widen(dst, src, n0, ld)
				bf16WidenBody(want, src, n0, ld)
				if !kerneltest.SameBits(dst, want) {
					t.Fatalf("(%d, %d): got %v, want %v", n0, ld, dst, want)
				}
				arena.Check("BF16Widen")
			}
		}
	})
}

// TestSBround holds the rounded weights of every shape, at odd places and between guards, against the plain loop.
func TestSBround(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, ld := range kerneltest.Lengths() {
			for n0 := range 6 {
				const before, after = 9, 40
				arena, n := kerneltest.NewArena[float32](t), sizeBFloat16(n0, ld)
				src, want := arena.Random(n0*ld), slices.Repeat([]BFloat16{0xabcd}, before+n+after)
				got := slices.Clone(want)
				BF16Round(got[before:][:n], src, n0, ld)
				bf16RoundBody(want[before:][:n], src, n0, ld)
				if !slices.Equal(got, want) {
					t.Fatalf("(%d, %d): got %x, want %x", n0, ld, got, want)
				}
				arena.Check("BF16Round")
			}
		}
	})
}

// TestSBroundPairs holds the same for the pairs around which the rounding changes.
func TestSBroundPairs(t *testing.T) {
	const ld = 1000
	kerneltest.AtLevels(t, func(t *testing.T) {
		src, dst, want, n := make([]float32, 2*ld), make([]BFloat16, 2*ld), make([]BFloat16, 2*ld), 0
		eachPair(func(first, second float32) {
			src[n], src[ld+n] = first, second
			if n++; n < ld {
				return
			}
			n = 0
			BF16Round(dst, src, 2, ld)
			bf16RoundBody(want, src, 2, ld)
			for o := range ld {
				if got := dst[2*o:][:2]; !slices.Equal(got, want[2*o:][:2]) {
					t.Fatalf("%x and %x became %x instead of %x", math.Float32bits(src[o]), math.Float32bits(src[ld+o]), got, want[2*o:][:2])
				}
			}
		})
	})
}
