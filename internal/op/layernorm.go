package op

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// layerNorm brings the entries of an example to mean 0 and variance 1 and scales and shifts each (Ba et al. 2016): PyTorch's
// LayerNorm over the last dimensions.
var layerNorm = &LayerKind{
	Name: "layer_norm", Doc: "brings an example to mean 0 and variance 1, then γ∘x + β", Activation: "linear",
	Attrs: []Attr{
		{Name: "epsilon", Doc: "added to the variance", Default: 1e-5, Range: Positive},
		{Name: "dims", Doc: "how many of the last dimensions are taken together", Default: 1, Range: Count},
	},
	Shape:  normShape,
	Params: normParams,
	Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
		gamma, beta := l.param(b, 0), l.param(b, 1)
		n := l.temp(b, "n", l.Out...)
		b.Emit(&ir.Standardize{Size: gamma.Size(), Epsilon: l.Args["epsilon"]}, n, x[0])
		return l.affine(b, n, gamma, beta, 1)
	},
}

func normShape(l *Layer) *Misfit {
	if int(l.Args["dims"]) > len(l.Ins[0]) {
		return misfit("%s: %s has fewer than %g dimensions", l.Kind.Name, Dims(l.Ins[0]), l.Args["dims"]).at("dims").of(0)
	}
	return same(l)
}

func normParams(l *Layer) []Param {
	dims := l.Ins[0][len(l.Ins[0])-int(l.Args["dims"]):]
	return []Param{{Name: "weight", Symbol: "gamma", Dims: dims, Fill: ir.Fill{Value: 1}}, {Name: "bias", Symbol: "beta", Dims: dims}}
}

// affine is γ∘n + β, where inner entries next to each other have one γ and β.
func (l *Layer) affine(b *ir.Builder, n, gamma, beta *ir.Buffer, inner int) *ir.Buffer {
	z := l.result(b)
	b.EmitMap(z, ir.Map{F: expr.MustParse("gamma*n + beta", "gamma", "n", "beta")},
		ir.Bound{Var: "n", Buf: n}, ir.Bound{Var: "gamma", Buf: gamma, Inner: inner}, ir.Bound{Var: "beta", Buf: beta, Inner: inner})
	return z
}
