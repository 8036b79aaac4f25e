package elem

import (
	"math/big"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// What is exact in a test has 200 bits.
var (
	exact, add, mul, quo = kerneltest.Exact, kerneltest.ExactAdd, kerneltest.ExactMul, kerneltest.ExactQuo
	exactExp, series     = kerneltest.ExactExp, kerneltest.ExactSeries
)

// exactNormal returns φ(z) and Φ(z).
func exactNormal(z float64) (density, normal *big.Float) {
	density = kerneltest.ExactOf("0.39894228040143267793994605993438186847585863116493465766592583") // 1/√(2π)
	x, square := exact(z), mul(exact(z), exact(z))
	density.Mul(density, exactExp(mul(square, exact(-0.5))))
	if z > -3 {
		odd := series(x, func(k float64) *big.Float { return quo(square, exact(2*k+1)) })
		return density, add(exact(0.5), mul(density, odd))
	}
	// Laplace's continued fraction.
	fraction := exact(-z)
	for k := 150.0; k > 0; k-- {
		fraction = add(exact(-z), quo(exact(k), fraction))
	}
	return density, quo(density, fraction)
}
