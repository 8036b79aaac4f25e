package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/vector"
)

// weightedPrinters print what lossPrinters print, each example by its weight in ws.
var weightedPrinters = map[string]func(g *generator, b *jen.Group, h head, grad *ir.Instr){
	ir.Loop:                  (*generator).weightedSum,
	ir.Stepwise:              (*generator).weightedSteps,
	"crossEntropyRows":       (*generator).weightedCrossEntropy,
	"smoothCrossEntropyRows": (*generator).weightedCrossEntropy,
}

func (g *generator) weightedSum(b *jen.Group, h head, grad *ir.Instr) {
	b.Var().Id(h.local("sum")).Float64()
	b.Add(g.weightedLoop(h, grad))
}

// weightedSteps prints what lossSteps prints: what the steps make of a block is weighed row by row.
func (g *generator) weightedSteps(b *jen.Group, h head, grad *ir.Instr) {
	if grad == nil {
		g.weightedSum(b, h, grad)
		return
	}
	loss, slope := h.Loss.Op.(*ir.Loss), grad.Op.(*ir.Map).F
	e := entrywise{name: "eachLossWeighted", vars: loss.Vars, result: true, sum: true, weighted: true, least: g.lossCall(h).Least}
	e.loop = vector.Formulas{Sum: loss.F, Result: scaled(expr.Var("factor"), slope)}
	var rest expr.Expr
	e.slope, rest = takeNumber(slope)
	code, ok := vector.Compile(vector.Formulas{Sum: loss.F, Result: rest, SumLast: true})
	if !ok { // the gradient is a constant
		g.weightedSum(b, h, grad)
		return
	}
	e.code = code
	e.doc = "returns the sum of " + loss.F.String() + ", each by the weight of its row, and computes dst = " + e.loop.Result.String() +
		", entry by entry: factor is the scale times that weight, a row has so many units, and where its weight is 0 it does not count"
	args := []jen.Code{g.trainBuf(grad.Dst)}
	for _, v := range e.operands() {
		args = append(args, g.trainBuf(h.Loss.Arg(v)))
	}
	args = append(args, id("ws"), jen.Lit(h.Members*h.Units), id(h.local("scale")))
	b.Id(h.local("sum")).Op(":=").Id(g.entrywise(e)).Call(args...)
}

func (g *generator) weightedCrossEntropy(b *jen.Group, h head, grad *ir.Instr) {
	z, classes, weights := h.Loss.Args[0], g.classesOfRows(b, h), g.repeated(b, h, "ws", "memberWeights")
	b.Id(h.local("sum")).Op(":=").Add(g.kernel("weightedCrossEntropyGradRows")).Call(
		g.trainBuf(grad.Dst), g.trainBuf(z), classes, weights, jen.Lit(h.Units), jen.Op(number(h.smoothing())), id(h.local("scale")))
}

// weightedLoop prints the loop of a loss that works on each output alone.
func (g *generator) weightedLoop(h head, grad *ir.Instr) *jen.Statement {
	in, n := h.Loss, h.Members*h.Units
	body, s := g.lossValue(h, g.weighed)
	body = append([]jen.Code{id(lossVar(in)).Op(":=").Add(g.trainBuf(in.Arg("y"))).Index(id("k"))}, body...)
	var units, d *jen.Statement
	if n > 1 {
		units = jen.Lit(n)
	}
	if grad != nil {
		d = g.trainBuf(grad.Dst)
		body = append(body, s.assign(d.Clone().Index(id("k")), scaled(expr.Var("factor"), grad.Op.(*ir.Map).F))...)
	}
	return g.overWeighted(units, d, id(h.local("scale")), body)
}

// overWeighted prints the loop over the examples, each with its weight w, and where they have several units, or rows of several members,
// over the entries k of these. Where there is a gradient, factor is the scale times the weight, and an example without weight gets one of 0.
func (g *generator) overWeighted(units, gradient, scale *jen.Statement, each []jen.Code) *jen.Statement {
	row, zero := id("k"), func(v *jen.Statement) *jen.Statement { return v.Clone().Index(id("k")).Op("=").Lit(0) }
	if units != nil {
		row = id("i")
		from := id("i").Op("*").Add(units)
		each = []jen.Code{jen.For(id("k").Op(":=").Add(from), id("k").Op("<").Add(from.Clone().Op("+").Add(units)), id("k").Op("++")).Block(each...)}
		zero = func(v *jen.Statement) *jen.Statement {
			return jen.Clear(v.Clone().Index(from.Clone(), jen.Empty()).Index(jen.Empty(), units))
		}
	}
	skip := []jen.Code{jen.Continue()}
	if gradient != nil {
		skip = []jen.Code{zero(gradient), jen.Continue()}
		each = append([]jen.Code{id("factor").Op(":=").Add(g.rounded(scale.Op("*").Add(g.wide(id("w")))))}, each...)
	}
	each = append([]jen.Code{jen.If(id("w").Op("==").Lit(0)).Block(skip...)}, each...)
	return jen.For(jen.List(row, id("w")).Op(":=").Range().Id("ws")).Block(each...)
}

// weighed is a loss in float64 times its weight w.
func (g *generator) weighed(loss *jen.Statement) *jen.Statement {
	if g.types.bits == 64 {
		return id("w").Op("*").Parens(loss)
	}
	return g.wide(id("w")).Op("*").Add(loss)
}

// wide is a number of the model in float64.
func (g *generator) wide(v *jen.Statement) *jen.Statement {
	if g.types.bits == 64 {
		return v
	}
	return jen.Float64().Call(v)
}
