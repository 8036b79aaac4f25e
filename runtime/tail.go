package nn

import "unsafe"

// The tail of weights is described in the package's documentation. Kernels see it by an ld less than the number of units.

// tailUnits is how many units a tail has at most: as many as the kernels for products of few columns take at a time.
const tailUnits = 4

// hasTail reports whether weights of that length are those of k inputs and n units with a tail. What stands before it is
// whole vectors of AVX2, and more than the kernels for narrow layers take.
func hasTail(length, k, n, ld int) bool {
	return ld >= narrow32 && ld < n && n <= ld+tailUnits && ld%8 == 0 && length == k*n
}

// lackUnits is 0 where a slice has room for the weights of k inputs and n units, with or without a tail, else -1.
func lackUnits(length, k, n, ld int) int {
	if hasTail(length, k, n, ld) {
		return 0
	}
	return lack(length, k, n, ld)
}

// sideBySide is how many of the units of gemvT lie side by side, where not all do. It panics unless the others are a tail.
func sideBySide(ny, nw, nb, nx, ld int) int {
	mustFit(hasTail(nw, nx, ny, ld) && nb == ny, "gemvT")
	return ld
}

// f32GemvNTail computes the units of gemvT in the tail. They come last: what reads the others need not wait for them.
func f32GemvNTail(y, w, b, x *float32, ny, nx, ld int, floor float32) {
	tail := unsafe.Slice(w, nx*ny)[nx*ld:]
	f32GemvN(&unsafe.Slice(y, ny)[ld], unsafe.SliceData(tail), &unsafe.Slice(b, ny)[ld], x, ny-ld, len(tail), ny-ld, nx, floor)
}

// f64GemvNTail is f32GemvNTail for float64.
func f64GemvNTail(y, w, b, x *float64, ny, nx, ld int, floor float64) {
	tail := unsafe.Slice(w, nx*ny)[nx*ld:]
	f64GemvN(&unsafe.Slice(y, ny)[ld], unsafe.SliceData(tail), &unsafe.Slice(b, ny)[ld], x, ny-ld, len(tail), ny-ld, nx, floor)
}
