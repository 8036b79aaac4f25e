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

// Exp32 returns e**x with an error below 1 ulp.
func Exp32(x float32) float32 { return elem.Exp32(x) }

// Expm132 returns e**x - 1 with an error below 1 ulp, also near x = 0.
func Expm132(x float32) float32 { return elem.Expm132(x) }

// Sigmoid32 returns 1 / (1 + e**-x) with an error below 1 ulp.
func Sigmoid32(x float32) float32 { return elem.Sigmoid32(x) }

// Tanh32 returns the hyperbolic tangent of x with an error below 1 ulp.
func Tanh32(x float32) float32 { return elem.Tanh32(x) }

// Sigmoid64 returns 1 / (1 + e**-x). It does not overflow on the way.
func Sigmoid64(x float64) float64 { return elem.Sigmoid64(x) }

// Log32 returns the natural logarithm of x with an error below 1 ulp.
func Log32(x float32) float32 { return elem.Log32(x) }

// Log1p32 returns log(1+x) with an error below 1 ulp, also near x = 0.
func Log1p32(x float32) float32 { return elem.Log1p32(x) }

// Sqrt32 returns the square root of x.
func Sqrt32(x float32) float32 { return elem.Sqrt32(x) }

// Erf32 returns the error function of x.
func Erf32(x float32) float32 { return elem.Erf32(x) }

// Pow32 returns x**y, with the special cases of math.Pow.
func Pow32(x, y float32) float32 { return elem.Pow32(x, y) }

// Abs32 returns the absolute value of x.
func Abs32(x float32) float32 { return elem.Abs32(x) }

// Sign32 returns 1 for positive x, -1 for negative x, and x itself for zeros and NaN.
func Sign32(x float32) float32 { return elem.Sign32(x) }

// Sign64 is Sign32 for float64.
func Sign64(x float64) float64 { return elem.Sign64(x) }

// Sin32 returns the sine of x.
func Sin32(x float32) float32 { return elem.Sin32(x) }

// Cos32 returns the cosine of x.
func Cos32(x float32) float32 { return elem.Cos32(x) }

// Floor32 returns the largest whole number not above x.
func Floor32(x float32) float32 { return elem.Floor32(x) }

// Round32 returns the whole number nearest to x, of two equally near ones the even.
func Round32(x float32) float32 { return elem.Round32(x) }

// Round64 is Round32 for float64.
func Round64(x float64) float64 { return elem.Round64(x) }

// Softplus32 returns log(1 + exp(x)).
func Softplus32(x float32) float32 { return elem.Softplus32(x) }

// Softplus64 is Softplus32 for float64.
func Softplus64(x float64) float64 { return elem.Softplus64(x) }
