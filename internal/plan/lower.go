package plan

import (
	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// lowering carries what the steps of lower share.
type lowering struct {
	*ir.Builder
	spec *spec.Spec
	prog *ir.Program
}

// Lower writes down the mathematics of the network, with no thought for speed: what the oracle runs.
func Lower(s *spec.Spec) *ir.Program {
	b := ir.NewBuilder()
	l := &lowering{b, s, b.Program()}
	l.prog.ElementSize = map[spec.Precision]int{spec.Float32: 4, spec.Float64: 8}[s.Precision]
	l.prog.BatchRows = s.Train.Batch
	if s.Storage == spec.BFloat16 {
		l.prog.Weights = ir.BFloat16
	}
	l.declare()
	l.forward()
	l.train()
	l.update()
	return l.prog
}

// declare declares what the caller gives and gets.
func (l *lowering) declare() {
	p, outputs := l.prog, l.spec.NumOutputs()
	p.Input = l.Batch("x", ir.Example, l.spec.NumInputs)
	p.ClassTarget = l.spec.Output.Task.Classes
	if p.ClassTarget {
		outputs = 1
	}
	p.Target = l.Batch("t", ir.Example, outputs)
	p.LossValue = l.Buffer("loss", ir.Temp, 1)
}

// forward: raw inputs to raw outputs.
func (l *lowering) forward() {
	y := l.network(l.spec.Layers)
	if l.spec.Output.Normalize != "none" {
		l.Outside(ir.AtOutput)
		y = l.rescale("y", "a*scale + offset", "a", y, "output", "rescaleRows")
	}
	l.prog.Output = y
	l.prog.Forward = l.Take()
}

// train: the loss of normalized outputs, or of logits, and its gradient.
func (l *lowering) train() {
	p, loss := l.prog, l.spec.Train.Loss
	l.Training = true
	y := l.network(trainLayers(l.spec))
	p.Train = l.Take()
	t := p.Target
	if l.spec.Output.Normalize != "none" {
		l.Outside(ir.AtTarget)
		t = l.rescale("tn", "(t - offset)/scale", "t", t, "output", "normalizeRows")
	}
	l.Outside(ir.InTraining)
	loss.Entry.Lower(l.Builder, loss.Args, p.LossValue, y, t)
	p.Loss = l.Take()
	dy := l.GradOf(y)
	loss.Entry.LowerGrad(l.Builder, loss.Args, dy, y, t)
	derive(l.Builder, p.Train, map[*ir.Buffer]*ir.Buffer{y: dy})
	p.Backward = l.Take()
}

// trainLayers are the layers without the last activation, where the loss takes logits.
func trainLayers(s *spec.Spec) []spec.Layer {
	layers := append([]spec.Layer(nil), s.Layers...)
	if s.Train.Loss.Entry.Logits {
		layers[len(layers)-1].Activation = op.Default(op.MustLookup(op.Activations, "linear"))
	}
	return layers
}

// network lowers the normalization of the inputs and all layers.
func (l *lowering) network(layers []spec.Layer) *ir.Buffer {
	x := l.prog.Input
	if l.spec.Normalize != "none" {
		l.Outside(ir.AtInput)
		x = l.rescale("a0", "(x - offset)/scale", "x", x, "input", "normalizeRows")
	}
	for i := range layers {
		l.Enter(layers[i].Index)
		x = layers[i].Kind.Forward(l.Builder, &layers[i].Layer, x)
	}
	return x
}

// rescale applies a formula with the offset and scale of the inputs or outputs; a kernel of the runtime does the same.
func (l *lowering) rescale(name, formula, v string, src *ir.Buffer, which, kernel string) *ir.Buffer {
	offset := l.constant(which+"Offset", which+".offset", 0, src)
	scale := l.constant(which+"Scale", which+".scale", 1, src)
	scale.Saved.Divides = true
	dst := l.Temp(name, src.Dims...)
	l.EmitMap(dst, ir.Map{F: expr.MustParse(formula, v, "offset", "scale"), Fast: &ir.Fast{Kernel: kernel, Vars: []string{v, "offset", "scale"}}},
		ir.Bound{Var: v, Buf: src}, ir.Bound{Var: "offset", Buf: offset}, ir.Bound{Var: "scale", Buf: scale})
	return dst
}

// constant declares numbers that are set from the training data, one for every entry of an example.
func (l *lowering) constant(name, tensor string, start float64, of *ir.Buffer) *ir.Buffer {
	c := l.Buffer(name, ir.Constant, of.Dims...)
	c.Saved = &ir.Saved{Tensor: tensor, Fill: ir.Fill{Value: start}}
	return c
}

// update: one Step for every parameter.
func (l *lowering) update() {
	p, t := l.prog, l.spec.Train
	p.ClipNorm = t.ClipNorm
	p.Optimizer = t.Optimizer.Entry.Bind(t.Optimizer.Args, t.ClipNorm > 0)
	p.Rate = t.Schedule.Entry.Rate(t.Schedule.Args, t.Optimizer.Args["learning_rate"], t.Epochs)
	for _, w := range p.Params() {
		l.Layer = w.Layer
		args := []*ir.Buffer{l.GradOf(w)}
		for _, s := range p.Optimizer.States {
			args = append(args, l.Like(w, s+w.Name, ir.State))
		}
		l.Emit(ir.Step{}, w, args...)
	}
	p.Update = l.Take()
}
