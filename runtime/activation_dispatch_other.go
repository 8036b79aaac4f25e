//go:build purego || !amd64

package nn

import "math"

func ssigmoid(y, z []float32) { apply(y, z, Sigmoid32) }

func dsigmoid(y, z []float64) { apply(y, z, Sigmoid64) }

func ssigmoidGrad(da, a []float32) { applySlope(da, a, sigmoidSlope) }

func dsigmoidGrad(da, a []float64) { applySlope(da, a, sigmoidSlope) }

func stanh(y, z []float32) { apply(y, z, Tanh32) }

func dtanh(y, z []float64) { apply(y, z, math.Tanh) }

func stanhGrad(da, a []float32) { applySlope(da, a, tanhSlope) }

func dtanhGrad(da, a []float64) { applySlope(da, a, tanhSlope) }

func ssilu(y, z []float32) { apply(y, z, silu32) }

func dsilu(y, z []float64) { apply(y, z, silu64) }

func ssiluGrad(da, z []float32) { applySlope(da, z, siluSlope32) }

func dsiluGrad(da, z []float64) { applySlope(da, z, siluSlope64) }

func selu(y, z []float32, alpha, scale float32) { elu(y, z, alpha, scale, Expm132) }

func delu(y, z []float64, alpha, scale float64) { elu(y, z, alpha, scale, math.Expm1) }

func seluGrad(da, a []float32, alpha, scale float32) { eluGrad(da, a, alpha, scale) }

func deluGrad(da, a []float64, alpha, scale float64) { eluGrad(da, a, alpha, scale) }

func sgelu(y, z []float32) { apply(y, z, gelu32) }

func dgelu(y, z []float64) { apply(y, z, gelu64) }

func sgeluGrad(da, z []float32) { applySlope(da, z, geluSlope32) }

func dgeluGrad(da, z []float64) { applySlope(da, z, geluSlope64) }

func ssoftplus(y, z []float32) { apply(y, z, Softplus32) }

func dsoftplus(y, z []float64) { apply(y, z, Softplus64) }

func ssoftplusGrad(da, z []float32) { applySlope(da, z, Sigmoid32) }

func dsoftplusGrad(da, z []float64) { applySlope(da, z, Sigmoid64) }
