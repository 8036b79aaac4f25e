package rows

import (
	"math"
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestDropoutRate(t *testing.T) {
	const n, rows = 100, 400
	src, dst := make([]float64, n*rows), make([]float64, n*rows)
	for i := range src {
		src[i] = 1
	}
	for _, rate := range []float64{0, 0.1, 0.5, 0.9} {
		F64Dropout(dst, src, n, NewMask(rate, 1, 1, 0))
		silent := 0
		for _, v := range dst {
			switch v {
			case 0:
				silent++
			case 1 / (1 - rate):
			default:
				t.Fatalf("rate %v: an entry became %v", rate, v)
			}
		}
		// Four standard deviations of a binomial distribution.
		if got, bound := float64(silent)/(n*rows), 4*math.Sqrt(rate*(1-rate)/(n*rows)); math.Abs(got-rate) > bound {
			t.Errorf("rate %v: %v were silenced", rate, got)
		}
	}
}

// A mask depends on everything that it is made of, on the row and the unit, and on nothing else.
func TestDropoutMasks(t *testing.T) {
	src := slices.Repeat([]float32{1}, 64*8)
	of := func(m Mask) []float32 {
		dst := make([]float32, len(src))
		F32Dropout(dst, src, 64, m)
		return dst
	}
	base := of(NewMask(0.5, 1, 1, 0))
	if !slices.Equal(base, of(NewMask(0.5, 1, 1, 0))) {
		t.Error("the same mask differs")
	}
	for name, m := range map[string]Mask{"seed": NewMask(0.5, 2, 1, 0), "stream": NewMask(0.5, 1, 2, 0), "updates": NewMask(0.5, 1, 1, 1)} {
		if slices.Equal(base, of(m)) {
			t.Errorf("another %s gives the same mask", name)
		}
	}
	if slices.Equal(base[:64], base[64:128]) {
		t.Error("two rows have the same mask")
	}
	inPlace := slices.Clone(src)
	F32Dropout(inPlace, inPlace, 64, NewMask(0.5, 1, 1, 0))
	if !slices.Equal(base, inPlace) {
		t.Error("in place differs")
	}
}

// TestDropoutLevels holds that every level gives the same bits.
func TestDropoutLevels(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testDropoutLevels(t, F32Dropout) })
		t.Run("float64", func(t *testing.T) { testDropoutLevels(t, F64Dropout) })
	})
}

func testDropoutLevels[T mat.Float](t *testing.T, run func(dst, src []T, n int, mask Mask)) {
	for _, n := range kerneltest.Lengths() {
		arena := kerneltest.NewArena[T](t)
		src, dst, want := arena.Random(3*n), arena.Random(3*n), arena.Random(3*n)
		for i := range src {
			if i%5 == 0 {
				src[i] = T([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e-40}[i%4])
			}
		}
		for _, rate := range []float64{0, 0.3, 1 - 0x1p-30} {
			mask := NewMask(rate, 1, 2, 3)
			dropout(want, src, n, mask)
			run(dst, src, n, mask)
			if !kerneltest.SameBits(dst, want) {
				t.Fatalf("rate %v: a row of %d differs", rate, n)
			}
		}
		arena.Check("dropout")
	}
}

// TestDropoutChannels: a channel is kept or silenced as a unit of F32Dropout is, with all of its entries.
func TestDropoutChannels(t *testing.T) {
	const rows, channels, inner = 7, 5, 6
	mask := NewMask(0.4, 1, 2, 3)
	ones, kept := make([]float64, rows*channels), make([]float64, rows*channels)
	mat.Fill(ones, 1)
	F64Dropout(kept, ones, channels, mask)
	x, y := make([]float64, rows*channels*inner), make([]float64, rows*channels*inner)
	x32, y32 := make([]float32, len(x)), make([]float32, len(x))
	for i := range x {
		x[i], x32[i] = float64(i+1), float32(i+1)
	}
	F64DropoutChannels(y, x, channels, inner, mask)
	F32DropoutChannels(y32, x32, channels, inner, mask)
	for i := range x {
		if want := x[i] * kept[i/inner]; y[i] != want || math.Abs(float64(y32[i])-want) > 1e-4 {
			t.Errorf("entry %d is %g and %g, want %g", i, y[i], y32[i], want)
		}
	}
}
