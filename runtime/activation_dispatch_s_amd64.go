//go:build !purego

package nn

func srelu(y, z []float32) {
	switch level {
	case levelAVX512:
		sreluAVX512(y, z)
	case levelAVX2:
		sreluAVX2(y, z)
	default:
		relu(y, z)
	}
}

func sreluGrad(da, a []float32) {
	switch level {
	case levelAVX512:
		sreluGradAVX512(da, a)
	case levelAVX2:
		sreluGradAVX2(da, a)
	default:
		reluGrad(da, a)
	}
}

func sleakyRelu(y, z []float32, alpha float32) {
	switch level {
	case levelAVX512:
		sleakyReluAVX512(y, z, alpha)
	case levelAVX2:
		sleakyReluAVX2(y, z, alpha)
	default:
		leakyRelu(y, z, alpha)
	}
}

func sleakyReluGrad(da, z []float32, alpha float32) {
	switch level {
	case levelAVX512:
		sleakyReluGradAVX512(da, z, alpha)
	case levelAVX2:
		sleakyReluGradAVX2(da, z, alpha)
	default:
		leakyReluGrad(da, z, alpha)
	}
}

func ssigmoid(y, z []float32) {
	switch level {
	case levelAVX512:
		ssigmoidAVX512(y, z)
	case levelAVX2:
		ssigmoidAVX2(y, z)
	default:
		apply(y, z, Sigmoid32)
	}
}

func ssigmoidGrad(da, a []float32) {
	switch level {
	case levelAVX512:
		ssigmoidGradAVX512(da, a)
	case levelAVX2:
		ssigmoidGradAVX2(da, a)
	default:
		applySlope(da, a, sigmoidSlope)
	}
}

func stanh(y, z []float32) {
	switch level {
	case levelAVX512:
		stanhAVX512(y, z)
	case levelAVX2:
		stanhAVX2(y, z)
	default:
		apply(y, z, Tanh32)
	}
}

func stanhGrad(da, a []float32) {
	switch level {
	case levelAVX512:
		stanhGradAVX512(da, a)
	case levelAVX2:
		stanhGradAVX2(da, a)
	default:
		applySlope(da, a, tanhSlope)
	}
}

func ssilu(y, z []float32) {
	switch level {
	case levelAVX512:
		ssiluAVX512(y, z)
	case levelAVX2:
		ssiluAVX2(y, z)
	default:
		apply(y, z, silu32)
	}
}

func ssiluGrad(da, z []float32) {
	switch level {
	case levelAVX512:
		ssiluGradAVX512(da, z)
	case levelAVX2:
		ssiluGradAVX2(da, z)
	default:
		applySlope(da, z, siluSlope32)
	}
}

func selu(y, z []float32, alpha, scale float32) {
	switch level {
	case levelAVX512:
		seluAVX512(y, z, alpha, scale)
	case levelAVX2:
		seluAVX2(y, z, alpha, scale)
	default:
		elu(y, z, alpha, scale, Expm132)
	}
}

func seluGrad(da, a []float32, alpha, scale float32) {
	switch level {
	case levelAVX512:
		seluGradAVX512(da, a, alpha, scale)
	case levelAVX2:
		seluGradAVX2(da, a, alpha, scale)
	default:
		eluGrad(da, a, alpha, scale)
	}
}

func sgelu(y, z []float32) {
	switch level {
	case levelAVX512:
		sgeluAVX512(y, z)
	case levelAVX2:
		sgeluAVX2(y, z)
	default:
		apply(y, z, gelu32)
	}
}

func sgeluGrad(da, z []float32) {
	switch level {
	case levelAVX512:
		sgeluGradAVX512(da, z)
	case levelAVX2:
		sgeluGradAVX2(da, z)
	default:
		applySlope(da, z, geluSlope32)
	}
}

func ssoftplus(y, z []float32) {
	switch level {
	case levelAVX512:
		ssoftplusAVX512(y, z)
	case levelAVX2:
		ssoftplusAVX2(y, z)
	default:
		apply(y, z, Softplus32)
	}
}

func ssoftplusGrad(da, z []float32) {
	switch level {
	case levelAVX512:
		ssoftplusGradAVX512(da, z)
	case levelAVX2:
		ssoftplusGradAVX2(da, z)
	default:
		applySlope(da, z, Sigmoid32)
	}
}
