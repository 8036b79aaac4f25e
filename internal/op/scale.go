package op

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// scale multiplies and shifts every channel by constants of the spec, which are not learned.
var scale = &LayerKind{
	Name: "scale", Doc: "a constant factor and offset for each channel: factor·x + offset", Activation: "linear",
	Attrs: []Attr{
		{Name: "factor", Doc: "a number, or one for each channel", Otherwise: "1", Range: Reals},
		{Name: "offset", Doc: "a number, or one for each channel", Otherwise: "0", Range: Reals},
	},
	Shape: scaleShape, Forward: scaleForward,
}

func scaleShape(l *Layer) *Misfit {
	for _, name := range []string{"factor", "offset"} {
		if n := len(l.Lists[name]); n > 1 && n != l.Ins[0][0] {
			return misfit("scale: %s has %d numbers, but there are %d channels", name, n, l.Ins[0][0]).at(name).of(0)
		}
	}
	return same(l)
}

func scaleForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	z := l.result(b)
	bound := []ir.Bound{{Var: "x", Buf: x[0]}}
	f := expr.Expr(expr.Var("x"))
	for _, part := range []struct{ name, operator string }{{"factor", "*"}, {"offset", "+"}} {
		switch list := l.Lists[part.name]; len(list) {
		case 0:
		case 1:
			f = &expr.Binary{Op: part.operator, X: f, Y: expr.Num(list[0])}
		default:
			f = &expr.Binary{Op: part.operator, X: f, Y: expr.Var(part.name)}
			c := b.Buffer(l.name(part.name), ir.Fixed, len(list))
			c.Values = list
			bound = append(bound, ir.Bound{Var: part.name, Buf: c, Inner: Size(l.Out) / l.Out[0]})
		}
	}
	b.EmitMap(z, ir.Map{F: expr.Simplify(f)}, bound...)
	return z
}
