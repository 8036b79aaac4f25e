package verify

import (
	"math"
	"slices"

	"github.com/nngen/nngen/internal/interp"
	"github.com/nngen/nngen/spec"
)

// clippedShare is the part of the rows of a batch that lie below the range of an output, and the part that lie above.
const clippedShare = 0.125

// wide lets outputs be any number.
func (t *trial) wide() {
	t.req.OutputLow, t.req.OutputHigh = slices.Repeat([]float64{-math.MaxFloat32}, t.spec.NumOutputs()), slices.Repeat([]float64{math.MaxFloat32}, t.spec.NumOutputs())
	t.setRanges()
}

// ranges draws what outputs are kept within between the outputs of the batch, so that some rows are clipped and most are not. It
// reports whether the rows can still be compared.
func (t *trial) ranges() bool {
	if !slices.ContainsFunc(t.spec.Outputs(), func(out *spec.Output) bool { return out.Clip }) {
		return true
	}
	ys := t.oracle.Forward(t.req.X)
	for j := range t.req.OutputLow {
		var values []float64
		for _, y := range ys {
			values = append(values, y[j])
		}
		low, high := inner(values)
		t.req.OutputLow[j], t.req.OutputHigh[j] = t.precision.round(low), t.precision.round(high)
	}
	t.setRanges()
	return !slices.ContainsFunc(t.req.X, func(x []float64) bool { return !t.steadyRow(x) })
}

// thresholds draws those that training finds, one for each output.
func (t *trial) thresholds() {
	t.req.Threshold = nil
	for _, out := range t.spec.Outputs() {
		for range out.Units {
			v := 0.0
			if out.Threshold.Find != "" {
				v = t.between(0.2, 0.8)
			}
			t.req.Threshold = append(t.req.Threshold, v)
		}
	}
}

// inner is a range with some of the values below and some above.
func inner(values []float64) (low, high float64) {
	slices.Sort(values)
	n := len(values)
	if n < 3 {
		return values[0], values[n-1]
	}
	k := max(1, int(clippedShare*float64(n)))
	return (values[k-1] + values[k]) / 2, (values[n-k-1] + values[n-k]) / 2
}

// setRanges gives the ranges of the request to the machines.
func (t *trial) setRanges() {
	norms, from := t.spec.Norms(), 0
	for _, n := range norms[len(norms)-len(t.spec.Outputs()):] {
		if n.Clip {
			for _, m := range []*interp.Machine{t.oracle, t.stepper, t.shaken, t.unsteady} {
				m.SetConstant(n.Param+"Low", t.req.OutputLow[from:from+n.Size])
				m.SetConstant(n.Param+"High", t.req.OutputHigh[from:from+n.Size])
			}
		}
		from += n.Size
	}
}
