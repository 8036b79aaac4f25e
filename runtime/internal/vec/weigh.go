package vec

import "github.com/nngen/nngen/runtime/internal/mat"

// longRow is how many entries a row has from which on the calls of kernels for it pay.
const longRow = 24

// F32Weigh weighs a block of losses and of their gradient, which begins with entry from of rows of so many units: it returns the sum of the
// losses times the weights ws of their rows, and multiplies what is in dst by scale·ws[i] in row i, rounded once, and by slope. Where a weight is 0,
// dst becomes 0 and the losses do not count, whatever they are. They may be what is in dst.
//
//go:noinline
func F32Weigh(dst, losses, ws []float32, from, units int, scale float64, slope float32) (sum float64) {
	mat.MustFit(units > 0 && from >= 0 && from+len(dst) <= len(ws)*units && len(losses) == len(dst), "weigh")
	if units == 1 {
		return weighEach(dst, losses, ws[from:][:len(dst)], scale, slope)
	}
	for len(dst) > 0 {
		row := from / units
		n := min(len(dst), (row+1)*units-from)
		sum += weighRow(dst[:n], losses[:n], ws[row], scale, slope)
		dst, losses, from = dst[n:], losses[n:], from+n
	}
	return sum
}

// weighBody is F32Weigh for rows of one entry each.
func weighBody(dst, losses, ws []float32, scale float64, slope float32) (sum float64) {
	dst, losses = dst[:len(ws)], losses[:len(ws)]
	for i, w := range ws {
		if w == 0 {
			dst[i] = 0
			continue
		}
		sum += float64(w) * float64(losses[i])
		dst[i] *= float32(scale*float64(w)) * slope
	}
	return sum
}

// weighRow is F32Weigh for the entries of one row.
func weighRow(dst, losses []float32, w float32, scale float64, slope float32) (sum float64) {
	if w == 0 {
		clear(dst)
		return 0
	}
	factor := float32(scale*float64(w)) * slope
	if len(dst) >= longRow {
		sum = f32Total(losses)
		F32TimesNum(dst, dst, factor)
		return float64(w) * sum
	}
	losses = losses[:len(dst)]
	for i, d := range dst {
		sum += float64(losses[i])
		dst[i] = d * factor
	}
	return float64(w) * sum
}

// F64Weigh is F32Weigh for float64, but for the sum, which it begins with: where rows are not long, entries are added to it as a loop does.
//
//go:noinline
func F64Weigh(sum float64, dst, losses, ws []float64, from, units int, scale, slope float64) float64 {
	mat.MustFit(units > 0 && from >= 0 && from+len(dst) <= len(ws)*units && len(losses) == len(dst), "weigh")
	for len(dst) > 0 {
		row := from / units
		n := min(len(dst), (row+1)*units-from)
		sum = weighRow64(sum, dst[:n], losses[:n], ws[row], scale, slope)
		dst, losses, from = dst[n:], losses[n:], from+n
	}
	return sum
}

// weighRow64 is weighRow for float64.
func weighRow64(sum float64, dst, losses []float64, w, scale, slope float64) float64 {
	if w == 0 {
		clear(dst)
		return sum
	}
	factor := scale * w * slope
	if len(dst) >= longRow && kernels64() {
		F64TimesNum(dst, dst, factor)
		return sum + w*f64Total(0, losses)
	}
	losses = losses[:len(dst)]
	for i, d := range dst {
		sum += w * losses[i]
		dst[i] = d * factor
	}
	return sum
}
