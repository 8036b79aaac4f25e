package lower

import (
	"math"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/op"
)

// wordOf finds the activation of the vocabulary that a formula in x computes.
func wordOf(e expr.Expr) (Activation, bool) {
	f := expr.Compile(e, "x")
	grid := gridOf(e)
	for _, a := range op.Activations {
		if a.Joint {
			continue
		}
		args, ok := argsOf(a, f)
		if !ok || !agree(f, expr.Compile(a.Forward(args), "x"), grid) {
			continue
		}
		word := Activation{Word: a.Name}
		if a.Identity() {
			word.Word = ""
		}
		for _, at := range a.Attrs {
			word.Args = append(word.Args, Attr{at.Name, args[at.Name]})
		}
		return word, true
	}
	return Activation{}, false
}

// argsOf guesses the attributes of an activation from values of f. Both that have any have alpha: leaky_relu and elu are
// alpha·x and alpha·(eˣ − 1) where x is negative.
func argsOf(a *op.Activation, f func(...float64) float64) (op.Args, bool) {
	args := op.Defaults(a.Attrs)
	if len(a.Attrs) == 0 {
		return args, true
	}
	unit := expr.Compile(a.Forward(op.Args{"alpha": 1}), "x")
	args["alpha"] = float64(float32(f(-1) / unit(-1)))
	return args, len(a.Attrs) == 1 && a.Attrs[0].Name == "alpha" && a.Attrs[0].Range.Contains(args["alpha"])
}

// agree compares to a little more than what float32 can tell apart.
func agree(f, g func(...float64) float64, grid []float64) bool {
	for _, x := range grid {
		a, b := f(x), g(x)
		if a != b && !(math.Abs(a-b) <= 2e-7*max(math.Abs(a), math.Abs(b), math.Abs(x), 1e-30)) {
			return false
		}
	}
	return true
}

// gridOf are the points at which a formula is compared: densely where activations bend, then over the range of float32,
// and around the constants of the formula.
func gridOf(e expr.Expr) []float64 {
	grid := []float64{-1.7, -0.3, 0.4, 2.3, 5} // at which most differ
	for i := -3000; i <= 3000; i++ {
		grid = append(grid, float64(i)/100)
	}
	for x := 1e-30; x < 1e30; x *= 7 {
		grid = append(grid, x, -x)
	}
	for _, c := range constantsOf(e) {
		for _, x := range []float64{c, -c, 1 / c, -1 / c} {
			grid = append(grid, x, x*(1+1e-6), x*(1-1e-6))
		}
	}
	return grid
}

func constantsOf(e expr.Expr) (list []float64) {
	expr.Rewrite(e, func(e expr.Expr) bool {
		if n, ok := e.(expr.Num); ok && n != 0 {
			list = append(list, float64(n))
		}
		return false
	}, nil)
	return list
}
