package nn

import (
	"github.com/nngen/nngen/runtime/internal/optim"
	"github.com/nngen/nngen/runtime/internal/product"
	"github.com/nngen/nngen/runtime/internal/random"
)

// Rand draws the random numbers of an initialization. Equal seeds give equal numbers, on every machine.
type Rand = random.Rand

// NewRand returns a Rand over the PCG generator of math/rand/v2.
func NewRand(seed uint64) *Rand { return random.NewRand(seed) }

// F32FillNormal fills w from the normal distribution of mean 0 and standard deviation std.
func F32FillNormal(r *Rand, w []float32, std float64) { random.F32FillNormal(r, w, std) }

// F64FillNormal is F32FillNormal for float64. It draws the same numbers, without rounding them.
func F64FillNormal(r *Rand, w []float64, std float64) { random.F64FillNormal(r, w, std) }

// F32FillUniform fills w from the uniform distribution over [-limit, limit).
func F32FillUniform(r *Rand, w []float32, limit float64) { random.F32FillUniform(r, w, limit) }

// F64FillUniform is F32FillUniform for float64. It draws the same numbers, without rounding them.
func F64FillUniform(r *Rand, w []float64, limit float64) { random.F64FillUniform(r, w, limit) }

// F32FillNormalT fills weights that lie input by input: n0 inputs, n1 units, rows ld entries apart. It draws unit by unit
// and so the numbers that F32FillNormal draws where they lie unit by unit: weights follow from the seed, not from how they
// are laid out.
func F32FillNormalT(r *Rand, w []float32, n0, n1, ld int, std float64) {
	random.F32FillNormalT(r, w, n0, n1, ld, std)
}

// F64FillNormalT is F32FillNormalT for float64.
func F64FillNormalT(r *Rand, w []float64, n0, n1, ld int, std float64) {
	random.F64FillNormalT(r, w, n0, n1, ld, std)
}

// F32FillUniformT is to F32FillUniform what F32FillNormalT is to F32FillNormal.
func F32FillUniformT(r *Rand, w []float32, n0, n1, ld int, limit float64) {
	random.F32FillUniformT(r, w, n0, n1, ld, limit)
}

// F64FillUniformT is F32FillUniformT for float64.
func F64FillUniformT(r *Rand, w []float64, n0, n1, ld int, limit float64) {
	random.F64FillUniformT(r, w, n0, n1, ld, limit)
}

// AdamStep holds the numbers of an update by Adam or AdamW. Update t, counted from 1, has the Rate
// learning_rate/(1 − Beta1ᵗ) and the Correction √(1 − Beta2ᵗ), since the means m and v begin at 0. Gain1 and Gain2 are
// 1 − Beta1 and 1 − Beta2, rounded from float64. Shrink is AdamW's weight decay times the learning rate. Clip and
// Decay are those of SGDStep.
type AdamStep[T Float] = optim.AdamStep[T]

// Power returns beta to the power t, for 0 ≤ beta ≤ 1: the bits of math.Pow as it is written in Go, several times as fast.
func Power(beta float64, t uint64) float64 { return optim.Power(beta, t) }

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
// an Epsilon as the smallest normal number.
func F32Adam(w, dw, m, v []float32, s AdamStep[float32]) { optim.F32Adam(w, dw, m, v, s) }

// F64Adam is F32Adam for float64.
func F64Adam(w, dw, m, v []float64, s AdamStep[float64]) { optim.F64Adam(w, dw, m, v, s) }

// RMSPropStep holds the numbers of an update by RMSProp. Gain is 1 − Rho, rounded from float64. Clip and Decay are
// those of SGDStep.
type RMSPropStep[T Float] = optim.RMSPropStep[T]

// F32Rmsprop is the update of RMSProp (Tieleman & Hinton 2012):
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Rho*v[i] + s.Gain*g*g
//		w[i] -= s.LearningRate * (g / (math.Sqrt(v[i]) + s.Epsilon))
//	}
//
// Denormal numbers count as 0, but an Epsilon as the smallest normal number.
func F32Rmsprop(w, dw, v []float32, s RMSPropStep[float32]) { optim.F32Rmsprop(w, dw, v, s) }

// F64Rmsprop is F32Rmsprop for float64.
func F64Rmsprop(w, dw, v []float64, s RMSPropStep[float64]) { optim.F64Rmsprop(w, dw, v, s) }

// AdagradStep holds the numbers of an update by Adagrad. Clip and Decay are those of SGDStep.
type AdagradStep[T Float] = optim.AdagradStep[T]

// F32Adagrad is the update of Adagrad (Duchi et al. 2011):
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] += g * g
//		w[i] -= s.LearningRate * (g / (math.Sqrt(v[i]) + s.Epsilon))
//	}
//
// Denormal numbers count as 0, but an Epsilon as the smallest normal number.
func F32Adagrad(w, dw, v []float32, s AdagradStep[float32]) { optim.F32Adagrad(w, dw, v, s) }

// F64Adagrad is F32Adagrad for float64.
func F64Adagrad(w, dw, v []float64, s AdagradStep[float64]) { optim.F64Adagrad(w, dw, v, s) }

// SGDStep holds the numbers of an update by gradient descent. Everywhere below, g is the gradient as the rule sees it:
// Clip·dw + Decay·w, where Clip is 1 without clipping and Decay is 0 without weight decay. Both are always applied, so
// that an infinite w without decay has a gradient of NaN. Denormal numbers count as 0.
type SGDStep[T Float] = optim.SGDStep[T]

// F32Sgd is the update of plain gradient descent:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		w[i] -= s.LearningRate * g
//	}
func F32Sgd(w, dw []float32, s SGDStep[float32]) { optim.F32Sgd(w, dw, s) }

// F64Sgd is F32Sgd for float64.
func F64Sgd(w, dw []float64, s SGDStep[float64]) { optim.F64Sgd(w, dw, s) }

// F32FiniteSgd is F32Sgd where dw is finite. Else it returns false, and does nothing.
func F32FiniteSgd(w, dw []float32, s SGDStep[float32]) bool { return optim.F32FiniteSgd(w, dw, s) }

// F32Momentum is the update of gradient descent with the momentum v:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Momentum*v[i] + g
//		w[i] -= s.LearningRate * v[i]
//	}
func F32Momentum(w, dw, v []float32, s SGDStep[float32]) { optim.F32Momentum(w, dw, v, s) }

// F64Momentum is F32Momentum for float64.
func F64Momentum(w, dw, v []float64, s SGDStep[float64]) { optim.F64Momentum(w, dw, v, s) }

// F32Nesterov is the update of gradient descent with Nesterov's momentum, which looks ahead along v:
//
//	for i := range w {
//		g := s.Clip*dw[i] + s.Decay*w[i]
//		v[i] = s.Momentum*v[i] + g
//		w[i] -= s.LearningRate * (g + s.Momentum*v[i])
//	}
func F32Nesterov(w, dw, v []float32, s SGDStep[float32]) { optim.F32Nesterov(w, dw, v, s) }

// F64Nesterov is F32Nesterov for float64.
func F64Nesterov(w, dw, v []float64, s SGDStep[float64]) { optim.F64Nesterov(w, dw, v, s) }

// F32GemmTN computes C = Aᵀ·B, where A is (k, m), B is (k, n), C is (m, n), and the rows of C begin ld entries apart:
//
//	for i := range m {
//		for j := range n {
//			c[i*ld+j] = 0
//			for p := range k {
//				c[i*ld+j] += a[p*m+i] * b[p*n+j]
//			}
//		}
//	}
//
// but adds in another order. The entries between the rows of C keep what they hold.
func F32GemmTN(c, a, b []float32, m, n, k, ld int) { product.F32GemmTN(c, a, b, m, n, k, ld) }

// F64GemmTN is F32GemmTN for float64.
func F64GemmTN(c, a, b []float64, m, n, k, ld int) { product.F64GemmTN(c, a, b, m, n, k, ld) }

// F32GemmTNSum is F32GemmTN, and sets sums, which has n entries, to the sum of the rows of B: the gradient of a layer's
// weights and biases.
func F32GemmTNSum(c, sums, a, b []float32, m, n, k, ld int) {
	product.F32GemmTNSum(c, sums, a, b, m, n, k, ld)
}

// F64GemmTNSum is F32GemmTNSum for float64.
func F64GemmTNSum(c, sums, a, b []float64, m, n, k, ld int) {
	product.F64GemmTNSum(c, sums, a, b, m, n, k, ld)
}

// Gradient holds the arguments of F32GemmTNSum: what the gradient of a layer's weights and biases takes.
type Gradient[T Float] = product.Gradient[T]

// F32GemmTNSums computes gradients, each as F32GemmTNSum does. If the last is large enough to be shared between cores, the
// others, which are too small for that, are computed beside it. There is at least one. The call is not inlined, so that the
// list stays on the stack.
func F32GemmTNSums(gs ...Gradient[float32]) { product.F32GemmTNSums(gs...) }

// F64GemmTNSums is F32GemmTNSums for float64.
func F64GemmTNSums(gs ...Gradient[float64]) { product.F64GemmTNSums(gs...) }

// F32GemmNTSlope is F32GemmNT, and then multiplies by slope the entries of C whose entry of from, which lies as C does, is not
// above 0: the gradient by what a relu (slope 0) or leaky_relu made of from, and then by what went into that.
func F32GemmNTSlope(c, a, b, from []float32, m, n, k, ld int, slope float32) {
	product.F32GemmNTSlope(c, a, b, from, m, n, k, ld, slope)
}

// F32UnitGrad is the gradient of a layer of one unit, whose weights w have n entries and whose x has a row of n for each of m examples: by the
// weights, by the bias and by x, and then by what went into the activation that made x. It is
//
//	F32GemmTN(dw, dz, x, 1, n, m, n)
//	F32SumRows(db, dz)
//	F32GemmNN(dx, dz, w, m, n, 1, n)
//
// and then F32ReluGrad(dx, x) where slope is 0, F32LeakyReluGrad(dx, x, slope) where it is another number than 1. Where x is NaN, dx may be left
// as it is.
func F32UnitGrad(dw, db, dx, dz, x, w []float32, m, n int, slope float32) {
	product.F32UnitGrad(dw, db, dx, dz, x, w, m, n, slope)
}
