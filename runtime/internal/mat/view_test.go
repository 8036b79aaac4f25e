package mat_test

import (
	"slices"
	"testing"

	"github.com/nngen/nngen/runtime/internal/mat"
)

func TestFloats(t *testing.T) {
	type input [3]float32
	xs := []input{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}
	flat := mat.Floats32(xs[:2])
	if want := []float32{1, 2, 3, 4, 5, 6}; !slices.Equal(flat, want) || cap(flat) != len(want) {
		t.Errorf("Floats32 = %v with capacity %d, want %v", flat, cap(flat), want)
	}
	flat[4] = 50
	if xs[1][1] != 50 {
		t.Error("Floats32 is a copy")
	}
	if got := mat.Floats64([][2]float64{{1, 2}, {3, 4}}); !slices.Equal(got, []float64{1, 2, 3, 4}) {
		t.Errorf("Floats64 = %v", got)
	}
	if a, b, c := mat.Floats32[input](nil), mat.Floats32(xs[:0]), mat.Floats32(make([][0]float32, 3)); len(a)+len(b)+len(c) != 0 {
		t.Errorf("empty slices become %v, %v, %v", a, b, c)
	}
}

func TestGrow(t *testing.T) {
	s := make([]int, 2, 5)
	if got := mat.Grow(s, 5); len(got) != 5 || &got[0] != &s[0] {
		t.Errorf("Grow within the capacity does not keep the memory")
	}
	if got := mat.Grow(s, 6); len(got) != 6 || cap(got) < 6 {
		t.Errorf("Grow(s, 6) has length %d", len(got))
	}
	if got := mat.Grow[int](nil, 0); len(got) != 0 {
		t.Errorf("Grow(nil, 0) has length %d", len(got))
	}
}
