package softmax

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// F32SoftCrossEntropyGradRows is F32SmoothCrossEntropyGradRows for targets that are probabilities p of each class, n for a row.
// With q = (1-s)·p + s/n the loss of a row is Σ q[i]·(log(Σ exp(z)) - z[i]), and dz = (Σq·softmax(z) - q)·factor. dz and z may be
// the same slice.
//
//go:noinline
func F32SoftCrossEntropyGradRows(dz, z, ps []float32, n int, smoothing, factor float32) float64 {
	mat.MustFit(len(dz) == len(z) && len(ps) == len(z) && mat.WholeRows(len(z), n), "crossEntropyGradRows")
	loss := 0.0
	for len(z) > 0 {
		row, grad, p := z[:n], dz[:n], ps[:n]
		z, dz, ps = z[n:], dz[n:], ps[n:]
		shift := f32Maximum(row)
		dot, total := soften(row, p, shift, smoothing)
		sum := f32ExpCutoff(grad, row, shift)
		f32Scale(grad, float32(float64(factor)*total/sum))
		unsoften(grad, p, smoothing, factor)
		loss += total*math.Log(sum) - dot
	}
	return loss
}

// F64SoftCrossEntropyGradRows is F32SoftCrossEntropyGradRows for float64.
//
//go:noinline
func F64SoftCrossEntropyGradRows(dz, z, ps []float64, n int, smoothing, factor float64) float64 {
	mat.MustFit(len(dz) == len(z) && len(ps) == len(z) && mat.WholeRows(len(z), n), "crossEntropyGradRows")
	loss := 0.0
	for len(z) > 0 {
		row, grad, p := z[:n], dz[:n], ps[:n]
		z, dz, ps = z[n:], dz[n:], ps[n:]
		shift := f64Maximum(row)
		dot, total := soften(row, p, shift, smoothing)
		sum := f64ExpCutoff(grad, row, shift)
		f64Scale(grad, factor*total/sum)
		unsoften(grad, p, smoothing, factor)
		loss += total*math.Log(sum) - dot
	}
	return loss
}

// soften returns Σ q·(z - shift) and Σ q. A logit without a target does not count, even if it is infinite.
func soften[T mat.Float](z, p []T, shift, smoothing T) (dot, total float64) {
	keep, each := 1-float64(smoothing), float64(smoothing)/float64(len(z))
	for i, v := range z {
		q := keep*float64(p[i]) + each
		if total += q; q != 0 {
			dot += q * (float64(v) - float64(shift))
		}
	}
	return dot, total
}

// unsoften subtracts q·factor.
func unsoften[T mat.Float](dz, p []T, smoothing, factor T) {
	keep, each := 1-smoothing, smoothing/T(len(dz))
	for i, v := range p {
		dz[i] -= factor * (keep*v + each)
	}
}
