package codegen

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// backwardFrom prints BackwardFrom.
func (g *generator) backwardFrom(f *jen.File) {
	doc(f, "BackwardFrom computes the gradient by every parameter of a loss of the caller's own, given its gradient by the outputs as Forward returns them: dys[i] is that of example i, and nothing is divided.%s",
		g.mode(" The forward pass has dropout.", " The statistics are those of the batch."))
	params := []jen.Code{batchParams[0], id("dys").Index().Id("Output")}
	f.Add(method("t", "Trainer", "BackwardFrom")).Params(params...).BlockFunc(func(b *jen.Group) {
		g.batchStart(b, "BackwardFrom", len(g.backwardCalls()) > 0, g.prog.From)
		if readsBuffer(g.prog.From, g.prog.OutputGrad) {
			b.Id("dy").Op(":=").Add(g.flat("dys"))
		}
		g.grow(b, g.prog.From)
		(&batch{generator: g, Group: b, buf: g.trainBuf}).paragraphs(batchParagraphs(g.prog.Calls.From, g.kin.train, itself))
		g.throughLayers(b)
	})
}

// inputGradient prints InputGradient.
func (g *generator) inputGradient(f *jen.File) {
	p := g.prog
	if p.InputGrad == nil {
		return
	}
	doc(f, "InputGradient sets dxs to the gradient by the inputs, as Forward takes them, of the loss that the last Backward of any kind was of: dxs[i] is that of its example i.%s It is valid until Update, Step or Loss%s.",
		g.codes(), g.untouched())
	f.Add(method("t", "Trainer", "InputGradient")).Params(id("dxs").Index().Id("Input")).Block(
		id("t").Dot("inputGradient").Call(nn("CheckBatch").Call(jen.Lit("InputGradient"), jen.Len(id("dxs")), field("t", "rows")), g.flat("dxs")))
	doc(f, "inputGradient computes the gradient by the n rows of inputs from that by %s.", g.nearest())
	g.inputGradientMethod(f, "inputGradient")
}

func (g *generator) inputGradientMethod(f *jen.File, name string) {
	calls := g.prog.Calls.Inputs
	parts := g.trainParts(name, calls, "dx")
	f.Add(method("t", "Trainer", name)).Params(id("n").Int(), id("dx").Add(g.slice())).BlockFunc(func(b *jen.Group) {
		g.otherwise(b, calls, id("n"), id("t").Dot(inputGradientPortable).Call(id("n"), id("dx")), jen.Return())
		if !parts.several() {
			g.trainModel(b, g.prog.Inputs)
		}
		if g.remembers() {
			b.Id("x").Op(":=").Add(field("t", "x"))
		}
		g.grow(b, g.prog.Inputs)
		parts.print(b)
	})
	parts.methods(f)
}

// codes says where the gradient is 0.
func (g *generator) codes() string {
	switch {
	case g.prog.Buffer("inputNumbers") != nil:
		return " Of inputs that are no numbers it is 0, as it is where a number is missing."
	case slices.ContainsFunc(g.prog.Train, ir.Is[ir.Filled]):
		return " Where a number is missing it is 0."
	}
	return ""
}

// untouched says that the examples must be as they were, where they are read again.
func (g *generator) untouched() string {
	if g.remembers() {
		return ", and while the examples are as they were"
	}
	return ""
}

// nearest says what the gradient by the inputs is made of.
func (g *generator) nearest() string {
	if g.face.Chain {
		return "layer 1"
	}
	return "the layers that read them"
}

// without says which methods there are not, and why.
func (g *generator) without() string {
	text := ""
	if !g.soft() {
		text += " Its targets are of the type of outputs, so that there is no BackwardSoft."
	}
	if g.prog.InputGrad == nil {
		text += " There is no InputGradient, since an output is an input that no layer has changed by parameters."
	}
	return text
}

// remembers reports whether InputGradient reads the examples again.
func (g *generator) remembers() bool { return readsBuffer(g.prog.Inputs, g.prog.Input) }

func readsBuffer(list []*ir.Instr, b *ir.Buffer) bool {
	return slices.ContainsFunc(list, func(in *ir.Instr) bool {
		return slices.ContainsFunc(in.Args, func(a *ir.Buffer) bool { return a.Memory() == b })
	})
}

// more are the buffers that only the lists given need, which get memory when these are asked for.
func (g *generator) more(lists ...[]*ir.Instr) (list []*ir.Buffer) {
	planned := slices.Concat(g.prog.TrainScratch...)
	for _, in := range slices.Concat(lists...) {
		if b := in.Dst.Memory(); b.Role == ir.Temp && b.Batched && !slices.Contains(planned, b) && !slices.Contains(list, b) {
			list = append(list, b)
		}
	}
	return list
}

// moreFields declares them.
func (g *generator) moreFields(s *jen.Group) {
	list := g.more(g.prog.From, g.prog.Inputs)
	if len(list) == 0 && !g.remembers() {
		return
	}
	s.Line()
	s.Comment("// for BackwardFrom and InputGradient")
	if g.remembers() {
		s.Id("x").Add(g.slice())
	}
	for _, b := range list {
		s.Id(b.Name).Add(g.slice())
	}
}

// grow makes room for n rows of them.
func (g *generator) grow(b *jen.Group, instrs []*ir.Instr) {
	for _, x := range g.more(instrs) {
		b.Add(field("t", x.Name)).Op("=").Add(nn("Grow")).Call(field("t", x.Name), times("n", x.Size()))
	}
}
