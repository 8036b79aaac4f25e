package verify

import (
	"math/rand/v2"

	"github.com/nngen/nngen/internal/verify/probe"
)

// weigh draws weights for the rows of the batch, some of them 0, for which the gradient can be compared.
func (t *trial) weigh() {
	t.req.Weights = nil
	r := rand.New(rand.NewPCG(5, 6))
	for range turns {
		ws := make([]float64, len(t.req.X))
		for i := range ws {
			ws[i] = t.precision.round(max(0, 3*r.Float64()-0.5))
		}
		ws[0] = 1
		exactLoss, exact := t.oracle.BackwardWeighted(t.req.X, t.req.Targets, ws)
		loss, gradient := t.shaken.BackwardWeighted(t.req.X, t.req.Targets, ws)
		if t.steadyGradient(loss, gradient, exactLoss, exact) {
			t.req.Weights = ws
			return
		}
	}
}

// weighted compares BackwardWeighted.
func (t *trial) weighted(got probe.Gradient) []Check {
	if t.req.Weights == nil {
		return nil
	}
	loss, gradient := t.oracle.BackwardWeighted(t.req.X, t.req.Targets, t.req.Weights)
	return t.backward("BackwardWeighted", "by weight", got, loss, gradient)
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
