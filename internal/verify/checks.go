package verify

import (
	"fmt"
	"slices"

	"github.com/nngen/nngen/internal/verify/probe"
)

// checks compares outputs, loss and gradient with those of the oracle.
func (t *trial) checks(got *probe.Response) []Check {
	t.oracle.SetParams(t.req.Params)
	want := t.oracle.Forward(t.req.X)
	list := []Check{t.outputs("Forward", got.Outputs, want)}
	for _, b := range got.Batches {
		list = append(list, t.outputs(fmt.Sprintf("ForwardBatch of %d", b.Size), b.Outputs, want))
	}
	list = append(list, t.loss("Loss", got.Loss, t.oracle.Loss(t.req.X, t.req.Targets)))
	loss, gradient := t.oracle.Backward(t.req.X, t.req.Targets)
	list = append(list, t.backward("Backward", "", got.Gradient, loss, gradient)...)
	return append(list, t.compared(got)...)
}

// cancelledShare is the share of the largest entry of a gradient below which a tensor is what rounding leaves of terms that
// cancel: behind a bias there may be a batch_norm, which takes the mean away.
const cancelledShare = 1e-12

// cancelled sets the tensors of a gradient to 0 that are but rounding. They are then compared absolutely.
func (t *trial) cancelled(gradient []float64) []float64 {
	gradient = slices.Clone(gradient)
	most := largest(gradient)
	for _, p := range t.tensors() {
		if part := gradient[p.from:p.to]; largest(part) <= cancelledShare*most {
			clear(part)
		}
	}
	return gradient
}

func (t *trial) check(what Quantity, name string, got, want []float64) Check {
	bound := t.precision.result
	if what == Update {
		bound = t.precision.update
	}
	d := t.precision.deviate(got, want)
	return Check{What: what, Name: name, Error: Number(d.error), Bound: Number(bound), OK: d.within(bound),
		Got: Number(d.got), Want: Number(d.want), index: d.index}
}

// outputs compares row by row and keeps the worst.
func (t *trial) outputs(name string, got, want [][]float64) Check {
	var worst Check
	for i := range want {
		c := t.check(Outputs, name, got[i], want[i])
		c.At = fmt.Sprintf("row %d, output %d", i, c.index)
		if i == 0 || c.worseThan(worst) {
			worst = c
		}
	}
	return worst
}

func (t *trial) loss(name string, got, want float64) Check {
	return t.check(Loss, name, []float64{got}, []float64{want})
}
