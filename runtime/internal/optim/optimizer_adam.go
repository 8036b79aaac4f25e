package optim

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// AdamStep holds the numbers of an update by Adam or AdamW. Update t, counted from 1, has the Rate
// learning_rate/(1 − Beta1ᵗ) and the Correction √(1 − Beta2ᵗ), since the means m and v begin at 0. Gain1 and Gain2 are
// 1 − Beta1 and 1 − Beta2, rounded from float64. Shrink is AdamW's weight decay times the learning rate. Clip and
// Decay are those of SGDStep.
type AdamStep[T mat.Float] struct{ Rate, Correction, Beta1, Gain1, Beta2, Gain2, Epsilon, Decay, Shrink, Clip T }

// F32Adam is the update of Adam (Kingma & Ba 2014) and AdamW (Loshchilov & Hutter 2017):
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		w[i] -= s.Shrink * w[i]
//		m[i] = s.Beta1*m[i] + s.Gain1*g
//		v[i] = s.Beta2*v[i] + s.Gain2*g*g
//		w[i] -= s.Rate * (m[i] / (math.Sqrt(v[i])/s.Correction + s.Epsilon))
//	}
//
// The last step is within 1e-6 of its size (float64: 1e-14), and of the rounding of w. Denormal numbers count as 0, but
// an Epsilon as the smallest normal number. Where Decay and Shrink are 0, w may be left out of the sums above that multiply it by 0, even
// where it is not finite.
//
//go:noinline
func F32Adam(w, dw, m, v []float32, s AdamStep[float32]) {
	mat.MustFit(len(dw) == len(w) && len(m) == len(w) && len(v) == len(w), "adam")
	s.Epsilon = max(s.Epsilon, leastNormal32)
	if sharesUpdate(len(w)) {
		f32AdamUpdates.do(w, dw, m, v, s)
	} else {
		f32Adam(w, dw, m, v, s)
	}
}

// F64Adam is F32Adam for float64.
//
//go:noinline
func F64Adam(w, dw, m, v []float64, s AdamStep[float64]) {
	mat.MustFit(len(dw) == len(w) && len(m) == len(w) && len(v) == len(w), "adam")
	s.Epsilon = max(s.Epsilon, leastNormal64)
	if sharesUpdate(len(w)) {
		f64AdamUpdates.do(w, dw, m, v, s)
	} else {
		f64Adam(w, dw, m, v, s)
	}
}

func adam[T mat.Float](w, dw, m, v []T, s AdamStep[T]) {
	m, v = m[:len(w)], v[:len(w)]
	least := leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := s.Clip*d + s.Decay*w[i]
		m[i] = flush(s.Beta1*m[i]+s.Gain1*g, least)
		v[i] = flush(s.Beta2*v[i]+s.Gain2*g*g, least)
		w[i] = w[i] - s.Shrink*w[i] - s.Rate*(m[i]/(sqrt(v[i])/s.Correction+s.Epsilon))
	}
}

// sqrt rounds the root once: that of a float32 in float64 has digits enough to be rounded again.
func sqrt[T mat.Float](x T) T { return T(math.Sqrt(float64(x))) }
