//go:build !purego

package neon

// These are the steps of the same names, for one entry or more.

// F32Plus is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Plus(y, a, b *float32, n int)

// F32Minus is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Minus(y, a, b *float32, n int)

// F32Times is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Times(y, a, b *float32, n int)

// F32Over is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Over(y, a, b *float32, n int)

// F32Larger is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Larger(y, a, b *float32, n int)

// F32Smaller is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Smaller(y, a, b *float32, n int)

// F32Less is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Less(y, a, b *float32, n int)

// F32AtMost is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32AtMost(y, a, b *float32, n int)

// F32PlusNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32PlusNum(y, x *float32, n int, c float32)

// F32TimesNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32TimesNum(y, x *float32, n int, c float32)

// F32OverNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32OverNum(y, x *float32, n int, c float32)

// F32NumMinus is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32NumMinus(y, x *float32, n int, c float32)

// F32NumOver is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32NumOver(y, x *float32, n int, c float32)

// F32LargerNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32LargerNum(y, x *float32, n int, c float32)

// F32SmallerNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32SmallerNum(y, x *float32, n int, c float32)

// F32LessNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32LessNum(y, x *float32, n int, c float32)

// F32AtMostNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32AtMostNum(y, x *float32, n int, c float32)

// F32MoreNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32MoreNum(y, x *float32, n int, c float32)

// F32AtLeastNum is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32AtLeastNum(y, x *float32, n int, c float32)

// F32Clamp is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Clamp(y, x *float32, n int, low, high float32)

// F32Keep is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Keep(y, a, b *float32, n int)

// F32Where is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Where(y, c, a, b *float32, n int)

// F32Abs is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Abs(y, x *float32, n int)

// F32Sign is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Sign(y, x *float32, n int)

// F32Sqrt is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Sqrt(y, x *float32, n int)

// F32Floor is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Floor(y, x *float32, n int)

// F32Round is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Round(y, x *float32, n int)

// F32Exp is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Exp(y, x *float32, n int)

// F32Expm1 is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Expm1(y, x *float32, n int)

// F32Log is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Log(y, x *float32, n int)

// F32Log1p is the loop of the kernel of that name, for one entry or more.
//
//go:noescape
func F32Log1p(y, x *float32, n int)

// F32Sin is the loop of the kernel of that name, for one entry or more. It leaves what is beyond its range as it is, and returns 0 if there
// is nothing of that kind.
//
//go:noescape
func F32Sin(y, x *float32, n int) (beyond uint32)

// F32Cos is the loop of the kernel of that name, for one entry or more. It leaves what is beyond its range as it is, and returns 0 if there
// is nothing of that kind.
//
//go:noescape
func F32Cos(y, x *float32, n int) (beyond uint32)
