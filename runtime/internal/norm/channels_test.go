package norm

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestBatchNormGrad holds the gradients of gamma*y + beta, y = (x − mean)/√(variance + epsilon), against finite differences of a loss
// Σ w·z, in rows of odd lengths.
func TestBatchNormGrad(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, inner := range []int{1, 2, 3, 4, 5, 9} {
		const channels, rows, epsilon = 3, 4, 1e-3
		list := func(n int) []float64 {
			s := make([]float64, n)
			for i := range s {
				s[i] = r.NormFloat64()
			}
			return s
		}
		n := rows * channels * inner
		x, w, gamma, beta := list(n), list(n), list(channels), list(channels)
		y, z, moments := make([]float64, n), make([]float64, n), make([]float64, 2*channels)
		loss := func() (sum float64) {
			F64BatchMoments(moments, x, inner)
			F64StandardizeChannels(y, x, moments[:channels], moments[channels:], inner, epsilon)
			F64AffineChannels(z, y, gamma, beta, inner)
			for i, v := range z {
				sum += w[i] * v
			}
			return sum
		}
		loss()
		dx, dgamma, dbeta := make([]float64, n), make([]float64, channels), make([]float64, channels)
		F64BatchNormGrad(dx, dgamma, dbeta, w, y, gamma, moments, inner, epsilon)
		for name, c := range map[string]struct{ at, grad []float64 }{"x": {x, dx}, "gamma": {gamma, dgamma}, "beta": {beta, dbeta}} {
			for i, g := range c.grad {
				const h = 1e-5
				was := c.at[i]
				c.at[i] = was + h
				up := loss()
				c.at[i] = was - h
				down := loss()
				c.at[i] = was
				if d := (up - down) / (2 * h); math.Abs(d-g) > 1e-6*(1+math.Abs(d)) {
					t.Errorf("%d entries of a channel: the slope by %s[%d] is %g, not %g", inner, name, i, d, g)
				}
			}
		}
	}
}
