package nn

// RMSPropStep holds the numbers of an update by RMSProp. Gain is 1 − Rho, rounded from float64. Clip and Decay are
// those of SGDStep.
type RMSPropStep[T Float] struct{ LearningRate, Rho, Gain, Epsilon, Decay, Clip T }

// Srmsprop is the update of RMSProp (Tieleman & Hinton 2012):
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
func Srmsprop(w, dw, v []float32, s RMSPropStep[float32]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "rmsprop")
	s.Epsilon = max(s.Epsilon, leastNormal32)
	if sharesUpdate(len(w)) {
		srmspropUpdates.do(w, dw, nil, v, s)
	} else {
		srmsprop(w, dw, v, s)
	}
}

// Drmsprop is Srmsprop for float64.
//
//go:noinline
func Drmsprop(w, dw, v []float64, s RMSPropStep[float64]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "rmsprop")
	s.Epsilon = max(s.Epsilon, leastNormal64)
	if sharesUpdate(len(w)) {
		drmspropUpdates.do(w, dw, nil, v, s)
	} else {
		drmsprop(w, dw, v, s)
	}
}

// AdagradStep holds the numbers of an update by Adagrad. Clip and Decay are those of SGDStep.
type AdagradStep[T Float] struct{ LearningRate, Epsilon, Decay, Clip T }

// Sadagrad is the update of Adagrad (Duchi et al. 2011):
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
func Sadagrad(w, dw, v []float32, s AdagradStep[float32]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "adagrad")
	s.Epsilon = max(s.Epsilon, leastNormal32)
	if sharesUpdate(len(w)) {
		sadagradUpdates.do(w, dw, nil, v, s)
	} else {
		sadagrad(w, dw, v, s)
	}
}

// Dadagrad is Sadagrad for float64.
//
//go:noinline
func Dadagrad(w, dw, v []float64, s AdagradStep[float64]) {
	mustFit(len(dw) == len(w) && len(v) == len(w), "adagrad")
	s.Epsilon = max(s.Epsilon, leastNormal64)
	if sharesUpdate(len(w)) {
		dadagradUpdates.do(w, dw, nil, v, s)
	} else {
		dadagrad(w, dw, v, s)
	}
}

func rmsprop[T Float](w, dw, v []T, s RMSPropStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := flush(s.Clip*d+s.Decay*w[i], least)
		v[i] = flush(s.Rho*v[i]+s.Gain*g*g, least)
		w[i] -= s.LearningRate * (g / (sqrt(v[i]) + s.Epsilon))
	}
}

func adagrad[T Float](w, dw, v []T, s AdagradStep[T]) {
	v, least := v[:len(w)], leastNormal[T]()
	for i, d := range dw[:len(w)] {
		g := flush(s.Clip*d+s.Decay*w[i], least)
		v[i] = flush(v[i]+g*g, least)
		w[i] -= s.LearningRate * (g / (sqrt(v[i]) + s.Epsilon))
	}
}
