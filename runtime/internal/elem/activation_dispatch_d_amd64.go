//go:build !purego

package elem

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

func f64Relu(y, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64ReluAVX512(y, z)
	case cpu.AVX2:
		f64ReluAVX2(y, z)
	default:
		relu(y, z)
	}
}

func f64ReluGrad(da, a []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64ReluGradAVX512(da, a)
	case cpu.AVX2:
		f64ReluGradAVX2(da, a)
	default:
		reluGrad(da, a)
	}
}

func f64LeakyRelu(y, z []float64, alpha float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64LeakyReluAVX512(y, z, alpha)
	case cpu.AVX2:
		f64LeakyReluAVX2(y, z, alpha)
	default:
		leakyRelu(y, z, alpha)
	}
}

func f64LeakyReluGrad(da, z []float64, alpha float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64LeakyReluGradAVX512(da, z, alpha)
	case cpu.AVX2:
		f64LeakyReluGradAVX2(da, z, alpha)
	default:
		leakyReluGrad(da, z, alpha)
	}
}

func f64Sigmoid(y, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64SigmoidAVX512(y, z)
	case cpu.AVX2:
		f64SigmoidAVX2(y, z)
	default:
		apply(y, z, Sigmoid64)
	}
}

func f64SigmoidGrad(da, a []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64SigmoidGradAVX512(da, a)
	case cpu.AVX2:
		f64SigmoidGradAVX2(da, a)
	default:
		applySlope(da, a, sigmoidSlope)
	}
}

func f64Tanh(y, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64TanhAVX512(y, z)
	case cpu.AVX2:
		f64TanhAVX2(y, z)
	default:
		apply(y, z, math.Tanh)
	}
}

func f64TanhGrad(da, a []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64TanhGradAVX512(da, a)
	case cpu.AVX2:
		f64TanhGradAVX2(da, a)
	default:
		applySlope(da, a, tanhSlope)
	}
}

func f64Silu(y, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64SiluAVX512(y, z)
	case cpu.AVX2:
		f64SiluAVX2(y, z)
	default:
		apply(y, z, silu64)
	}
}

func f64SiluGrad(da, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64SiluGradAVX512(da, z)
	case cpu.AVX2:
		f64SiluGradAVX2(da, z)
	default:
		applySlope(da, z, siluSlope64)
	}
}

func f64Elu(y, z []float64, alpha, scale float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64EluAVX512(y, z, alpha, scale)
	case cpu.AVX2:
		f64EluAVX2(y, z, alpha, scale)
	default:
		elu(y, z, alpha, scale, math.Expm1)
	}
}

func f64EluGrad(da, a []float64, alpha, scale float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64EluGradAVX512(da, a, alpha, scale)
	case cpu.AVX2:
		f64EluGradAVX2(da, a, alpha, scale)
	default:
		eluGrad(da, a, alpha, scale)
	}
}

func f64Gelu(y, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64GeluAVX512(y, z)
	case cpu.AVX2:
		f64GeluAVX2(y, z)
	default:
		apply(y, z, gelu64)
	}
}

func f64GeluGrad(da, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64GeluGradAVX512(da, z)
	case cpu.AVX2:
		f64GeluGradAVX2(da, z)
	default:
		applySlope(da, z, geluSlope64)
	}
}

func f64Softplus(y, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64SoftplusAVX512(y, z)
	case cpu.AVX2:
		f64SoftplusAVX2(y, z)
	default:
		apply(y, z, Softplus64)
	}
}

func f64SoftplusGrad(da, z []float64) {
	switch cpu.Level {
	case cpu.AVX512:
		f64SoftplusGradAVX512(da, z)
	case cpu.AVX2:
		f64SoftplusGradAVX2(da, z)
	default:
		applySlope(da, z, Sigmoid64)
	}
}
