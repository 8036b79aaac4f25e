//go:build !purego

package neon

// F32Gemm is the product of matrices that product describes, with one row and one column or more.
//
//go:noescape
func F32Gemm(c, a, b, bias *float32, m, n, k, ldc, rowA, stepA, ldb int, floor float32)

// F64Gemm is F32Gemm for float64.
//
//go:noescape
func F64Gemm(c, a, b, bias *float64, m, n, k, ldc, rowA, stepA, ldb int, floor float64)
