package softmax

import "github.com/nngen/nngen/runtime/internal/mat"

// F32SoftmaxGradRows computes the gradient dz by the z of a = softmax(z), row by row of n entries, given da:
//
//	dz[i] = a[i] * (da[i] - Σ da*a)
//
// dz may be da.
//
//go:noinline
func F32SoftmaxGradRows(dz, da, a []float32, n int) {
	mat.MustFit(len(dz) == len(a) && len(da) == len(a) && mat.WholeRows(len(a), n), "softmaxGradRows")
	softmaxGradRows(dz, da, a, n)
}

// F64SoftmaxGradRows is F32SoftmaxGradRows for float64.
//
//go:noinline
func F64SoftmaxGradRows(dz, da, a []float64, n int) {
	mat.MustFit(len(dz) == len(a) && len(da) == len(a) && mat.WholeRows(len(a), n), "softmaxGradRows")
	softmaxGradRows(dz, da, a, n)
}

func softmaxGradRows[T mat.Float](dz, da, a []T, n int) {
	for at := 0; at < len(a); at += n {
		along := 0.0
		for i, d := range da[at : at+n] {
			along += float64(d) * float64(a[at+i])
		}
		for i, d := range da[at : at+n] {
			dz[at+i] = T(float64(a[at+i]) * (float64(d) - along))
		}
	}
}
