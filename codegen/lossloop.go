package codegen

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// lossMode says what is made of a loss.
type lossMode int

const (
	plainLoss    lossMode = iota // the loss alone
	gradientLoss                 // and its gradient
	weightedLoss                 // both, each example by its weight
	softLoss                     // both, with probabilities in the place of classes
)

// losses sums the loss of every head over the batch in float64 and, where it is asked for, writes its gradient in the same
// pass.
func (g *generator) losses(b *jen.Group, mode lossMode) {
	heads := g.heads()
	if before := g.targetCalls(); len(before) > 0 {
		g.flatTargets(b, heads)
		(&batch{generator: g, Group: b, buf: g.trainBuf}).paragraphs(batchParagraphs(before, g.kin.train, itself))
	}
	for _, h := range heads {
		b.Line()
		grad := h.Grad
		if mode == plainLoss {
			grad = nil
		}
		b.Comment("// " + g.lossHeading(h, grad, mode))
		if len(heads) == 1 && h.Loss.Arg("t") == h.Target {
			g.flatTargets(b, heads)
		}
		if grad != nil {
			g.lossFactor(b, h, mode)
		}
		switch {
		case mode == weightedLoss:
			weightedPrinters[g.lossCall(h).Kernel](g, b, h, grad)
		case mode == softLoss && h.ClassTarget:
			g.softCrossEntropy(b, h, grad)
		default:
			lossPrinters[g.lossCall(h).Kernel](g, b, h, grad)
		}
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
	ir.Loop:                  (*generator).lossSum,
	ir.Stepwise:              (*generator).lossSteps,
	"crossEntropyRows":       (*generator).crossEntropy,
	"smoothCrossEntropyRows": (*generator).crossEntropy,
}

func (g *generator) lossSum(b *jen.Group, h head, grad *ir.Instr) {
	b.Var().Id(h.local("sum")).Float64()
	b.Add(g.lossLoop(h, grad))
}

// lossFactor declares the factor of the gradient, unless it is 1, as it never is for cross_entropy. That of weighted examples
// is in float64, so that an example alone has the factor that it has without a weight.
func (g *generator) lossFactor(b *jen.Group, h head, mode lossMode) {
	bits := g.types.bits
	if mode == weightedLoss {
		bits = 64
	}
	weight := jen.Lit(1)
	if h.Weight != 1 {
		weight = jen.Op(literal(h.Weight, bits))
	}
	switch c := g.divisor(h, mode); {
	case mode == weightedLoss:
		b.Id(h.local("scale")).Op(":=").Add(weight).Op("/").Add(c)
	case c != nil:
		b.Id(h.local("scale")).Op(":=").Add(weight).Op("/").Add(g.elem()).Call(c)
	case h.Weight != 1:
		b.Const().Id(h.local("scale")).Op("=").Add(weight)
	}
}

// divisor is the number that the sum of losses of a head is divided by, or nil.
func (g *generator) divisor(h head, mode lossMode) *jen.Statement {
	count, product := id("n"), false
	if mode == weightedLoss {
		count = id("weight")
	}
	if h.scale() == ir.One {
		if mode != weightedLoss {
			return nil
		}
		return count
	}
	if h.Members > 1 {
		count, product = count.Op("*").Lit(h.Members), true
	}
	if h.scale() == ir.PerValue && h.Units > 1 {
		count, product = count.Op("*").Add(g.unitsOf(h)), true
	}
	if product && mode == weightedLoss {
		return jen.Parens(count)
	}
	return count
}

// unitsOf is the number of outputs of a head.
func (g *generator) unitsOf(h head) *jen.Statement {
	if g.face.several() {
		return jen.Lit(h.Units)
	}
	return id("NumOutputs")
}

func (g *generator) crossEntropy(b *jen.Group, h head, grad *ir.Instr) {
	z, call := h.Loss.Args[0], g.lossCall(h)
	args := []jen.Code{g.trainBuf(z), g.classesOfRows(b, h), jen.Lit(h.Units)}
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
	body, s := g.lossValue(h, func(v *jen.Statement) *jen.Statement { return v })
	if grad != nil {
		f := grad.Op.(*ir.Map).F
		if g.scales(h) {
			f = scaled(expr.Var(h.local("scale")), f)
		}
		body = append(body, s.assign(g.trainBuf(grad.Dst).Index(id("k")), f)...)
	}
	return jen.For(jen.List(id("k"), id(lossVar(in))).Op(":=").Range().Add(g.trainBuf(in.Arg("y")))).Block(body...)
}

// scales reports whether the gradient of a loss has a factor.
func (g *generator) scales(h head) bool { return g.divisor(h, gradientLoss) != nil || h.Weight != 1 }

// lossValue adds the loss of output k of a head to its sum, times what the function puts before it.
func (g *generator) lossValue(h head, times func(v *jen.Statement) *jen.Statement) ([]jen.Code, scope) {
	in := h.Loss
	s := scope{bits: g.types.bits, vars: map[string]*jen.Statement{"y": id(lossVar(in)), "t": id("target")}}
	body := []jen.Code{id("target").Op(":=").Add(g.trainBuf(in.Arg("t"))).Index(id("k"))}
	return append(body, g.addLoss(s, h.local("sum"), in.Op.(*ir.Loss).F, times)...), s
}

// addLoss adds a loss to the sum, times what the function puts before it.
func (g *generator) addLoss(s scope, sum string, loss expr.Expr, times func(v *jen.Statement) *jen.Statement) (body []jen.Code) {
	if expr.HasSelect(loss) {
		body = append([]jen.Code{jen.Var().Id("v").Add(g.elem())}, s.assign(id("v"), loss)...)
		loss = expr.Var("v")
	}
	shared, loss := s.share(loss)
	value := s.code(loss)
	if g.types.bits == 32 {
		value = jen.Float64().Call(value)
	}
	return append(append(body, shared...), id(sum).Op("+=").Add(times(value)))
}

// scaled is f times the scale, which comes before a constant factor of f: 2*(y - t) may overflow where its share of a batch
// does not.
func scaled(scale, f expr.Expr) expr.Expr {
	n, f := takeNumber(f)
	if n != 1 {
		scale = &expr.Binary{Op: "*", X: scale, Y: n}
	}
	return &expr.Binary{Op: "*", X: scale, Y: f}
}

// takeNumber returns the constant factor of f, and what is left of it.
func takeNumber(f expr.Expr) (expr.Num, expr.Expr) {
	if b, ok := f.(*expr.Binary); ok && b.Op == "*" {
		if n, ok := b.X.(expr.Num); ok {
			return n, b.Y
		}
	}
	return 1, f
}

// lossVar names one entry of what the loss is taken of: a logit z or an output y.
func lossVar(in *ir.Instr) string {
	if in.Lowered.Args[0].Symbol == "z" {
		return "z"
	}
	return "y"
}

// lossResult returns the loss, that of several heads weighted, and keeps the loss of each.
func (g *generator) lossResult(b *jen.Group, mode lossMode) {
	total, each := &jen.Statement{}, []jen.Code{}
	for i, h := range g.heads() {
		if i > 0 {
			total.Op("+")
		}
		if h.Weight != 1 {
			total.Op(literal(h.Weight, 64)).Op("*")
		}
		loss := id(h.local("sum"))
		switch c := g.divisor(h, mode); {
		case mode == weightedLoss:
			loss.Op("/").Add(c)
		case c != nil:
			loss.Op("/").Float64().Call(c)
		}
		total.Add(loss)
		each = append(each, loss)
	}
	if g.face.several() {
		b.Add(field("t", "losses")).Op("=").Index(jen.Lit(len(each))).Float64().Values(each...)
	}
	if g.types.bits == 64 {
		b.Return(total)
		return
	}
	b.Return(g.elem().Call(total))
}

func (g *generator) lossHeading(h head, grad *ir.Instr, mode lossMode) string {
	of := ""
	if g.face.several() {
		of = " of " + h.face.Text
	}
	scale := lossScale(h)
	if mode == weightedLoss {
		scale = "each example by its weight"
	}
	if mode == softLoss && h.ClassTarget {
		of += " of probabilities"
	}
	text := fmt.Sprintf("Loss%s: %s, %s", of, h.lossText(), scale)
	if grad != nil {
		text += fmt.Sprintf(", and its gradient %s", notation{batch: true}.name(grad.Lowered.Dst))
	}
	return text
}
