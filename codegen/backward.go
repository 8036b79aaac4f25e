package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// backward prints Backward, and Step.
func (g *generator) backward(f *jen.File) {
	doc(f, "Backward returns the loss of the batch%s and keeps its gradient by every parameter in t.", g.mode(", with dropout,", ", with the statistics of the batch,"))
	f.Add(method("t", "Trainer", "Backward")).Params(batchParams...).Params(id("loss").Add(g.elem())).BlockFunc(func(b *jen.Group) {
		if g.prog.Calls.AtOnce == nil {
			g.checkBatch(b, "Backward", true)
			g.backwardBody(b)
			return
		}
		b.Add(checkStep("Backward"))
		b.Return(id("t").Dot("lossAndGradient").Call(id("xs"), id("ts"), jen.Op("&").Add(field("t", "pair"))))
	})
	g.lossAndGradient(f)
	doc(f, "Step is Backward followed by Update. Where the loss or its gradient is not finite it changes nothing and returns NaN.")
	loss := id("t").Dot("Backward").Call(id("xs"), id("ts"))
	if g.prog.Calls.AtOnce != nil {
		loss = id("t").Dot("lossAndGradient").Call(id("xs"), id("ts"), jen.Op("&").Add(field("t", "step")))
	}
	f.Add(method("t", "Trainer", "Step")).Params(batchParams...).Params(id("loss").Add(g.elem())).Block(
		checkStep("Step"),
		id("loss").Op("=").Add(loss),
		jen.If(id("loss").Op("-").Id("loss").Op("!=").Lit(0).Op("||").Op("!").Id("t").Dot("Update").Call()).Block(
			jen.Return(g.elem().Call(jen.Qual("math", "NaN").Call()))),
		jen.Return(id("loss")))
}

// checkStep checks the batch in the name of a method that does not need its size.
func checkStep(method string) *jen.Statement {
	return nn("CheckBatch").Call(jen.Lit(method), jen.Len(id("xs")), jen.Len(id("ts")))
}

// lossAndGradient prints what Backward and Step call where one kernel may do all of it.
func (g *generator) lossAndGradient(f *jen.File) {
	if g.prog.Calls.AtOnce == nil {
		return
	}
	doc(f, "lossAndGradient is Backward: by the kernel of pair, if there is one.")
	f.Add(method("t", "Trainer", "lossAndGradient")).Params(append(slices.Clone(batchParams), id("pair").Op("*").Add(nn("PairGrad")))...).Params(g.elem()).BlockFunc(func(b *jen.Group) {
		b.Id("n").Op(":=").Len(id("xs"))
		g.backwardBody(b)
	})
}

// backwardBody prints what Backward does with a batch of n examples.
func (g *generator) backwardBody(b *jen.Group) {
	g.atOnce(b)
	g.forwardPass(b, "Backward", g.prog.Loss)
	g.losses(b, gradientLoss)
	g.throughLayers(b)
	g.lossResult(b, gradientLoss)
}

// atOnce leaves all that Backward does from the first layer on to one kernel, if the program has a call for it and the processor has the kernel.
func (g *generator) atOnce(b *jen.Group) {
	if g.prog.Calls.AtOnce == nil {
		return
	}
	before, call := g.beforeAtOnce()
	b.Id("t").Dot("reserve").Call(id("n"))
	b.Comment("// All of it is computed at once, if there is a kernel for it.")
	b.If(nn("Assembly").Op("&&").Id("pair").Dot("Ready").Call()).BlockFunc(func(b *jen.Group) {
		x := g.flat("xs")
		if body := ir.Computed(before); len(body) > 0 {
			g.trainModel(b, body)
			b.Id("x").Op(":=").Add(x)
			g.remember(b)
			(&batch{generator: g, Group: b, buf: g.trainBuf}).paragraphs(batchParagraphs(before, g.kin.train, itself))
			b.Line()
			x = g.trainBuf(call.Args[0].(*ir.Buffer))
		}
		sum := jen.List(id("sum"), id("ok")).Op(":=").Add(nn(call.Fn(g.prog))).Call(id("pair"), x, nn("Ints").Call(id("ts")))
		b.If(sum, id("ok")).BlockFunc(func(b *jen.Group) { g.lossResult(b, gradientLoss) })
	})
}

// beforeAtOnce returns the calls that make the inputs of the kernel of atOnce, and its own.
func (g *generator) beforeAtOnce() (before []*ir.Call, call *ir.Call) {
	calls := g.prog.Calls.AtOnce
	return calls[:len(calls)-1], calls[len(calls)-1]
}

// pairField declares what the kernel of atOnce needs for batches of the same size: Step does without the gradient by single examples.
func (g *generator) pairField(s *jen.Group) {
	if g.prog.Calls.AtOnce != nil {
		s.Id("pair").Add(nn("PairGrad")).Comment("// of all rows and layers at once, for Backward")
		s.Id("step").Add(nn("PairGrad")).Comment("// without what InputGradient alone reads, for Step")
	}
}

// pair sets these fields for n rows.
func (g *generator) pair(b *jen.Group) {
	if g.prog.Calls.AtOnce == nil {
		return
	}
	_, call := g.beforeAtOnce()
	whole := func(t *ir.Buffer) *jen.Statement {
		if isHeld(t.Memory()) || t.Role == ir.Grad {
			return all(g.trainBuf(t))
		}
		return g.trainBuf(t)
	}
	b.If(nn("Assembly")).BlockFunc(func(b *jen.Group) {
		g.trainModel(b, g.prog.Backward)
		args := append(g.args(call, whole)[1:], jen.Lit(1).Op("/").Add(g.elem()).Call(id("n")))
		b.Add(field("t", "pair")).Op("=").Add(nn("F32PairGrad")).Call(args...)
		b.Add(field("t", "step")).Op("=").Add(field("t", "pair")).Dot("WithoutRows").Call()
	})
}

// backwardWeighted prints BackwardWeighted.
func (g *generator) backwardWeighted(f *jen.File) {
	doc(f, "BackwardWeighted is Backward where each example counts by its weight: the sum of losses is divided by the sum of the weights%s. Weights must be 0 or more, and one of them more; of an example of weight 0 the target does not matter.",
		g.valuesToo())
	params := append(slices.Clone(batchParams), id("ws").Add(g.slice()))
	f.Add(method("t", "Trainer", "BackwardWeighted")).Params(params...).Params(id("loss").Add(g.elem())).BlockFunc(func(b *jen.Group) {
		g.batchStart(b, "BackwardWeighted", true, g.prog.Loss)
		g.losses(b, weightedLoss)
		g.throughLayers(b)
		g.lossResult(b, weightedLoss)
	})
}

// valuesToo says that losses are means over outputs, too.
func (g *generator) valuesToo() string {
	if slices.ContainsFunc(g.heads(), func(h head) bool { return h.scale() == ir.PerValue && h.Units > 1 }) {
		return " and the number of outputs"
	}
	return ""
}

// throughLayers prints the call of what layersBackward prints.
func (g *generator) throughLayers(b *jen.Group) {
	calls := g.backwardCalls()
	if len(calls) == 0 {
		return
	}
	args := []jen.Code{id("n")}
	if reads(ir.Computed(calls), ir.Example) {
		args = append(args, g.flat("xs"))
	}
	b.Id("t").Dot("backward").Call(args...)
}

// layersBackward prints the gradient of every layer.
func (g *generator) layersBackward(f *jen.File) {
	if len(g.backwardCalls()) == 0 {
		return
	}
	doc(f, "backward computes the gradient by every parameter from that by %s, for the n examples of the last forward.", g.trainOutput())
	g.backwardMethod(f, "backward")
}

func (g *generator) backwardMethod(f *jen.File, name string) {
	calls := g.backwardCalls()
	layers := ir.Computed(calls)
	params, args := []jen.Code{id("n").Int()}, []jen.Code{id("n")}
	if reads(layers, ir.Example) {
		params, args = append(params, id("x").Add(g.slice())), append(args, id("x"))
	}
	parts := g.trainParts(name, calls)
	f.Add(method("t", "Trainer", name)).Params(params...).BlockFunc(func(b *jen.Group) {
		g.otherwise(b, calls, id("n"), id("t").Dot(backwardPortable).Call(args...), jen.Return())
		if !parts.several() {
			g.trainModel(b, layers)
		}
		parts.print(b)
	})
	parts.methods(f)
}

// backwardCalls are those of the gradient but for the first of each head, which is written with its loss.
func (g *generator) backwardCalls() (list []*ir.Call) {
	for _, c := range g.prog.Calls.Backward {
		if !slices.ContainsFunc(g.heads(), func(h head) bool { return h.Grad == c.First() }) {
			list = append(list, c)
		}
	}
	return list
}
