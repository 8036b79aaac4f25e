//go:build !purego

package nn

// sgemvTNEON is gemvT for one output or more. It reads nothing of w and x where k is 0.
//
//go:noescape
func sgemvTNEON(y, w, b, x *float32, n, k, ld int, floor float32)

// dgemvTNEON is sgemvTNEON for float64.
//
//go:noescape
func dgemvTNEON(y, w, b, x *float64, n, k, ld int, floor float64)

// sgemvNNEON is gemvN for one output or more, and rows of W that begin ld entries apart. Without b nothing is added.
//
//go:noescape
func sgemvNNEON(y, w, b, x *float32, n, k, ld int, floor float32)

// dgemvNNEON is sgemvNNEON for float64.
//
//go:noescape
func dgemvNNEON(y, w, b, x *float64, n, k, ld int, floor float64)
