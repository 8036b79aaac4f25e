package op

import (
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// dense is A = g(W·X + b). It works on the last dimension, as PyTorch's Linear does.
var dense = &LayerKind{
	Name: "dense", Doc: "every unit sees every input: a = g(W·x + b)", Units: true, Activation: "relu",
	Shape: func(l *Layer) *Misfit {
		l.Out = append(slices.Clone(l.Ins[0][:len(l.Ins[0])-1]), l.Units)
		return nil
	},
	Params:  denseParams,
	Forward: denseForward,
}

func denseParams(l *Layer) []Param {
	return []Param{
		{Name: "weight", Symbol: "W", Dims: []int{l.Units, l.In}, Fill: fill(l.Init, l.In, l.Units)},
		{Name: "bias", Symbol: "b", Dims: []int{l.Units}, Fill: fillBias(l.Init, l.In, l.Units)},
	}
}

func denseForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	W, bias := l.param(b, 0), l.param(b, 1)
	z := l.temp(b, "z", l.Out...)
	b.Emit(ir.Affine{}, z, W, x[0], bias)
	return z
}
