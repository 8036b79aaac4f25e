package optim

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// rule is an optimizer with the numbers of a step, for tests. Rules without m or v leave it alone.
type rule[T mat.Float] struct {
	name      string
	run, body func(w, dw, m, v []T)
	formula   func(w, dw float64, m, v *float64) (step float64)
}

// plainAdam is the name of adam without clipping and decay.
const plainAdam = "plain adam"

// steps are the numbers that the rules of a precision are tested with.
type steps[T mat.Float] struct {
	sgd     SGDStep[T]
	adam    AdamStep[T]
	plain   AdamStep[T]
	rmsprop RMSPropStep[T]
	adagrad AdagradStep[T]
}

func stepsOf[T mat.Float]() steps[T] {
	return steps[T]{
		SGDStep[T]{0.1, 0.9, 0.01, 0.75},
		AdamStep[T]{0.02, 0.7, 0.9, 0.1, 0.999, 0.001, 1e-8, 0.01, 0.03, 0.75},
		AdamStep[T]{0.02, 0.7, 0.9, 0.2, 0.999, 0.002, 1e-8, 0, 0, 1},
		RMSPropStep[T]{0.01, 0.99, 0.01, 1e-8, 0.01, 0.75},
		AdagradStep[T]{0.01, 1e-10, 0.01, 0.75},
	}
}

var singleRules = rules(
	func(w, dw, _, _ []float32) { F32Sgd(w, dw, stepsOf[float32]().sgd) },
	func(w, dw, m, _ []float32) { F32Momentum(w, dw, m, stepsOf[float32]().sgd) },
	func(w, dw, m, _ []float32) { F32Nesterov(w, dw, m, stepsOf[float32]().sgd) },
	func(w, dw, m, v []float32) { F32Adam(w, dw, m, v, stepsOf[float32]().adam) },
	func(w, dw, m, v []float32) { F32Adam(w, dw, m, v, stepsOf[float32]().plain) },
	func(w, dw, _, v []float32) { F32Rmsprop(w, dw, v, stepsOf[float32]().rmsprop) },
	func(w, dw, _, v []float32) { F32Adagrad(w, dw, v, stepsOf[float32]().adagrad) },
)

var doubleRules = rules(
	func(w, dw, _, _ []float64) { F64Sgd(w, dw, stepsOf[float64]().sgd) },
	func(w, dw, m, _ []float64) { F64Momentum(w, dw, m, stepsOf[float64]().sgd) },
	func(w, dw, m, _ []float64) { F64Nesterov(w, dw, m, stepsOf[float64]().sgd) },
	func(w, dw, m, v []float64) { F64Adam(w, dw, m, v, stepsOf[float64]().adam) },
	func(w, dw, m, v []float64) { F64Adam(w, dw, m, v, stepsOf[float64]().plain) },
	func(w, dw, _, v []float64) { F64Rmsprop(w, dw, v, stepsOf[float64]().rmsprop) },
	func(w, dw, _, v []float64) { F64Adagrad(w, dw, v, stepsOf[float64]().adagrad) },
)

func rules[T mat.Float](runs ...func(w, dw, m, v []T)) []rule[T] {
	s := stepsOf[T]()
	list := []rule[T]{
		{"sgd", nil, func(w, dw, _, _ []T) { sgd(w, dw, s.sgd) }, s.sgdFormula},
		{"momentum", nil, func(w, dw, m, _ []T) { momentum(w, dw, m, s.sgd) }, s.momentumFormula},
		{"nesterov", nil, func(w, dw, m, _ []T) { nesterov(w, dw, m, s.sgd) }, s.nesterovFormula},
		{"adam", nil, func(w, dw, m, v []T) { adam(w, dw, m, v, s.adam) }, s.adam.formula},
		{plainAdam, nil, func(w, dw, m, v []T) { adam(w, dw, m, v, s.plain) }, s.plain.formula},
		{"rmsprop", nil, func(w, dw, _, v []T) { rmsprop(w, dw, v, s.rmsprop) }, s.rmspropFormula},
		{"adagrad", nil, func(w, dw, _, v []T) { adagrad(w, dw, v, s.adagrad) }, s.adagradFormula},
	}
	for i := range list {
		list[i].run = runs[i]
	}
	return list
}

func (s steps[T]) sgdFormula(w, dw float64, _, _ *float64) float64 {
	return float64(s.sgd.LearningRate) * seen(w, dw, s.sgd.Decay, s.sgd.Clip)
}

func (s steps[T]) momentumFormula(w, dw float64, m, _ *float64) float64 {
	*m = float64(s.sgd.Momentum)**m + seen(w, dw, s.sgd.Decay, s.sgd.Clip)
	return float64(s.sgd.LearningRate) * *m
}

func (s steps[T]) nesterovFormula(w, dw float64, m, _ *float64) float64 {
	g := seen(w, dw, s.sgd.Decay, s.sgd.Clip)
	*m = float64(s.sgd.Momentum)**m + g
	return float64(s.sgd.LearningRate) * (g + float64(s.sgd.Momentum)**m)
}

func (a AdamStep[T]) formula(w, dw float64, m, v *float64) float64 {
	g := seen(w, dw, a.Decay, a.Clip)
	*m = float64(a.Beta1)**m + float64(a.Gain1)*g
	*v = float64(a.Beta2)**v + float64(a.Gain2)*g*g
	return float64(a.Shrink)*w + float64(a.Rate)**m/(math.Sqrt(*v)/float64(a.Correction)+float64(a.Epsilon))
}

func (s steps[T]) rmspropFormula(w, dw float64, _, v *float64) float64 {
	r := s.rmsprop
	g := seen(w, dw, r.Decay, r.Clip)
	*v = float64(r.Rho)**v + float64(r.Gain)*g*g
	return float64(r.LearningRate) * g / (math.Sqrt(*v) + float64(r.Epsilon))
}

func (s steps[T]) adagradFormula(w, dw float64, _, v *float64) float64 {
	a := s.adagrad
	g := seen(w, dw, a.Decay, a.Clip)
	*v += g * g
	return float64(a.LearningRate) * g / (math.Sqrt(*v) + float64(a.Epsilon))
}

// seen is the gradient as the rules see it.
func seen[T mat.Float](w, dw float64, decay, clip T) float64 {
	return float64(clip)*dw + float64(decay)*w
}
