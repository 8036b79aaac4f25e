//go:build !purego

package rows

import "github.com/nngen/nngen/runtime/internal/cpu"

func f32AddBias(z, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32AddBiasAVX512(z, b)
	case cpu.AVX2:
		f32AddBiasAVX2(z, b)
	default:
		addBias(z, b)
	}
}

func f64AddBias(z, b []float64) {
	if cpu.Level == cpu.Go {
		addBias(z, b)
		return
	}
	f64AddBiasAVX2(z, b)
}

func f32SumRows(db, dz []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SumRowsAVX512(db, dz)
	case cpu.AVX2:
		f32SumRowsAVX2(db, dz)
	default:
		sumRows(db, dz)
	}
}

func f64SumRows(db, dz []float64) {
	if cpu.Level == cpu.Go {
		sumRows(db, dz)
		return
	}
	f64SumRowsAVX2(db, dz)
}

func f32SumSquares(x []float32) float64 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32SumSquaresAVX512(x)
	case cpu.AVX2:
		return f32SumSquaresAVX2(x)
	}
	return sumSquares(x)
}

func f32Finite(x []float32) bool {
	switch cpu.Level {
	case cpu.AVX512:
		return f32FiniteAVX512(x)
	case cpu.AVX2:
		return f32FiniteAVX2(x)
	}
	return finiteSquares(x)
}

func f64SumSquares(x []float64) float64 {
	if cpu.Level == cpu.Go {
		return sumSquares(x)
	}
	return f64SumSquaresAVX2(x)
}
