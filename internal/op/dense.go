package op

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// dense is A = g(W·X + b).
var dense = &LayerKind{
	Name: "dense", Doc: "every unit sees every input: a = g(W·x + b)", Weighted: true,
	Units:   func(_, units int) int { return units },
	Params:  denseParams,
	Forward: denseForward, Backward: denseBackward,
}

func denseParams(l *Layer) []Shape {
	return []Shape{
		{Name: "weight", Symbol: "W", Rows: l.Units, Cols: l.In},
		{Name: "bias", Symbol: "b", Rows: l.Units, Cols: 1, Vector: true},
	}
}

func denseForward(b *ir.Builder, l *Layer, x *ir.Buffer) Tape {
	W := b.Buffer(l.name("W"), ir.Param, l.Units, l.In)
	bias := b.Buffer(l.name("b"), ir.Param, l.Units, 1)
	z := b.Temp(l.name("z"), l.Units)
	b.Emit(ir.Affine, z, W, x, bias)
	if l.Activation.Entry.Identity() {
		return Tape{In: x, Pre: z, Out: z}
	}
	a := b.Temp(l.name("a"), l.Units)
	if l.Activation.Entry.Joint {
		b.Emit(ir.Softmax, a, z)
	} else {
		b.EmitF(ir.Map, a, l.Activation.Entry.Forward(l.Activation.Args), ir.Bound{Var: "x", Buf: z}).Fast = l.Activation.Entry.Fast.forward(l.Activation.Args)
	}
	return Tape{In: x, Pre: z, Out: a}
}

// denseBackward: dZ = dA ∘ g'(Z), dW = dZ·Xᵀ, db = Σ dZ, dX = Wᵀ·dZ.
func denseBackward(b *ir.Builder, l *Layer, t Tape, da *ir.Buffer, needed bool) *ir.Buffer {
	dz := da
	if t.Out != t.Pre {
		dz = b.Temp(l.name("dz"), l.Units)
		slope := l.Activation.Entry.Slope(l.Activation.Args)
		b.EmitF(ir.Map, dz, expr.Simplify(&expr.Binary{Op: "*", X: expr.Var("d"), Y: slope}),
			ir.Bound{Var: "d", Buf: da}, ir.Bound{Var: "x", Buf: t.Pre}, ir.Bound{Var: "y", Buf: t.Out}).Fast = l.Activation.Entry.Fast.slope(l.Activation.Args)
	}
	b.Emit(ir.WeightGrad, b.Buffer(l.name("dW"), ir.Grad, l.Units, l.In), dz, t.In)
	b.Emit(ir.BiasGrad, b.Buffer(l.name("db"), ir.Grad, l.Units, 1), dz)
	if !needed {
		return nil
	}
	W := b.Buffer(l.name("W"), ir.Param, l.Units, l.In)
	dx := b.Temp("d"+t.In.Name, l.In)
	b.Emit(ir.InputGrad, dx, W, dz)
	return dx
}
