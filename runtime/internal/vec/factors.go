package vec

import "github.com/nngen/nngen/runtime/internal/mat"

// F32RowFactors sets y to the factors of entries from one on: scale·ws[i] of those in row i, rounded once, where a row has so many units.
//
//go:noinline
func F32RowFactors(y, ws []float32, from, units int, scale float64) {
	mat.MustFit(units > 0 && from >= 0 && from+len(y) <= len(ws)*units, "rowFactors")
	if units == 1 {
		for i, w := range ws[from:][:len(y)] {
			y[i] = float32(scale * float64(w))
		}
		return
	}
	for len(y) > 0 {
		row := from / units
		n := min(len(y), (row+1)*units-from)
		mat.F32Fill(y[:n], float32(scale*float64(ws[row])))
		y, from = y[n:], from+n
	}
}
