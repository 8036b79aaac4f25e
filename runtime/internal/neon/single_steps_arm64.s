//go:build !purego

#include "textflag.h"
#include "float32_arm64.h"
#include "each_arm64.h"
#include "steps_arm64.h"

// func F32Plus(y, a, b *float32, n int)
TEXT ·F32Plus(SB), NOSPLIT, $0-32
	STEPARGS2
	LOOP(STEP2, PLUS)

// func F32Minus(y, a, b *float32, n int)
TEXT ·F32Minus(SB), NOSPLIT, $0-32
	STEPARGS2
	LOOP(STEP2, MINUS)

// func F32Times(y, a, b *float32, n int)
TEXT ·F32Times(SB), NOSPLIT, $0-32
	STEPARGS2
	LOOP(STEP2, TIMES)

// func F32Over(y, a, b *float32, n int)
TEXT ·F32Over(SB), NOSPLIT, $0-32
	STEPARGS2
	LOOP(STEP2, OVER)

// func F32Larger(y, a, b *float32, n int)
TEXT ·F32Larger(SB), NOSPLIT, $0-32
	STEPARGS2
	LOOP(STEP2, LARGER)

// func F32Smaller(y, a, b *float32, n int)
TEXT ·F32Smaller(SB), NOSPLIT, $0-32
	STEPARGS2
	LOOP(STEP2, SMALLER)

// func F32Less(y, a, b *float32, n int)
TEXT ·F32Less(SB), NOSPLIT, $0-32
	STEPARGS2
	ONES
	LOOP(STEP2, LESS)

// func F32AtMost(y, a, b *float32, n int)
TEXT ·F32AtMost(SB), NOSPLIT, $0-32
	STEPARGS2
	ONES
	LOOP(STEP2, ATMOST)

// func F32PlusNum(y, x *float32, n int, c float32)
TEXT ·F32PlusNum(SB), NOSPLIT, $0-28
	NUMARGS
	LOOP(STEP1, PLUSNUM)

// func F32TimesNum(y, x *float32, n int, c float32)
TEXT ·F32TimesNum(SB), NOSPLIT, $0-28
	NUMARGS
	LOOP(STEP1, TIMESNUM)

// func F32OverNum(y, x *float32, n int, c float32)
TEXT ·F32OverNum(SB), NOSPLIT, $0-28
	NUMARGS
	LOOP(STEP1, OVERNUM)

// func F32NumMinus(y, x *float32, n int, c float32)
TEXT ·F32NumMinus(SB), NOSPLIT, $0-28
	NUMARGS
	LOOP(STEP1, NUMMINUS)

// func F32NumOver(y, x *float32, n int, c float32)
TEXT ·F32NumOver(SB), NOSPLIT, $0-28
	NUMARGS
	LOOP(STEP1, NUMOVER)

// func F32LargerNum(y, x *float32, n int, c float32)
TEXT ·F32LargerNum(SB), NOSPLIT, $0-28
	NUMARGS
	LOOP(STEP1, LARGERNUM)

// func F32SmallerNum(y, x *float32, n int, c float32)
TEXT ·F32SmallerNum(SB), NOSPLIT, $0-28
	NUMARGS
	LOOP(STEP1, SMALLERNUM)

// func F32LessNum(y, x *float32, n int, c float32)
TEXT ·F32LessNum(SB), NOSPLIT, $0-28
	NUMARGS
	ONES
	LOOP(STEP1, LESSNUM)

// func F32AtMostNum(y, x *float32, n int, c float32)
TEXT ·F32AtMostNum(SB), NOSPLIT, $0-28
	NUMARGS
	ONES
	LOOP(STEP1, ATMOSTNUM)

// func F32MoreNum(y, x *float32, n int, c float32)
TEXT ·F32MoreNum(SB), NOSPLIT, $0-28
	NUMARGS
	ONES
	LOOP(STEP1, MORENUM)

// func F32AtLeastNum(y, x *float32, n int, c float32)
TEXT ·F32AtLeastNum(SB), NOSPLIT, $0-28
	NUMARGS
	ONES
	LOOP(STEP1, ATLEASTNUM)

// func F32Clamp(y, x *float32, n int, low, high float32)
TEXT ·F32Clamp(SB), NOSPLIT, $0-32
	CLAMPARGS
	LOOP(STEP1, CLAMP)

// func F32Keep(y, a, b *float32, n int)
TEXT ·F32Keep(SB), NOSPLIT, $0-32
	STEPARGS2
	VEOR V16.B16, V16.B16, V16.B16
	LOOP(STEP2, KEEP)

// func F32Where(y, c, a, b *float32, n int)
TEXT ·F32Where(SB), NOSPLIT, $0-40
	STEPARGS3
	LOOP(STEP3, WHERE)

// func F32Abs(y, x *float32, n int)
TEXT ·F32Abs(SB), NOSPLIT, $0-24
	STEPARGS1
	LOOP(STEP1, ABS)

// func F32Sign(y, x *float32, n int)
TEXT ·F32Sign(SB), NOSPLIT, $0-24
	STEPARGS1
	ONES
	LOOP(STEP1, SIGN)

// func F32Sqrt(y, x *float32, n int)
TEXT ·F32Sqrt(SB), NOSPLIT, $0-24
	STEPARGS1
	LOOP(STEP1, SQRT)

// func F32Floor(y, x *float32, n int)
TEXT ·F32Floor(SB), NOSPLIT, $0-24
	STEPARGS1
	LOOP(STEP1, FLOOR)

// func F32Round(y, x *float32, n int)
TEXT ·F32Round(SB), NOSPLIT, $0-24
	STEPARGS1
	LOOP(STEP1, ROUND)
