package plan

import (
	"slices"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// inputGrad lowers the gradient by the raw inputs, of numbers alone: the entries of other types are codes, which nothing lies
// between. d has derived that by the parameters. Where a head reads what depends on none, its part is missing there.
func (l *lowering) inputGrad(d *backward) {
	p := l.prog
	if slices.ContainsFunc(p.Heads, func(h *ir.Head) bool { return h.Grad == nil }) {
		return
	}
	l.Outside(ir.AtInput)
	dx := l.Batch("dx", ir.Example, p.Input.Dims...)
	dx.GradOf, p.InputGrad = p.Input, dx
	d.deriveInput(p.Train, p.Input)
	l.Outside(ir.AtInput)
	numbers, g := l.numbers(), d.grad[p.Input]
	switch {
	case g == nil:
		l.EmitMap(dx, ir.Map{F: expr.Num(0)})
	case numbers != nil:
		l.EmitMap(dx, ir.Map{F: expr.MustParse("where(on > 0.5, d, 0.0)", "d", "on")}, ir.Bound{Var: "d", Buf: g.View(dx.Dims...)}, ir.Bound{Var: "on", Buf: numbers})
	case g != dx:
		l.EmitMap(dx, ir.Map{F: expr.Var("d")}, ir.Bound{Var: "d", Buf: g.View(dx.Dims...)})
	}
	p.Inputs = l.Take()
}

// numbers is 1 for the entries of a row that are numbers and 0 for the others; nil where there are no others.
func (l *lowering) numbers() *ir.Buffer {
	if !l.spec.Typed() {
		return nil
	}
	var on []float64
	for _, in := range l.spec.Encodings() {
		v := 0.0
		if in.Type.Scaled {
			v = 1
		}
		on = append(on, slices.Repeat([]float64{v}, in.Entries())...)
	}
	if !slices.Contains(on, 0) {
		return nil
	}
	b := l.Buffer("inputNumbers", ir.Fixed, len(on))
	b.Values = on
	return b
}

// fromOutputs lowers the gradient by what the loss of each head is taken of, ys, given that by the raw outputs. Of heads that
// read the same each has a buffer, but that of the first is where all are computed.
func (l *lowering) fromOutputs(net *network, ys []*ir.Buffer) {
	p, heads := l.prog, l.spec.Outputs()
	l.Outside(ir.AtOutput)
	dy := l.Batch("dy", ir.Example, l.spec.NumOutputs())
	dy.GradOf, p.OutputGrad = &ir.Buffer{Name: "y", Batched: true}, dy
	parts := l.headGrads(dy)
	keep := map[*ir.Buffer]bool{}
	for i, out := range slices.Backward(heads) {
		if p.Heads[i].Grad == nil {
			continue
		}
		before := len(l.Built())
		y := net.of(out.From)
		if !out.Alone() {
			y = l.meanOfRows(ys[i], i, out)
		} else if out.Loss.Entry.Logits && y.Memory() == ys[i].Memory() {
			layer := &l.spec.Layers[out.From.Layer]
			l.Enter(layer.Index)
			y = layer.Activate(l.Builder, y)
		}
		tail := l.activation(y, ys[i])
		raw := l.answer(y, i)
		tail = append(tail, l.Built()[before:]...)
		d := &backward{l.Builder, false, map[*ir.Buffer]bool{}, map[*ir.Buffer]*ir.Buffer{raw.Memory(): parts[i]}}
		d.withoutParams(tail, ys[i])
		d.through(tail)
		want := p.Heads[i].Grad.Dst
		if g := d.grad[ys[i].Memory()]; g.Memory() != want.Memory() {
			l.Outside(ir.AtOutput)
			l.EmitMap(want, ir.Map{F: expr.Var("d")}, ir.Bound{Var: "d", Buf: g.View(want.Dims...)})
		}
		keep[want.Memory()] = true
	}
	p.From = needed(l.Take(), keep)
}

// activation is the instruction of the forward pass of training that makes an output of logits, where it is part of that.
func (l *lowering) activation(y, z *ir.Buffer) []*ir.Instr {
	if y.Memory() == z.Memory() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(l.prog.Train), func(in *ir.Instr) bool { return in.Dst.Memory() != y.Memory() })
}

// headGrads are the parts of the gradient by the raw outputs that belong to the heads.
func (l *lowering) headGrads(dy *ir.Buffer) (parts []*ir.Buffer) {
	if len(l.prog.Heads) == 1 {
		return []*ir.Buffer{dy}
	}
	from := 0
	for i, h := range l.prog.Heads {
		part := l.Temp(l.headName("dy", i), h.Units)
		part.GradOf = &ir.Buffer{Name: l.headName("y", i), Batched: true}
		if h.Grad != nil {
			l.Emit(&ir.Place{Word: l.headName("", i), Blocks: []ir.Block{ir.NewBlock(0, 0, from, []int{h.Units}, []int{1}, []int{1})}}, part, dy)
		}
		parts, from = append(parts, part), from+h.Units
	}
	return parts
}

// needed leaves out the instructions that nothing after them, and nobody else, reads.
func needed(list []*ir.Instr, keep map[*ir.Buffer]bool) (kept []*ir.Instr) {
	for _, in := range slices.Backward(list) {
		if !keep[in.Dst.Memory()] {
			continue
		}
		for _, a := range in.Args {
			keep[a.Memory()] = true
		}
		kept = append(kept, in)
	}
	slices.Reverse(kept)
	return kept
}
