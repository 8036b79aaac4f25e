//go:build !purego

package nn

// f32GemvTNEON is gemvT for one output or more. It reads nothing of w and x where k is 0.
//
//go:noescape
func f32GemvTNEON(y, w, b, x *float32, n, k, ld int, floor float32)

// f64GemvTNEON is f32GemvTNEON for float64.
//
//go:noescape
func f64GemvTNEON(y, w, b, x *float64, n, k, ld int, floor float64)

// f32GemvNNEON is gemvN for one output or more, and rows of W that begin ld entries apart. Without b nothing is added.
//
//go:noescape
func f32GemvNNEON(y, w, b, x *float32, n, k, ld int, floor float32)

// f64GemvNNEON is f32GemvNNEON for float64.
//
//go:noescape
func f64GemvNNEON(y, w, b, x *float64, n, k, ld int, floor float64)
