package rows

import "github.com/nngen/nngen/runtime/internal/mat"

// F32NormalizeRows brings each row of x to the scale that a network was trained on; dst may be x:
//
//	n := len(offset)
//	for i := range x {
//		dst[i] = (x[i] - offset[i%n]) / scale[i%n]
//	}
//
//go:noinline
func F32NormalizeRows(dst, x, offset, scale []float32) {
	mat.MustFit(fitRows(dst, x, offset, scale), "normalizeRows")
	f32NormalizeRows(dst, x, offset, scale)
}

// F64NormalizeRows is F32NormalizeRows for float64.
//
//go:noinline
func F64NormalizeRows(dst, x, offset, scale []float64) {
	mat.MustFit(fitRows(dst, x, offset, scale), "normalizeRows")
	f64NormalizeRows(dst, x, offset, scale)
}

// F32RescaleRows undoes F32NormalizeRows; dst may be a:
//
//	n := len(offset)
//	for i := range a {
//		dst[i] = a[i]*scale[i%n] + offset[i%n]
//	}
//
//go:noinline
func F32RescaleRows(dst, a, offset, scale []float32) {
	mat.MustFit(fitRows(dst, a, offset, scale), "rescaleRows")
	f32RescaleRows(dst, a, offset, scale)
}

// F64RescaleRows is F32RescaleRows for float64.
//
//go:noinline
func F64RescaleRows(dst, a, offset, scale []float64) {
	mat.MustFit(fitRows(dst, a, offset, scale), "rescaleRows")
	f64RescaleRows(dst, a, offset, scale)
}

func fitRows[T mat.Float](dst, x, offset, scale []T) bool {
	return len(dst) == len(x) && len(scale) == len(offset) && mat.WholeRows(len(x), len(offset))
}

func normalizeRows[T mat.Float](dst, x, offset, scale []T) {
	n := len(offset)
	scale = scale[:n]
	for len(x) > 0 {
		to := dst[:n]
		for j, v := range x[:n] {
			to[j] = (v - offset[j]) / scale[j]
		}
		dst, x = dst[n:], x[n:]
	}
}

func rescaleRows[T mat.Float](dst, a, offset, scale []T) {
	n := len(offset)
	scale = scale[:n]
	for len(a) > 0 {
		to := dst[:n]
		for j, v := range a[:n] {
			to[j] = v*scale[j] + offset[j]
		}
		dst, a = dst[n:], a[n:]
	}
}
