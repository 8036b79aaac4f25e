package optim

import "github.com/nngen/nngen/runtime/internal/mat"

// SGDStep holds the numbers of an update by gradient descent. Everywhere below, g is the gradient as the rule sees it:
// Clip·dw + Decay·w, where Clip is 1 without clipping and Decay is 0 without weight decay. Both are always applied, so
// that an infinite w without decay has a gradient of NaN. Denormal numbers count as 0.
type SGDStep[T mat.Float] struct{ LearningRate, Momentum, Decay, Clip T }

// F32Sgd is the update of plain gradient descent:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		w[i] -= s.LearningRate * g
//	}
//
//go:noinline
func F32Sgd(w, dw []float32, s SGDStep[float32]) {
	mat.MustFit(len(dw) == len(w), "sgd")
	if sharesUpdate(len(w)) {
		f32SgdUpdates.do(w, dw, nil, nil, s)
	} else {
		f32Sgd(w, dw, s)
	}
}

// F64Sgd is F32Sgd for float64.
//
//go:noinline
func F64Sgd(w, dw []float64, s SGDStep[float64]) {
	mat.MustFit(len(dw) == len(w), "sgd")
	if sharesUpdate(len(w)) {
		f64SgdUpdates.do(w, dw, nil, nil, s)
	} else {
		f64Sgd(w, dw, s)
	}
}

// F32Momentum is the update of gradient descent with the momentum v:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Momentum*v[i] + g
//		w[i] -= s.LearningRate * v[i]
//	}
//
//go:noinline
func F32Momentum(w, dw, v []float32, s SGDStep[float32]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "momentum")
	if sharesUpdate(len(w)) {
		f32MomentumUpdates.do(w, dw, nil, v, s)
	} else {
		f32Momentum(w, dw, v, s)
	}
}

// F64Momentum is F32Momentum for float64.
//
//go:noinline
func F64Momentum(w, dw, v []float64, s SGDStep[float64]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "momentum")
	if sharesUpdate(len(w)) {
		f64MomentumUpdates.do(w, dw, nil, v, s)
	} else {
		f64Momentum(w, dw, v, s)
	}
}

// F32Nesterov is the update of gradient descent with Nesterov's momentum, which looks ahead along v:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Momentum*v[i] + g
//		w[i] -= s.LearningRate * (g + s.Momentum*v[i])
//	}
//
//go:noinline
func F32Nesterov(w, dw, v []float32, s SGDStep[float32]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "nesterov")
	if sharesUpdate(len(w)) {
		f32NesterovUpdates.do(w, dw, nil, v, s)
	} else {
		f32Nesterov(w, dw, v, s)
	}
}

// F64Nesterov is F32Nesterov for float64.
//
//go:noinline
func F64Nesterov(w, dw, v []float64, s SGDStep[float64]) {
	mat.MustFit(len(dw) == len(w) && len(v) == len(w), "nesterov")
	if sharesUpdate(len(w)) {
		f64NesterovUpdates.do(w, dw, nil, v, s)
	} else {
		f64Nesterov(w, dw, v, s)
	}
}

func sgd[T mat.Float](w, dw []T, s SGDStep[T]) {
	for i, d := range dw[:len(w)] {
		g := s.Clip*d + s.Decay*w[i]
		w[i] -= s.LearningRate * g
	}
}

func momentum[T mat.Float](w, dw, v []T, s SGDStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := s.Clip*d + s.Decay*w[i]
		v[i] = flush(s.Momentum*v[i]+g, least)
		w[i] -= s.LearningRate * v[i]
	}
}

func nesterov[T mat.Float](w, dw, v []T, s SGDStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := s.Clip*d + s.Decay*w[i]
		v[i] = flush(s.Momentum*v[i]+g, least)
		w[i] -= s.LearningRate * (g + s.Momentum*v[i])
	}
}
