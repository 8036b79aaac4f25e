//go:build !purego

package neon

// F32GemvT is gemvT for one output or more. It reads nothing of w and x where k is 0.
//
//go:noescape
func F32GemvT(y, w, b, x *float32, n, k, ld int, floor float32)

// F64GemvT is F32GemvT for float64.
//
//go:noescape
func F64GemvT(y, w, b, x *float64, n, k, ld int, floor float64)

// F32GemvN is gemvN for one output or more, and rows of W that begin ld entries apart. Without b nothing is added.
//
//go:noescape
func F32GemvN(y, w, b, x *float32, n, k, ld int, floor float32)

// F64GemvN is F32GemvN for float64.
//
//go:noescape
func F64GemvN(y, w, b, x *float64, n, k, ld int, floor float64)
