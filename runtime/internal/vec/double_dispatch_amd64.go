//go:build !purego

package vec

import (
	"math"

	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/elem"
)

// Double reports whether the build has kernels of float64.
const Double = true

func f64Plus(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		plus(y, a, b)
		return
	}
	f64PlusAVX2(y, a, b)
}

func f64Minus(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		minus(y, a, b)
		return
	}
	f64MinusAVX2(y, a, b)
}

func f64Times(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		times(y, a, b)
		return
	}
	f64TimesAVX2(y, a, b)
}

func f64Over(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		over(y, a, b)
		return
	}
	f64OverAVX2(y, a, b)
}

func f64Larger(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		larger(y, a, b)
		return
	}
	f64LargerAVX2(y, a, b)
}

func f64Smaller(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		smaller(y, a, b)
		return
	}
	f64SmallerAVX2(y, a, b)
}

func f64PlusNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		plusNum(y, x, c)
		return
	}
	f64PlusNumAVX2(y, x, c)
}

func f64TimesNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		timesNum(y, x, c)
		return
	}
	f64TimesNumAVX2(y, x, c)
}

func f64OverNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		overNum(y, x, c)
		return
	}
	f64OverNumAVX2(y, x, c)
}

func f64NumMinus(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		numMinus(y, x, c)
		return
	}
	f64NumMinusAVX2(y, x, c)
}

func f64NumOver(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		numOver(y, x, c)
		return
	}
	f64NumOverAVX2(y, x, c)
}

func f64LargerNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		largerNum(y, x, c)
		return
	}
	f64LargerNumAVX2(y, x, c)
}

func f64SmallerNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		smallerNum(y, x, c)
		return
	}
	f64SmallerNumAVX2(y, x, c)
}

func f64Clamp(y, x []float64, low, high float64) {
	if cpu.Level == cpu.Go {
		clamp(y, x, low, high)
		return
	}
	f64ClampAVX2(y, x, low, high)
}

func f64Less(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		less(y, a, b)
		return
	}
	f64LessAVX2(y, a, b)
}

func f64AtMost(y, a, b []float64) {
	if cpu.Level == cpu.Go {
		atMost(y, a, b)
		return
	}
	f64AtMostAVX2(y, a, b)
}

func f64LessNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		lessNum(y, x, c)
		return
	}
	f64LessNumAVX2(y, x, c)
}

func f64AtMostNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		atMostNum(y, x, c)
		return
	}
	f64AtMostNumAVX2(y, x, c)
}

func f64MoreNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		moreNum(y, x, c)
		return
	}
	f64MoreNumAVX2(y, x, c)
}

func f64AtLeastNum(y, x []float64, c float64) {
	if cpu.Level == cpu.Go {
		atLeastNum(y, x, c)
		return
	}
	f64AtLeastNumAVX2(y, x, c)
}

func f64Keep(y, c, a []float64) {
	if cpu.Level == cpu.Go {
		keep64(y, c, a)
		return
	}
	f64KeepAVX2(y, c, a)
}

func f64Where(y, c, a, b []float64) {
	if cpu.Level == cpu.Go {
		where64(y, c, a, b)
		return
	}
	f64WhereAVX2(y, c, a, b)
}

func f64Abs(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Abs)
		return
	}
	f64AbsAVX2(y, x)
}

func f64Sign(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, elem.Sign64)
		return
	}
	f64SignAVX2(y, x)
}

func f64Sqrt(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Sqrt)
		return
	}
	f64SqrtAVX2(y, x)
}

func f64Floor(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Floor)
		return
	}
	f64FloorAVX2(y, x)
}

func f64Round(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, elem.Round64)
		return
	}
	f64RoundAVX2(y, x)
}

func f64Exp(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Exp)
		return
	}
	f64ExpAVX2(y, x)
}

func f64Expm1(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Expm1)
		return
	}
	f64Expm1AVX2(y, x)
}

func f64Log(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Log)
		return
	}
	f64LogAVX2(y, x)
}

func f64Log1p(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Log1p)
		return
	}
	f64Log1pAVX2(y, x)
}

func f64Erf(y, x []float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, math.Erf)
		return
	}
	f64ErfAVX2(y, x)
}

func f64Sin(y, x []float64) { f64Wave(y, x, 0, 1<<63, math.Sin) }

func f64Cos(y, x []float64) { f64Wave(y, x, 1, 0, math.Cos) }

// f64Wave is f32Wave for float64.
func f64Wave(y, x []float64, quarters, sign uint64, f func(float64) float64) {
	if cpu.Level == cpu.Go {
		apply(y, x, f)
		return
	}
	if f64WaveAVX2(y, x, quarters, sign) != 0 {
		beyond(y, f)
	}
}

func f64Total(sum float64, x []float64) float64 {
	if cpu.Level == cpu.Go {
		return total64(sum, x)
	}
	return sum + f64TotalAVX2(x)
}

// kernels64 reports whether there is assembly.
func kernels64() bool { return cpu.Level != cpu.Go }
