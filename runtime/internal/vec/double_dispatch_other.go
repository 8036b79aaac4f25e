//go:build purego || !amd64

package vec

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/elem"
)

// Double reports whether the build has kernels of float64.
const Double = false

func f64Plus(y, a, b []float64) { plus(y, a, b) }

func f64Minus(y, a, b []float64) { minus(y, a, b) }

func f64Times(y, a, b []float64) { times(y, a, b) }

func f64Over(y, a, b []float64) { over(y, a, b) }

func f64Larger(y, a, b []float64) { larger(y, a, b) }

func f64Smaller(y, a, b []float64) { smaller(y, a, b) }

func f64PlusNum(y, x []float64, c float64) { plusNum(y, x, c) }

func f64TimesNum(y, x []float64, c float64) { timesNum(y, x, c) }

func f64OverNum(y, x []float64, c float64) { overNum(y, x, c) }

func f64NumMinus(y, x []float64, c float64) { numMinus(y, x, c) }

func f64NumOver(y, x []float64, c float64) { numOver(y, x, c) }

func f64LargerNum(y, x []float64, c float64) { largerNum(y, x, c) }

func f64SmallerNum(y, x []float64, c float64) { smallerNum(y, x, c) }

func f64Clamp(y, x []float64, low, high float64) { clamp(y, x, low, high) }

func f64Less(y, a, b []float64) { less(y, a, b) }

func f64AtMost(y, a, b []float64) { atMost(y, a, b) }

func f64LessNum(y, x []float64, c float64) { lessNum(y, x, c) }

func f64AtMostNum(y, x []float64, c float64) { atMostNum(y, x, c) }

func f64MoreNum(y, x []float64, c float64) { moreNum(y, x, c) }

func f64AtLeastNum(y, x []float64, c float64) { atLeastNum(y, x, c) }

func f64Keep(y, c, a []float64) { keep64(y, c, a) }

func f64Where(y, c, a, b []float64) { where64(y, c, a, b) }

func f64Abs(y, x []float64) { apply(y, x, math.Abs) }

func f64Sign(y, x []float64) { apply(y, x, elem.Sign64) }

func f64Sqrt(y, x []float64) { apply(y, x, math.Sqrt) }

func f64Floor(y, x []float64) { apply(y, x, math.Floor) }

func f64Round(y, x []float64) { apply(y, x, elem.Round64) }

func f64Exp(y, x []float64) { apply(y, x, math.Exp) }

func f64Expm1(y, x []float64) { apply(y, x, math.Expm1) }

func f64Log(y, x []float64) { apply(y, x, math.Log) }

func f64Log1p(y, x []float64) { apply(y, x, math.Log1p) }

func f64Erf(y, x []float64) { apply(y, x, math.Erf) }

func f64Sin(y, x []float64) { apply(y, x, math.Sin) }

func f64Cos(y, x []float64) { apply(y, x, math.Cos) }

func f64Total(sum float64, x []float64) float64 { return total64(sum, x) }

func kernels64() bool { return false }
