//go:build !purego

package vec

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
)

// Double reports whether the build has kernels of float64.
const Double = true

// kernels64 reports whether there is assembly.
func kernels64() bool { return cpu.Level != cpu.Go }

func f32Sin(y, x []float32) { f32Wave(y, x, 0, 1<<31, elem.Sin32) }

func f32Cos(y, x []float32) { f32Wave(y, x, 1, 0, elem.Cos32) }

// f32Wave computes f, which is the sine of |x| and as many quarters of a circle, with another sign where x has the bits of sign.
func f32Wave(y, x []float32, quarters, sign uint32, f func(float32) float32) {
	var left uint32
	switch cpu.Level {
	case cpu.AVX512:
		left = f32WaveAVX512(y, x, quarters, sign)
	case cpu.AVX2:
		left = f32WaveAVX2(y, x, quarters, sign)
	default:
		apply(y, x, f)
	}
	if left != 0 {
		beyond(y, f)
	}
}

func f64Sin(y, x []float64) { f64Wave(y, x, 0, 1<<63, math.Sin) }

func f64Cos(y, x []float64) { f64Wave(y, x, 1, 0, math.Cos) }

// f64Wave is f32Wave for float64.
func f64Wave(y, x []float64, quarters, sign uint64, f func(float64) float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, f)
		return
	}
	if f64WaveAVX2(y, x, quarters, sign) != 0 {
		beyond(y, f)
	}
}

func f32Total(x []float32) float64 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32TotalAVX512(x)
	case cpu.AVX2:
		return f32TotalAVX2(x)
	}
	return total(x)
}

func f64Total(sum float64, x []float64) float64 {
	if cpu.Level == cpu.Go {
		return total64(sum, x)
	}
	return sum + f64TotalAVX2(x)
}

func weighEach(dst, losses, ws []float32, scale float64, slope float32) float64 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32WeighAVX512(dst, losses, ws, scale, slope)
	case cpu.AVX2:
		return f32WeighAVX2(dst, losses, ws, scale, slope)
	}
	return weighBody(dst, losses, ws, scale, slope)
}
