//go:build !purego

package nn

import "unsafe"

// The products by dots go column by column.

func sgemmDots(g *product[float32]) {
	a, bias := unsafe.SliceData(g.a), unsafe.SliceData(zeros32[:])
	for j := range g.n {
		b := unsafe.SliceData(from(g.b, j*g.ldb))
		if len(g.bias) > 0 {
			bias = &g.bias[j]
		}
		if level == levelAVX512 && g.k > 8 {
			sdotsAVX512(&g.c[j], a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
		} else {
			sdotsAVX2(&g.c[j], a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
		}
	}
}

func dgemmDots(g *product[float64]) {
	a, bias := unsafe.SliceData(g.a), unsafe.SliceData(zeros64[:])
	for j := range g.n {
		b := unsafe.SliceData(from(g.b, j*g.ldb))
		if len(g.bias) > 0 {
			bias = &g.bias[j]
		}
		if level == levelAVX512 && g.k > 4 {
			ddotsAVX512(&g.c[j], a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
		} else {
			ddotsAVX2(&g.c[j], a, b, bias, g.m, g.k, g.rowA, g.ldc, 0, g.floor)
		}
	}
}
