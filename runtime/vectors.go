package nn

import "github.com/nngen/nngen/runtime/internal/vec"

// The kernels of this file are the steps of formulas over blocks of entries: each does one thing to all entries. Slices are of
// one length, and the result may be in the place of an operand.

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

// F32Plus computes y[i] = a[i] + b[i].
func F32Plus(y, a, b []float32) { vec.F32Plus(y, a, b) }

// F64Plus is F32Plus for float64.
func F64Plus(y, a, b []float64) { vec.F64Plus(y, a, b) }

// F32Minus computes y[i] = a[i] - b[i].
func F32Minus(y, a, b []float32) { vec.F32Minus(y, a, b) }

// F64Minus is F32Minus for float64.
func F64Minus(y, a, b []float64) { vec.F64Minus(y, a, b) }

// F32Times computes y[i] = a[i]·b[i].
func F32Times(y, a, b []float32) { vec.F32Times(y, a, b) }

// F64Times is F32Times for float64.
func F64Times(y, a, b []float64) { vec.F64Times(y, a, b) }

// F32Over computes y[i] = a[i] / b[i].
func F32Over(y, a, b []float32) { vec.F32Over(y, a, b) }

// F64Over is F32Over for float64.
func F64Over(y, a, b []float64) { vec.F64Over(y, a, b) }

// F32Larger computes y[i] = max(a[i], b[i]).
func F32Larger(y, a, b []float32) { vec.F32Larger(y, a, b) }

// F64Larger is F32Larger for float64.
func F64Larger(y, a, b []float64) { vec.F64Larger(y, a, b) }

// F32Smaller computes y[i] = min(a[i], b[i]).
func F32Smaller(y, a, b []float32) { vec.F32Smaller(y, a, b) }

// F64Smaller is F32Smaller for float64.
func F64Smaller(y, a, b []float64) { vec.F64Smaller(y, a, b) }

// F32PlusNum computes y[i] = x[i] + c.
func F32PlusNum(y, x []float32, c float32) { vec.F32PlusNum(y, x, c) }

// F64PlusNum is F32PlusNum for float64.
func F64PlusNum(y, x []float64, c float64) { vec.F64PlusNum(y, x, c) }

// F32TimesNum computes y[i] = x[i]·c.
func F32TimesNum(y, x []float32, c float32) { vec.F32TimesNum(y, x, c) }

// F64TimesNum is F32TimesNum for float64.
func F64TimesNum(y, x []float64, c float64) { vec.F64TimesNum(y, x, c) }

// F32OverNum computes y[i] = x[i] / c.
func F32OverNum(y, x []float32, c float32) { vec.F32OverNum(y, x, c) }

// F64OverNum is F32OverNum for float64.
func F64OverNum(y, x []float64, c float64) { vec.F64OverNum(y, x, c) }

// F32NumMinus computes y[i] = c - x[i].
func F32NumMinus(y, x []float32, c float32) { vec.F32NumMinus(y, x, c) }

// F64NumMinus is F32NumMinus for float64.
func F64NumMinus(y, x []float64, c float64) { vec.F64NumMinus(y, x, c) }

// F32NumOver computes y[i] = c / x[i].
func F32NumOver(y, x []float32, c float32) { vec.F32NumOver(y, x, c) }

// F64NumOver is F32NumOver for float64.
func F64NumOver(y, x []float64, c float64) { vec.F64NumOver(y, x, c) }

// F32LargerNum computes y[i] = max(x[i], c).
func F32LargerNum(y, x []float32, c float32) { vec.F32LargerNum(y, x, c) }

// F64LargerNum is F32LargerNum for float64.
func F64LargerNum(y, x []float64, c float64) { vec.F64LargerNum(y, x, c) }

// F32SmallerNum computes y[i] = min(x[i], c).
func F32SmallerNum(y, x []float32, c float32) { vec.F32SmallerNum(y, x, c) }

// F64SmallerNum is F32SmallerNum for float64.
func F64SmallerNum(y, x []float64, c float64) { vec.F64SmallerNum(y, x, c) }

// F32Clamp computes y[i] = min(max(x[i], low), high).
func F32Clamp(y, x []float32, low, high float32) { vec.F32Clamp(y, x, low, high) }

// F64Clamp is F32Clamp for float64.
func F64Clamp(y, x []float64, low, high float64) { vec.F64Clamp(y, x, low, high) }

// F32Less computes y[i] = 1 where a[i] < b[i], else 0.
func F32Less(y, a, b []float32) { vec.F32Less(y, a, b) }

// F64Less is F32Less for float64.
func F64Less(y, a, b []float64) { vec.F64Less(y, a, b) }

// F32AtMost computes y[i] = 1 where a[i] <= b[i], else 0.
func F32AtMost(y, a, b []float32) { vec.F32AtMost(y, a, b) }

// F64AtMost is F32AtMost for float64.
func F64AtMost(y, a, b []float64) { vec.F64AtMost(y, a, b) }

// F32LessNum computes y[i] = 1 where x[i] < c, else 0.
func F32LessNum(y, x []float32, c float32) { vec.F32LessNum(y, x, c) }

// F64LessNum is F32LessNum for float64.
func F64LessNum(y, x []float64, c float64) { vec.F64LessNum(y, x, c) }

// F32AtMostNum computes y[i] = 1 where x[i] <= c, else 0.
func F32AtMostNum(y, x []float32, c float32) { vec.F32AtMostNum(y, x, c) }

// F64AtMostNum is F32AtMostNum for float64.
func F64AtMostNum(y, x []float64, c float64) { vec.F64AtMostNum(y, x, c) }

// F32MoreNum computes y[i] = 1 where x[i] > c, else 0.
func F32MoreNum(y, x []float32, c float32) { vec.F32MoreNum(y, x, c) }

// F64MoreNum is F32MoreNum for float64.
func F64MoreNum(y, x []float64, c float64) { vec.F64MoreNum(y, x, c) }

// F32AtLeastNum computes y[i] = 1 where x[i] >= c, else 0.
func F32AtLeastNum(y, x []float32, c float32) { vec.F32AtLeastNum(y, x, c) }

// F64AtLeastNum is F32AtLeastNum for float64.
func F64AtLeastNum(y, x []float64, c float64) { vec.F64AtLeastNum(y, x, c) }

// F32Keep computes y[i] = a[i] where the condition c[i] is not 0, else 0.
func F32Keep(y, c, a []float32) { vec.F32Keep(y, c, a) }

// F64Keep is F32Keep for float64.
func F64Keep(y, c, a []float64) { vec.F64Keep(y, c, a) }

// F32Where computes y[i] = a[i] where the condition c[i] is not 0, else b[i].
func F32Where(y, c, a, b []float32) { vec.F32Where(y, c, a, b) }

// F64Where is F32Where for float64.
func F64Where(y, c, a, b []float64) { vec.F64Where(y, c, a, b) }

// F32Abs computes y[i] = |x[i]|.
func F32Abs(y, x []float32) { vec.F32Abs(y, x) }

// F64Abs is F32Abs for float64.
func F64Abs(y, x []float64) { vec.F64Abs(y, x) }

// F32Sign computes y[i] = 1 where x[i] > 0, -1 where x[i] < 0, else x[i].
func F32Sign(y, x []float32) { vec.F32Sign(y, x) }

// F64Sign is F32Sign for float64.
func F64Sign(y, x []float64) { vec.F64Sign(y, x) }

// F32Sqrt computes y[i] = the square root of x[i].
func F32Sqrt(y, x []float32) { vec.F32Sqrt(y, x) }

// F64Sqrt is F32Sqrt for float64.
func F64Sqrt(y, x []float64) { vec.F64Sqrt(y, x) }

// F32Floor computes y[i] = the largest whole number not above x[i].
func F32Floor(y, x []float32) { vec.F32Floor(y, x) }

// F64Floor is F32Floor for float64.
func F64Floor(y, x []float64) { vec.F64Floor(y, x) }

// F32Round computes y[i] = the whole number nearest to x[i], of two equally near ones the even.
func F32Round(y, x []float32) { vec.F32Round(y, x) }

// F64Round is F32Round for float64.
func F64Round(y, x []float64) { vec.F64Round(y, x) }

// F32Exp computes y[i] = exp(x[i]) with an error below 2 ulp.
func F32Exp(y, x []float32) { vec.F32Exp(y, x) }

// F64Exp is F32Exp for float64.
func F64Exp(y, x []float64) { vec.F64Exp(y, x) }

// F32Expm1 computes y[i] = exp(x[i]) - 1 with an error below 2 ulp, also near 0.
func F32Expm1(y, x []float32) { vec.F32Expm1(y, x) }

// F64Expm1 is F32Expm1 for float64.
func F64Expm1(y, x []float64) { vec.F64Expm1(y, x) }

// F32Log computes y[i] = the natural logarithm of x[i] with an error below 2 ulp.
func F32Log(y, x []float32) { vec.F32Log(y, x) }

// F64Log is F32Log for float64.
func F64Log(y, x []float64) { vec.F64Log(y, x) }

// F32Log1p computes y[i] = log(1 + x[i]) with an error below 2 ulp, also near 0.
func F32Log1p(y, x []float32) { vec.F32Log1p(y, x) }

// F64Log1p is F32Log1p for float64.
func F64Log1p(y, x []float64) { vec.F64Log1p(y, x) }

// F32Erf computes y[i] = the error function of x[i] with an error below 2 ulp.
func F32Erf(y, x []float32) { vec.F32Erf(y, x) }

// F64Erf is F32Erf for float64.
func F64Erf(y, x []float64) { vec.F64Erf(y, x) }

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
