package nn

import "github.com/nngen/nngen/runtime/internal/softmax"

// F32CrossEntropyRows returns the loss of rows of n logits, Σ log(Σ exp(z[i])) - z[t] with the class t of each row.
func F32CrossEntropyRows[C ~int](z []float32, ts []C, n int) float64 {
	return softmax.F32CrossEntropyRows(z, softmax.Ints(ts), n)
}

// F64CrossEntropyRows is F32CrossEntropyRows for float64.
func F64CrossEntropyRows[C ~int](z []float64, ts []C, n int) float64 {
	return softmax.F64CrossEntropyRows(z, softmax.Ints(ts), n)
}

// F32CrossEntropyGradRows computes the gradient of the loss by the logits, dz = (softmax(z) - onehot(t))·factor for each
// row of n, and returns the loss itself, the same bits as F32CrossEntropyRows. Where z is less than the largest of its row
// by more than 64 (float64: 640), softmax counts as 0. dz and z may be the same slice.
func F32CrossEntropyGradRows[C ~int](dz, z []float32, ts []C, n int, factor float32) float64 {
	return softmax.F32CrossEntropyGradRows(dz, z, softmax.Ints(ts), n, factor)
}

// F64CrossEntropyGradRows is F32CrossEntropyGradRows for float64.
func F64CrossEntropyGradRows[C ~int](dz, z []float64, ts []C, n int, factor float64) float64 {
	return softmax.F64CrossEntropyGradRows(dz, z, softmax.Ints(ts), n, factor)
}

// F32Softmax computes y[i] = exp(z[i]) / Σ exp(z[j]), from z minus its maximum so that nothing overflows. y and z have
// the same length and may be the same slice.
func F32Softmax(y, z []float32) { softmax.F32Softmax(y, z) }

// F64Softmax is F32Softmax for float64.
func F64Softmax(y, z []float64) { softmax.F64Softmax(y, z) }

// F32SoftmaxRows applies F32Softmax to each row of n entries. y and z may be the same slice.
func F32SoftmaxRows(y, z []float32, n int) { softmax.F32SoftmaxRows(y, z, n) }

// F64SoftmaxRows is F32SoftmaxRows for float64.
func F64SoftmaxRows(y, z []float64, n int) { softmax.F64SoftmaxRows(y, z, n) }

// F32SoftmaxGradRows computes the gradient dz by the z of a = softmax(z), row by row of n entries, given da:
//
//	dz[i] = a[i] * (da[i] - Σ da*a)
//
// dz may be da.
func F32SoftmaxGradRows(dz, da, a []float32, n int) { softmax.F32SoftmaxGradRows(dz, da, a, n) }

// F64SoftmaxGradRows is F32SoftmaxGradRows for float64.
func F64SoftmaxGradRows(dz, da, a []float64, n int) { softmax.F64SoftmaxGradRows(dz, da, a, n) }
