//go:build !purego

package elem

import "github.com/nngen/nngen/runtime/internal/cpu"

func f32Relu(y, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32ReluAVX512(y, z)
	case cpu.AVX2:
		f32ReluAVX2(y, z)
	default:
		relu(y, z)
	}
}

func f32ReluGrad(da, a []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32ReluGradAVX512(da, a)
	case cpu.AVX2:
		f32ReluGradAVX2(da, a)
	default:
		reluGrad(da, a)
	}
}

func f32LeakyRelu(y, z []float32, alpha float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32LeakyReluAVX512(y, z, alpha)
	case cpu.AVX2:
		f32LeakyReluAVX2(y, z, alpha)
	default:
		leakyRelu(y, z, alpha)
	}
}

func f32LeakyReluGrad(da, z []float32, alpha float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32LeakyReluGradAVX512(da, z, alpha)
	case cpu.AVX2:
		f32LeakyReluGradAVX2(da, z, alpha)
	default:
		leakyReluGrad(da, z, alpha)
	}
}

func f32Sigmoid(y, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SigmoidAVX512(y, z)
	case cpu.AVX2:
		f32SigmoidAVX2(y, z)
	default:
		apply(y, z, Sigmoid32)
	}
}

func f32SigmoidGrad(da, a []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SigmoidGradAVX512(da, a)
	case cpu.AVX2:
		f32SigmoidGradAVX2(da, a)
	default:
		applySlope(da, a, sigmoidSlope)
	}
}

func f32Tanh(y, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32TanhAVX512(y, z)
	case cpu.AVX2:
		f32TanhAVX2(y, z)
	default:
		apply(y, z, Tanh32)
	}
}

func f32TanhGrad(da, a []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32TanhGradAVX512(da, a)
	case cpu.AVX2:
		f32TanhGradAVX2(da, a)
	default:
		applySlope(da, a, tanhSlope)
	}
}

func f32Silu(y, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SiluAVX512(y, z)
	case cpu.AVX2:
		f32SiluAVX2(y, z)
	default:
		apply(y, z, silu32)
	}
}

func f32SiluGrad(da, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SiluGradAVX512(da, z)
	case cpu.AVX2:
		f32SiluGradAVX2(da, z)
	default:
		applySlope(da, z, siluSlope32)
	}
}

func f32Elu(y, z []float32, alpha, scale float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32EluAVX512(y, z, alpha, scale)
	case cpu.AVX2:
		f32EluAVX2(y, z, alpha, scale)
	default:
		elu(y, z, alpha, scale, Expm132)
	}
}

func f32EluGrad(da, a []float32, alpha, scale float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32EluGradAVX512(da, a, alpha, scale)
	case cpu.AVX2:
		f32EluGradAVX2(da, a, alpha, scale)
	default:
		eluGrad(da, a, alpha, scale)
	}
}

func f32Gelu(y, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32GeluAVX512(y, z)
	case cpu.AVX2:
		f32GeluAVX2(y, z)
	default:
		apply(y, z, gelu32)
	}
}

func f32GeluGrad(da, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32GeluGradAVX512(da, z)
	case cpu.AVX2:
		f32GeluGradAVX2(da, z)
	default:
		applySlope(da, z, geluSlope32)
	}
}

func f32Softplus(y, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SoftplusAVX512(y, z)
	case cpu.AVX2:
		f32SoftplusAVX2(y, z)
	default:
		apply(y, z, Softplus32)
	}
}

func f32SoftplusGrad(da, z []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SoftplusGradAVX512(da, z)
	case cpu.AVX2:
		f32SoftplusGradAVX2(da, z)
	default:
		applySlope(da, z, Sigmoid32)
	}
}
