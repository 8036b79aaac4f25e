package nn

// Ssigmoid computes y[i] = 1 / (1 + exp(-z[i])) with an error below 4 ulp.
//
//go:noinline
func Ssigmoid(y, z []float32) {
	mustFit(len(y) == len(z), "sigmoid")
	ssigmoid(y, z)
}

// Dsigmoid is Ssigmoid for float64.
//
//go:noinline
func Dsigmoid(y, z []float64) {
	mustFit(len(y) == len(z), "sigmoid")
	dsigmoid(y, z)
}

// SsigmoidGrad multiplies da[i] by a[i]·(1 - a[i]), the slope of the sigmoid at its result a.
//
//go:noinline
func SsigmoidGrad(da, a []float32) {
	mustFit(len(da) == len(a), "sigmoidGrad")
	ssigmoidGrad(da, a)
}

// DsigmoidGrad is SsigmoidGrad for float64.
//
//go:noinline
func DsigmoidGrad(da, a []float64) {
	mustFit(len(da) == len(a), "sigmoidGrad")
	dsigmoidGrad(da, a)
}

// Stanh computes y[i] = tanh(z[i]) with an error below 4 ulp.
//
//go:noinline
func Stanh(y, z []float32) {
	mustFit(len(y) == len(z), "tanh")
	stanh(y, z)
}

// Dtanh is Stanh for float64.
//
//go:noinline
func Dtanh(y, z []float64) {
	mustFit(len(y) == len(z), "tanh")
	dtanh(y, z)
}

// StanhGrad multiplies da[i] by 1 - a[i]², the slope of tanh at its result a.
//
//go:noinline
func StanhGrad(da, a []float32) {
	mustFit(len(da) == len(a), "tanhGrad")
	stanhGrad(da, a)
}

// DtanhGrad is StanhGrad for float64.
//
//go:noinline
func DtanhGrad(da, a []float64) {
	mustFit(len(da) == len(a), "tanhGrad")
	dtanhGrad(da, a)
}

// Ssilu computes y[i] = z[i]·σ(z[i]) with an error below 4 ulp.
//
//go:noinline
func Ssilu(y, z []float32) {
	mustFit(len(y) == len(z), "silu")
	ssilu(y, z)
}

// Dsilu is Ssilu for float64.
//
//go:noinline
func Dsilu(y, z []float64) {
	mustFit(len(y) == len(z), "silu")
	dsilu(y, z)
}

// SsiluGrad multiplies da[i] by σ(z[i])·(1 + z[i]·(1 - σ(z[i]))).
//
//go:noinline
func SsiluGrad(da, z []float32) {
	mustFit(len(da) == len(z), "siluGrad")
	ssiluGrad(da, z)
}

// DsiluGrad is SsiluGrad for float64.
//
//go:noinline
func DsiluGrad(da, z []float64) {
	mustFit(len(da) == len(z), "siluGrad")
	dsiluGrad(da, z)
}

func sigmoidSlope[T Float](a T) T { return a * (1 - a) }

func tanhSlope[T Float](a T) T { return 1 - a*a }

// silu32 is computed in float64, because the sigmoid is a denormal float32 before the product is.
func silu32(z float32) float32 {
	return float32(silu64(float64(z)))
}

func silu64(z float64) float64 { return z * Sigmoid64(z) }

func siluSlope32(z float32) float32 { return float32(siluSlope64(float64(z))) }

func siluSlope64(z float64) float64 {
	return Sigmoid64(z) * (1 + z*Sigmoid64(-z)) // σ(-z) is 1 - σ(z) without its rounding error
}
