package train

import (
	"context"
	"math"
)

// LBFGS says how L-BFGS trains, in the place of the rule of the package.
type LBFGS struct {
	Rate  float64 // the first step is the gradient times this
	Decay float64 // the weights times this are added to the gradient
}

// descend takes a step of L-BFGS over the rows, which are one batch, and returns the loss after it.
func (s *session[E]) descend(ctx context.Context, rows []int) float64 {
	b := s.gather(rows)
	ws := s.gatherWeights(rows)
	t := s.trainer.gradients()
	decay := s.job.LBFGS.Decay
	loss := s.weighStep(func() float64 {
		x := make([]E, s.net.NumParams)
		s.model.Params(x)
		s.descent.step(func(x, gradient []E) float64 {
			if ctx.Err() != nil {
				return math.NaN()
			}
			s.model.SetParams(x)
			var loss E
			if ws == nil {
				loss = t.backward(b)
			} else {
				loss = s.trainer.backwardWeighted(b, ws)
			}
			t.Gradient(gradient)
			for i, w := range x {
				gradient[i] += E(decay) * w
			}
			return float64(loss) + decay/2*inner(x, x)
		}, x)
		at := s.descent.at
		s.model.SetParams(at.x)
		return at.value - decay/2*inner(at.x, at.x)
	})
	s.step(len(rows))
	return loss
}
