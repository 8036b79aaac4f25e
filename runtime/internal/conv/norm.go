package conv

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// norm is a batch_norm with running statistics: gamma·(z − mean)/√(variance + epsilon) + beta of each channel.
type norm[T mat.Float] struct {
	gamma, beta, mean, variance []T
	epsilon                     float64
}

// fold makes weights, whose last tap is the bias, those of a convolution that normalizes, too. There may be no norm.
func (n *norm[T]) fold(w []T, taps int) {
	if n == nil {
		return
	}
	channels := len(w) / taps
	mat.MustFit(len(n.gamma) == channels && len(n.beta) == channels && len(n.mean) == channels && len(n.variance) == channels, "convNorm")
	for o := range channels {
		scale := float64(n.gamma[o]) / math.Sqrt(float64(n.variance[o])+n.epsilon)
		row := w[o*taps : (o+1)*taps]
		bias := (float64(row[taps-1])-float64(n.mean[o]))*scale + float64(n.beta[o])
		for i := range row {
			row[i] = T(float64(row[i]) * scale)
		}
		row[taps-1] = T(bias)
	}
}
