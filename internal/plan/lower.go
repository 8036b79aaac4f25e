package plan

import (
	"math"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/spec"
)

// lowering carries what the steps of lower share.
type lowering struct {
	*ir.Builder
	spec  *spec.Spec
	prog  *ir.Program
	norms []spec.Norm // of the inputs, then of the heads
}

// storages are the words of the language for how a model keeps weights.
var storages = map[spec.Storage]ir.Storage{spec.BFloat16: ir.BFloat16, spec.Int8: ir.Int8}

// Lower writes down the mathematics of the network, with no thought for speed: what the oracle runs.
func Lower(s *spec.Spec) *ir.Program {
	b := ir.NewBuilder()
	l := &lowering{b, s, b.Program(), s.Norms()}
	l.prog.ElementSize = map[spec.Precision]int{spec.Float32: 4, spec.Float64: 8}[s.Precision]
	l.prog.BatchRows, l.prog.Unroll = s.Train.Batch, s.Unroll
	l.prog.Weights = storages[s.Storage]
	l.declare()
	l.forward()
	l.train()
	l.update()
	return l.prog
}

// declare declares what the caller gives and gets.
func (l *lowering) declare() {
	p := l.prog
	p.Input = l.Batch("x", ir.Example, l.spec.NumInputs)
	for _, out := range l.spec.Outputs() {
		name, size := "t", out.Units
		if len(l.spec.Heads) > 0 {
			name += out.Go
		}
		if out.Task.Classes {
			size = 1
		}
		p.Heads = append(p.Heads, &ir.Head{Target: l.Batch(name, ir.Example, size), ClassTarget: out.Task.Classes, Units: out.Units, Members: len(out.Reads()), Weight: out.LossWeight})
	}
	p.Target, p.ClassTarget = p.Heads[0].Target, p.Heads[0].ClassTarget
	p.LossValue = l.Buffer("loss", ir.Temp, 1)
}

// forward: raw inputs to raw outputs.
func (l *lowering) forward() {
	net := l.network(nil)
	var ys []*ir.Buffer
	for i, out := range l.spec.Outputs() {
		y := l.answer(l.mean(net, i, out), i)
		ys = append(ys, y.View(y.Size()))
	}
	l.prog.Output = l.joined(ys)
	l.prog.Forward = l.Take()
}

// answer brings what head i reads to raw units.
func (l *lowering) answer(y *ir.Buffer, i int) *ir.Buffer {
	l.Outside(ir.AtOutput)
	return l.rescale(y, i)
}

// joined puts the outputs of the heads one after the other. An output that is an input is copied.
func (l *lowering) joined(ys []*ir.Buffer) *ir.Buffer {
	if len(ys) == 1 {
		if ys[0].Role == ir.Temp && ys[0].Base == nil {
			return ys[0]
		}
		return l.copied("y", ys[0])
	}
	y := l.Temp("y", l.spec.NumOutputs())
	var blocks []ir.Block
	to := 0
	for i, part := range ys {
		n := part.Size()
		blocks = append(blocks, ir.NewBlock(i, to, 0, []int{n}, []int{1}, []int{1}))
		to += n
	}
	l.Outside(ir.AtOutput)
	l.Emit(&ir.Place{Word: "concat", Blocks: blocks}, y, ys...)
	return y
}

// copied is a copy of an output that is an input.
func (l *lowering) copied(symbol string, y *ir.Buffer) *ir.Buffer {
	c := l.Temp(symbol, y.Dims...)
	l.Outside(ir.AtOutput)
	l.Emit(&ir.Place{Word: "copy", Blocks: []ir.Block{ir.NewBlock(0, 0, 0, []int{y.Size()}, []int{1}, []int{1})}}, c, y)
	return c
}

// headName is the name of what belongs to head i.
func (l *lowering) headName(symbol string, i int) string {
	if len(l.spec.Heads) == 0 {
		return symbol
	}
	return symbol + l.spec.Heads[i].Go
}

func (l *lowering) headNorm(i int) spec.Norm {
	return l.norms[len(l.norms)-len(l.spec.Outputs())+i]
}

// train: the loss of normalized outputs, or of logits, and its gradient.
func (l *lowering) train() {
	p, heads := l.prog, l.spec.Outputs()
	l.Training = true
	net := l.network(heads)
	var ys, ts []*ir.Buffer
	for i, out := range heads {
		ys = append(ys, l.computed(l.taken(net, i, out), i))
	}
	p.Train = l.Take()
	for i, out := range heads {
		ts = append(ts, l.target(i, out))
	}
	l.losses(ys, ts)
	p.Loss = l.Take()
	given := map[*ir.Buffer]*ir.Buffer{}
	for i, out := range heads {
		if y := ys[i]; net.learns(y) {
			given[y.Memory()] = l.lossGrad(i, out, y, ts[i], given[y.Memory()])
		}
	}
	d := derive(l.Builder, p.Train, given)
	p.Backward = l.Take()
	l.inputGrad(d)
	l.fromOutputs(net, ys)
}

// computed is what head i reads, or a copy where that is an input: a loss reads what a batch has computed.
func (l *lowering) computed(y *ir.Buffer, i int) *ir.Buffer {
	if y.Memory() != l.prog.Input {
		return y
	}
	return l.copied(l.headName("a", i), y)
}

// losses emits the loss of every head, and their weighted sum where there are several.
func (l *lowering) losses(ys, ts []*ir.Buffer) {
	p, heads := l.prog, l.spec.Outputs()
	l.Outside(ir.InTraining)
	if len(l.spec.Heads) == 0 {
		p.Heads[0].Loss = heads[0].Loss.Entry.Lower(l.Builder, heads[0].Loss.Args, p.Heads[0].Members, p.LossValue, ys[0], ts[0])
		return
	}
	var sum expr.Expr
	var bound []ir.Bound
	for i, out := range heads {
		value := l.Buffer(l.headName("loss", i), ir.Temp, 1)
		p.Heads[i].Loss = out.Loss.Entry.Lower(l.Builder, out.Loss.Args, p.Heads[i].Members, value, ys[i], ts[i])
		var part expr.Expr = expr.Var(value.Name)
		if out.LossWeight != 1 {
			part = &expr.Binary{Op: "*", X: expr.Num(out.LossWeight), Y: part}
		}
		if sum == nil {
			sum = part
		} else {
			sum = &expr.Binary{Op: "+", X: sum, Y: part}
		}
		bound = append(bound, ir.Bound{Var: value.Name, Buf: value})
	}
	l.EmitMap(p.LossValue, ir.Map{F: sum}, bound...)
}

// lossGrad emits the gradient of the loss of a head by what it reads, and adds it to that of a head which reads the same.
func (l *lowering) lossGrad(i int, out *spec.Output, y, t, before *ir.Buffer) *ir.Buffer {
	l.Outside(ir.InTraining)
	dy := l.GradOf(y.Memory())
	if before != nil {
		dy = l.Like(y.Memory(), l.headName("d"+y.Name, i), ir.Temp)
		dy.GradOf = y.Memory()
	}
	l.prog.Heads[i].Grad = out.Loss.Entry.LowerGrad(l.Builder, out.Loss.Args, l.prog.Heads[i].Members, out.LossWeight, dy.View(y.Dims...), y, t)
	if before == nil {
		return dy
	}
	sum := l.Like(y.Memory(), l.headName("s"+y.Name, i), ir.Temp)
	sum.GradOf = y.Memory()
	l.EmitMap(sum, ir.Map{F: expr.MustParse("d + e", "d", "e")}, ir.Bound{Var: "d", Buf: before}, ir.Bound{Var: "e", Buf: dy})
	return sum
}

// rescale brings what head i reads back to raw units, and into their range.
func (l *lowering) rescale(y *ir.Buffer, i int) *ir.Buffer {
	n := l.headNorm(i)
	name := func(symbol string, more bool) string {
		if more {
			return l.headName(symbol, i)
		}
		return l.headName("y", i)
	}
	if n.How != "none" {
		y = l.normalized(y.View(y.Size()), n, "a*scale + offset", "a", name("yn", n.Log1p || n.Clip), rescales)
	}
	if n.Log1p {
		y = l.mapped(y.View(y.Size()), name("yl", n.Clip), "expm1", "expm1(y)", "y")
	}
	if n.Clip {
		y = l.clipped(y.View(y.Size()), n, name("y", false))
	}
	return y
}

// clipped keeps outputs within the range of the training targets: any number until training finds it.
func (l *lowering) clipped(y *ir.Buffer, n spec.Norm, name string) *ir.Buffer {
	most := l.spec.Precision.Largest()
	low := l.constant(n.Param+"Low", n.Tensor+".low", -most, n.Size)
	high := l.constant(n.Param+"High", n.Tensor+".high", most, n.Size)
	high.Saved.Above = low.Saved.Tensor
	dst := l.Temp(name, y.Dims...)
	l.EmitMap(dst, ir.Map{F: expr.MustParse("min(max(y, low), high)", "y", "low", "high"), Word: "clip"},
		ir.Bound{Var: "y", Buf: y}, ir.Bound{Var: "low", Buf: low}, ir.Bound{Var: "high", Buf: high})
	return dst
}

// mapped applies a formula to every entry.
func (l *lowering) mapped(src *ir.Buffer, name, word, formula, v string) *ir.Buffer {
	dst := l.Temp(name, src.Dims...)
	l.EmitMap(dst, ir.Map{F: expr.MustParse(formula, v), Word: word}, ir.Bound{Var: v, Buf: src})
	return dst
}

// The kernels that bring numbers to scale and back.
const normalizes, rescales = "normalizeRows", "rescaleRows"

// normalized applies a formula with the offset and scale of the inputs or outputs; a kernel of the runtime does the same
// where every entry has its own.
func (l *lowering) normalized(src *ir.Buffer, n spec.Norm, formula, v, name, kernel string) *ir.Buffer {
	offset := l.constant(n.Param+"Offset", n.Tensor+".offset", 0, n.Size)
	scale := l.constant(n.Param+"Scale", n.Tensor+".scale", 1, n.Size)
	scale.Saved.Divides = true
	dst := l.Temp(name, src.Dims...)
	m := ir.Map{F: expr.MustParse(formula, v, "offset", "scale")}
	if b, ok := m.F.(*expr.Binary); ok && b.Op == "/" {
		m.Slope = expr.MustParse("1.0/scale", "scale") // the quotient rule would take scale twice
	}
	inner := 0
	if n.Size == src.Size() {
		m.Fast = &ir.Fast{Kernel: kernel, Vars: []string{v, "offset", "scale"}}
		offset, scale = offset.View(src.Dims...), scale.View(src.Dims...)
	} else {
		inner = n.Inner
	}
	l.EmitMap(dst, m, ir.Bound{Var: v, Buf: src}, ir.Bound{Var: "offset", Buf: offset, Inner: inner}, ir.Bound{Var: "scale", Buf: scale, Inner: inner})
	return dst
}

// constant declares numbers that are set from the training data.
func (l *lowering) constant(name, tensor string, start float64, n int) *ir.Buffer {
	c := l.Buffer(name, ir.Constant, n)
	c.Saved = &ir.Saved{Tensor: tensor, Fill: ir.Fill{Value: start}}
	return c
}

// update: one Step for every parameter, and then what layers do after one.
func (l *lowering) update() {
	p, t := l.prog, l.spec.Train
	members := float64(l.spec.Members())
	// Each member learns as it would alone: its gradient is its share of that of the mean of the losses, and the norm of all
	// together that of one times the root of their number.
	factor := expr.Expr(expr.Num(members))
	if p.ClipNorm = t.ClipNorm / math.Sqrt(members); t.ClipNorm > 0 {
		factor = expr.Simplify(&expr.Binary{Op: "*", X: factor, Y: expr.Var("clip")})
	}
	p.Optimizer = t.Optimizer.Entry.Bind(t.Optimizer.Args, factor)
	p.Rate = t.Schedule.Entry.Rate(t.Schedule.Args, t.Optimizer.Args["learning_rate"], t.Epochs)
	for _, w := range p.Params() {
		l.Layer = w.Layer
		args := []*ir.Buffer{l.GradOf(w)}
		for _, s := range p.Optimizer.States {
			args = append(args, l.Like(w, s+w.Name, ir.State))
		}
		l.Emit(ir.Step{}, w, args...)
	}
	l.Updates()
	p.Update = l.Take()
}
