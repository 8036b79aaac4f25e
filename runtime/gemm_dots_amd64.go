//go:build !purego

package nn

import "unsafe"

// The products by dots go by a few columns at a time.

// fewMost is how many columns the assembly computes at a time.
const fewMost = 4

func sgemmDots(g *product[float32]) {
	wide := level == levelAVX512 && g.k > 8
	for j := 0; j < g.n; j += fewMost {
		sgemmFew(g, j, min(fewMost, g.n-j), wide)
	}
}

// sgemmFew computes n columns of C, from column j on, by AVX-512 or AVX2.
func sgemmFew(g *product[float32], j, n int, wide bool) {
	bias := &zeros32[0]
	if len(g.bias) > 0 {
		bias = &g.bias[j]
	}
	c, a, b := &g.c[j], unsafe.SliceData(g.a), unsafe.SliceData(from(g.b, j*g.ldb))
	switch {
	case n == 1 && wide:
		sdotsAVX512(c, a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
	case n == 1:
		sdotsAVX2(c, a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
	case wide:
		sfewAVX512(c, a, b, bias, g.m, n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
	default:
		sfewAVX2(c, a, b, bias, g.m, n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
	}
}

func dgemmDots(g *product[float64]) {
	wide := level == levelAVX512 && g.k > 4
	for j := 0; j < g.n; j += fewMost {
		dgemmFew(g, j, min(fewMost, g.n-j), wide)
	}
}

// dgemmFew computes n columns of C, from column j on, by AVX-512 or AVX2.
func dgemmFew(g *product[float64], j, n int, wide bool) {
	bias := &zeros64[0]
	if len(g.bias) > 0 {
		bias = &g.bias[j]
	}
	c, a, b := &g.c[j], unsafe.SliceData(g.a), unsafe.SliceData(from(g.b, j*g.ldb))
	switch {
	case n == 1 && wide:
		ddotsAVX512(c, a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
	case n == 1:
		ddotsAVX2(c, a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
	case wide:
		dfewAVX512(c, a, b, bias, g.m, n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
	default:
		dfewAVX2(c, a, b, bias, g.m, n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
	}
}
