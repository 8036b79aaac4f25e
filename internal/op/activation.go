package op

import (
	"math"

	"github.com/nngen/nngen/internal/expr"
)

// Activation is a function applied to the pre-activations z of a layer.
type Activation struct {
	Name, Doc string
	Attrs     []Attr
	F         string // a = F(x), entry by entry; empty where Joint
	DF        string // dF/dx, in x, the output y and the attributes; the cheaper of the two is written
	Init      string // the initializer that keeps the variance of the signal from layer to layer
	Joint     bool   // over all units of an example at once: softmax
}

// Activations is the table of activations.
var Activations = []*Activation{
	{Name: "linear", Doc: "x: no activation", F: "x", DF: "1", Init: "glorot_uniform"},
	{Name: "relu", Doc: "max(0, x)", F: "max(x, 0)", DF: "where(y > 0, 1, 0)", Init: "he_normal"},
	{Name: "leaky_relu", Doc: "x where positive, else alpha·x", F: "where(x > 0, x, alpha*x)", DF: "where(x > 0, 1, alpha)", Init: "he_normal",
		Attrs: []Attr{{Name: "alpha", Doc: "slope of the negative side", Default: 0.01, Range: Any}}},
	{Name: "sigmoid", Doc: "1/(1 + e⁻ˣ)", F: "sigmoid(x)", DF: "y*(1 - y)", Init: "glorot_uniform"},
	{Name: "tanh", Doc: "hyperbolic tangent", F: "tanh(x)", DF: "1 - y*y", Init: "glorot_uniform"},
	{Name: "softmax", Doc: "eˣ divided by the sum of eˣ over the units: probabilities of exclusive classes", Joint: true, Init: "glorot_uniform"},
}

// Info describes the entry.
func (a *Activation) Info() Info { return Info{a.Name, a.Doc, a.Attrs} }

// Forward is F with the attributes bound, a formula in x.
func (a *Activation) Forward(args Args) expr.Expr {
	return expr.Bind(parse(a.F, a.Attrs, "x"), args)
}

// Slope is DF with the attributes bound, a formula in x and y.
func (a *Activation) Slope(args Args) expr.Expr {
	return expr.Bind(parse(a.DF, a.Attrs, "x", "y"), args)
}

// Identity reports whether the activation changes nothing.
func (a *Activation) Identity() bool { return a.F == "x" }

// MaxSlope is the largest |dF/dx| on [-30, 30], and whether the function saturates, that is, whether the slope dies
// out on both sides. It is found on a grid that contains 0.
func (a *Activation) MaxSlope(args Args) (largest float64, saturates bool) {
	if a.Joint {
		return 1, false
	}
	f := expr.Compile(a.Forward(args), "x")
	df := expr.Compile(a.Slope(args), "x", "y")
	slope := func(x float64) float64 { return math.Abs(df(x, f(x))) }
	for i := -3000; i <= 3000; i++ {
		largest = max(largest, slope(float64(i)/100))
	}
	const dead = 1e-3
	return largest, slope(-30) < dead && slope(30) < dead
}

// parse reads a formula of the vocabulary; its variables are those named and the attributes.
func parse(src string, attrs []Attr, vars ...string) expr.Expr {
	for _, a := range attrs {
		vars = append(vars, a.Name)
	}
	return expr.MustParse(src, vars...)
}
