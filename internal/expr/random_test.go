package expr

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/nngen/nngen/internal/numbers"
)

// randomFormula draws a formula in x and y of at most the given depth.
func randomFormula(r *rand.Rand, depth int) Expr {
	kind := r.IntN(8)
	if depth == 0 {
		kind = r.IntN(3)
	}
	sub := func() Expr { return randomFormula(r, depth-1) }
	switch kind {
	case 0:
		return Var([]string{"x", "y"}[r.IntN(2)])
	case 1: // the numbers that Simplify looks for
		return Num(r.IntN(4) - 1)
	case 2:
		return Num(math.Round(r.NormFloat64()*1e4) / 1e3)
	case 3:
		return Neg{sub()}
	case 4, 5, 6:
		return &Binary{[]string{"+", "-", "*", "/"}[r.IntN(4)], sub(), sub()}
	}
	call := &Call{Fn: funcs[r.IntN(len(funcs))]}
	for i := range call.Fn.Args {
		if call.Fn == selectFunc && i == 0 {
			call.Args = append(call.Args, &Binary{[]string{"<", "<=", ">", ">="}[r.IntN(4)], sub(), sub()})
			continue
		}
		call.Args = append(call.Args, sub())
	}
	return call
}

func randomFormulas(t *testing.T, check func(t *testing.T, e Expr)) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		check(t, randomFormula(r, r.IntN(6)))
	}
}

var points = [][]float64{{-2.5, 0.3}, {0, 0}, {0.75, -1}, {3, 2}}

func TestStringRoundTrip(t *testing.T) {
	randomFormulas(t, func(t *testing.T, e Expr) {
		text := e.String()
		if len(text) > MaxLength {
			return
		}
		back, err := Parse(text, "x", "y")
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if back.String() != text {
			t.Fatalf("%s comes back as %s", text, back)
		}
		for _, p := range points {
			got, want := Compile(back, "x", "y")(p...), Compile(e, "x", "y")(p...)
			if math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Fatalf("%s at %v: %v before, %v after", text, p, want, got)
			}
		}
	})
}

// Wherever all parts of a formula are finite, Simplify keeps the value to the last bit.
func TestSimplifyKeepsValues(t *testing.T) {
	compared := 0
	randomFormulas(t, func(t *testing.T, e Expr) {
		s := Simplify(e)
		for _, p := range points {
			if !allFinite(e, p) {
				continue
			}
			compared++
			if got, want := Compile(s, "x", "y")(p...), Compile(e, "x", "y")(p...); got != want {
				t.Fatalf("%s became %s: at %v %v instead of %v", e, s, p, got, want)
			}
		}
		if again := Simplify(s); again.String() != s.String() {
			t.Fatalf("%s became %s, and that %s", e, s, again)
		}
	})
	if compared < 20000 {
		t.Errorf("only %d values were compared", compared)
	}
}

func allFinite(e Expr, at []float64) bool {
	finite := true
	walk(e, func(part Expr) {
		v := Compile(part, "x", "y")(at...)
		finite = finite && numbers.Finite(v)
	})
	return finite
}
