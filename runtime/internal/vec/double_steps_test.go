package vec

import "math"

// doubles are the steps in float64.
var doubles = []step[float64]{
	{"plus", func(y, a, b, _ []float64) { F64Plus(y, a, b) }, func(a, b, _ float64) float64 { return a + b }},
	{"minus", func(y, a, b, _ []float64) { F64Minus(y, a, b) }, func(a, b, _ float64) float64 { return a - b }},
	{"times", func(y, a, b, _ []float64) { F64Times(y, a, b) }, func(a, b, _ float64) float64 { return a * b }},
	{"over", func(y, a, b, _ []float64) { F64Over(y, a, b) }, func(a, b, _ float64) float64 { return a / b }},
	{"larger", func(y, a, b, _ []float64) { F64Larger(y, a, b) }, func(a, b, _ float64) float64 { return max(a, b) }},
	{"smaller", func(y, a, b, _ []float64) { F64Smaller(y, a, b) }, func(a, b, _ float64) float64 { return min(a, b) }},
	{"pow", func(y, a, b, _ []float64) { F64Pow(y, a, b) }, func(a, b, _ float64) float64 { return math.Pow(a, b) }},
	{"plusNum", func(y, a, _, _ []float64) { F64PlusNum(y, a, number) }, func(a, _, _ float64) float64 { return a + number }},
	{"timesNum", func(y, a, _, _ []float64) { F64TimesNum(y, a, number) }, func(a, _, _ float64) float64 { return a * number }},
	{"overNum", func(y, a, _, _ []float64) { F64OverNum(y, a, higher) }, func(a, _, _ float64) float64 { return a / higher }},
	{"numMinus", func(y, a, _, _ []float64) { F64NumMinus(y, a, number) }, func(a, _, _ float64) float64 { return number - a }},
	{"numOver", func(y, a, _, _ []float64) { F64NumOver(y, a, number) }, func(a, _, _ float64) float64 { return number / a }},
	{"largerNum", func(y, a, _, _ []float64) { F64LargerNum(y, a, number) }, func(a, _, _ float64) float64 { return max(a, number) }},
	{"largerNum of 0", func(y, a, _, _ []float64) { F64LargerNum(y, a, 0) }, func(a, _, _ float64) float64 { return max(a, 0) }},
	{"smallerNum", func(y, a, _, _ []float64) { F64SmallerNum(y, a, number) }, func(a, _, _ float64) float64 { return min(a, number) }},
	{"smallerNum of 0", func(y, a, _, _ []float64) { F64SmallerNum(y, a, 0) }, func(a, _, _ float64) float64 { return min(a, 0) }},
	{"clamp", func(y, a, _, _ []float64) { F64Clamp(y, a, number, higher) }, func(a, _, _ float64) float64 { return min(max(a, number), higher) }},
	{"clamp from 0", func(y, a, _, _ []float64) { F64Clamp(y, a, 0, higher) }, func(a, _, _ float64) float64 { return min(max(a, 0), higher) }},
	{"less", func(y, a, b, _ []float64) { F64Less(y, a, b) }, func(a, b, _ float64) float64 { return bit[float64](a < b) }},
	{"atMost", func(y, a, b, _ []float64) { F64AtMost(y, a, b) }, func(a, b, _ float64) float64 { return bit[float64](a <= b) }},
	{"lessNum", func(y, a, _, _ []float64) { F64LessNum(y, a, number) }, func(a, _, _ float64) float64 { return bit[float64](a < number) }},
	{"atMostNum", func(y, a, _, _ []float64) { F64AtMostNum(y, a, number) }, func(a, _, _ float64) float64 { return bit[float64](a <= number) }},
	{"moreNum", func(y, a, _, _ []float64) { F64MoreNum(y, a, number) }, func(a, _, _ float64) float64 { return bit[float64](a > number) }},
	{"atLeastNum", func(y, a, _, _ []float64) { F64AtLeastNum(y, a, number) }, func(a, _, _ float64) float64 { return bit[float64](a >= number) }},
	{"keep", func(y, a, b, _ []float64) { F64Keep(y, a, b) }, func(a, b, _ float64) float64 { return pick(a, b, 0) }},
	{"where", func(y, a, b, c []float64) { F64Where(y, a, b, c) }, pick[float64]},
}
