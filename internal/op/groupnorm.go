package op

import "github.com/nngen/nngen/internal/ir"

// groupNorm brings groups of channels of an example to mean 0 and variance 1, and scales and shifts each channel (Wu & He
// 2018): PyTorch's GroupNorm.
var groupNorm = &LayerKind{
	Name: "group_norm", Doc: "brings each group of channels of an example to mean 0 and variance 1, then γ∘x + β", Activation: "linear",
	Attrs: []Attr{
		{Name: "groups", Doc: "of channels that are taken together", Required: true, Range: channels},
		{Name: "epsilon", Doc: "added to the variance", Default: 1e-5, Range: Positive},
	},
	Shape: func(l *Layer) *Misfit {
		if l.Ins[0][0]%int(l.Args["groups"]) != 0 {
			return misfit("group_norm: %g groups do not divide the channels of %s", l.Args["groups"], Dims(l.Ins[0])).at("groups").of(0).hint("use a number that divides %d.", l.Ins[0][0])
		}
		return same(l)
	},
	Params: func(l *Layer) []Param {
		c := l.Ins[0][:1]
		return []Param{{Name: "weight", Symbol: "gamma", Dims: c, Fill: ir.Fill{Value: 1}}, {Name: "bias", Symbol: "beta", Dims: c}}
	},
	Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
		gamma, beta := l.param(b, 0), l.param(b, 1)
		n, size := l.temp(b, "n", l.Out...), Size(l.Out)
		b.Emit(&ir.Standardize{Size: size / int(l.Args["groups"]), Epsilon: l.Args["epsilon"]}, n, x[0])
		return l.affine(b, n, gamma, beta, size/l.Out[0])
	},
}
