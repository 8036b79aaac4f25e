//go:build !purego

package product

import (
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// Products with more outputs than fit in registers go panel by panel of W's columns. Of a W that the second cache cannot
// hold, a panel is no more than some rows, so that the memory is read nearly in its order.
const (
	manyWeights = 1 << 18
	blockRows   = 32
)

// block is how many of W's rows, which are ld apart, are multiplied at a time.
func block(rows, ld int) int {
	if rows*ld < manyWeights {
		return rows
	}
	return blockRows
}

func f32GemvTWide(y, w, b, x []float32, ld int, floor float32) {
	if cpu.Level == cpu.Go {
		gemvT(y, w, b, x, ld, floor)
		return
	}
	for rows := block(len(x), ld); len(x) > rows; w, b, x = w[rows*ld:], y, x[rows:] {
		f32GemvTPanels(y, w, b, x[:rows], ld, mat.Unbounded[float32]())
	}
	f32GemvTPanels(y, w, b, x, ld, floor)
}

func f32GemvTPanels(y, w, b, x []float32, ld int, floor float32) {
	lanes := 8 << (cpu.Level - cpu.AVX2)
	for len(y) > 0 {
		n := share(len(y), lanes, gemvVectors)
		if cpu.Level == cpu.AVX512 {
			f32GemvTAVX512(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor, 1, nil)
		} else {
			f32GemvTAVX2(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor, 1, nil)
		}
		y, b, w = y[n:], b[n:], from(w, n)
	}
}

func f64GemvTWide(y, w, b, x []float64, ld int, floor float64) {
	if cpu.Level == cpu.Go {
		gemvT(y, w, b, x, ld, floor)
		return
	}
	for rows := block(len(x), ld); len(x) > rows; w, b, x = w[rows*ld:], y, x[rows:] {
		f64GemvTPanels(y, w, b, x[:rows], ld, mat.Unbounded[float64]())
	}
	f64GemvTPanels(y, w, b, x, ld, floor)
}

func f64GemvTPanels(y, w, b, x []float64, ld int, floor float64) {
	lanes := 4 << (cpu.Level - cpu.AVX2)
	for len(y) > 0 {
		n := share(len(y), lanes, gemvVectors)
		if cpu.Level == cpu.AVX512 {
			f64GemvTAVX512(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		} else {
			f64GemvTAVX2(&y[0], unsafe.SliceData(w), &b[0], unsafe.SliceData(x), n, len(x), ld, floor)
		}
		y, b, w = y[n:], b[n:], from(w, n)
	}
}
