package op

import "github.com/nngen/nngen/internal/ir"

// batchNorm brings every channel to mean 0 and variance 1 over the batch, and scales and shifts it (Ioffe & Szegedy 2015, as
// PyTorch does it): predictions take running statistics, which training moves.
var batchNorm = &LayerKind{
	Name: "batch_norm", Doc: "brings every channel to mean 0 and variance 1 over the batch, then γ∘x + β; predictions take running statistics", Activation: "linear",
	Attrs: []Attr{
		{Name: "epsilon", Doc: "added to the variance", Default: 1e-5, Range: Positive},
		{Name: "momentum", Doc: "share of a batch in the running statistics", Default: 0.1, Range: Range{Min: 0, Max: 1}},
	},
	Shape: same,
	Params: func(l *Layer) []Param {
		c := l.Ins[0][:1]
		return []Param{{Name: "weight", Symbol: "gamma", Dims: c, Fill: ir.Fill{Value: 1}}, {Name: "bias", Symbol: "beta", Dims: c},
			{Name: "running_mean", Symbol: "mean", Dims: c, Running: true},
			{Name: "running_var", Symbol: "variance", Dims: c, Running: true, Fill: ir.Fill{Value: 1}}}
	},
	Forward: batchNormForward,
}

func batchNormForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	gamma, beta, mean, variance := l.param(b, 0), l.param(b, 1), l.param(b, 2), l.param(b, 3)
	n := l.temp(b, "n", l.Out...)
	channels := l.Out[0]
	inner, epsilon := Size(l.Out)/channels, l.Args["epsilon"]
	if !b.Training {
		b.Emit(&ir.ChannelStandardize{Inner: inner, Epsilon: epsilon}, n, x[0], mean, variance)
		return l.affine(b, n, gamma, beta, inner)
	}
	moments := b.Buffer(l.name("moments"), ir.Kept, 2, channels)
	b.Emit(&ir.BatchMoments{Inner: inner}, moments, x[0])
	b.Emit(&ir.BatchStandardize{Inner: inner, Epsilon: epsilon}, n, x[0], moments, mean, variance)
	b.AfterUpdate(&ir.Moving{Momentum: l.Args["momentum"], Inner: inner}, mean, moments)
	b.AfterUpdate(&ir.Moving{Momentum: l.Args["momentum"], Inner: inner, Variance: true}, variance, moments)
	return l.affine(b, n, gamma, beta, inner)
}
