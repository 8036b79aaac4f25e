//go:build !purego

package product

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/rows"
)

// f32UnitGrad is F32UnitGrad of few multiplications, and of rows that are added up in one sum. It returns false, and does nothing, for others.
// The lengths have been checked.
func f32UnitGrad(dw, db, dx, dz, x, w []float32, m, n int, slope float32) bool {
	if cpu.Level == cpu.Go || m <= 0 || n <= 0 || m > rows.Together || m*n >= smallSize {
		return false
	}
	db[0] = sum4(dz)
	if cpu.Level == cpu.AVX512 {
		f32UnitGradAVX512(&dw[0], &dx[0], &dz[0], &x[0], &w[0], m, n, slope)
	} else {
		f32UnitGradAVX2(&dw[0], &dx[0], &dz[0], &x[0], &w[0], m, n, slope)
	}
	return true
}

// sum4 adds up x in four sums, which do not wait for each other.
func sum4(x []float32) float32 {
	var a, b, c, d float32
	for ; len(x) >= 4; x = x[4:] {
		a, b, c, d = a+x[0], b+x[1], c+x[2], d+x[3]
	}
	for _, v := range x {
		a += v
	}
	return (a + b) + (c + d)
}
