package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// lossParagraph sums the loss over the batch in float64 and, where grad is given, writes its gradient in the same pass.
func (g *generator) lossParagraph(b *jen.Group, grad *ir.Instr) {
	in := g.lossInstr()
	if calls := g.prog.Calls.Loss; len(calls) > 1 {
		b.Id("targets").Op(":=").Add(g.flat("ts"))
		(&batch{generator: g, Group: b, buf: g.trainBuf}).paragraphs(calls[:len(calls)-1])
	}
	b.Line()
	b.Comment("// " + g.lossHeading(grad))
	if in.Arg("t") == g.prog.Target {
		b.Id("targets").Op(":=").Add(g.flat("ts"))
	}
	if grad != nil {
		g.lossFactor(b)
	}
	lossPrinters[last(g.prog.Calls.Loss).Kernel](g, b, in, grad)
}

func last[T any](list []T) T { return list[len(list)-1] }

// lossPrinters prints the sum of a loss over a batch and, where grad is given, its gradient.
var lossPrinters = map[string]func(g *generator, b *jen.Group, in, grad *ir.Instr){
	ir.Loop: func(g *generator, b *jen.Group, in, grad *ir.Instr) {
		b.Var().Id("sum").Float64()
		b.Add(g.lossLoop(in, grad))
	},
	"crossEntropyRows": func(g *generator, b *jen.Group, in, grad *ir.Instr) {
		b.Id("sum").Op(":=").Add(g.crossEntropy(in, grad))
	},
}

// lossFactor declares the factor of the gradient, unless it is 1, as it never is for cross_entropy.
func (g *generator) lossFactor(b *jen.Group) {
	if c := g.divisor(); c != nil {
		b.Id("scale").Op(":=").Lit(1).Op("/").Add(g.elem()).Call(c)
	}
}

func (g *generator) crossEntropy(in, grad *ir.Instr) *jen.Statement {
	z := in.Args[0]
	if grad == nil {
		return g.kernel(last(g.prog.Calls.Loss).Kernel).Call(g.trainBuf(z), id("ts"), jen.Lit(z.Size()))
	}
	return g.kernel(g.prog.Calls.Backward[0].Kernel).Call(g.trainBuf(grad.Dst), g.trainBuf(z), id("ts"), jen.Lit(z.Size()), id("scale"))
}

// lossLoop prints the loop of a loss that works on each output alone.
func (g *generator) lossLoop(in, grad *ir.Instr) *jen.Statement {
	y, t := in.Arg("y"), in.Arg("t")
	s := scope{bits: g.types.bits, vars: map[string]*jen.Statement{"y": id(lossVar(in)), "t": id("target")}}
	body := []jen.Code{id("target").Op(":=").Add(g.trainBuf(t)).Index(id("k"))}
	value := in.Op.(*ir.Loss).F
	if expr.HasSelect(value) {
		body = append(body, jen.Var().Id("v").Add(g.elem()))
		body = append(body, s.assign(id("v"), value)...)
		value = expr.Var("v")
	}
	shared, value := s.share(value)
	sum := s.code(value)
	if g.types.bits == 32 {
		sum = jen.Float64().Call(sum)
	}
	body = append(append(body, shared...), id("sum").Op("+=").Add(sum))
	if grad != nil {
		f := grad.Op.(*ir.Map).F
		if g.divisor() != nil {
			f = &expr.Binary{Op: "*", X: expr.Var("scale"), Y: f}
		}
		body = append(body, s.assign(g.trainBuf(grad.Dst).Index(id("k")), f)...)
	}
	return jen.For(jen.List(id("k"), id(lossVar(in))).Op(":=").Range().Add(g.trainBuf(y))).Block(body...)
}

// lossVar names one entry of what the loss is taken of: a logit z or an output y.
func lossVar(in *ir.Instr) string {
	if in.Lowered.Args[0].Symbol == "z" {
		return "z"
	}
	return "y"
}
