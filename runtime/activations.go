package nn

import "github.com/nngen/nngen/runtime/internal/elem"

// F32Relu computes y[i] = max(z[i], 0).
func F32Relu(y, z []float32) { elem.F32Relu(y, z) }

// F64Relu is F32Relu for float64.
func F64Relu(y, z []float64) { elem.F64Relu(y, z) }

// F32ReluGrad sets da[i] = 0 where a[i] <= 0. a is relu's result, or what went into it.
func F32ReluGrad(da, a []float32) { elem.F32ReluGrad(da, a) }

// F64ReluGrad is F32ReluGrad for float64.
func F64ReluGrad(da, a []float64) { elem.F64ReluGrad(da, a) }

// F32LeakyRelu computes y[i] = z[i] where z[i] > 0, else alpha·z[i].
func F32LeakyRelu(y, z []float32, alpha float32) { elem.F32LeakyRelu(y, z, alpha) }

// F64LeakyRelu is F32LeakyRelu for float64.
func F64LeakyRelu(y, z []float64, alpha float64) { elem.F64LeakyRelu(y, z, alpha) }

// F32LeakyReluGrad multiplies da[i] by alpha where z[i] is not above 0.
func F32LeakyReluGrad(da, z []float32, alpha float32) { elem.F32LeakyReluGrad(da, z, alpha) }

// F64LeakyReluGrad is F32LeakyReluGrad for float64.
func F64LeakyReluGrad(da, z []float64, alpha float64) { elem.F64LeakyReluGrad(da, z, alpha) }

// F32Sigmoid computes y[i] = 1 / (1 + exp(-z[i])) with an error below 4 ulp.
func F32Sigmoid(y, z []float32) { elem.F32Sigmoid(y, z) }

// F64Sigmoid is F32Sigmoid for float64.
func F64Sigmoid(y, z []float64) { elem.F64Sigmoid(y, z) }

// F32SigmoidGrad multiplies da[i] by a[i]·(1 - a[i]), the slope of the sigmoid at its result a.
func F32SigmoidGrad(da, a []float32) { elem.F32SigmoidGrad(da, a) }

// F64SigmoidGrad is F32SigmoidGrad for float64.
func F64SigmoidGrad(da, a []float64) { elem.F64SigmoidGrad(da, a) }

// F32Tanh computes y[i] = tanh(z[i]) with an error below 4 ulp.
func F32Tanh(y, z []float32) { elem.F32Tanh(y, z) }

// F64Tanh is F32Tanh for float64.
func F64Tanh(y, z []float64) { elem.F64Tanh(y, z) }

// F32TanhGrad multiplies da[i] by 1 - a[i]², the slope of tanh at its result a.
func F32TanhGrad(da, a []float32) { elem.F32TanhGrad(da, a) }

// F64TanhGrad is F32TanhGrad for float64.
func F64TanhGrad(da, a []float64) { elem.F64TanhGrad(da, a) }

// F32Silu computes y[i] = z[i]·σ(z[i]) with an error below 4 ulp.
func F32Silu(y, z []float32) { elem.F32Silu(y, z) }

// F64Silu is F32Silu for float64.
func F64Silu(y, z []float64) { elem.F64Silu(y, z) }

// F32SiluGrad multiplies da[i] by σ(z[i])·(1 + z[i]·(1 - σ(z[i]))).
func F32SiluGrad(da, z []float32) { elem.F32SiluGrad(da, z) }

// F64SiluGrad is F32SiluGrad for float64.
func F64SiluGrad(da, z []float64) { elem.F64SiluGrad(da, z) }

// F32Elu computes y[i] = scale·z[i] where z[i] > 0, else scale·alpha·(exp(z[i]) - 1), with an error below 4 ulp.
func F32Elu(y, z []float32, alpha, scale float32) { elem.F32Elu(y, z, alpha, scale) }

// F64Elu is F32Elu for float64.
func F64Elu(y, z []float64, alpha, scale float64) { elem.F64Elu(y, z, alpha, scale) }

// F32EluGrad multiplies da[i] by scale where a[i] > 0, else by a[i] + scale·alpha: the slope of elu at its result a.
func F32EluGrad(da, a []float32, alpha, scale float32) { elem.F32EluGrad(da, a, alpha, scale) }

// F64EluGrad is F32EluGrad for float64.
func F64EluGrad(da, a []float64, alpha, scale float64) { elem.F64EluGrad(da, a, alpha, scale) }

// F32Gelu computes y[i] = z[i]·Φ(z[i]), where Φ is the normal distribution, with an error below 5 ulp.
func F32Gelu(y, z []float32) { elem.F32Gelu(y, z) }

// F64Gelu is F32Gelu for float64.
func F64Gelu(y, z []float64) { elem.F64Gelu(y, z) }

// F32GeluGrad multiplies da[i] by Φ(z[i]) + z[i]·φ(z[i]), where φ is the normal density.
func F32GeluGrad(da, z []float32) { elem.F32GeluGrad(da, z) }

// F64GeluGrad is F32GeluGrad for float64.
func F64GeluGrad(da, z []float64) { elem.F64GeluGrad(da, z) }

// F32Softplus computes y[i] = log(1 + exp(z[i])) with an error below 4 ulp.
func F32Softplus(y, z []float32) { elem.F32Softplus(y, z) }

// F64Softplus is F32Softplus for float64.
func F64Softplus(y, z []float64) { elem.F64Softplus(y, z) }

// F32SoftplusGrad multiplies da[i] by σ(z[i]).
func F32SoftplusGrad(da, z []float32) { elem.F32SoftplusGrad(da, z) }

// F64SoftplusGrad is F32SoftplusGrad for float64.
func F64SoftplusGrad(da, z []float64) { elem.F64SoftplusGrad(da, z) }
