package codegen

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// trainerFile prints what a program that trains needs besides the model.
func (g *generator) trainerFile(f *jen.File) {
	g.trainerType(f)
	g.trainForward(f)
	g.loss(f)
	g.backward(f)
	g.gradient(f)
	g.update(f)
	g.state(f)
}

func (g *generator) trainerType(f *jen.File) {
	doc(f, "Trainer trains a model with %s on %s. It is not safe for concurrent use.", g.prog.Optimizer.Name, g.face.Loss.Name)
	f.Type().Id("Trainer").StructFunc(func(s *jen.Group) {
		s.Id("model").Op("*").Id("Model")
		for _, set := range g.storage.kept() {
			s.Id(set).Op("*").Id("weights").Comment("// those that are trained; the model gets them rounded")
		}
		s.Id("epoch").Int().Comment("// 0-based, for the learning rate")
		s.Id("updates").Uint64()
		s.Id("grad").Op("*").Id("weights").Comment("// of the last Backward")
		if states := g.states(); len(states) > 0 {
			s.List(states...).Op("*").Id("weights").Comment("// states of " + g.prog.Optimizer.Name)
		}
		s.Line()
		s.Id("rows").Int().Comment("// examples of the last batch; below, one row for each")
		for _, group := range g.prog.TrainScratch {
			for _, b := range group {
				s.Id(b.Name).Add(g.slice())
			}
		}
	})
	g.newTrainer(f)
	doc(f, "SetEpoch tells the schedule of the learning rate the epoch, counted from 0.")
	f.Add(method("t", "Trainer", "SetEpoch")).Params(id("e").Int()).Block(field("t", "epoch").Op("=").Id("e"))
	g.reserve(f)
}

func (g *generator) newTrainer(f *jen.File) {
	sets := slices.Concat(g.storage.kept(), []string{"grad"}, g.prog.Optimizer.States)
	made := jen.Op("&").Id("Trainer").ValuesFunc(func(v *jen.Group) {
		v.Id("model").Op(":").Id("m")
		for _, set := range sets {
			v.Id(set).Op(":").New(id("weights"))
		}
	})
	doc(f, "NewTrainer returns a trainer at epoch 0 that changes the parameters of m.")
	f.Func().Id("NewTrainer").Params(id("m").Op("*").Id("Model")).Op("*").Id("Trainer").BlockFunc(func(b *jen.Group) {
		g.own(b, "NewTrainer")
		g.storage.train(b, made)
	})
}

func (g *generator) states() []jen.Code {
	var list []jen.Code
	for _, s := range g.prog.Optimizer.States {
		list = append(list, id(s))
	}
	return list
}

func (g *generator) reserve(f *jen.File) {
	shared := ""
	if slices.ContainsFunc(g.prog.TrainScratch, func(group []*ir.Buffer) bool { return len(group) > 1 }) {
		shared = " What is computed late takes the place of what is no longer read."
	}
	doc(f, "reserve makes room for n rows. It allocates only when a batch is larger than all before.%s", shared)
	f.Add(method("t", "Trainer", "reserve")).Params(id("n").Int()).BlockFunc(func(b *jen.Group) {
		b.If(id("n").Op("==").Add(field("t", "rows"))).Block(jen.Return())
		b.Add(field("t", "rows")).Op("=").Id("n")
		for _, group := range g.prog.TrainScratch {
			b.Add(field("t", group[0].Name)).Op("=").Add(nn("Grow")).Call(field("t", group[0].Name), times("n", group[0].Size()))
			for _, x := range group[1:] {
				b.Add(field("t", x.Name)).Op("=").Add(field("t", group[0].Name)).Index(jen.Empty(), times("n", x.Size()))
			}
		}
	})
}

// trainBuf is the Go expression of a buffer in the methods of Trainer.
func (g *generator) trainBuf(b *ir.Buffer) *jen.Statement {
	switch b.Role {
	case ir.Constant:
		return field("m", b.Name)
	case ir.Param:
		return field(g.storage.local(), b.Name)
	case ir.Grad:
		return id("t").Dot("grad").Dot(b.GradOf.Name)
	case ir.Temp:
		return field("t", b.Name)
	}
	if b == g.prog.Target {
		return id("targets")
	}
	return id(b.Name)
}

var batchParams = []jen.Code{id("xs").Index().Id("Input"), id("ts").Index().Id("Target")}

func (g *generator) trainForward(f *jen.File) {
	doc(f, "forward computes %s for every example, one matrix product a layer. In the comments a matrix has one column per example; in memory it has one row per example.", g.trainOutput())
	params := []jen.Code{batchParams[0]}
	if g.drops() {
		params = append(params, id("training").Bool())
	}
	f.Add(method("t", "Trainer", "forward")).Params(params...).BlockFunc(func(b *jen.Group) {
		g.trainModel(b, g.prog.Train)
		b.List(id("n"), id("x")).Op(":=").List(jen.Len(id("xs")), g.flat("xs"))
		b.Id("t").Dot("reserve").Call(id("n"))
		(&batch{generator: g, Group: b, buf: g.trainBuf, training: id("training")}).paragraphs(g.prog.Calls.Train)
	})
}

// drops reports whether the network has dropout, which makes the forward pass of training another one than that of the
// loss.
func (g *generator) drops() bool {
	return slices.ContainsFunc(g.prog.Train, func(in *ir.Instr) bool { return ir.Is[*ir.Dropout](in) })
}

func (g *generator) trainOutput() string {
	if g.face.Loss.Logits {
		return "the logits"
	}
	return "the outputs"
}

// ifDrops is text for networks with dropout.
func (g *generator) ifDrops(text string) string {
	if g.drops() {
		return text
	}
	return ""
}

// loss prints Loss, which needs no gradient.
func (g *generator) loss(f *jen.File) {
	doc(f, "Loss returns the %s of the batch, %s%s.", g.face.Loss.Name, g.lossScale(), g.ifDrops(", without dropout"))
	f.Add(method("t", "Trainer", "Loss")).Params(batchParams...).Add(g.elem()).BlockFunc(func(b *jen.Group) {
		g.batchStart(b, "Loss", g.divisor() != nil, g.prog.Loss)
		g.lossParagraph(b, nil)
		b.Return(g.lossResult())
	})
}

// batchStart checks a batch and runs the forward pass.
func (g *generator) batchStart(b *jen.Group, what string, rows bool, lists ...[]*ir.Instr) {
	start := b.Null()
	if rows {
		start.Id("n").Op(":=")
	}
	start.Add(nn("CheckBatch")).Call(jen.Lit(what), jen.Len(id("xs")), jen.Len(id("ts")))
	g.trainModel(b, lists...)
	args := []jen.Code{id("xs")}
	if g.drops() {
		args = append(args, jen.Lit(what == "Backward"))
	}
	b.Id("t").Dot("forward").Call(args...)
}

// reads reports whether a list reads a buffer of the role.
func reads(body []*ir.Instr, role ir.Role) bool {
	return slices.ContainsFunc(body, func(in *ir.Instr) bool {
		return slices.ContainsFunc(in.Args, func(a *ir.Buffer) bool { return a.Role == role })
	})
}

func (g *generator) backward(f *jen.File) {
	grad, layers := g.prog.Backward[0], g.prog.Backward[1:]
	doc(f, "Backward returns the loss of the batch%s and keeps its gradient by every parameter in t.", g.ifDrops(", with dropout,"))
	f.Add(method("t", "Trainer", "Backward")).Params(batchParams...).Params(id("loss").Add(g.elem())).BlockFunc(func(b *jen.Group) {
		g.batchStart(b, "Backward", true, layers, g.prog.Loss)
		if reads(layers, ir.Example) {
			b.Id("x").Op(":=").Add(g.flat("xs"))
		}
		g.lossParagraph(b, grad)
		(&batch{generator: g, Group: b, buf: g.trainBuf}).paragraphs(g.prog.Calls.Backward[1:])
		b.Line()
		b.Return(g.lossResult())
	})
	doc(f, "Step is Backward followed by Update.")
	f.Add(method("t", "Trainer", "Step")).Params(batchParams...).Params(id("loss").Add(g.elem())).Block(
		nn("CheckBatch").Call(jen.Lit("Step"), jen.Len(id("xs")), jen.Len(id("ts"))),
		id("loss").Op("=").Id("t").Dot("Backward").Call(id("xs"), id("ts")),
		id("t").Dot("Update").Call(),
		jen.Return(id("loss")))
}

func (g *generator) gradient(f *jen.File) {
	doc(f, "Gradient copies the gradient of the last Backward to dst, in canonical order, before clipping and weight decay. It is valid until Update or Step.")
	f.Add(method("t", "Trainer", "Gradient")).Params(id("dst").Add(g.slice())).Block(id("t").Dot("grad").Dot("pack").Call(jen.Lit("Gradient"), id("dst")))
}

func (g *generator) lossScale() string {
	switch g.lossFactorOf() {
	case ir.PerExample:
		return "the mean over its examples"
	case ir.PerValue:
		return "the mean over its examples and outputs"
	}
	return "the sum over its examples and outputs"
}

func (g *generator) lossInstr() *ir.Instr { return last(g.prog.Loss) }

// lossFactorOf is the factor of the loss.
func (g *generator) lossFactorOf() ir.Scale {
	if l, ok := g.lossInstr().Op.(*ir.Loss); ok {
		return l.Scale
	}
	return g.lossInstr().Op.(*ir.CrossEntropy).Scale
}

// divisor is the number that the sum of losses is divided by, or nil.
func (g *generator) divisor() *jen.Statement {
	switch g.lossFactorOf() {
	case ir.PerExample:
		return id("n")
	case ir.PerValue:
		if g.prog.Output.Size() == 1 {
			return id("n")
		}
		return id("n").Op("*").Id("NumOutputs")
	}
	return nil
}

func (g *generator) lossResult() *jen.Statement {
	sum := id("sum")
	if c := g.divisor(); c != nil {
		sum = sum.Op("/").Float64().Call(c)
	}
	if g.types.bits == 64 {
		return sum
	}
	return g.elem().Call(sum)
}

func (g *generator) lossHeading(grad *ir.Instr) string {
	text := fmt.Sprintf("Loss: %s, %s", g.face.Loss.Name, g.lossScale())
	if grad != nil {
		text += fmt.Sprintf(", and its gradient %s", notation{batch: true}.name(grad.Lowered.Dst))
	}
	return text
}
