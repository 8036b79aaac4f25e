//go:build !purego

package vec

import "github.com/nngen/nngen/runtime/internal/cpu"

func f32Plus(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32PlusAVX512(y, a, b)
	case cpu.AVX2:
		f32PlusAVX2(y, a, b)
	default:
		plus(y, a, b)
	}
}

func f32Minus(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32MinusAVX512(y, a, b)
	case cpu.AVX2:
		f32MinusAVX2(y, a, b)
	default:
		minus(y, a, b)
	}
}

func f32Times(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32TimesAVX512(y, a, b)
	case cpu.AVX2:
		f32TimesAVX2(y, a, b)
	default:
		times(y, a, b)
	}
}

func f32Over(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32OverAVX512(y, a, b)
	case cpu.AVX2:
		f32OverAVX2(y, a, b)
	default:
		over(y, a, b)
	}
}

func f32Larger(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32LargerAVX512(y, a, b)
	case cpu.AVX2:
		f32LargerAVX2(y, a, b)
	default:
		larger(y, a, b)
	}
}

func f32Smaller(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SmallerAVX512(y, a, b)
	case cpu.AVX2:
		f32SmallerAVX2(y, a, b)
	default:
		smaller(y, a, b)
	}
}

func f32PlusNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32PlusNumAVX512(y, x, c)
	case cpu.AVX2:
		f32PlusNumAVX2(y, x, c)
	default:
		plusNum(y, x, c)
	}
}

func f32TimesNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32TimesNumAVX512(y, x, c)
	case cpu.AVX2:
		f32TimesNumAVX2(y, x, c)
	default:
		timesNum(y, x, c)
	}
}

func f32OverNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32OverNumAVX512(y, x, c)
	case cpu.AVX2:
		f32OverNumAVX2(y, x, c)
	default:
		overNum(y, x, c)
	}
}

func f32NumMinus(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32NumMinusAVX512(y, x, c)
	case cpu.AVX2:
		f32NumMinusAVX2(y, x, c)
	default:
		numMinus(y, x, c)
	}
}

func f32NumOver(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32NumOverAVX512(y, x, c)
	case cpu.AVX2:
		f32NumOverAVX2(y, x, c)
	default:
		numOver(y, x, c)
	}
}

func f32LargerNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32LargerNumAVX512(y, x, c)
	case cpu.AVX2:
		f32LargerNumAVX2(y, x, c)
	default:
		largerNum(y, x, c)
	}
}

func f32SmallerNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32SmallerNumAVX512(y, x, c)
	case cpu.AVX2:
		f32SmallerNumAVX2(y, x, c)
	default:
		smallerNum(y, x, c)
	}
}

func f32Clamp(y, x []float32, low, high float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32ClampAVX512(y, x, low, high)
	case cpu.AVX2:
		f32ClampAVX2(y, x, low, high)
	default:
		clamp(y, x, low, high)
	}
}

func f32Less(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32LessAVX512(y, a, b)
	case cpu.AVX2:
		f32LessAVX2(y, a, b)
	default:
		less(y, a, b)
	}
}

func f32AtMost(y, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32AtMostAVX512(y, a, b)
	case cpu.AVX2:
		f32AtMostAVX2(y, a, b)
	default:
		atMost(y, a, b)
	}
}

func f32LessNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32LessNumAVX512(y, x, c)
	case cpu.AVX2:
		f32LessNumAVX2(y, x, c)
	default:
		lessNum(y, x, c)
	}
}

func f32AtMostNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32AtMostNumAVX512(y, x, c)
	case cpu.AVX2:
		f32AtMostNumAVX2(y, x, c)
	default:
		atMostNum(y, x, c)
	}
}

func f32MoreNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32MoreNumAVX512(y, x, c)
	case cpu.AVX2:
		f32MoreNumAVX2(y, x, c)
	default:
		moreNum(y, x, c)
	}
}

func f32AtLeastNum(y, x []float32, c float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32AtLeastNumAVX512(y, x, c)
	case cpu.AVX2:
		f32AtLeastNumAVX2(y, x, c)
	default:
		atLeastNum(y, x, c)
	}
}

func f32Keep(y, c, a []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32KeepAVX512(y, c, a)
	case cpu.AVX2:
		f32KeepAVX2(y, c, a)
	default:
		keep(y, c, a)
	}
}

func f32Where(y, c, a, b []float32) {
	switch cpu.Level {
	case cpu.AVX512:
		f32WhereAVX512(y, c, a, b)
	case cpu.AVX2:
		f32WhereAVX2(y, c, a, b)
	default:
		where(y, c, a, b)
	}
}
