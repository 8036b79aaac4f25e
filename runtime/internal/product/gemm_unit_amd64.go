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
	var sums [4]float32
	for i, d := range dz {
		sums[i%len(sums)] += d
	}
	db[0] = (sums[0] + sums[1]) + (sums[2] + sums[3])
	if cpu.Level == cpu.AVX512 {
		f32UnitGradAVX512(&dw[0], &dx[0], &dz[0], &x[0], &w[0], m, n, slope)
	} else {
		f32UnitGradAVX2(&dw[0], &dx[0], &dz[0], &x[0], &w[0], m, n, slope)
	}
	return true
}
