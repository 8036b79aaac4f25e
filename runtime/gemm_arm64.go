//go:build !purego

package nn

// f32GemmNEON is the product of matrices that product describes, with one row and one column or more.
//
//go:noescape
func f32GemmNEON(c, a, b, bias *float32, m, n, k, ldc, rowA, stepA, ldb int, floor float32)

// f64GemmNEON is f32GemmNEON for float64.
//
//go:noescape
func f64GemmNEON(c, a, b, bias *float64, m, n, k, ldc, rowA, stepA, ldb int, floor float64)
