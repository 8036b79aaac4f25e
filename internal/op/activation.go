package op

import (
	"github.com/nngen/nngen/internal/expr"
)

// Activation is a function applied to the pre-activations z of a layer.
type Activation struct {
	Name, Doc string
	Attrs     []Attr
	F         string // a = F(x), entry by entry; empty where Joint
	DF        string // dF/dx, in x, the output y and the attributes; the cheaper of the two is written
	Init      string // the initializer that keeps the variance of the signal from layer to layer
	Custom    bool   // a formula of a spec, not of the table
	Joint     bool   // over all units of an example at once: softmax
	Fast      *Fast  // a kernel of the runtime for F and DF

	seen *survey // where Custom: it is not cheap
}

// Activations is the table of activations.
var Activations = []*Activation{
	{Name: "linear", Doc: "x: no activation", F: "x", DF: "1", Init: "glorot_uniform"},
	{Name: "relu", Doc: "max(0, x)", F: "max(x, 0)", DF: "where(y > 0, 1, 0)", Init: "he_normal",
		Fast: &Fast{Kernel: "relu", Of: "y"}},
	{Name: "leaky_relu", Doc: "x where positive, else alpha·x", F: "where(x > 0, x, alpha*x)", DF: "where(alpha < 0, where(x > 0, 1, alpha), where(y > 0, 1, alpha))", Init: "he_normal",
		Attrs: []Attr{{Name: "alpha", Doc: "slope of the negative side", Default: 0.01, Range: Any}},
		Fast:  &Fast{"leakyRelu", "", []string{"alpha"}}},
	{Name: "sigmoid", Doc: "1/(1 + e⁻ˣ)", F: "sigmoid(x)", DF: "y*(1 - y)", Init: "glorot_uniform",
		Fast: &Fast{Kernel: "sigmoid", Of: "y"}},
	{Name: "tanh", Doc: "hyperbolic tangent", F: "tanh(x)", DF: "1 - y*y", Init: "glorot_uniform",
		Fast: &Fast{Kernel: "tanh", Of: "y"}},
	{Name: "elu", Doc: "x where positive, else alpha·(eˣ − 1)", F: "where(x > 0, x, alpha*expm1(x))", DF: "where(x > 0, 1, y + alpha)", Init: "he_normal",
		Attrs: []Attr{{Name: "alpha", Doc: "limit of the negative side", Default: 1, Range: Positive}},
		Fast:  &Fast{"elu", "y", []string{"alpha", "1"}}},
	{Name: "selu", Doc: "elu, scaled so that deep networks keep mean 0 and variance 1 (Klambauer et al. 2017)",
		F:  "where(x > 0, 1.0507009873554805*x, 1.7580993408473766*expm1(x))",
		DF: "where(x > 0, 1.0507009873554805, y + 1.7580993408473766)", Init: "lecun_normal",
		Fast: &Fast{"elu", "y", []string{"1.7580993408473766/1.0507009873554805", "1.0507009873554805"}}},
	{Name: "gelu", Doc: "x·Φ(x), where Φ is the normal distribution; exact, by erf", F: "0.5*x*(1 + erf(0.7071067811865476*x))",
		DF: "0.5*(1 + erf(0.7071067811865476*x)) + 0.3989422804014327*x*exp(-0.5*x*x)", Init: "he_normal",
		Fast: &Fast{Kernel: "gelu", Of: "x"}},
	{Name: "silu", Doc: "x·σ(x), also called swish", F: "x*sigmoid(x)", DF: "y + sigmoid(x)*(1 - y)", Init: "he_normal",
		Fast: &Fast{Kernel: "silu", Of: "x"}},
	{Name: "softplus", Doc: "ln(1 + eˣ)", F: "softplus(x)", DF: "sigmoid(x)", Init: "glorot_uniform",
		Fast: &Fast{Kernel: "softplus", Of: "x"}},
	{Name: "softsign", Doc: "x/(1 + |x|)", F: "x/(1 + abs(x))", DF: "1/((1 + abs(x))*(1 + abs(x)))", Init: "glorot_uniform"},
	{Name: "mish", Doc: "x·tanh(softplus(x)) (Misra 2019)", F: "x*tanh(softplus(x))",
		DF: "tanh(softplus(x)) + x*sigmoid(x)*(1 - tanh(softplus(x))*tanh(softplus(x)))", Init: "he_normal"},
	{Name: "relu6", Doc: "relu, cut off at 6", F: "min(max(x, 0), 6)", DF: "where(y > 0, where(y < 6, 1, 0), 0)", Init: "he_normal"},
	{Name: "hard_sigmoid", Doc: "clamp(x/6 + 1/2, 0, 1)", F: "min(max(x/6 + 0.5, 0), 1)", DF: "where(y > 0, where(y < 1, 1/6, 0), 0)", Init: "glorot_uniform"},
	{Name: "hard_swish", Doc: "x·hard_sigmoid(x) (Howard et al. 2019)", F: "x*min(max(x/6 + 0.5, 0), 1)", DF: "where(x < -3, 0, where(x <= 3, x/3 + 0.5, 1))", Init: "he_normal"},
	{Name: "hard_tanh", Doc: "clamp(x, −1, 1)", F: "min(max(x, -1), 1)", DF: "where(y > -1, where(y < 1, 1, 0), 0)", Init: "glorot_uniform"},
	{Name: "softmax", Doc: "eˣ divided by the sum of eˣ over the units: probabilities of exclusive classes", Joint: true, Init: "glorot_uniform"},
}

// Info describes the entry.
func (a *Activation) Info() Info { return Info{a.Name, a.Doc, a.Attrs} }

// Title is the name, or the formula where it is a spec's own.
func (a *Activation) Title() string {
	if a.Custom {
		return a.F
	}
	return a.Name
}

// word is what comments call the function: its name, or f where it is a spec's own formula.
func (a *Activation) word() string {
	if a.Custom {
		return "f"
	}
	return a.Name
}

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
// out on both sides; one that is small everywhere does not. It is found on a grid that contains 0.
func (a *Activation) MaxSlope(args Args) (largest float64, saturates bool) {
	if a.Joint {
		return 1, false
	}
	s := a.seen
	if s == nil {
		s = a.survey(args)
	}
	return s.largest, s.saturates
}

// parse reads a formula of the vocabulary; its variables are those named and the attributes.
func parse(src string, attrs []Attr, vars ...string) expr.Expr {
	for _, a := range attrs {
		vars = append(vars, a.Name)
	}
	return expr.MustParse(src, vars...)
}
