package op

import (
	"slices"
	"strings"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// add, mul and formula are formulas of what they take, entry by entry.
var (
	add = &LayerKind{Name: "add", Doc: "the sum of the layers that it takes, entry by entry: a residual connection", Activation: "linear",
		Most: len(Variables), Shape: elementwise, Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer { return entrywise(b, l, x, joined(x, "+")) }}
	mul = &LayerKind{Name: "mul", Doc: "the product of the layers that it takes, entry by entry: a gate", Activation: "linear",
		Most: len(Variables), Shape: elementwise, Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer { return entrywise(b, l, x, joined(x, "*")) }}
	formulaKind = &LayerKind{Name: "formula", Doc: "any formula of the layers that it takes, x, y, z, u, v, w in the order of from, entry by entry", Activation: "linear",
		Attrs: []Attr{{Name: "formula", Doc: "such as x*sigmoid(y)", Required: true, Range: FormulaText}},
		Most:  len(Variables), Shape: elementwise, Forward: func(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer { return entrywise(b, l, x, l.Formula) }}
)

// joined is x + y + z of as many operands, or their product.
func joined(x []*ir.Buffer, operator string) expr.Expr {
	vars := Variables[:len(x)]
	return expr.MustParse(strings.Join(vars, operator), vars...)
}

// elementwise: the shapes are equal, or of two sizes one is 1.
func elementwise(l *Layer) *Misfit {
	l.Out = slices.Clone(l.Ins[0])
	for i, dims := range l.Ins[1:] {
		if len(dims) != len(l.Out) {
			return misfit("%s of shapes %s and %s: they have %d and %d dimensions", l.Kind.Name, Dims(l.Ins[0]), Dims(dims), len(l.Out), len(dims)).of(0, i+1).
				hint("bring both to the same number of dimensions with reshape or flatten.")
		}
		for k, d := range dims {
			switch {
			case l.Out[k] == 1:
				l.Out[k] = d
			case d != 1 && d != l.Out[k]:
				return misfit("%s of shapes %s and %s: they differ in dimension %d, and neither is 1 there", l.Kind.Name, Dims(l.Ins[0]), Dims(dims), k).of(0, i+1).
					hint("bring both to the same size, with a dense layer for example.")
			}
		}
	}
	return nil
}

// entrywise lowers a formula of what the layer takes, each brought to the shape of the result.
func entrywise(b *ir.Builder, l *Layer, x []*ir.Buffer, f expr.Expr) *ir.Buffer {
	var bound []ir.Bound
	for i, a := range x {
		bound = append(bound, ir.Bound{Var: Variables[i], Buf: l.broadcast(b, a, i)})
	}
	z := l.result(b)
	b.EmitMap(z, ir.Map{F: f}, bound...)
	return z
}

// broadcast repeats an operand along the dimensions in which it has size 1.
func (l *Layer) broadcast(b *ir.Builder, x *ir.Buffer, i int) *ir.Buffer {
	if slices.Equal(x.Dims, l.Out) {
		return x
	}
	src := ir.Strides(x.Dims)
	for k, d := range x.Dims {
		if d == 1 {
			src[k] = 0
		}
	}
	r := b.Temp(l.name("r"+Variables[i]), l.Out...)
	b.Emit(&ir.Place{Word: "repeat", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, l.Out, ir.Strides(l.Out), src)}}, r, x)
	return r
}
