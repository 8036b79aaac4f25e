package op

import (
	"errors"
	"fmt"
	"math"

	"github.com/nngen/nngen/internal/expr"
)

// Limits of a spec's own formula: of its text, and of its derivative, which has to be read too.
const (
	maxFormula    = 200
	maxDerivative = 2000
)

// FormulaError says what is wrong with a formula and where.
type FormulaError = expr.Error

// NewFormula makes an activation of a formula in x, differentiated symbolically. The error may be an *expr.Error.
func NewFormula(src string) (*Activation, error) {
	if len(src) > maxFormula {
		return nil, fmt.Errorf("it has %d bytes, and at most %d are allowed", len(src), maxFormula)
	}
	f, err := expr.Parse(src, "x")
	if err != nil {
		return nil, err
	}
	f = expr.Simplify(f)
	if !expr.Mentions(f, "x") {
		return nil, errors.New("it does not depend on x")
	}
	df := expr.Diff(f, "x").String()
	if len(df) > maxDerivative {
		return nil, errors.New("its derivative is too long")
	}
	return &Activation{Name: "formula", Doc: src, F: f.String(), DF: df, Init: "glorot_uniform", Custom: true}, nil
}

// NotFinite looks on a grid over [-30, 30], where pre-activations usually lie, for a value or slope that is not finite.
func (a *Activation) NotFinite() (what string, x, v float64, found bool) {
	f, df := expr.Compile(a.Forward(nil), "x"), expr.Compile(a.Slope(nil), "x", "y")
	for i := -3000; i <= 3000; i++ {
		x := float64(i) / 100
		y := f(x)
		if !finite(y) {
			return "value", x, y, true
		}
		if v := df(x, y); !finite(v) {
			return "slope", x, v, true
		}
	}
	return "", 0, 0, false
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
