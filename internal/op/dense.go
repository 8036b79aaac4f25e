package op

import "github.com/nngen/nngen/internal/ir"

// dense is A = g(W·X + b).
var dense = &LayerKind{
	Name: "dense", Doc: "every unit sees every input: a = g(W·x + b)", Weighted: true,
	Units:   func(_, units int) int { return units },
	Params:  denseParams,
	Forward: denseForward,
}

func denseParams(l *Layer) []Param {
	return []Param{
		{Name: "weight", Symbol: "W", Dims: []int{l.Units, l.In}, Fill: fill(l.Init, l.In, l.Units)},
		{Name: "bias", Symbol: "b", Dims: []int{l.Units}, Fill: fillBias(l.Init, l.In, l.Units)},
	}
}

func denseForward(b *ir.Builder, l *Layer, x *ir.Buffer) *ir.Buffer {
	W, bias := l.param(b, 0), l.param(b, 1)
	z := l.temp(b, "z", l.Units)
	b.Emit(ir.Affine{}, z, W, x, bias)
	return activate(b, l, z)
}

// activate lowers a = g(z).
func activate(b *ir.Builder, l *Layer, z *ir.Buffer) *ir.Buffer {
	g, args := l.Activation.Entry, l.Activation.Args
	if g.Identity() {
		return z
	}
	a := l.temp(b, "a", z.Dims...)
	if g.Joint {
		b.Emit(ir.Softmax{}, a, z)
		return a
	}
	b.EmitMap(a, ir.Map{F: g.Forward(args), Word: g.word(), Slope: g.Slope(args), Fast: g.Fast.forward(args), FastSlope: g.Fast.slope(args)},
		ir.Bound{Var: "x", Buf: z})
	return a
}
