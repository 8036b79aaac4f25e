//go:build !purego

package nn

// sgemmNEON is the product of matrices that product describes, with one row and one column or more.
//
//go:noescape
func sgemmNEON(c, a, b, bias *float32, m, n, k, ldc, rowA, stepA, ldb int, floor float32)

// dgemmNEON is sgemmNEON for float64.
//
//go:noescape
func dgemmNEON(c, a, b, bias *float64, m, n, k, ldc, rowA, stepA, ldb int, floor float64)
