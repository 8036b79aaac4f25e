package expr

import (
	"math"
	"strings"
	"testing"
)

// TestTape: a tape computes what each formula alone computes.
func TestTape(t *testing.T) {
	vars := []string{"x", "y"}
	for _, src := range []string{"x", "2", "-x", "x + y*x - y/x", "where(x > 0, tanh(x), -y)", "pow(x, y) - sin(x)*sin(x)", "max(x, y) + min(x, y)", "0.5*x*(1 + erf(0.7071067811865476*x))",
		strings.Repeat("tanh(", 9) + "x" + strings.Repeat(")", 9)} {
		f := MustParse(src, vars...)
		df := Diff(f, "x")
		tape := NewTape(vars, f, df)
		for _, at := range [][]float64{{0.5, 2}, {-1, 3}, {0, 0}, {7, -0.25}} {
			var got [2]float64
			tape.At(at, got[:])
			for i, e := range []Expr{f, df} {
				want := Compile(e, vars...)(at...)
				if got[i] != want && !(math.IsNaN(got[i]) && math.IsNaN(want)) {
					t.Errorf("%s at %v: %v, want %v", e, at, got[i], want)
				}
			}
		}
	}
}

// TestTapeLen: the number of parts grows with the depth, that of the derivative's terms with its square.
func TestTapeLen(t *testing.T) {
	nest := func(n int) (parts, terms int) {
		f := MustParse(strings.Repeat("tanh(", n)+"x"+strings.Repeat(")", n), "x")
		df := Diff(f, "x")
		return NewTape([]string{"x"}, f, df).Len(), Size(df)
	}
	parts, terms := nest(10)
	parts2, terms2 := nest(20)
	if parts > 50 || parts2 > 2*parts || terms2 < 3*terms {
		t.Errorf("%d and %d parts, %d and %d terms", parts, parts2, terms, terms2)
	}
}
