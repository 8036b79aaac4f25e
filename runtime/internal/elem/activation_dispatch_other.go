//go:build purego || !amd64

package elem

import "math"

func f32Sigmoid(y, z []float32) { apply(y, z, Sigmoid32) }

func f64Sigmoid(y, z []float64) { apply(y, z, Sigmoid64) }

func f32SigmoidGrad(da, a []float32) { applySlope(da, a, sigmoidSlope) }

func f64SigmoidGrad(da, a []float64) { applySlope(da, a, sigmoidSlope) }

func f32Tanh(y, z []float32) { apply(y, z, Tanh32) }

func f64Tanh(y, z []float64) { apply(y, z, math.Tanh) }

func f32TanhGrad(da, a []float32) { applySlope(da, a, tanhSlope) }

func f64TanhGrad(da, a []float64) { applySlope(da, a, tanhSlope) }

func f32Silu(y, z []float32) { apply(y, z, silu32) }

func f64Silu(y, z []float64) { apply(y, z, silu64) }

func f32SiluGrad(da, z []float32) { applySlope(da, z, siluSlope32) }

func f64SiluGrad(da, z []float64) { applySlope(da, z, siluSlope64) }

func f32Elu(y, z []float32, alpha, scale float32) { elu(y, z, alpha, scale, Expm132) }

func f64Elu(y, z []float64, alpha, scale float64) { elu(y, z, alpha, scale, math.Expm1) }

func f32EluGrad(da, a []float32, alpha, scale float32) { eluGrad(da, a, alpha, scale) }

func f64EluGrad(da, a []float64, alpha, scale float64) { eluGrad(da, a, alpha, scale) }

func f32Gelu(y, z []float32) { apply(y, z, gelu32) }

func f64Gelu(y, z []float64) { apply(y, z, gelu64) }

func f32GeluGrad(da, z []float32) { applySlope(da, z, geluSlope32) }

func f64GeluGrad(da, z []float64) { applySlope(da, z, geluSlope64) }

func f32Softplus(y, z []float32) { apply(y, z, Softplus32) }

func f64Softplus(y, z []float64) { apply(y, z, Softplus64) }

func f32SoftplusGrad(da, z []float32) { applySlope(da, z, Sigmoid32) }

func f64SoftplusGrad(da, z []float64) { applySlope(da, z, Sigmoid64) }
