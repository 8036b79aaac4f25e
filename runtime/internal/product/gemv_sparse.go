package product

import "github.com/nngen/nngen/runtime/internal/mat"

// gemvTSparse is gemvT without the rows of W that meet a 0; results below floor become floor.
func gemvTSparse[T mat.Float](y, w, b, x []T, ld int, floor T) {
	copy(y, b)
	var at [4]int // of inputs that are not 0 and not yet added
	n := 0
	for i, v := range x {
		if v == 0 {
			continue
		}
		at[n] = i
		if n++; n == len(at) {
			i0, i1, i2, i3 := at[0], at[1], at[2], at[3]
			mat.AddRows4(y, w[i0*ld:], w[i1*ld:], w[i2*ld:], w[i3*ld:], x[i0], x[i1], x[i2], x[i3])
			n = 0
		}
	}
	for _, i := range at[:n] {
		mat.AddRow(y, w[i*ld:], x[i])
	}
	mat.Raise(y, floor)
}
