package optim

import "github.com/nngen/nngen/runtime/internal/mat"

// RMSPropStep holds the numbers of an update by RMSProp. Gain is 1 − Rho, rounded from float64. Clip and Decay are
// those of SGDStep.
type RMSPropStep[T mat.Float] struct{ LearningRate, Rho, Gain, Epsilon, Decay, Clip T }

// F32Rmsprop is the update of RMSProp (Tieleman & Hinton 2012):
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Rho*v[i] + s.Gain*g*g
//		w[i] -= s.LearningRate * (g / (math.Sqrt(v[i]) + s.Epsilon))
//	}
//
// Denormal numbers count as 0, but an Epsilon as the smallest normal number.
//
//go:noinline
func F32Rmsprop(w, dw, v []float32, s RMSPropStep[float32]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "rmsprop")
	s.Epsilon = max(s.Epsilon, leastNormal32)
	if sharesUpdate(len(w)) {
		f32RmspropUpdates.do(w, dw, nil, v, s)
	} else {
		f32Rmsprop(w, dw, v, s)
	}
}

// F64Rmsprop is F32Rmsprop for float64.
//
//go:noinline
func F64Rmsprop(w, dw, v []float64, s RMSPropStep[float64]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "rmsprop")
	s.Epsilon = max(s.Epsilon, leastNormal64)
	if sharesUpdate(len(w)) {
		f64RmspropUpdates.do(w, dw, nil, v, s)
	} else {
		f64Rmsprop(w, dw, v, s)
	}
}

// AdagradStep holds the numbers of an update by Adagrad. Clip and Decay are those of SGDStep.
type AdagradStep[T mat.Float] struct{ LearningRate, Epsilon, Decay, Clip T }

// F32Adagrad is the update of Adagrad (Duchi et al. 2011):
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] += g * g
//		w[i] -= s.LearningRate * (g / (math.Sqrt(v[i]) + s.Epsilon))
//	}
//
// Denormal numbers count as 0, but an Epsilon as the smallest normal number.
//
//go:noinline
func F32Adagrad(w, dw, v []float32, s AdagradStep[float32]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "adagrad")
	s.Epsilon = max(s.Epsilon, leastNormal32)
	if sharesUpdate(len(w)) {
		f32AdagradUpdates.do(w, dw, nil, v, s)
	} else {
		f32Adagrad(w, dw, v, s)
	}
}

// F64Adagrad is F32Adagrad for float64.
//
//go:noinline
func F64Adagrad(w, dw, v []float64, s AdagradStep[float64]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "adagrad")
	s.Epsilon = max(s.Epsilon, leastNormal64)
	if sharesUpdate(len(w)) {
		f64AdagradUpdates.do(w, dw, nil, v, s)
	} else {
		f64Adagrad(w, dw, v, s)
	}
}

func rmsprop[T mat.Float](w, dw, v []T, s RMSPropStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := flush(s.Clip*d+s.Decay*w[i], least)
		v[i] = flush(s.Rho*v[i]+s.Gain*g*g, least)
		w[i] -= s.LearningRate * (g / (sqrt(v[i]) + s.Epsilon))
	}
}

func adagrad[T mat.Float](w, dw, v []T, s AdagradStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := flush(s.Clip*d+s.Decay*w[i], least)
		v[i] = flush(v[i]+g*g, least)
		w[i] -= s.LearningRate * (g / (sqrt(v[i]) + s.Epsilon))
	}
}
