package randspec

import (
	"fmt"

	"github.com/nngen/nngen/internal/op"
)

// layers draws the layers and returns the units of the last one.
func (d *draw) layers(task *op.Task) (outputs int) {
	d.linef("layers:")
	depth := 1 + d.IntN(maxDepth)
	for range depth - 1 {
		d.linef("  - {units: %d%s%s}", d.width(), d.activation(0.8), d.init(0.4))
		for d.chance(0.2) {
			d.linef("  - {kind: dropout%s}", d.attrs(op.MustLookup(op.LayerKinds, "dropout").Attrs))
		}
	}
	outputs = task.Units
	if outputs == 0 {
		outputs = d.width()
	}
	act := ""
	if !task.Only {
		act = d.activation(0.4)
	} else if d.chance(0.3) {
		act = ", activation: " + task.Activation
	}
	d.linef("  - {kind: dense, units: %d, b: [%d, 1]%s%s}", outputs, outputs, act, d.init(0.4))
	return outputs
}

// activation draws the activation of a layer, or leaves it out.
func (d *draw) activation(share float64) string {
	if !d.chance(share) {
		return ""
	}
	i := d.IntN(len(op.Activations) + 4)
	if i >= len(op.Activations) {
		return fmt.Sprintf(", activation: {formula: %q}", d.formula())
	}
	if a := op.Activations[i]; !a.Joint {
		return ", activation: " + d.use(a.Info())
	}
	return ", activation: relu"
}

func (d *draw) init(share float64) string {
	if !d.chance(share) {
		return ""
	}
	return ", init: " + d.use(pick(d, op.Initializers).Info())
}

// Formulas that stay small, and formulas that grow no faster than x: activations in a chain of ten must not overflow. A
// %v is replaced by a number.
var (
	bounded = []string{"tanh(%v*x)", "sigmoid(x - %v)", "sin(%v*x)", "cos(x)", "exp(-x*x)", "erf(x/2)", "x/sqrt(%v + x*x)", "1/(1 + exp(-%v*x))",
		"min(max(x, -%v), 1)", "where(x > %v, 1, x*x/(1 + x*x))", "x + sign(x - %v)", "x/sqrt(1 + x*x)", "expm1(-abs(x))", "-x*exp(-%v*abs(x))"}
	linear = []string{"x*sigmoid(%v*x)", "%v*x", "max(x, %v*x)", "softplus(x) - %v", "log1p(abs(x))", "abs(x - %v)", "where(x < 0, %v*x, x)",
		"sqrt(%v + x*x)", "pow(1 + x*x, 0.25)", "x/2 + floor(%v*x) - 0.2*round(2*x)", "x + sin(x)", "where(x <= -1, -1, where(x >= %v, x, log(x + 2)))", "2*x/3 - x/%v", "-(x - %v)"}
)

// formula draws an activation of the spec's own.
func (d *draw) formula() string {
	piece := func(list []string) string { return d.fill(pick(d, list)) }
	switch d.IntN(5) {
	case 0:
		return piece(bounded)
	case 1:
		return piece(linear)
	case 2:
		return fmt.Sprintf("%s + %s", piece(linear), piece(bounded))
	case 3:
		return fmt.Sprintf("(%s)*(%s)", piece(linear), piece(bounded))
	}
	return fmt.Sprintf("where(%s > %v, %s, %s)", piece(bounded), d.number(), piece(linear), piece(bounded))
}

// fill puts a number into a formula that asks for one.
func (d *draw) fill(formula string) string {
	for i := range len(formula) - 1 {
		if formula[i:i+2] == "%v" {
			return fmt.Sprintf(formula, d.number())
		}
	}
	return formula
}

// number draws what a person would write into a formula.
func (d *draw) number() float64 { return float64(1+d.IntN(40)) / 20 }
