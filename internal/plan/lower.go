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

// lower writes down the mathematics of the network, with no thought for speed.
func lower(s *spec.Spec) *ir.Program {
	b := ir.NewBuilder()
	l := &lowering{b, s, b.Program()}
	l.prog.ElementSize = map[spec.Precision]int{spec.Float32: 4, spec.Float64: 8}[s.Precision]
	l.prog.BatchRows = s.Train.Batch
	l.prog.HalfWeights = s.Storage == spec.BFloat16
	l.declare()
	l.forward()
	l.train()
	l.update()
	return l.prog
}

// declare declares what the caller gives and gets.
func (l *lowering) declare() {
	p, outputs := l.prog, l.spec.NumOutputs()
	p.Input = l.Buffer("x", ir.Example, l.spec.NumInputs, ir.Batch)
	p.ClassTarget = l.spec.Output.Task.Classes
	if p.ClassTarget {
		outputs = 1
	}
	p.Target = l.Buffer("t", ir.Example, outputs, ir.Batch)
	p.LossValue = l.Buffer("loss", ir.Temp, 1, 1)
}

// forward: raw inputs to raw outputs.
func (l *lowering) forward() {
	tapes := l.network(l.spec.Layers)
	y := tapes[len(tapes)-1].Out
	l.Layer = 0
	if l.spec.Output.Normalize != "none" {
		y = l.rescale("y", "a*scale + offset", "a", y, "output", "rescaleRows")
	}
	l.prog.Output = y
	l.prog.Forward = l.Take()
}

// train: the loss of normalized outputs, or of logits, and its gradient.
func (l *lowering) train() {
	p, loss := l.prog, l.spec.Train.Loss
	layers := trainLayers(l.spec)
	l.Training = true
	tapes := l.network(layers)
	y := tapes[len(tapes)-1].Out
	l.Layer = 0
	p.Train = l.Take()
	t := p.Target
	if l.spec.Output.Normalize != "none" {
		t = l.rescale("tn", "(t - offset)/scale", "t", t, "output", "normalizeRows")
	}
	loss.Entry.Lower(l.Builder, loss.Args, p.LossValue, y, t)
	p.Loss = l.Take()
	d := l.Temp("d"+y.Name, y.Rows)
	loss.Entry.LowerGrad(l.Builder, loss.Args, d, y, t)
	for i := len(layers) - 1; i >= 0; i-- {
		l.Layer = layers[i].Index
		d = layers[i].Kind.Backward(l.Builder, &layers[i].Layer, tapes[i], d, i > 0)
	}
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
func (l *lowering) network(layers []spec.Layer) []op.Tape {
	l.Layer = 0
	x := l.prog.Input
	if l.spec.Normalize != "none" {
		x = l.rescale("a0", "(x - offset)/scale", "x", x, "input", "normalizeRows")
	}
	tapes := make([]op.Tape, len(layers))
	for i := range layers {
		l.Layer = layers[i].Index
		tapes[i] = layers[i].Kind.Forward(l.Builder, &layers[i].Layer, x)
		x = tapes[i].Out
	}
	return tapes
}

// rescale applies a formula with the offset and scale of the inputs or outputs; a kernel of the runtime does the same.
func (l *lowering) rescale(name, formula, v string, src *ir.Buffer, which, kernel string) *ir.Buffer {
	offset := l.Buffer(which+"Offset", ir.Constant, src.Rows, 1)
	scale := l.Buffer(which+"Scale", ir.Constant, src.Rows, 1)
	dst := l.Temp(name, src.Rows)
	l.EmitF(ir.Map, dst, expr.MustParse(formula, v, "offset", "scale"),
		ir.Bound{Var: v, Buf: src}, ir.Bound{Var: "offset", Buf: offset}, ir.Bound{Var: "scale", Buf: scale}).
		Fast = &ir.Fast{Kernel: kernel, Vars: []string{v, "offset", "scale"}}
	return dst
}

// update: one Step for every parameter.
func (l *lowering) update() {
	p, t := l.prog, l.spec.Train
	p.ClipNorm = t.ClipNorm
	p.Optimizer = t.Optimizer.Entry.Bind(t.Optimizer.Args, t.ClipNorm > 0)
	p.Rate = t.Schedule.Entry.Rate(t.Schedule.Args, t.Optimizer.Args["learning_rate"], t.Epochs)
	for _, w := range p.Params() {
		l.Layer = w.Layer
		args := []*ir.Buffer{l.Buffer("d"+w.Name, ir.Grad, w.Rows, w.Cols)}
		for _, s := range p.Optimizer.States {
			args = append(args, l.Buffer(s+w.Name, ir.State, w.Rows, w.Cols))
		}
		l.Emit(ir.Step, w, args...)
	}
	p.Update = l.Take()
}
