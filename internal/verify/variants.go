package verify

import (
	"math/rand/v2"
	"slices"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/verify/probe"
)

// variants draws what the further kinds of Backward are given. What cannot be compared, for a gradient that is all but rounding,
// is left out.
func (t *trial) variants() {
	r, xs, ts := rand.New(rand.NewPCG(5, 6)), t.req.X, t.req.Targets
	t.req.Weights, t.req.Soft, t.req.OutputGrads = nil, nil, nil
	for k := 0; k < turns && t.req.Weights == nil; k++ {
		ws := make([]float64, len(xs))
		for i := range ws {
			ws[i] = t.precision.round(max(0, 3*r.Float64()-0.5))
		}
		ws[0] = 1
		if steady(t, func(m *interp.Machine) (float64, []float64) { return m.BackwardWeighted(xs, ts, ws) }) {
			t.req.Weights = ws
		}
	}
	for k := 0; k < turns && t.unsaturated() && t.req.OutputGrads == nil; k++ {
		dys := t.rowsOf(r.NormFloat64)
		if steady(t, func(m *interp.Machine) (float64, []float64) { return 0, m.BackwardFrom(xs, dys) }) {
			t.req.OutputGrads = dys
		}
	}
	for k := 0; k < turns && t.classes() && t.req.Soft == nil; k++ {
		ps := t.softTargets(r)
		if steady(t, func(m *interp.Machine) (float64, []float64) { return m.BackwardSoft(xs, ps) }) {
			t.req.Soft = ps
		}
	}
	t.req.InputGrads = t.lowered.InputGrad != nil
}

// steady reports whether a gradient does not depend on how the parameters are rounded.
func steady(t *trial, backward func(*interp.Machine) (float64, []float64)) bool {
	loss, gradient := backward(t.oracle)
	shakenLoss, shaken := backward(t.shaken)
	return t.steadyGradient(shakenLoss, shaken, loss, gradient)
}

// slopeOfOutputs is how steep sigmoid or softmax must be somewhere in the batch. Where all outputs are all but 0 or 1, what comes
// through is the rounding of these.
const slopeOfOutputs = 0.01

// unsaturated reports whether each head with probabilities has some that are neither 0 nor 1.
func (t *trial) unsaturated() bool {
	ys, from := t.oracle.Forward(t.req.X), 0
	for _, out := range t.spec.Outputs() {
		steepest := 0.0
		for _, y := range ys {
			for _, p := range y[from : from+out.Units] {
				steepest = max(steepest, p*(1-p))
			}
		}
		from += out.Units
		if out.Loss.Entry.Logits && steepest < slopeOfOutputs {
			return false
		}
	}
	return true
}

// classes reports whether a target is a class.
func (t *trial) classes() bool {
	return slices.ContainsFunc(t.lowered.Heads, func(h *ir.Head) bool { return h.ClassTarget })
}

// rowsOf draws a row like an output for each example.
func (t *trial) rowsOf(draw func() float64) (rows [][]float64) {
	for range t.req.X {
		row := make([]float64, t.spec.NumOutputs())
		for i := range row {
			row[i] = t.precision.round(draw())
		}
		rows = append(rows, row)
	}
	return rows
}

// softTargets are the targets of the batch with probabilities in the place of classes.
func (t *trial) softTargets(r *rand.Rand) [][]float64 {
	rows := t.rowsOf(r.Float64)
	for j, row := range rows {
		from, at := 0, 0
		for _, h := range t.lowered.Heads {
			part := row[at : at+h.Units]
			if at += h.Units; !h.ClassTarget {
				copy(part, t.req.Targets[j][from:])
			} else {
				sum := 0.0
				for _, p := range part {
					sum += p
				}
				for i := range part {
					part[i] = t.precision.round(part[i] / sum)
				}
			}
			from += h.Target.Size()
		}
	}
	return rows
}

// compared compares the further kinds of Backward, and the gradients by the inputs.
func (t *trial) compared(got *probe.Response) (list []Check) {
	xs, ts := t.req.X, t.req.Targets
	if t.req.InputGrads {
		t.oracle.Backward(xs, ts)
		t.shaken.Backward(xs, ts)
		list = append(list, t.inputGrads("dX", got.InputGrads)...)
	}
	if t.req.Weights != nil {
		loss, gradient := t.oracle.BackwardWeighted(xs, ts, t.req.Weights)
		list = append(list, t.backward("BackwardWeighted", "by weight", got.Weighted, loss, gradient)...)
	}
	if t.req.Soft != nil {
		loss, gradient := t.oracle.BackwardSoft(xs, t.req.Soft)
		list = append(list, t.backward("BackwardSoft", "by probabilities", got.Soft, loss, gradient)...)
	}
	if t.req.OutputGrads != nil {
		gradient := t.oracle.BackwardFrom(xs, t.req.OutputGrads)
		list = append(list, t.backward("", "from outputs", got.From, 0, gradient)[1:]...)
		if t.req.InputGrads {
			t.shaken.BackwardFrom(xs, t.req.OutputGrads)
			list = append(list, t.inputGrads("dX from outputs", got.FromInputGrads)...)
		}
	}
	return list
}

// inputGrads compares the gradients by the inputs after what both oracles have just done, unless they depend on rounding.
func (t *trial) inputGrads(name string, got [][]float64) []Check {
	want, shaken := slices.Concat(t.oracle.InputGradient()...), slices.Concat(t.shaken.InputGradient()...)
	if !t.steady(shaken, want) {
		return nil
	}
	c := t.check(Gradient, name, slices.Concat(got...), want)
	c.At = c.place([]int{len(t.req.X), t.spec.NumInputs})
	return []Check{c}
}

// backward compares a loss and its gradient. Where the latter has words of its own its checks end with these.
func (t *trial) backward(name, words string, got probe.Gradient, loss float64, gradient []float64) []Check {
	list := []Check{t.loss(name, got.Loss, loss)}
	if words != "" {
		words = " " + words
	}
	gradient = t.cancelled(gradient)
	for _, p := range t.tensors() {
		c := t.check(Gradient, "d"+p.name+words, got.Values[p.from:p.to], gradient[p.from:p.to])
		c.At = c.place(p.dims)
		list = append(list, c)
	}
	return list
}
