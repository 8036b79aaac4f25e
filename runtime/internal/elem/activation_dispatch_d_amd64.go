//go:build !purego

package elem

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/cpu"
)

func f64Relu(y, z []float64) {
	if cpu.Level == cpu.Go {
		relu(y, z)
		return
	}
	f64ReluAVX2(y, z)
}

func f64ReluGrad(da, a []float64) {
	if cpu.Level == cpu.Go {
		reluGrad(da, a)
		return
	}
	f64ReluGradAVX2(da, a)
}

func f64LeakyRelu(y, z []float64, alpha float64) {
	if cpu.Level == cpu.Go {
		leakyRelu(y, z, alpha)
		return
	}
	f64LeakyReluAVX2(y, z, alpha)
}

func f64LeakyReluGrad(da, z []float64, alpha float64) {
	if cpu.Level == cpu.Go {
		leakyReluGrad(da, z, alpha)
		return
	}
	f64LeakyReluGradAVX2(da, z, alpha)
}

func f64Sigmoid(y, z []float64) {
	if cpu.Level == cpu.Go {
		apply(y, z, Sigmoid64)
		return
	}
	f64SigmoidAVX2(y, z)
}

func f64SigmoidGrad(da, a []float64) {
	if cpu.Level == cpu.Go {
		applySlope(da, a, sigmoidSlope)
		return
	}
	f64SigmoidGradAVX2(da, a)
}

func f64Tanh(y, z []float64) {
	if cpu.Level == cpu.Go {
		apply(y, z, math.Tanh)
		return
	}
	f64TanhAVX2(y, z)
}

func f64TanhGrad(da, a []float64) {
	if cpu.Level == cpu.Go {
		applySlope(da, a, tanhSlope)
		return
	}
	f64TanhGradAVX2(da, a)
}

func f64Silu(y, z []float64) {
	if cpu.Level == cpu.Go {
		apply(y, z, silu64)
		return
	}
	f64SiluAVX2(y, z)
}

func f64SiluGrad(da, z []float64) {
	if cpu.Level == cpu.Go {
		applySlope(da, z, siluSlope64)
		return
	}
	f64SiluGradAVX2(da, z)
}

func f64Elu(y, z []float64, alpha, scale float64) {
	if cpu.Level == cpu.Go {
		elu(y, z, alpha, scale, math.Expm1)
		return
	}
	f64EluAVX2(y, z, alpha, scale)
}

func f64EluGrad(da, a []float64, alpha, scale float64) {
	if cpu.Level == cpu.Go {
		eluGrad(da, a, alpha, scale)
		return
	}
	f64EluGradAVX2(da, a, alpha, scale)
}

func f64Gelu(y, z []float64) {
	if cpu.Level == cpu.Go {
		apply(y, z, gelu64)
		return
	}
	f64GeluAVX2(y, z)
}

func f64GeluGrad(da, z []float64) {
	if cpu.Level == cpu.Go {
		applySlope(da, z, geluSlope64)
		return
	}
	f64GeluGradAVX2(da, z)
}

func f64Softplus(y, z []float64) {
	if cpu.Level == cpu.Go {
		apply(y, z, Softplus64)
		return
	}
	f64SoftplusAVX2(y, z)
}

func f64SoftplusGrad(da, z []float64) {
	if cpu.Level == cpu.Go {
		applySlope(da, z, Sigmoid64)
		return
	}
	f64SoftplusGradAVX2(da, z)
}
