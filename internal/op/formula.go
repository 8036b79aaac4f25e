package op

import (
	"errors"
	"fmt"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/numbers"
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
	a := &Activation{Name: "formula", Doc: src, F: f.String(), DF: df, Init: "glorot_uniform", Custom: true}
	if a.Slope(nil) == expr.Num(0) {
		return nil, errors.New("its slope is 0 everywhere, so nothing below it can learn")
	}
	return a, nil
}

// Unfit says why a formula cannot be computed in numbers of 32 or 64 bits: a constant of it or of its slope is not
// finite there, or not 0 and yet rounds to 0. The error is nil where it can.
func (a *Activation) Unfit(bits int) error {
	if err := expr.Unfit(a.Forward(nil), bits); err != nil {
		return err
	}
	if err := expr.Unfit(a.Slope(nil), bits); err != nil {
		return fmt.Errorf("in its slope, %w", err)
	}
	return nil
}

// NotFinite looks on a grid over [-30, 30], where pre-activations usually lie, for a value or slope that is not finite.
func (a *Activation) NotFinite() (what string, x, v float64, found bool) {
	f, df := expr.Compile(a.Forward(nil), "x"), expr.Compile(a.Slope(nil), "x", "y")
	for i := -3000; i <= 3000; i++ {
		x := float64(i) / 100
		y := f(x)
		if !numbers.Finite(y) {
			return "value", x, y, true
		}
		if v := df(x, y); !numbers.Finite(v) {
			return "slope", x, v, true
		}
	}
	return "", 0, 0, false
}
