package nn

// SnormalizeRows brings each row of x to the scale that a network was trained on; dst may be x:
//
//	n := len(offset)
//	for i := range x {
//		dst[i] = (x[i] - offset[i%n]) / scale[i%n]
//	}
//
//go:noinline
func SnormalizeRows(dst, x, offset, scale []float32) {
	mustFit(fitRows(dst, x, offset, scale), "normalizeRows")
	snormalizeRows(dst, x, offset, scale)
}

// DnormalizeRows is SnormalizeRows for float64.
//
//go:noinline
func DnormalizeRows(dst, x, offset, scale []float64) {
	mustFit(fitRows(dst, x, offset, scale), "normalizeRows")
	dnormalizeRows(dst, x, offset, scale)
}

// SrescaleRows undoes SnormalizeRows; dst may be a:
//
//	n := len(offset)
//	for i := range a {
//		dst[i] = a[i]*scale[i%n] + offset[i%n]
//	}
//
//go:noinline
func SrescaleRows(dst, a, offset, scale []float32) {
	mustFit(fitRows(dst, a, offset, scale), "rescaleRows")
	srescaleRows(dst, a, offset, scale)
}

// DrescaleRows is SrescaleRows for float64.
//
//go:noinline
func DrescaleRows(dst, a, offset, scale []float64) {
	mustFit(fitRows(dst, a, offset, scale), "rescaleRows")
	drescaleRows(dst, a, offset, scale)
}

func fitRows[T Float](dst, x, offset, scale []T) bool {
	return len(dst) == len(x) && len(scale) == len(offset) && wholeRows(len(x), len(offset))
}

func normalizeRows[T Float](dst, x, offset, scale []T) {
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

func rescaleRows[T Float](dst, a, offset, scale []T) {
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
