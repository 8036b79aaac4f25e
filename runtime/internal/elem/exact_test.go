package elem

import "math/big"

// The functions here compute with 200 bits, by the simplest series: what is exact in a test.

// exact returns v.
func exact(v float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(v) }

func add(a, b *big.Float) *big.Float { return exact(0).Add(a, b) }
func mul(a, b *big.Float) *big.Float { return exact(0).Mul(a, b) }
func quo(a, b *big.Float) *big.Float { return exact(0).Quo(a, b) }

// series returns first + second + …, each term the one before times factor(k), for as long as they count.
func series(first *big.Float, factor func(k float64) *big.Float) *big.Float {
	sum, term := first, mul(first, factor(1))
	for k := 2.0; term.Sign() != 0 && term.MantExp(nil) > sum.MantExp(nil)-200; k++ {
		sum, term = add(sum, term), mul(term, factor(k))
	}
	return sum
}

// exactExp returns e**x, by the series at a small part of x.
func exactExp(x *big.Float) *big.Float {
	const halvings = 16
	part := exact(0).SetMantExp(x, -halvings)
	y := series(exact(1), func(k float64) *big.Float { return quo(part, exact(k)) })
	for range halvings {
		y.Mul(y, y)
	}
	return y
}

// exactLog1p returns log(1+u) for u from 0 to 1, as 2·artanh(s) with s = u/(2+u).
func exactLog1p(u *big.Float) *big.Float {
	s := quo(u, add(exact(2), u))
	s2 := mul(s, s)
	return series(mul(exact(2), s), func(k float64) *big.Float { return mul(s2, quo(exact(2*k-1), exact(2*k+1))) })
}

// exactNormal returns φ(z) and Φ(z).
func exactNormal(z float64) (density, normal *big.Float) {
	density, _ = exact(0).SetString("0.39894228040143267793994605993438186847585863116493465766592583") // 1/√(2π)
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
