package op

import (
	"errors"
	"fmt"
	"math"

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
	a.seen = a.survey(nil)
	return a, nil
}

// SetFormula makes a layer of kind formula compute a formula of what it takes. The error may be an *expr.Error.
func (l *Layer) SetFormula(src string) error {
	if len(src) > maxFormula {
		return fmt.Errorf("it has %d bytes, and at most %d are allowed", len(src), maxFormula)
	}
	vars := Variables[:len(l.Ins)]
	f, err := expr.Parse(src, vars...)
	if err != nil {
		return err
	}
	for i, v := range vars {
		if !expr.Mentions(f, v) {
			return fmt.Errorf("it does not depend on %s, which stands for number %d of from", v, i+1)
		}
		if len(expr.Diff(f, v).String()) > maxDerivative {
			return errors.New("its derivative is too long")
		}
	}
	l.Formula = expr.Simplify(f)
	return nil
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

// Size is the number of terms of the formula and of its derivative, which the work on it and on its Go code follows.
func (a *Activation) Size() int { return expr.Size(a.Forward(nil)) + expr.Size(a.Slope(nil)) }

// survey is what a function and its slope are like on a grid over [-30, 30], where pre-activations usually lie. The grid
// contains 0.
type survey struct {
	largest   float64 // slope
	saturates bool    // the slope dies out on both sides

	what string // value or slope: the first that is not finite; or nothing
	x, v float64
}

func (a *Activation) survey(args Args) *survey {
	f := a.Forward(args)
	tape := expr.NewTape([]string{"x"}, f, expr.Subst(a.Slope(args), map[string]expr.Expr{"y": f}))
	s := &survey{}
	var first, last float64
	for i := -3000; i <= 3000; i++ {
		x := float64(i) / 100
		var y [2]float64
		tape.At([]float64{x}, y[:])
		s.look(x, y[0], y[1])
		last = math.Abs(y[1])
		if i == -3000 {
			first = last
		}
	}
	dead := 1e-3 * min(1, s.largest)
	s.saturates = first < dead && last < dead
	return s
}

// look takes in the value and the slope at x.
func (s *survey) look(x, y, slope float64) {
	s.largest = max(s.largest, math.Abs(slope))
	switch {
	case s.what != "":
	case !numbers.Finite(y):
		s.what, s.x, s.v = "value", x, y
	case !numbers.Finite(slope):
		s.what, s.x, s.v = "slope", x, slope
	}
}

// NotFinite looks on the grid of the survey for a value or slope that is not finite.
func (a *Activation) NotFinite() (what string, x, v float64, found bool) {
	s := a.seen
	return s.what, s.x, s.v, s.what != ""
}
