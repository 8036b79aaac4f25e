package codegen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/nngen/nngen/internal/ir"
)

// trainerFile prints what a program that trains needs besides the model.
func (g *generator) trainerFile(f *jen.File) {
	g.trainerType(f)
	g.trainForward(f)
	g.split(f)
	g.eachMember(f)
	g.loss(f)
	g.headLosses(f)
	g.backward(f)
	g.backwardWeighted(f)
	g.backwardSoft(f)
	g.backwardFrom(f)
	g.inputGradient(f)
	g.layersBackward(f)
	g.entrywiseFunctions(f)
	g.gradient(f)
	g.update(f)
	g.state(f)
}

func (g *generator) trainerType(f *jen.File) {
	doc(f, "Trainer trains a model with %s on %s. It is not safe for concurrent use.%s", g.prog.Optimizer.Name, g.lossNames(), g.without())
	f.Type().Id("Trainer").StructFunc(func(s *jen.Group) {
		s.Id("model").Op("*").Id("Model")
		for _, set := range g.storage.kept() {
			s.Id(set).Op("*").Id("weights").Comment("// those that are trained; the model gets them rounded")
		}
		s.Id("epoch").Int().Comment("// 0-based, for the learning rate")
		s.Id("rate").Float64().Comment("// that of SetRate, where rated")
		s.Id("rated").Bool()
		s.Id("updates").Uint64()
		s.Id("grad").Op("*").Id("weights").Comment("// of the last Backward")
		if states := g.states(); len(states) > 0 {
			s.List(states...).Op("*").Id("weights").Comment("// states of " + g.prog.Optimizer.Name)
		}
		for _, k := range g.prog.WithRole(ir.Kept) {
			s.Id(k.Name).Add(g.array(k.Size())).Comment("// of the last Backward: means, then variances")
		}
		s.Line()
		s.Id("rows").Int().Comment("// examples of the last batch; below, one row for each")
		for _, b := range slices.Concat(g.prog.TrainScratch...) {
			s.Add(g.kin.train.declared(b, g.slice()))
		}
		g.pairField(s)
		g.moreFields(s)
		g.targetFields(s)
		g.memberFields(s)
	})
	g.newTrainer(f)
	doc(f, "SetEpoch tells the schedule of the learning rate the epoch, counted from 0.")
	f.Add(method("t", "Trainer", "SetEpoch")).Params(id("e").Int()).Block(field("t", "epoch").Op("=").Id("e"))
	g.setRate(f)
	g.reserve(f)
}

// setRate prints SetRate.
func (g *generator) setRate(f *jen.File) {
	doc(f, "SetRate sets the learning rate of all updates to come, in the place of the schedule's, whatever SetEpoch says. It must be 0 or more, and finite. WriteState does not write it: who resumes a training sets it again.")
	f.Add(method("t", "Trainer", "SetRate")).Params(id("lr").Float64()).Block(
		nn("CheckRate").Call(jen.Lit("SetRate"), id("lr")),
		jen.List(field("t", "rate"), field("t", "rated")).Op("=").List(id("lr"), jen.True()))
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
	p := &parts{recv: "t", typ: "Trainer", name: "reserve"}
	p.add(id("n").Int(), id("n"))
	first := map[*ir.Buffer]*ir.Buffer{} // of those that share memory
	for _, group := range g.prog.TrainScratch {
		for _, x := range group {
			first[x] = group[0]
		}
	}
	like := likeness[*ir.Buffer]{g.kin.train.apart, func(a, b *ir.Buffer, by loop) bool {
		return g.kin.train.moved(a, b, itself, by.stride) && g.kin.train.moved(first[a], first[b], itself, by.stride) && (a == first[a]) == (b == first[b])
	}}
	each(g, p, slices.Concat(g.prog.TrainScratch...), "makes room for some of it", like, func(b *jen.Group, x *ir.Buffer) {
		memory := g.trainBuf(first[x]).Index(jen.Empty(), times("n", x.Size()))
		if x == first[x] {
			memory = nn("Grow").Call(g.trainBuf(x), times("n", x.Size()))
		}
		b.Add(g.trainBuf(x)).Op("=").Add(memory)
	})
	doc(f, "reserve makes room for n rows. It allocates only when a batch is larger than all before.%s", shared)
	f.Add(method("t", "Trainer", "reserve")).Params(id("n").Int()).BlockFunc(func(b *jen.Group) {
		b.If(id("n").Op("==").Add(field("t", "rows"))).Block(jen.Return())
		b.Add(field("t", "rows")).Op("=").Id("n")
		p.print(b)
		g.pair(b)
	})
	p.methods(f)
}

// trainBuf is the Go expression of a buffer in the methods of Trainer.
func (g *generator) trainBuf(b *ir.Buffer) *jen.Statement {
	b = b.Memory()
	switch b.Role {
	case ir.Constant, ir.Running:
		return field("m", b.Name)
	case ir.Param:
		return g.of(g.storage.local(), g.kin.params, b)
	case ir.Grad:
		return g.of(field("t", "grad"), g.kin.params, b.GradOf)
	case ir.Temp, ir.Kept:
		return g.of(id("t"), g.kin.train, b)
	}
	for _, h := range g.heads() {
		if b == h.Target {
			return g.targets(h)
		}
	}
	return id(b.Name)
}

var batchParams = []jen.Code{id("xs").Index().Id("Input"), id("ts").Index().Id("Target")}

func (g *generator) trainForward(f *jen.File) {
	doc(f, "forward computes %s for every example, one matrix product a layer. In the comments a matrix has one column per example; in memory it has one row per example.", g.trainOutput())
	g.trainForwardMethod(f, "forward")
}

func (g *generator) trainForwardMethod(f *jen.File, name string) {
	params, args := []jen.Code{batchParams[0]}, []jen.Code{id("xs")}
	if g.drops() {
		params, args = append(params, id("training").Bool()), append(args, id("training"))
	}
	parts := g.trainParts(name, g.prog.Calls.Train)
	f.Add(method("t", "Trainer", name)).Params(params...).BlockFunc(func(b *jen.Group) {
		g.otherwise(b, g.prog.Calls.Train, jen.Len(id("xs")), id("t").Dot(forwardPortable).Call(args...), jen.Return())
		if !parts.several() {
			g.trainModel(b, g.prog.Train)
		}
		b.List(id("n"), id("x")).Op(":=").List(jen.Len(id("xs")), g.flat("xs"))
		b.Id("t").Dot("reserve").Call(id("n"))
		g.remember(b)
		parts.print(b)
	})
	parts.methods(f)
}

// remember keeps the inputs of a batch for InputGradient, if that reads them.
func (g *generator) remember(b *jen.Group) {
	if g.remembers() {
		b.Add(field("t", "x")).Op("=").Id("x")
	}
}

// trainParts are the layers of a method of the trainer, for the n examples x; lists are what else it has.
func (g *generator) trainParts(name string, calls []*ir.Call, lists ...string) *parts {
	p := &parts{recv: "t", typ: "Trainer", name: name}
	p.add(id("n").Int(), id("n"))
	body := ir.Computed(calls)
	if readsBuffer(body, g.prog.Input) {
		lists = append(lists, "x")
	}
	for _, list := range lists {
		p.add(id(list).Add(g.slice()), id(list))
	}
	inForward := slices.ContainsFunc(calls, func(c *ir.Call) bool { return slices.Contains(g.prog.Train, c.First()) })
	var training *jen.Statement
	if inForward && g.drops() {
		training = id("training")
		p.add(id("training").Bool(), id("training"))
	}
	begin := func(b *jen.Group, calls []*ir.Call) { g.trainModel(b, ir.Computed(calls)) }
	return p.layers(batchParagraphs(calls, g.kin.train, itself), begin, func(b *jen.Group, list []passage) {
		(&batch{generator: g, Group: b, buf: g.trainBuf, training: training}).paragraphs(list)
	})
}

// drops reports whether the network has dropout or batch_norm, which makes the forward pass of training another one than
// that of the loss.
func (g *generator) drops() bool {
	return slices.ContainsFunc(g.prog.Train, func(in *ir.Instr) bool { return ir.Is[*ir.Dropout](in) || ir.Is[*ir.BatchMoments](in) })
}

func (g *generator) trainOutput() string {
	if !g.face.several() && g.face.Heads[0].Loss.Logits {
		return "the logits"
	}
	return "the outputs"
}

// mode is text for networks that compute in training as they do not in predictions.
func (g *generator) mode(dropout, statistics string) string {
	text := ""
	if slices.ContainsFunc(g.prog.Train, ir.Is[*ir.Dropout]) {
		text += dropout
	}
	if slices.ContainsFunc(g.prog.Train, ir.Is[*ir.BatchMoments]) {
		text += statistics
	}
	return strings.ReplaceAll(text, ",,", " and")
}

// loss prints Loss, which needs no gradient.
func (g *generator) loss(f *jen.File) {
	doc(f, "Loss returns the %s%s.", g.lossOfBatch(), g.mode(", without dropout", ", with the running statistics"))
	f.Add(method("t", "Trainer", "Loss")).Params(batchParams...).Add(g.elem()).BlockFunc(func(b *jen.Group) {
		g.batchStart(b, "Loss", g.counts(), g.prog.Loss)
		g.losses(b, plainLoss)
		g.lossResult(b, plainLoss)
	})
}

// counts reports whether a loss needs the number of examples: it is a mean, or that of an ensemble, for which targets are
// repeated.
func (g *generator) counts() bool {
	return slices.ContainsFunc(g.heads(), func(h head) bool { return g.divisor(h, plainLoss) != nil || h.Members > 1 && !h.ClassTarget })
}

// batchStart checks a batch and runs the forward pass.
func (g *generator) batchStart(b *jen.Group, what string, rows bool, lists ...[]*ir.Instr) {
	g.checkBatch(b, what, rows)
	g.forwardPass(b, what, lists...)
}

// checkBatch checks a batch.
func (g *generator) checkBatch(b *jen.Group, what string, rows bool) {
	other := map[string]string{"BackwardSoft": "ps", "BackwardFrom": "dys"}[what]
	if other == "" {
		other = "ts"
	}
	start := jen.Null()
	if rows {
		start.Id("n").Op(":=")
	}
	b.Add(start.Add(nn("CheckBatch")).Call(jen.Lit(what), jen.Len(id("xs")), jen.Len(id(other))))
	if what == "BackwardWeighted" {
		b.Id("weight").Op(":=").Add(nn("CheckWeights")).Call(jen.Lit(what), id("ws"), id("n"))
	}
}

// forwardPass runs the forward pass of a batch, which the lists go on from.
func (g *generator) forwardPass(b *jen.Group, what string, lists ...[]*ir.Instr) {
	g.trainModel(b, lists...)
	args := []jen.Code{id("xs")}
	if g.drops() {
		args = append(args, jen.Lit(what != "Loss"))
	}
	b.Id("t").Dot("forward").Call(args...)
	switch {
	case !g.face.several():
	case what == "BackwardSoft":
		b.Id("t").Dot("splitSoft").Call(id("ps"))
	case what != "BackwardFrom":
		b.Id("t").Dot("split").Call(id("ts"))
	}
}

// reads reports whether a list reads a buffer of the role.
func reads(body []*ir.Instr, role ir.Role) bool {
	return slices.ContainsFunc(body, func(in *ir.Instr) bool {
		return slices.ContainsFunc(in.Args, func(a *ir.Buffer) bool { return a.Role == role })
	})
}

func (g *generator) gradient(f *jen.File) {
	doc(f, "Gradient copies the gradient of the last Backward to dst, in canonical order, before clipping and weight decay. It is valid until Update or Step.")
	f.Add(method("t", "Trainer", "Gradient")).Params(id("dst").Add(g.slice())).Block(id("t").Dot("grad").Dot("pack").Call(jen.Lit("Gradient"), id("dst")))
}

// lossOfBatch says what the loss is.
func (g *generator) lossOfBatch() string {
	heads := g.heads()
	if len(heads) == 1 {
		return fmt.Sprintf("%s of the batch, %s", heads[0].lossText(), lossScale(heads[0]))
	}
	var parts []string
	for _, h := range heads {
		text := h.lossText() + " of " + h.face.Text
		if h.Weight != 1 {
			text = fmt.Sprintf("%g · %s", h.Weight, text)
		}
		parts = append(parts, text)
	}
	return "loss of the batch: " + strings.Join(parts, " + ")
}

func lossScale(h head) string {
	members := ""
	if h.Members > 1 {
		members = " and members"
	}
	switch {
	case h.scale() == ir.PerExample:
		return "the mean over its examples" + members
	case h.scale() == ir.PerValue && members != "":
		return "the mean over its examples, outputs" + members
	case h.scale() == ir.PerValue:
		return "the mean over its examples and outputs"
	case members != "":
		return "the sum over its examples and outputs, the mean over its members"
	}
	return "the sum over its examples and outputs"
}
