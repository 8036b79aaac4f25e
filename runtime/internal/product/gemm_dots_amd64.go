//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

// The products by dots go by a few columns at a time.

// fewMost is how many columns the assembly computes at a time.
const fewMost = 4

func f32GemmDots(g *product[float32]) {
	wide := cpu.Level == cpu.AVX512 && g.k > 8
	for j := 0; j < g.n; j += fewMost {
		f32GemmFew(g, j, min(fewMost, g.n-j), wide)
	}
}

// f32GemmFew computes n columns of C, from column j on, by AVX-512 or AVX2.
func f32GemmFew(g *product[float32], j, n int, wide bool) {
	bias := &zeros32[0]
	if len(g.bias) > 0 {
		bias = &g.bias[j]
	}
	c, a, b := &g.c[j], unsafe.SliceData(g.a), unsafe.SliceData(from(g.b, j*g.ldb))
	switch {
	case n == 1 && wide:
		f32DotsAVX512(c, a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
	case n == 1:
		f32DotsAVX2(c, a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
	case wide:
		f32FewAVX512(c, a, b, bias, g.m, n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
	default:
		f32FewAVX2(c, a, b, bias, g.m, n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
	}
}

func f64GemmDots(g *product[float64]) {
	for j := 0; j < g.n; j += fewMost {
		f64GemmFew(g, j, min(fewMost, g.n-j))
	}
}

// f64GemmFew computes n columns of C, from column j on, by AVX2.
func f64GemmFew(g *product[float64], j, n int) {
	bias := &zeros64[0]
	if len(g.bias) > 0 {
		bias = &g.bias[j]
	}
	c, a, b := &g.c[j], unsafe.SliceData(g.a), unsafe.SliceData(from(g.b, j*g.ldb))
	if n == 1 {
		f64DotsAVX2(c, a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
	} else {
		f64FewAVX2(c, a, b, bias, g.m, n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
	}
}
