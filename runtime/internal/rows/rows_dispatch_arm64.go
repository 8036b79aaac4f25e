//go:build !purego

package rows

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/mat"
	"github.com/nngen/nngen/runtime/internal/neon"
)

func f32AddBias(z, b []float32) { addBias(z, b) }

func f64AddBias(z, b []float64) { addBias(z, b) }

// f32SumRows is the product of a row of ones and dz.
func f32SumRows(db, dz []float32) {
	if cpu.Level == cpu.Go || len(dz) == 0 {
		sumRows(db, dz)
		return
	}
	one := float32(1)
	neon.F32Gemm(&db[0], &one, &dz[0], nil, 1, len(db), len(dz)/len(db), 0, 0, 0, len(db), mat.Unbounded[float32]())
}

// f64SumRows is f32SumRows for float64.
func f64SumRows(db, dz []float64) {
	if cpu.Level == cpu.Go || len(dz) == 0 {
		sumRows(db, dz)
		return
	}
	one := 1.0
	neon.F64Gemm(&db[0], &one, &dz[0], nil, 1, len(db), len(dz)/len(db), 0, 0, 0, len(db), mat.Unbounded[float64]())
}

func f32SumSquares(x []float32) float64 { return sumSquares(x) }

func f32Finite(x []float32) bool { return finiteSquares(x) }

func f64SumSquares(x []float64) float64 { return sumSquares(x) }
