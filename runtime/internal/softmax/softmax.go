package softmax

import "github.com/nngen/nngen/runtime/internal/mat"

// F32Softmax computes y[i] = exp(z[i]) / Σ exp(z[j]), from z minus its maximum so that nothing overflows. y and z have
// the same length and may be the same slice.
//
//go:noinline
func F32Softmax(y, z []float32) {
	mat.MustFit(len(y) == len(z), "softmax")
	if len(z) > 0 {
		f32SoftmaxRow(y, z)
	}
}

// F64Softmax is F32Softmax for float64.
//
//go:noinline
func F64Softmax(y, z []float64) {
	mat.MustFit(len(y) == len(z), "softmax")
	if len(z) > 0 {
		f64SoftmaxRows(y, z, len(z))
	}
}

// F32SoftmaxRows applies F32Softmax to each row of n entries. y and z may be the same slice.
//
//go:noinline
func F32SoftmaxRows(y, z []float32, n int) {
	mat.MustFit(len(y) == len(z) && mat.WholeRows(len(z), n), "softmaxRows")
	if len(z) > 0 {
		f32SoftmaxRows(y, z, n)
	}
}

// F64SoftmaxRows is F32SoftmaxRows for float64.
//
//go:noinline
func F64SoftmaxRows(y, z []float64, n int) {
	mat.MustFit(len(y) == len(z) && mat.WholeRows(len(z), n), "softmaxRows")
	if len(z) > 0 {
		f64SoftmaxRows(y, z, n)
	}
}

// F32SoftmaxLong is f32SoftmaxRows in three passes over each row.
func F32SoftmaxLong(y, z []float32, n int) {
	for i := 0; i < len(z); i += n {
		row := y[i : i+n]
		f32Scale(row, float32(1/f32ExpShifted(row, z[i:i+n], f32Maximum(z[i:i+n]))))
	}
}

// F64SoftmaxLong is F32SoftmaxLong for float64.
func F64SoftmaxLong(y, z []float64, n int) {
	for i := 0; i < len(z); i += n {
		row := y[i : i+n]
		f64Scale(row, 1/f64ExpShifted(row, z[i:i+n], f64Maximum(z[i:i+n])))
	}
}
