//go:build !purego

package vec

import (
	"github.com/nngen/nngen/runtime/internal/cpu"
	"github.com/nngen/nngen/runtime/internal/neon"
)

func f32Plus(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		plus(y, a, b)
		return
	}
	neon.F32Plus(&y[0], &a[0], &b[0], len(y))
}

func f32Minus(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		minus(y, a, b)
		return
	}
	neon.F32Minus(&y[0], &a[0], &b[0], len(y))
}

func f32Times(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		times(y, a, b)
		return
	}
	neon.F32Times(&y[0], &a[0], &b[0], len(y))
}

func f32Over(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		over(y, a, b)
		return
	}
	neon.F32Over(&y[0], &a[0], &b[0], len(y))
}

func f32Larger(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		larger(y, a, b)
		return
	}
	neon.F32Larger(&y[0], &a[0], &b[0], len(y))
}

func f32Smaller(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		smaller(y, a, b)
		return
	}
	neon.F32Smaller(&y[0], &a[0], &b[0], len(y))
}

func f32PlusNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		plusNum(y, x, c)
		return
	}
	neon.F32PlusNum(&y[0], &x[0], len(y), c)
}

func f32TimesNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		timesNum(y, x, c)
		return
	}
	neon.F32TimesNum(&y[0], &x[0], len(y), c)
}

func f32OverNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		overNum(y, x, c)
		return
	}
	neon.F32OverNum(&y[0], &x[0], len(y), c)
}

func f32NumMinus(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		numMinus(y, x, c)
		return
	}
	neon.F32NumMinus(&y[0], &x[0], len(y), c)
}

func f32NumOver(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		numOver(y, x, c)
		return
	}
	neon.F32NumOver(&y[0], &x[0], len(y), c)
}

func f32LargerNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		largerNum(y, x, c)
		return
	}
	neon.F32LargerNum(&y[0], &x[0], len(y), c)
}

func f32SmallerNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		smallerNum(y, x, c)
		return
	}
	neon.F32SmallerNum(&y[0], &x[0], len(y), c)
}

func f32Clamp(y, x []float32, low, high float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		clamp(y, x, low, high)
		return
	}
	neon.F32Clamp(&y[0], &x[0], len(y), low, high)
}

func f32Less(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		less(y, a, b)
		return
	}
	neon.F32Less(&y[0], &a[0], &b[0], len(y))
}

func f32AtMost(y, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		atMost(y, a, b)
		return
	}
	neon.F32AtMost(&y[0], &a[0], &b[0], len(y))
}

func f32LessNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		lessNum(y, x, c)
		return
	}
	neon.F32LessNum(&y[0], &x[0], len(y), c)
}

func f32AtMostNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		atMostNum(y, x, c)
		return
	}
	neon.F32AtMostNum(&y[0], &x[0], len(y), c)
}

func f32MoreNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		moreNum(y, x, c)
		return
	}
	neon.F32MoreNum(&y[0], &x[0], len(y), c)
}

func f32AtLeastNum(y, x []float32, c float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		atLeastNum(y, x, c)
		return
	}
	neon.F32AtLeastNum(&y[0], &x[0], len(y), c)
}

func f32Keep(y, c, a []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		keep(y, c, a)
		return
	}
	neon.F32Keep(&y[0], &c[0], &a[0], len(y))
}

func f32Where(y, c, a, b []float32) {
	if cpu.Level == cpu.Go || len(y) == 0 {
		where(y, c, a, b)
		return
	}
	neon.F32Where(&y[0], &c[0], &a[0], &b[0], len(y))
}
