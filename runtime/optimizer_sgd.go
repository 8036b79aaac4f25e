package nn

// SGDStep holds the numbers of an update by gradient descent. Everywhere below, g is the gradient as the rule sees it:
// Clip·dw + Decay·w, where Clip is 1 without clipping and Decay is 0 without weight decay. Both are always applied, so
// that an infinite w without decay has a gradient of NaN. Denormal numbers count as 0.
type SGDStep[T Float] struct{ LearningRate, Momentum, Decay, Clip T }

// Ssgd is the update of plain gradient descent:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		w[i] -= s.LearningRate * g
//	}
//
//go:noinline
func Ssgd(w, dw []float32, s SGDStep[float32]) {
	mustFit(len(dw) == len(w), "sgd")
	if sharesUpdate(len(w)) {
		ssgdUpdates.do(w, dw, nil, nil, s)
	} else {
		ssgd(w, dw, s)
	}
}

// Dsgd is Ssgd for float64.
//
//go:noinline
func Dsgd(w, dw []float64, s SGDStep[float64]) {
	mustFit(len(dw) == len(w), "sgd")
	if sharesUpdate(len(w)) {
		dsgdUpdates.do(w, dw, nil, nil, s)
	} else {
		dsgd(w, dw, s)
	}
}

// Smomentum is the update of gradient descent with the momentum v:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Momentum*v[i] + g
//		w[i] -= s.LearningRate * v[i]
//	}
//
//go:noinline
func Smomentum(w, dw, v []float32, s SGDStep[float32]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "momentum")
	if sharesUpdate(len(w)) {
		smomentumUpdates.do(w, dw, nil, v, s)
	} else {
		smomentum(w, dw, v, s)
	}
}

// Dmomentum is Smomentum for float64.
//
//go:noinline
func Dmomentum(w, dw, v []float64, s SGDStep[float64]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "momentum")
	if sharesUpdate(len(w)) {
		dmomentumUpdates.do(w, dw, nil, v, s)
	} else {
		dmomentum(w, dw, v, s)
	}
}

// Snesterov is the update of gradient descent with Nesterov's momentum, which looks ahead along v:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Momentum*v[i] + g
//		w[i] -= s.LearningRate * (g + s.Momentum*v[i])
//	}
//
//go:noinline
func Snesterov(w, dw, v []float32, s SGDStep[float32]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "nesterov")
	if sharesUpdate(len(w)) {
		snesterovUpdates.do(w, dw, nil, v, s)
	} else {
		snesterov(w, dw, v, s)
	}
}

// Dnesterov is Snesterov for float64.
//
//go:noinline
func Dnesterov(w, dw, v []float64, s SGDStep[float64]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "nesterov")
	if sharesUpdate(len(w)) {
		dnesterovUpdates.do(w, dw, nil, v, s)
	} else {
		dnesterov(w, dw, v, s)
	}
}

func sgd[T Float](w, dw []T, s SGDStep[T]) {
	for i, d := range dw[:len(w)] {
		g := s.Clip*d + s.Decay*w[i]
		w[i] -= s.LearningRate * g
	}
}

func momentum[T Float](w, dw, v []T, s SGDStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := s.Clip*d + s.Decay*w[i]
		v[i] = flush(s.Momentum*v[i]+g, least)
		w[i] -= s.LearningRate * v[i]
	}
}

func nesterov[T Float](w, dw, v []T, s SGDStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := s.Clip*d + s.Decay*w[i]
		v[i] = flush(s.Momentum*v[i]+g, least)
		w[i] -= s.LearningRate * (g + s.Momentum*v[i])
	}
}
