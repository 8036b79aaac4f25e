//go:build purego || !(amd64 || arm64)

package vec

func f32Plus(y, a, b []float32) { plus(y, a, b) }

func f32Minus(y, a, b []float32) { minus(y, a, b) }

func f32Times(y, a, b []float32) { times(y, a, b) }

func f32Over(y, a, b []float32) { over(y, a, b) }

func f32Larger(y, a, b []float32) { larger(y, a, b) }

func f32Smaller(y, a, b []float32) { smaller(y, a, b) }

func f32PlusNum(y, x []float32, c float32) { plusNum(y, x, c) }

func f32TimesNum(y, x []float32, c float32) { timesNum(y, x, c) }

func f32OverNum(y, x []float32, c float32) { overNum(y, x, c) }

func f32NumMinus(y, x []float32, c float32) { numMinus(y, x, c) }

func f32NumOver(y, x []float32, c float32) { numOver(y, x, c) }

func f32LargerNum(y, x []float32, c float32) { largerNum(y, x, c) }

func f32SmallerNum(y, x []float32, c float32) { smallerNum(y, x, c) }

func f32Clamp(y, x []float32, low, high float32) { clamp(y, x, low, high) }

func f32Less(y, a, b []float32) { less(y, a, b) }

func f32AtMost(y, a, b []float32) { atMost(y, a, b) }

func f32LessNum(y, x []float32, c float32) { lessNum(y, x, c) }

func f32AtMostNum(y, x []float32, c float32) { atMostNum(y, x, c) }

func f32MoreNum(y, x []float32, c float32) { moreNum(y, x, c) }

func f32AtLeastNum(y, x []float32, c float32) { atLeastNum(y, x, c) }

func f32Keep(y, c, a []float32) { keep(y, c, a) }

func f32Where(y, c, a, b []float32) { where(y, c, a, b) }
