package interp

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/ir"
)

// Forward returns the outputs for the inputs xs, one row for every example.
func (m *Machine) Forward(xs [][]float64) [][]float64 {
	m.batch(len(xs))
	m.load(m.prog.Input, xs)
	m.between, m.forward = false, true
	m.run(m.prog.Forward)
	m.forward = false
	ys := make([][]float64, len(xs))
	for j := range ys {
		ys[j] = slices.Clone(m.value(m.prog.Output).example(j))
	}
	return ys
}

// Loss returns the loss, without dropout, of the batch with inputs xs and targets ts, one row for every example. Where targets are
// classes, a row holds the number of the class.
func (m *Machine) Loss(xs, ts [][]float64) float64 { return m.loss(xs, ts, false) }

func (m *Machine) loss(xs, ts [][]float64, training bool) float64 {
	wantLen("the list of targets", len(ts), len(xs))
	m.batch(len(xs))
	m.load(m.prog.Input, xs)
	from := 0
	for _, h := range m.prog.Heads {
		m.loadPart(h.Target, ts, from, m.prog.TargetSize())
		from += h.Target.Size()
	}
	m.kink, m.training = false, training
	m.run(m.prog.Train)
	m.run(m.prog.Loss)
	return m.values[m.prog.LossValue].data[0]
}

// Backward returns the loss of the batch, with dropout, and its gradient by the parameters, in canonical order. The gradient is kept
// for Update.
func (m *Machine) Backward(xs, ts [][]float64) (loss float64, gradient []float64) {
	loss = m.loss(xs, ts, true)
	m.run(m.prog.Backward)
	return loss, m.gather(m.gradients())
}

// BackwardWeighted is Backward where each example counts by its weight, and the sum is divided by the sum of the weights.
func (m *Machine) BackwardWeighted(xs, ts [][]float64, ws []float64) (loss float64, gradient []float64) {
	wantLen("the list of weights", len(ws), len(xs))
	m.weights, m.weighed = ws, 0
	for _, w := range ws {
		m.weighed += w
	}
	defer func() { m.weights = nil }()
	return m.Backward(xs, ts)
}

// BackwardSoft is Backward where the targets ps are rows like outputs: probabilities in the place of classes.
func (m *Machine) BackwardSoft(xs, ps [][]float64) (loss float64, gradient []float64) {
	m.soft = map[*ir.Buffer][][]float64{}
	defer func() { m.soft = nil }()
	var ts [][]float64
	for _, p := range ps {
		var target []float64
		from := 0
		for _, h := range m.prog.Heads {
			part := p[from : from+h.Units]
			from += h.Units
			if h.ClassTarget {
				m.soft[h.Target], part = append(m.soft[h.Target], part), []float64{0}
			}
			target = append(target, part...)
		}
		ts = append(ts, target)
	}
	return m.Backward(xs, ts)
}

// BackwardFrom returns the gradient by the parameters of a loss of which dys is the gradient by the raw outputs.
func (m *Machine) BackwardFrom(xs, dys [][]float64) (gradient []float64) {
	wantLen("the list of gradients", len(dys), len(xs))
	m.batch(len(xs))
	m.load(m.prog.Input, xs)
	m.load(m.prog.OutputGrad, dys)
	m.kink, m.training = false, true
	m.run(m.prog.Train)
	m.run(m.prog.From)
	for _, in := range m.prog.Backward {
		if !slices.ContainsFunc(m.prog.Heads, func(h *ir.Head) bool { return h.Grad == in }) {
			m.exec(in)
		}
	}
	return m.gather(m.gradients())
}

// InputGradient returns the gradient by the raw inputs, after a Backward of any kind; nil where the program does not have it.
func (m *Machine) InputGradient() [][]float64 {
	if m.prog.InputGrad == nil {
		return nil
	}
	m.run(m.prog.Inputs)
	dxs := make([][]float64, m.examples)
	for j := range dxs {
		dxs[j] = slices.Clone(m.value(m.prog.InputGrad).example(j))
	}
	return dxs
}

// NearKink reports whether the last Loss or Backward that watched came within 1e-5 of a kink of an activation or of the loss. There a
// finite difference, or another precision, may see the slope of the other side.
func (m *Machine) NearKink() bool { return m.kink }

// batch makes room for n examples in all buffers that have one for each.
func (m *Machine) batch(n int) {
	if n == 0 {
		panic("internal error: the batch is empty")
	}
	if n == m.examples {
		return
	}
	m.examples = n
	for _, b := range m.prog.Buffers {
		if b.Batched {
			m.values[b] = newValue(b, n)
		}
	}
}

func (m *Machine) load(b *ir.Buffer, rows [][]float64) { m.loadPart(b, rows, 0, b.Size()) }

// loadPart sets a buffer to the entries of each row from a place on, of size in all.
func (m *Machine) loadPart(b *ir.Buffer, rows [][]float64, from, size int) {
	for j, row := range rows {
		wantLen(fmt.Sprintf("example %d of %s", j, b.Name), len(row), size)
		copy(m.values[b].example(j), row[from:])
	}
}

func (m *Machine) run(list []*ir.Instr) {
	for _, in := range list {
		m.exec(in)
	}
}
