package verify

import (
	"errors"
	"math"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

const (
	maxRows    = 128
	workBudget = 1 << 26 // multiply-adds of one pass over the batch, so that huge networks stay quick
	tries      = 50      // for a row, and for a batch
	patience   = 5       // how many batches of a size are drawn before one of half as many rows
	fewestRows = 2
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

// params draws weights as the spec initializes them, and small numbers around what the others begin with.
func (t *trial) params() []float64 {
	flat := make([]float64, 0, t.spec.NumParams())
	for _, p := range t.lowered.Params() {
		draw := t.drawn(p)
		for range p.Size() {
			flat = append(flat, draw())
		}
	}
	return flat
}

// drawn returns a function that draws the entries of a parameter.
func (t *trial) drawn(p *ir.Buffer) func() float64 {
	f := p.Saved.Fill
	spread := f.Spread
	switch {
	case f.Dist == "" && p.IsVector():
		return func() float64 { return t.normal(f.Value, 0.1) }
	case spread == 0: // weights of 0 would hide what they are multiplied with
		spread = 1 / math.Sqrt(float64(p.Last()))
	}
	if f.Dist == string(op.Uniform) {
		return func() float64 { return t.between(-spread, spread) }
	}
	return func() float64 { return t.normal(f.Value, spread) }
}

// constants draws offsets and scales where the network is normalized, and spreads them over the entries that they belong to.
func (t *trial) constants() {
	t.req.InputOffset, t.req.InputScale, t.req.OutputOffset, t.req.OutputScale = nil, nil, nil, nil
	t.norms = map[string][]float64{}
	norms := t.spec.Norms()
	inputs := len(norms) - len(t.spec.Outputs())
	var x, y, all normal
	for i, n := range norms {
		size := n.Size * n.Inner
		if n.How == "none" {
			x.none(size, i < inputs)
			y.none(size, i >= inputs)
			all.none(size, i >= inputs)
			continue
		}
		offset, scale := t.norm(n.Size)
		t.norms[n.Param+"Offset"], t.norms[n.Param+"Scale"] = offset, scale
		if i < inputs {
			t.req.InputOffset, t.req.InputScale = append(t.req.InputOffset, offset...), append(t.req.InputScale, scale...)
			x.add(offset, scale, n.Inner)
		} else {
			all.add(offset, scale, 1)
			y.add(offset, scale, 1)
			t.req.OutputOffset = []float64{}
		}
	}
	if t.req.OutputOffset != nil {
		t.req.OutputOffset, t.req.OutputScale = all.offset, all.scale
	}
	t.x, t.y = x, y
	t.fitted()
	t.thresholds()
}

// normal is the distribution of the entries of an example.
type normal struct{ offset, scale []float64 }

// none adds entries that are not normalized.
func (n *normal) none(size int, ours bool) {
	for range size {
		if ours {
			n.offset, n.scale = append(n.offset, 0), append(n.scale, 1)
		}
	}
}

// add adds entries of which inner next to each other share an offset and a scale.
func (n *normal) add(offset, scale []float64, inner int) {
	for i := range offset {
		for range inner {
			n.offset, n.scale = append(n.offset, offset[i]), append(n.scale, scale[i])
		}
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
	rows := max(1, min(maxRows, t.spec.Train.Batch, workBudget/t.work))
	for try := range tries {
		if try%patience == patience-1 {
			rows = min(rows, max(fewestRows, rows/2)) // the more rows share a batch_norm, the rarer no kink is close to any
		}
		t.req.X, t.req.Targets, t.req.Texts, t.req.JSON = nil, nil, nil, nil
		t.wide()
		for range rows {
			x, target, ok := t.row()
			if !ok {
				break
			}
			t.req.X, t.req.Targets = append(t.req.X, x), append(t.req.Targets, target)
			if len(t.spec.Inputs) > 0 {
				t.req.Texts, t.req.JSON = append(t.req.Texts, t.written.texts), append(t.req.JSON, append(t.written.json, '}'))
			}
		}
		if len(t.req.X) == 0 {
			return errNoBatch
		}
		if t.steadyBatch() && t.ranges() {
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
	if len(t.spec.Inputs) > 0 {
		x = t.raw()
	} else {
		x = t.around(t.x, 0, t.spec.NumInputs)
	}
	from := 0
	for _, out := range t.spec.Outputs() {
		switch task := out.Task; {
		case task.Classes:
			target = append(target, float64(t.rand.IntN(out.Units)))
		case task.Labels:
			for range out.Units {
				target = append(target, float64(t.rand.IntN(2)))
			}
		default:
			target = append(target, t.targets(out, from)...)
		}
		from += out.Units
	}
	return x, target
}

// targets draws the values of a head, whose outputs begin at a place.
func (t *trial) targets(out *spec.Output, from int) []float64 {
	list := t.around(t.y, from, out.Units)
	if out.Log1p {
		for i, v := range list {
			list[i] = t.precision.round(math.Expm1(max(-10, min(v, 10))))
		}
	}
	return list
}

// around draws n numbers from a place on that are standard normal once they are normalized.
func (t *trial) around(d normal, from, n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = t.normal(d.offset[from+i], d.scale[from+i])
	}
	return v
}

// steadyRow reports whether the outputs do not depend on how the parameters are rounded. Where large terms cancel they
// do, and then their error says nothing about the package.
func (t *trial) steadyRow(x []float64) bool {
	xs := [][]float64{x}
	return t.steady(t.shaken.Forward(xs)[0], t.oracle.Forward(xs)[0]) && !t.oracle.BetweenSteps()
}

// steadyBatch is steadyRow for the loss and the gradient of the batch.
func (t *trial) steadyBatch() bool { return t.steadyOn(t.req.X, t.req.Targets) }

func (t *trial) steadyOn(xs, ts [][]float64) bool {
	loss, gradient := t.oracle.Backward(xs, ts)
	shakenLoss, shaken := t.shaken.Backward(xs, ts)
	return !t.oracle.NearKink() && // with dropout a row has other kinks
		t.steadyGradient(shakenLoss, shaken, loss, gradient) && t.steadyRows(xs, ts)
}

// steadyRows reports whether loss and gradient of a batch are steady when each row's share in them is rounded. A parameter of
// which all rows depend alike, as the bias of a single unit, does not shake their terms against each other.
func (t *trial) steadyRows(xs, ts [][]float64) bool {
	whole, rounded := make([]float64, len(xs)), make([]float64, len(xs))
	for i := range xs {
		_, spread := math.Modf(float64(i+1) * math.Phi) // evenly over [0, 1), and the same in each run
		whole[i], rounded[i] = 1, 1+t.precision.shake*(2*spread-1)
	}
	t.oracle.Watch(false) // their kinks are known
	defer t.oracle.Watch(true)
	loss, gradient := t.oracle.BackwardWeighted(xs, ts, whole)
	shakenLoss, shaken := t.oracle.BackwardWeighted(xs, ts, rounded)
	return t.steadyGradient(shakenLoss, shaken, loss, gradient)
}

// steadyGradient is steadyRow for a loss and its gradient, with shaken parameters and with the exact ones.
func (t *trial) steadyGradient(shakenLoss float64, shaken []float64, loss float64, gradient []float64) bool {
	gradient = t.cancelled(gradient)
	ok := t.steady([]float64{shakenLoss}, []float64{loss})
	for _, p := range t.tensors() {
		ok = ok && t.steady(shaken[p.from:p.to], gradient[p.from:p.to])
	}
	return ok
}

func (t *trial) steady(shaken, exact []float64) bool {
	return t.precision.deviate(shaken, exact).within(roundingShare * t.precision.result)
}
