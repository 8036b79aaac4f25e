package op

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// rmsNorm divides the entries of an example by the root of their mean square and scales each (Zhang & Sennrich 2019): PyTorch's
// RMSNorm over the last dimensions, with the epsilon that it takes for float32.
var rmsNorm = &LayerKind{
	Name: "rms_norm", Doc: "divides an example by the root of its mean square, then γ∘x", Activation: "linear",
	Attrs: []Attr{
		{Name: "epsilon", Doc: "added to the mean square", Default: 1.1920928955078125e-07, Range: Positive},
		{Name: "dims", Doc: "how many of the last dimensions are taken together", Default: 1, Range: Count},
	},
	Shape:   normShape,
	Params:  func(l *Layer) []Param { return normParams(l)[:1] },
	Forward: rmsNormForward,
}

func rmsNormForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	gamma := l.param(b, 0)
	size := gamma.Size()
	rows := []int{Size(l.Out) / size, size}
	square, sum := l.temp(b, "q", l.Out...), l.temp(b, "s", rows[0])
	b.EmitMap(square, ir.Map{F: expr.MustParse("x*x", "x")}, ir.Bound{Var: "x", Buf: x[0]})
	b.Emit(&ir.Place{Word: "sum", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, rows, []int{1, 0}, ir.Strides(rows))}}, sum, square)

	root, r := l.temp(b, "u", rows[0]), l.temp(b, "r", l.Out...)
	f := expr.Bind(expr.MustParse("1/sqrt(s/size + epsilon)", "s", "size", "epsilon"), map[string]float64{"size": float64(size), "epsilon": l.Args["epsilon"]})
	b.EmitMap(root, ir.Map{F: f}, ir.Bound{Var: "s", Buf: sum})
	b.Emit(&ir.Place{Word: "repeat", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, rows, ir.Strides(rows), []int{1, 0})}}, r, root)

	z := l.result(b)
	b.EmitMap(z, ir.Map{F: expr.MustParse("gamma*x*r", "gamma", "x", "r")},
		ir.Bound{Var: "x", Buf: x[0]}, ir.Bound{Var: "gamma", Buf: gamma, Inner: 1}, ir.Bound{Var: "r", Buf: r})
	return z
}
