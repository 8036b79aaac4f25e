package codegen

import (
	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// losses sums the loss of every head over the batch in float64 and, where it is asked for, writes its gradient in the same
// pass.
func (g *generator) losses(b *jen.Group, gradient bool) {
	heads := g.heads()
	if before := g.targetCalls(); len(before) > 0 {
		g.flatTargets(b, heads)
		(&batch{generator: g, Group: b, buf: g.trainBuf}).paragraphs(before)
	}
	for _, h := range heads {
		b.Line()
		grad := h.Grad
		if !gradient {
			grad = nil
		}
		b.Comment("// " + g.lossHeading(h, grad))
		if len(heads) == 1 && h.Loss.Arg("t") == h.Target {
			g.flatTargets(b, heads)
		}
		if grad != nil {
			g.lossFactor(b, h)
		}
		lossPrinters[g.lossCall(h).Kernel](g, b, h, grad)
	}
}

// flatTargets declares targets, all numbers of them, where one head has what is no class.
func (g *generator) flatTargets(b *jen.Group, heads []head) {
	if len(heads) == 1 {
		b.Id("targets").Op(":=").Add(g.flat("ts"))
	}
}

// targetCalls are those that normalize targets.
func (g *generator) targetCalls() (list []*ir.Call) {
	for _, c := range g.prog.Calls.Loss {
		if c.First().Part == ir.AtTarget {
			list = append(list, c)
		}
	}
	return list
}

// lossCall is how the loss of a head is computed.
func (g *generator) lossCall(h head) *ir.Call { return callOf(g.prog.Calls.Loss, h.Loss) }

func callOf(calls []*ir.Call, in *ir.Instr) *ir.Call {
	for _, c := range calls {
		if c.First() == in {
			return c
		}
	}
	panic("internal error: no call computes " + in.String())
}

// lossPrinters prints the sum of a loss over a batch and, where grad is given, its gradient.
var lossPrinters = map[string]func(g *generator, b *jen.Group, h head, grad *ir.Instr){
	ir.Loop: func(g *generator, b *jen.Group, h head, grad *ir.Instr) {
		b.Var().Id(h.local("sum")).Float64()
		b.Add(g.lossLoop(h, grad))
	},
	"crossEntropyRows":       (*generator).crossEntropy,
	"smoothCrossEntropyRows": (*generator).crossEntropy,
}

// lossFactor declares the factor of the gradient, unless it is 1, as it never is for cross_entropy.
func (g *generator) lossFactor(b *jen.Group, h head) {
	weight := jen.Lit(1)
	if h.Weight != 1 {
		weight = jen.Op(literal(h.Weight, g.types.bits))
	}
	if c := g.divisor(h); c != nil {
		b.Id(h.local("scale")).Op(":=").Add(weight).Op("/").Add(g.elem()).Call(c)
	} else if h.Weight != 1 {
		b.Const().Id(h.local("scale")).Op("=").Add(weight)
	}
}

func (g *generator) crossEntropy(b *jen.Group, h head, grad *ir.Instr) {
	z, call := h.Loss.Args[0], g.lossCall(h)
	args := []jen.Code{g.trainBuf(z), g.classes(h), jen.Lit(z.Size())}
	if s := h.smoothing(); s != 0 {
		args = append(args, jen.Op(literal(s, g.types.bits)))
	}
	if grad != nil {
		call = callOf(g.prog.Calls.Backward, grad)
		args = append(append([]jen.Code{g.trainBuf(grad.Dst)}, args...), id(h.local("scale")))
	}
	b.Id(h.local("sum")).Op(":=").Add(g.kernel(call.Kernel)).Call(args...)
}

// lossLoop prints the loop of a loss that works on each output alone.
func (g *generator) lossLoop(h head, grad *ir.Instr) *jen.Statement {
	in := h.Loss
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
	body = append(append(body, shared...), id(h.local("sum")).Op("+=").Add(sum))
	if grad != nil {
		f := grad.Op.(*ir.Map).F
		if g.divisor(h) != nil || h.Weight != 1 {
			f = scaled(expr.Var(h.local("scale")), f)
		}
		body = append(body, s.assign(g.trainBuf(grad.Dst).Index(id("k")), f)...)
	}
	return jen.For(jen.List(id("k"), id(lossVar(in))).Op(":=").Range().Add(g.trainBuf(y))).Block(body...)
}

// scaled is f times the scale, which comes before a constant factor of f: 2*(y - t) may overflow where its share of a batch
// does not.
func scaled(scale, f expr.Expr) expr.Expr {
	if b, ok := f.(*expr.Binary); ok && b.Op == "*" {
		if n, ok := b.X.(expr.Num); ok {
			scale, f = &expr.Binary{Op: "*", X: scale, Y: n}, b.Y
		}
	}
	return &expr.Binary{Op: "*", X: scale, Y: f}
}

// lossVar names one entry of what the loss is taken of: a logit z or an output y.
func lossVar(in *ir.Instr) string {
	if in.Lowered.Args[0].Symbol == "z" {
		return "z"
	}
	return "y"
}
