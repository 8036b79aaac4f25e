package nn

import (
	"github.com/nngen/nngen/runtime/internal/elem"
	"github.com/nngen/nngen/runtime/internal/vec"
)

// This file has what formulas are made of, and entries.go more of it: functions of one number, and kernels for blocks of entries, each of which
// does one thing to all entries. Slices are of one length, and the result may be in the place of an operand.

// BlockEntries is how many entries a block has, so that a few of them fit into the first cache.
const BlockEntries = vec.BlockEntries

// MostBlocks is how many blocks are borrowed at a time.
const MostBlocks = vec.MostBlocks

// F64Steps reports whether the build has kernels in assembly for steps in float64. It is a constant: without them a loop takes less time, and
// linkers leave the other way out.
const F64Steps = vec.Double

// F32BorrowBlocks returns blocks that hold anything. They are given back to F32GiveBackBlocks.
func F32BorrowBlocks() *vec.F32Blocks { return vec.F32Borrow() }

// F64BorrowBlocks is F32BorrowBlocks for float64.
func F64BorrowBlocks() *vec.F64Blocks { return vec.F64Borrow() }

// F32GiveBackBlocks keeps blocks for the next formula.
func F32GiveBackBlocks(b *vec.F32Blocks) { vec.F32GiveBack(b) }

// F64GiveBackBlocks is F32GiveBackBlocks for float64.
func F64GiveBackBlocks(b *vec.F64Blocks) { vec.F64GiveBack(b) }

// F32Sin computes y[i] = the sine of x[i] with an error below 2 ulp.
func F32Sin(y, x []float32) { vec.F32Sin(y, x) }

// F64Sin is F32Sin for float64.
func F64Sin(y, x []float64) { vec.F64Sin(y, x) }

// F32Cos computes y[i] = the cosine of x[i] with an error below 2 ulp.
func F32Cos(y, x []float32) { vec.F32Cos(y, x) }

// F64Cos is F32Cos for float64.
func F64Cos(y, x []float64) { vec.F64Cos(y, x) }

// F32Pow computes y[i] = pow(a[i], b[i]), with the special cases of math.Pow, one after the other.
func F32Pow(y, a, b []float32) { vec.F32Pow(y, a, b) }

// F64Pow is F32Pow for float64.
func F64Pow(y, a, b []float64) { vec.F64Pow(y, a, b) }

// F32Total returns the sum of x, in float64.
func F32Total(x []float32) float64 { return vec.F32Total(x) }

// F64Total returns sum and the sum of x. It begins with sum, so that Go's kernel adds as a loop over all blocks does.
func F64Total(sum float64, x []float64) float64 { return vec.F64Total(sum, x) }

// F32Weigh weighs a block of losses and of their gradient, which begins with entry from of rows of so many units: it returns the sum of the
// losses times the weights ws of their rows, and multiplies what is in dst by scale·ws[i] in row i and by slope. Where a weight is 0, dst becomes 0
// and the losses do not count.
func F32Weigh(dst, losses, ws []float32, from, units int, scale float64, slope float32) (sum float64) {
	return vec.F32Weigh(dst, losses, ws, from, units, scale, slope)
}

// F64Weigh is F32Weigh for float64, but for the sum, which it begins with as F64Total does.
func F64Weigh(sum float64, dst, losses, ws []float64, from, units int, scale, slope float64) float64 {
	return vec.F64Weigh(sum, dst, losses, ws, from, units, scale, slope)
}

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
