//go:build !purego

package vec

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
)

func f32Abs(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32AbsAVX512(y, x)
	case cpu.AVX2:
		f32AbsAVX2(y, x)
	default:
		abs(y, x)
	}
}

func f32Sign(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SignAVX512(y, x)
	case cpu.AVX2:
		f32SignAVX2(y, x)
	default:
		sign(y, x)
	}
}

func f32Sqrt(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SqrtAVX512(y, x)
	case cpu.AVX2:
		f32SqrtAVX2(y, x)
	default:
		sqrt(y, x)
	}
}

func f32Floor(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32FloorAVX512(y, x)
	case cpu.AVX2:
		f32FloorAVX2(y, x)
	default:
		floor(y, x)
	}
}

func f32Round(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32RoundAVX512(y, x)
	case cpu.AVX2:
		f32RoundAVX2(y, x)
	default:
		round(y, x)
	}
}

func f32Exp(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32ExpAVX512(y, x)
	case cpu.AVX2:
		f32ExpAVX2(y, x)
	default:
		exp(y, x)
	}
}

func f32Expm1(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32Expm1AVX512(y, x)
	case cpu.AVX2:
		f32Expm1AVX2(y, x)
	default:
		expm1(y, x)
	}
}

func f32Log(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32LogAVX512(y, x)
	case cpu.AVX2:
		f32LogAVX2(y, x)
	default:
		log(y, x)
	}
}

func f32Log1p(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32Log1pAVX512(y, x)
	case cpu.AVX2:
		f32Log1pAVX2(y, x)
	default:
		log1p(y, x)
	}
}

func f32Erf(y, x []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32ErfAVX512(y, x)
	case cpu.AVX2:
		f32ErfAVX2(y, x)
	default:
		erf(y, x)
	}
}

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

func f32Total(x []float32) float64 {
	switch cpu.Level {
	case cpu.AVX512:
		return f32TotalAVX512(x)
	case cpu.AVX2:
		return f32TotalAVX2(x)
	}
	return total(x)
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
