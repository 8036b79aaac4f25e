package verify

import (
	"errors"
	"math"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

const (
	maxRows    = 128
	workBudget = 1 << 26 // multiply-adds of one pass over the batch, so that huge networks stay quick
	tries      = 50      // for a row, and for a batch
	// parameterTries is how often parameters are drawn for which there are batches to compare.
	parameterTries = 5
	// Rounding must not use up more than this share of a bound, lest a right package fail by bad luck.
	roundingShare = 0.1
)

// errNoBatch says that nothing could be compared.
var errNoBatch = errors.New("no batch was found to compare: each one comes close to a kink of an activation or of the loss, or the rounding of the parameters alone changes the result")

// between draws from [low, high), in the package's precision.
func (t *trial) between(low, high float64) float64 {
	return t.precision.round(low + (high-low)*t.rand.Float64())
}

// normal draws from the normal distribution, in the package's precision.
func (t *trial) normal(mean, deviation float64) float64 {
	return t.precision.round(mean + deviation*t.rand.NormFloat64())
}

// params draws weights as the spec initializes them, and small biases.
func (t *trial) params() []float64 {
	flat := make([]float64, 0, t.spec.NumParams())
	for i := range t.spec.Layers {
		l := &t.spec.Layers[i]
		for _, shape := range l.Kind.Params(&l.Layer) {
			draw := func() float64 { return t.normal(0, 0.1) }
			if len(shape.Dims) > 1 {
				draw = t.weights(l)
			}
			for range shape.Size() {
				flat = append(flat, draw())
			}
		}
	}
	return flat
}

// weights returns a function that draws the weights of a layer.
func (t *trial) weights(l *spec.Layer) func() float64 {
	spread := l.Init.Entry.Spread(l.Init.Args, l.In, l.Units)
	if spread == 0 { // weights of 0 would hide what they are multiplied with
		spread = 1 / math.Sqrt(float64(l.In))
	}
	if l.Init.Entry.Dist == op.Uniform {
		return func() float64 { return t.between(-spread, spread) }
	}
	return func() float64 { return t.normal(0, spread) }
}

// constants draws offsets and scales where the network is normalized.
func (t *trial) constants() {
	if t.spec.Normalize != "none" {
		t.req.InputOffset, t.req.InputScale = t.norm(t.spec.NumInputs)
	}
	if t.spec.Output.Normalize != "none" {
		t.req.OutputOffset, t.req.OutputScale = t.norm(t.spec.NumOutputs())
	}
}

func (t *trial) norm(n int) (offset, scale []float64) {
	for range n {
		offset = append(offset, t.normal(0, 2))
		scale = append(scale, t.between(0.5, 3))
	}
	return offset, scale
}

// batch draws the examples. Where rows are hard to find there are fewer of them.
func (t *trial) batch() error {
	rows := max(1, min(maxRows, t.spec.Train.Batch, workBudget/t.spec.NumParams()))
	for range tries {
		t.req.X, t.req.Targets = nil, nil
		for range rows {
			x, target, ok := t.row()
			if !ok {
				break
			}
			t.req.X, t.req.Targets = append(t.req.X, x), append(t.req.Targets, target)
		}
		if len(t.req.X) == 0 {
			return errNoBatch
		}
		if t.steadyBatch() {
			return nil
		}
	}
	return errNoBatch
}

// row draws one example that can be compared.
func (t *trial) row() (x, target []float64, ok bool) {
	for range tries {
		x, target = t.example()
		t.oracle.Loss([][]float64{x}, [][]float64{target})
		if !t.oracle.NearKink() && t.steadyRow(x) {
			return x, target, true
		}
	}
	return nil, nil, false
}

func (t *trial) example() (x, target []float64) {
	x = t.around(t.spec.NumInputs, t.req.InputOffset, t.req.InputScale)
	n := t.spec.NumOutputs()
	switch task := t.spec.Output.Task; {
	case task.Classes:
		return x, []float64{float64(t.rand.IntN(n))}
	case task.Labels:
		target = make([]float64, n)
		for i := range target {
			target[i] = float64(t.rand.IntN(2))
		}
		return x, target
	}
	return x, t.around(n, t.req.OutputOffset, t.req.OutputScale)
}

// around draws numbers that are standard normal once they are normalized.
func (t *trial) around(n int, offset, scale []float64) []float64 {
	v := make([]float64, n)
	for i := range v {
		if offset == nil {
			v[i] = t.normal(0, 1)
		} else {
			v[i] = t.normal(offset[i], scale[i])
		}
	}
	return v
}

// steadyRow reports whether the outputs do not depend on how the parameters are rounded. Where large terms cancel they
// do, and then their error says nothing about the package.
func (t *trial) steadyRow(x []float64) bool {
	xs := [][]float64{x}
	return t.steady(t.shaken.Forward(xs)[0], t.oracle.Forward(xs)[0])
}

// steadyBatch is steadyRow for the loss and the gradient of the batch.
func (t *trial) steadyBatch() bool {
	loss, gradient := t.oracle.Backward(t.req.X, t.req.Targets)
	shakenLoss, shaken := t.shaken.Backward(t.req.X, t.req.Targets)
	ok := !t.oracle.NearKink() && t.steady([]float64{shakenLoss}, []float64{loss}) // with dropout a row has other kinks
	for _, p := range t.tensors() {
		ok = ok && t.steady(shaken[p.from:p.to], gradient[p.from:p.to])
	}
	return ok
}

func (t *trial) steady(shaken, exact []float64) bool {
	return t.precision.deviate(shaken, exact).within(roundingShare * t.precision.result)
}
