//go:build !purego

package softmax

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
)

func f32Maximum(z []float32) float32 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32MaximumAVX512(z)
	case cpu.AVX2:
		return f32MaximumAVX2(z)
	}
	return maximum(z)
}

func f32ExpShifted(y, z []float32, shift float32) float64 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32ExpShiftedAVX512(y, z, shift)
	case cpu.AVX2:
		return f32ExpShiftedAVX2(y, z, shift)
	}
	return expShifted(y, z, shift, elem.Exp32)
}

func f32ExpCutoff(y, z []float32, shift float32) float64 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32ExpCutoffAVX512(y, z, shift)
	case cpu.AVX2:
		return f32ExpCutoffAVX2(y, z, shift)
	}
	return expShifted(y, z, shift, expCutoff32)
}

func f32SumExpCutoff(z []float32, shift float32) float64 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32SumExpCutoffAVX512(z, shift)
	case cpu.AVX2:
		return f32SumExpCutoffAVX2(z, shift)
	}
	return sumExpShifted(z, shift, expCutoff32)
}

func f32Scale(y []float32, factor float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32ScaleAVX512(y, factor)
	case cpu.AVX2:
		f32ScaleAVX2(y, factor)
	default:
		scale(y, factor)
	}
}

func f64Maximum(z []float64) float64 {
	if cpu.Level == cpu.Go {
		return maximum(z)
	}
	return f64MaximumAVX2(z)
}

func f64ExpShifted(y, z []float64, shift float64) float64 {
	if cpu.Level == cpu.Go {
		return expShifted(y, z, shift, math.Exp)
	}
	return f64ExpShiftedAVX2(y, z, shift)
}

func f64ExpCutoff(y, z []float64, shift float64) float64 {
	if cpu.Level == cpu.Go {
		return expShifted(y, z, shift, expCutoff64)
	}
	return f64ExpCutoffAVX2(y, z, shift)
}

func f64SumExpCutoff(z []float64, shift float64) float64 {
	if cpu.Level == cpu.Go {
		return sumExpShifted(z, shift, expCutoff64)
	}
	return f64SumExpCutoffAVX2(z, shift)
}

func f64Scale(y []float64, factor float64) {
	if cpu.Level == cpu.Go {
		scale(y, factor)
		return
	}
	f64ScaleAVX2(y, factor)
}
