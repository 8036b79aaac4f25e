package nn

// Ssoftmax computes y[i] = exp(z[i]) / Σ exp(z[j]), from z minus its maximum so that nothing overflows. y and z have
// the same length and may be the same slice.
//
//go:noinline
func Ssoftmax(y, z []float32) {
	mustFit(len(y) == len(z), "softmax")
	if len(z) > 0 {
		ssoftmaxRows(y, z, len(z))
	}
}

// Dsoftmax is Ssoftmax for float64.
//
//go:noinline
func Dsoftmax(y, z []float64) {
	mustFit(len(y) == len(z), "softmax")
	if len(z) > 0 {
		dsoftmaxRows(y, z, len(z))
	}
}

// SsoftmaxRows applies Ssoftmax to each row of n entries. y and z may be the same slice.
//
//go:noinline
func SsoftmaxRows(y, z []float32, n int) {
	mustFit(len(y) == len(z) && wholeRows(len(z), n), "softmaxRows")
	if len(z) > 0 {
		ssoftmaxRows(y, z, n)
	}
}

// DsoftmaxRows is SsoftmaxRows for float64.
//
//go:noinline
func DsoftmaxRows(y, z []float64, n int) {
	mustFit(len(y) == len(z) && wholeRows(len(z), n), "softmaxRows")
	if len(z) > 0 {
		dsoftmaxRows(y, z, n)
	}
}

// ssoftmaxLong is ssoftmaxRows in three passes over each row.
func ssoftmaxLong(y, z []float32, n int) {
	for i := 0; i < len(z); i += n {
		row := y[i : i+n]
		sscale(row, float32(1/sexpShifted(row, z[i:i+n], smaximum(z[i:i+n]))))
	}
}

// dsoftmaxLong is ssoftmaxLong for float64.
func dsoftmaxLong(y, z []float64, n int) {
	for i := 0; i < len(z); i += n {
		row := y[i : i+n]
		dscale(row, 1/dexpShifted(row, z[i:i+n], dmaximum(z[i:i+n])))
	}
}
