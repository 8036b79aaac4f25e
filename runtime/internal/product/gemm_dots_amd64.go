//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// The products by dots go by a few columns at a time.

// fewMost is how many columns the assembly computes at a time.
const fewMost = 4

// dotNumbers is about how many numbers of A are multiplied by all of B's columns before the next rows of A: a near cache holds them.
const dotNumbers = 1 << 15

func f32GemmDots(g *product[float32]) {
	f32Dots(&g.c[0], unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(g.bias), g.m, g.n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
}

// f32Dots computes C = A·Bᵀ, rows of A by rows of B. A bias that is nil is zeros.
func f32Dots(c, a, b, bias *float32, m, n, k, ldc, rowA, ldb int, floor float32) {
	if m*k > dotNumbers {
		rows := max(4, dotNumbers/k&^3)
		for ; m > rows; m -= rows {
			f32Dots(c, a, b, bias, rows, n, k, ldc, rowA, ldb, floor)
			c, a = beyond(c, rows*ldc), beyond(a, rows*rowA)
		}
	}
	step := 1
	if bias == nil {
		bias, step = &zeros32[0], 0
	}
	for ; n > 0; n -= fewMost {
		switch wide := cpu.Level == cpu.AVX512 && k > 8; {
		case n == 1 && wide:
			f32DotsAVX512(c, a, b, bias, m, k, rowA, ldc, 0, floor)
		case n == 1:
			f32DotsAVX2(c, a, b, bias, m, k, rowA, ldc, 0, floor)
		case wide:
			f32FewAVX512(c, a, b, bias, m, min(n, fewMost), k, ldc, rowA, ldb, floor)
		default:
			f32FewAVX2(c, a, b, bias, m, min(n, fewMost), k, ldc, rowA, ldb, floor)
		}
		if n > fewMost {
			c, b, bias = beyond(c, fewMost), beyond(b, fewMost*ldb), beyond(bias, fewMost*step)
		}
	}
}

func f64GemmDots(g *product[float64]) {
	f64Dots(&g.c[0], unsafe.SliceData(g.a), unsafe.SliceData(g.b), unsafe.SliceData(g.bias), g.m, g.n, g.k, g.ldc, g.rowA, g.ldb, g.floor)
}

// f64Dots is f32Dots for float64.
func f64Dots(c, a, b, bias *float64, m, n, k, ldc, rowA, ldb int, floor float64) {
	if m*k > dotNumbers/2 && n <= mat.DotUnits {
		rows := max(4, dotNumbers/2/k&^3)
		for ; m > rows; m -= rows {
			f64Dots(c, a, b, bias, rows, n, k, ldc, rowA, ldb, floor)
			c, a = beyond(c, rows*ldc), beyond(a, rows*rowA)
		}
	}
	step := 1
	if bias == nil {
		bias, step = &zeros64[0], 0
	}
	for ; n > 0; n -= fewMost {
		if n == 1 {
			f64DotsAVX2(c, a, b, bias, m, k, rowA, ldc, 0, floor)
		} else {
			f64FewAVX2(c, a, b, bias, m, min(n, fewMost), k, ldc, rowA, ldb, floor)
		}
		if n > fewMost {
			c, b, bias = beyond(c, fewMost), beyond(b, fewMost*ldb), beyond(bias, fewMost*step)
		}
	}
}
