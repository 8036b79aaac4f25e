package kerneltest

import (
	"math"
	"math/big"
)

// The functions here compute with 200 bits, by the simplest series: what is exact in a test.

// Exact returns v.
func Exact(v float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(v) }

// ExactOf returns the number that a text says.
func ExactOf(text string) *big.Float {
	v, ok := Exact(0).SetString(text)
	if !ok {
		panic(text + " is no number")
	}
	return v
}

// ExactAdd returns a + b.
func ExactAdd(a, b *big.Float) *big.Float { return Exact(0).Add(a, b) }

// ExactMul returns a·b.
func ExactMul(a, b *big.Float) *big.Float { return Exact(0).Mul(a, b) }

// ExactQuo returns a / b.
func ExactQuo(a, b *big.Float) *big.Float { return Exact(0).Quo(a, b) }

// ExactSeries returns first + second + …, each term the one before times factor(k), for as long as they count.
func ExactSeries(first *big.Float, factor func(k float64) *big.Float) *big.Float {
	sum, term := first, ExactMul(first, factor(1))
	for k := 2.0; term.Sign() != 0 && term.MantExp(nil) > sum.MantExp(nil)-200; k++ {
		sum, term = ExactAdd(sum, term), ExactMul(term, factor(k))
	}
	return sum
}

// ExactExp returns e**x, by the series at a small part of x.
func ExactExp(x *big.Float) *big.Float {
	const halvings = 16
	part := Exact(0).SetMantExp(x, -halvings)
	y := ExactSeries(Exact(1), func(k float64) *big.Float { return ExactQuo(part, Exact(k)) })
	for range halvings {
		y.Mul(y, y)
	}
	return y
}

// ExactExpm1 returns e**x - 1.
func ExactExpm1(x float64) *big.Float {
	if math.Abs(x) > 1 {
		return ExactAdd(ExactExp(Exact(x)), Exact(-1))
	}
	return ExactSeries(Exact(x), func(k float64) *big.Float { return ExactQuo(Exact(x), Exact(k+1)) })
}

// ExactLog1p returns log(1+u) for u from -0.3 to 1, as 2·artanh(s) with s = u/(2+u).
func ExactLog1p(u *big.Float) *big.Float {
	s := ExactQuo(u, ExactAdd(Exact(2), u))
	s2 := ExactMul(s, s)
	return ExactSeries(ExactMul(Exact(2), s), func(k float64) *big.Float { return ExactMul(s2, ExactQuo(Exact(2*k-1), Exact(2*k+1))) })
}

// ExactLog returns the natural logarithm of a positive x.
func ExactLog(x *big.Float) *big.Float {
	m := Exact(0)
	n := x.MantExp(m) - 1
	m.Mul(m, Exact(2))
	if m.Cmp(Exact(math.Sqrt2)) > 0 {
		n, m = n+1, ExactQuo(m, Exact(2))
	}
	return ExactAdd(ExactMul(Exact(float64(n)), ExactLog1p(Exact(1))), ExactLog1p(ExactAdd(m, Exact(-1))))
}

// ExactErf returns the error function of x, which is 1 to 200 bits beyond 12.
func ExactErf(x float64) *big.Float {
	square := ExactMul(Exact(x), Exact(x))
	y := ExactSeries(Exact(x), func(k float64) *big.Float { return ExactQuo(ExactMul(square, Exact(2)), Exact(2*k+1)) })
	y.Mul(y, ExactExp(Exact(0).Neg(square)))
	return y.Mul(y, ExactOf("1.1283791670955125738961589031215451716881012586579977136881714434212849368829868289734873204042147267"))
}

// ExactSin returns the sine of x + quarters·π/2, where x is at most a million.
func ExactSin(x float64, quarters int) *big.Float {
	quarter := ExactOf("1.5707963267948966192313216916397514420985846996875529104874722961539082031431044993140174126710585340")
	n := math.RoundToEven(x / (math.Pi / 2))
	r := ExactAdd(Exact(x), Exact(0).Neg(ExactMul(Exact(n), quarter)))
	square, first, from := ExactMul(r, r), r, 0.0
	quarters += int(n)
	if quarters&1 != 0 {
		first, from = Exact(1), -1 // the cosine
	}
	square.Neg(square)
	y := ExactSeries(first, func(k float64) *big.Float { return ExactQuo(square, Exact((2*k+from)*(2*k+1+from))) })
	if quarters&2 != 0 {
		y.Neg(y)
	}
	return y
}

// Ulps is the error of y in units of the last place of size.
func Ulps(y float64, want, size *big.Float) float64 {
	e, _ := Exact(0).Sub(Exact(y), want).Float64()
	return math.Abs(e) / math.Ldexp(1, max(size.MantExp(nil)-53, -1074))
}
