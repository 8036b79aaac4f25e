package random

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestFillNormal(t *testing.T) {
	const n, std = 100_000, 0.5
	w := make([]float64, n)
	F64FillNormal(NewRand(7), w, std)
	var first, second, fourth float64
	for _, v := range w {
		first += v / n
		second += v * v / n
		fourth += v * v * v * v / n
	}
	// Five deviations of each estimate.
	if math.Abs(first) > 5*std/math.Sqrt(n) || math.Abs(second-std*std) > 5*std*std*math.Sqrt(2./n) {
		t.Errorf("mean %v and variance %v, want 0 and %v", first, second, std*std)
	}
	if kurtosis := fourth / (second * second); math.Abs(kurtosis-3) > 5*math.Sqrt(24./n) {
		t.Errorf("kurtosis %v, want 3", kurtosis)
	}
}

func TestFillUniform(t *testing.T) {
	const n = 100_000
	for _, limit := range []float64{0.1, 1, 0.7071067811865476, 1e-30} {
		w := make([]float32, n)
		F32FillUniform(NewRand(7), w, limit)
		var first, second float64
		for _, v := range w {
			x := float64(v) / limit
			if x < -1-0x1p-24 || v >= float32(limit) {
				t.Fatalf("%v lies outside [-%v, %v)", v, limit, limit)
			}
			first += x / n
			second += x * x / n
		}
		// Five deviations of each estimate.
		if math.Abs(first) > 5*math.Sqrt(1./3/n) || math.Abs(second-1./3) > 5*math.Sqrt(4./45/n) {
			t.Errorf("limit %v: mean %v and mean square %v, want 0 and 1/3", limit, first, second)
		}
	}
}

// TestRandIsTheSame holds that both precisions draw the same numbers, and another seed others.
func TestRandIsTheSame(t *testing.T) {
	const n = 1000
	single, double, other := make([]float32, 2*n), make([]float64, 2*n), make([]float64, 2*n)
	r := NewRand(3)
	F32FillNormal(r, single[:n], 2)
	F32FillUniform(r, single[n:], 2)
	r = NewRand(3)
	F64FillNormal(r, double[:n], 2)
	F64FillUniform(r, double[n:], 2)
	r = NewRand(4)
	F64FillNormal(r, other[:n], 2)
	F64FillUniform(r, other[n:], 2)
	equal := 0
	for i := range double {
		if single[i] != float32(double[i]) {
			t.Fatalf("number %d is %v in float32 and %v in float64", i, single[i], double[i])
		}
		if double[i] == other[i] {
			equal++
		}
	}
	if equal > 2 {
		t.Errorf("seeds 3 and 4 have %d numbers in common", equal)
	}
}

// TestRandStays pins the numbers: a seed in a spec means the same weights with every version.
func TestRandStays(t *testing.T) {
	w := make([]float64, 4)
	r := NewRand(1)
	F64FillNormal(r, w[:2], 1)
	F64FillUniform(r, w[2:], 1)
	want := []float64{-0.8024826241110656, 0.424707052949676, 0.43071281909942627, -0.9526470899581909}
	if !kerneltest.SameBits(w, want) {
		t.Errorf("seed 1 draws %v, want %v", w, want)
	}
}

// TestFillT holds that weights input by input are those drawn unit by unit, and that nothing is drawn for the padding.
func TestFillT(t *testing.T) {
	t.Run("float32", func(t *testing.T) {
		testFillT(t, F32FillNormal, F32FillNormalT)
		testFillT(t, F32FillUniform, F32FillUniformT)
	})
	t.Run("float64", func(t *testing.T) {
		testFillT(t, F64FillNormal, F64FillNormalT)
		testFillT(t, F64FillUniform, F64FillUniformT)
	})
}

func testFillT[T mat.Float](t *testing.T, byUnit func(r *Rand, w []T, x float64), byInput func(r *Rand, w []T, n0, n1, ld int, x float64)) {
	const n0, n1, ld = 5, 3, 8
	want, got := make([]T, n1*n0), make([]T, n0*ld)
	byUnit(NewRand(7), want, 0.5)
	byInput(NewRand(7), got, n0, n1, ld, 0.5)
	for at, v := range got {
		if i, o := at/ld, at%ld; o < n1 && v != want[o*n0+i] || o >= n1 && v != 0 {
			t.Fatalf("input %d, unit %d is %v", i, o, v)
		}
	}
}
