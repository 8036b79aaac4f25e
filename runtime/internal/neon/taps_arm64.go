//go:build !purego

package neon

// F32Taps is taps of convolutions, for one row, column and tap or more.
//
//go:noescape
func F32Taps(z, w, x, scale, shift *float32, places *int32, m, n, k, ldz int, floor float32)

// F64Taps is F32Taps for float64.
//
//go:noescape
func F64Taps(z, w, x, scale, shift *float64, places *int32, m, n, k, ldz int, floor float64)
