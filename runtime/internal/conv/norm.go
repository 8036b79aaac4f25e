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
	n.check(channels)
	for o := range channels {
		row := w[o*taps : (o+1)*taps]
		scale, shift := n.of(o, row[taps-1])
		for i := range row {
			row[i] = T(float64(row[i]) * scale)
		}
		row[taps-1] = shift
	}
}

// apply sets what scales sums to what the norm does, and what shifts them, the bias, likewise.
func (n *norm[T]) apply(scale, shift []T) {
	n.check(len(scale))
	if hasFlat[T]() {
		f32Normalize(single(scale), single(shift), single(n.gamma), single(n.beta), single(n.mean), single(n.variance), n.epsilon)
		return
	}
	normalizeBody(scale, shift, n)
}

// normalizeBody is the reference of the kernel.
func normalizeBody[T mat.Float](scale, shift []T, n *norm[T]) {
	for o := range scale {
		var s float64
		s, shift[o] = n.of(o, shift[o])
		scale[o] = T(s)
	}
}

// of is what scales and shifts the sums of a channel to which a bias is added.
func (n *norm[T]) of(channel int, bias T) (scale float64, shift T) {
	scale = float64(n.gamma[channel]) / math.Sqrt(float64(n.variance[channel])+n.epsilon)
	return scale, T((float64(bias)-float64(n.mean[channel]))*scale + float64(n.beta[channel]))
}

func (n *norm[T]) check(channels int) {
	mat.MustFit(len(n.gamma) == channels && len(n.beta) == channels && len(n.mean) == channels && len(n.variance) == channels, "convNorm")
}
