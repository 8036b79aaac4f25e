package interp

import (
	"fmt"

	"github.com/nngen/nngen/internal/ir"
)

// Machine is a program with its parameters, its normalization and the state of its optimizer. Lengths and shapes that
// do not fit the program are bugs of the caller: they panic.
type Machine struct {
	prog     *ir.Program
	values   map[*ir.Buffer]*value
	formulas map[*ir.Instr]*formula
	rule     *rule
	examples int // of the batch; 0 before the first one
	epoch    int
	updates  int
	watching bool // for kinks
	slopes   bool // which are compiled for it
	kink     bool
	training bool                       // dropout is at work, and batch_norm takes the batch's statistics
	soft     map[*ir.Buffer][][]float64 // probabilities in the place of classes
	whole    map[string]bool            // weights whose other factor Forward rounds
	forward  bool                       // a Forward is under way
	between  bool                       // it rounded an entry that lies between two steps
	weights  []float64                  // of the examples in the loss; nil where they count alike
	weighed  float64                    // the sum of the weights
}

// New returns a machine with all parameters 0, offsets 0 and scales 1, in epoch 0 and before the first update.
func New(p *ir.Program) *Machine {
	m := &Machine{prog: p, values: map[*ir.Buffer]*value{}, formulas: map[*ir.Instr]*formula{}, rule: newRule(p)}
	for _, b := range p.Buffers {
		if b.Batched {
			continue
		}
		m.values[b] = newValue(b, 1)
		if b.Role == ir.Fixed {
			copy(m.values[b].data, b.Values)
		}
		if b.Saved != nil && b.Role != ir.Param {
			fill(m.values[b].data, b.Saved.Fill.Value)
			copy(m.values[b].data, b.Saved.Fill.Values)
		}
	}
	for _, list := range p.Lists() {
		compile(*list.Body, m.formulas)
	}
	return m
}

// Watch says whether Loss and Backward look out for kinks, which takes as long as all the rest of them.
func (m *Machine) Watch(on bool) {
	m.watching = on
	if on && !m.slopes {
		watch(m.prog.Train, m.formulas)
		watch(m.prog.Loss, m.formulas)
		m.slopes = true
	}
}

// SetParams sets all parameters, in canonical order: W1 row by row, b1, W2, b2, …
func (m *Machine) SetParams(flat []float64) { m.scatter(m.prog.Params(), flat) }

// Params returns all parameters in canonical order.
func (m *Machine) Params() []float64 { return m.gather(m.prog.Params()) }

// SetGradient sets the gradient that Update will use, in canonical order.
func (m *Machine) SetGradient(flat []float64) { m.scatter(m.gradients(), flat) }

// SetConstant sets what is fitted to the training data, such as inputOffset or outputScale: a value for every entry.
func (m *Machine) SetConstant(name string, v []float64) {
	b := m.prog.Buffer(name)
	if b == nil || b.Role != ir.Constant {
		panic(fmt.Sprintf("internal error: the program has no constant %s", name))
	}
	m.scatter([]*ir.Buffer{b}, v)
}

// Running returns a running statistic, and SetRunning sets it.
func (m *Machine) Running(name string) []float64 { return m.gather([]*ir.Buffer{m.running(name)}) }

// SetRunning sets a running statistic.
func (m *Machine) SetRunning(name string, v []float64) { m.scatter([]*ir.Buffer{m.running(name)}, v) }

func (m *Machine) running(name string) *ir.Buffer {
	b := m.prog.Buffer(name)
	if b == nil || b.Role != ir.Running {
		panic(fmt.Sprintf("internal error: the program has no running statistic %s", name))
	}
	return b
}

// SetEpoch sets the 0-based epoch, on which the learning rate depends.
func (m *Machine) SetEpoch(e int) { m.epoch = e }

// gradients returns the gradients in the order of the parameters.
func (m *Machine) gradients() []*ir.Buffer {
	of := map[*ir.Buffer]*ir.Buffer{}
	for _, step := range m.prog.Update {
		if ir.Is[ir.Step](step) {
			of[step.Dst] = step.Args[0]
		}
	}
	var list []*ir.Buffer
	for _, w := range m.prog.Params() {
		list = append(list, of[w])
	}
	return list
}

func (m *Machine) gather(list []*ir.Buffer) []float64 {
	var flat []float64
	for _, b := range list {
		flat = append(flat, m.values[b].data...)
	}
	return flat
}

func (m *Machine) scatter(list []*ir.Buffer, flat []float64) {
	size := 0
	for _, b := range list {
		size += b.Size()
	}
	wantLen("the list of values", len(flat), size)
	for _, b := range list {
		copy(m.values[b].data, flat[:b.Size()])
		flat = flat[b.Size():]
	}
}

func wantLen(what string, got, want int) {
	if got != want {
		panic(fmt.Sprintf("internal error: %s has length %d instead of %d", what, got, want))
	}
}

func fill(list []float64, v float64) {
	for i := range list {
		list[i] = v
	}
}
