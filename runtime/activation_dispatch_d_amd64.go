//go:build !purego

package nn

import "math"

func drelu(y, z []float64) {
	switch level {
	case levelAVX512:
		dreluAVX512(y, z)
	case levelAVX2:
		dreluAVX2(y, z)
	default:
		relu(y, z)
	}
}

func dreluGrad(da, a []float64) {
	switch level {
	case levelAVX512:
		dreluGradAVX512(da, a)
	case levelAVX2:
		dreluGradAVX2(da, a)
	default:
		reluGrad(da, a)
	}
}

func dleakyRelu(y, z []float64, alpha float64) {
	switch level {
	case levelAVX512:
		dleakyReluAVX512(y, z, alpha)
	case levelAVX2:
		dleakyReluAVX2(y, z, alpha)
	default:
		leakyRelu(y, z, alpha)
	}
}

func dleakyReluGrad(da, z []float64, alpha float64) {
	switch level {
	case levelAVX512:
		dleakyReluGradAVX512(da, z, alpha)
	case levelAVX2:
		dleakyReluGradAVX2(da, z, alpha)
	default:
		leakyReluGrad(da, z, alpha)
	}
}

func dsigmoid(y, z []float64) {
	switch level {
	case levelAVX512:
		dsigmoidAVX512(y, z)
	case levelAVX2:
		dsigmoidAVX2(y, z)
	default:
		apply(y, z, Sigmoid64)
	}
}

func dsigmoidGrad(da, a []float64) {
	switch level {
	case levelAVX512:
		dsigmoidGradAVX512(da, a)
	case levelAVX2:
		dsigmoidGradAVX2(da, a)
	default:
		applySlope(da, a, sigmoidSlope)
	}
}

func dtanh(y, z []float64) {
	switch level {
	case levelAVX512:
		dtanhAVX512(y, z)
	case levelAVX2:
		dtanhAVX2(y, z)
	default:
		apply(y, z, math.Tanh)
	}
}

func dtanhGrad(da, a []float64) {
	switch level {
	case levelAVX512:
		dtanhGradAVX512(da, a)
	case levelAVX2:
		dtanhGradAVX2(da, a)
	default:
		applySlope(da, a, tanhSlope)
	}
}

func dsilu(y, z []float64) {
	switch level {
	case levelAVX512:
		dsiluAVX512(y, z)
	case levelAVX2:
		dsiluAVX2(y, z)
	default:
		apply(y, z, silu64)
	}
}

func dsiluGrad(da, z []float64) {
	switch level {
	case levelAVX512:
		dsiluGradAVX512(da, z)
	case levelAVX2:
		dsiluGradAVX2(da, z)
	default:
		applySlope(da, z, siluSlope64)
	}
}

func delu(y, z []float64, alpha, scale float64) {
	switch level {
	case levelAVX512:
		deluAVX512(y, z, alpha, scale)
	case levelAVX2:
		deluAVX2(y, z, alpha, scale)
	default:
		elu(y, z, alpha, scale, math.Expm1)
	}
}

func deluGrad(da, a []float64, alpha, scale float64) {
	switch level {
	case levelAVX512:
		deluGradAVX512(da, a, alpha, scale)
	case levelAVX2:
		deluGradAVX2(da, a, alpha, scale)
	default:
		eluGrad(da, a, alpha, scale)
	}
}

func dgelu(y, z []float64) {
	switch level {
	case levelAVX512:
		dgeluAVX512(y, z)
	case levelAVX2:
		dgeluAVX2(y, z)
	default:
		apply(y, z, gelu64)
	}
}

func dgeluGrad(da, z []float64) {
	switch level {
	case levelAVX512:
		dgeluGradAVX512(da, z)
	case levelAVX2:
		dgeluGradAVX2(da, z)
	default:
		applySlope(da, z, geluSlope64)
	}
}

func dsoftplus(y, z []float64) {
	switch level {
	case levelAVX512:
		dsoftplusAVX512(y, z)
	case levelAVX2:
		dsoftplusAVX2(y, z)
	default:
		apply(y, z, Softplus64)
	}
}

func dsoftplusGrad(da, z []float64) {
	switch level {
	case levelAVX512:
		dsoftplusGradAVX512(da, z)
	case levelAVX2:
		dsoftplusGradAVX2(da, z)
	default:
		applySlope(da, z, Sigmoid64)
	}
}
