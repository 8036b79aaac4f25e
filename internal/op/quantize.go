package op

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// mostSteps is the largest whole number that quantize may keep: of 16 bits, less a zero point of as many.
const mostSteps = 65535

// quantize rounds to whole numbers of steps, as integers of few bits hold them. Its slope is PyTorch's of fake_quantize, straight
// through: as if it did not round, and 0 for what it keeps within the range.
var quantize = &LayerKind{
	Name: "quantize",
	Doc: "whole numbers of steps: x/step rounded, of two equally near ones to the even, and kept from low to high; gradients pass as if it " +
		"did not round, but not beyond the range",
	Activation: "linear",
	Attrs: []Attr{
		{Name: "step", Doc: "what becomes 1: a number, or one for each channel", Required: true, Range: Steps},
		{Name: "low", Doc: "the least whole number", Default: -128, Range: wholeSteps},
		{Name: "high", Doc: "the largest whole number", Default: 127, Range: wholeSteps},
	},
	Shape: quantizeShape, Forward: quantizeForward,
}

var wholeSteps = Range{Min: -mostSteps, Max: mostSteps, Kind: Integer}

func quantizeShape(l *Layer) *Misfit {
	if n := len(l.Lists["step"]); n > 1 && n != l.Ins[0][0] {
		return misfit("quantize: step has %d numbers, but there are %d channels", n, l.Ins[0][0]).at("step").of(0)
	}
	if l.Args["low"] >= l.Args["high"] {
		return misfit("quantize: low is %g and high is %g, which leaves no range", l.Args["low"], l.Args["high"]).at("low")
	}
	return same(l)
}

func quantizeForward(b *ir.Builder, l *Layer, x []*ir.Buffer) *ir.Buffer {
	z := l.result(b)
	bound := []ir.Bound{{Var: "x", Buf: x[0]}}
	by := map[string]expr.Expr{"low": expr.Num(l.Args["low"]), "high": expr.Num(l.Args["high"])}
	if list := l.Lists["step"]; len(list) == 1 {
		by["step"] = expr.Num(list[0])
	} else {
		by["step"] = expr.Var("step")
		c := b.Buffer(l.name("step"), ir.Fixed, len(list))
		c.Values = list
		bound = append(bound, ir.Bound{Var: "step", Buf: c, Inner: Size(l.Out) / l.Out[0]})
	}
	formula := func(src string) expr.Expr {
		return expr.Simplify(expr.Subst(expr.MustParse(src, "x", "step", "low", "high"), by))
	}
	b.EmitMap(z, ir.Map{
		F:     formula("min(max(round(x/step), low), high)"),
		Slope: formula("where(round(x/step) >= low, where(round(x/step) <= high, 1.0/step, 0), 0)"),
		Word:  "quantize",
	}, bound...)
	return z
}
