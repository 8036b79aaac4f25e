package vec

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// step is a kernel of up to three slices and two numbers, in both types, and what it should compute of an entry of each. In float32 it is that,
// rounded: float64 has more than twice the bits, so that rounding twice makes no difference.
type step struct {
	name   string
	single func(y, a, b, c []float32)
	double func(y, a, b, c []float64)
	want   func(a, b, c float64) float64
}

const number, higher = 0.25, 2.5

var steps = []step{
	{"plus", two(F32Plus), two(F64Plus), func(a, b, _ float64) float64 { return a + b }},
	{"minus", two(F32Minus), two(F64Minus), func(a, b, _ float64) float64 { return a - b }},
	{"times", two(F32Times), two(F64Times), func(a, b, _ float64) float64 { return a * b }},
	{"over", two(F32Over), two(F64Over), func(a, b, _ float64) float64 { return a / b }},
	{"larger", two(F32Larger), two(F64Larger), func(a, b, _ float64) float64 { return max(a, b) }},
	{"smaller", two(F32Smaller), two(F64Smaller), func(a, b, _ float64) float64 { return min(a, b) }},
	{"pow", two(F32Pow), two(F64Pow), func(a, b, _ float64) float64 { return math.Pow(a, b) }},
	{"plusNum", with(F32PlusNum, number), with(F64PlusNum, number), func(a, _, _ float64) float64 { return a + number }},
	{"timesNum", with(F32TimesNum, number), with(F64TimesNum, number), func(a, _, _ float64) float64 { return a * number }},
	{"overNum", with(F32OverNum, higher), with(F64OverNum, higher), func(a, _, _ float64) float64 { return a / higher }},
	{"numMinus", with(F32NumMinus, number), with(F64NumMinus, number), func(a, _, _ float64) float64 { return number - a }},
	{"numOver", with(F32NumOver, number), with(F64NumOver, number), func(a, _, _ float64) float64 { return number / a }},
	{"largerNum", with(F32LargerNum, number), with(F64LargerNum, number), func(a, _, _ float64) float64 { return max(a, number) }},
	{"largerNum of 0", with(F32LargerNum, 0), with(F64LargerNum, 0), func(a, _, _ float64) float64 { return max(a, 0) }},
	{"smallerNum", with(F32SmallerNum, number), with(F64SmallerNum, number), func(a, _, _ float64) float64 { return min(a, number) }},
	{"smallerNum of 0", with(F32SmallerNum, 0), with(F64SmallerNum, 0), func(a, _, _ float64) float64 { return min(a, 0) }},
	{"clamp", between(F32Clamp, number, higher), between(F64Clamp, number, higher), func(a, _, _ float64) float64 { return min(max(a, number), higher) }},
	{"clamp from 0", between(F32Clamp, 0, higher), between(F64Clamp, 0, higher), func(a, _, _ float64) float64 { return min(max(a, 0), higher) }},
	{"less", two(F32Less), two(F64Less), func(a, b, _ float64) float64 { return bit(a < b) }},
	{"atMost", two(F32AtMost), two(F64AtMost), func(a, b, _ float64) float64 { return bit(a <= b) }},
	{"lessNum", with(F32LessNum, number), with(F64LessNum, number), func(a, _, _ float64) float64 { return bit(a < number) }},
	{"atMostNum", with(F32AtMostNum, number), with(F64AtMostNum, number), func(a, _, _ float64) float64 { return bit(a <= number) }},
	{"moreNum", with(F32MoreNum, number), with(F64MoreNum, number), func(a, _, _ float64) float64 { return bit(a > number) }},
	{"atLeastNum", with(F32AtLeastNum, number), with(F64AtLeastNum, number), func(a, _, _ float64) float64 { return bit(a >= number) }},
	{"keep", two(F32Keep), two(F64Keep), func(a, b, _ float64) float64 { return pick(a, b, 0) }},
	{"where", F32Where, F64Where, pick},
}

// two is a kernel of two slices as one of three.
func two[T mat.Float](f func(y, a, b []T)) func(y, a, b, c []T) {
	return func(y, a, b, _ []T) { f(y, a, b) }
}

// with is a kernel of a slice and a number likewise, and between is one of a slice and two numbers.
func with[T mat.Float](f func(y, x []T, n T), n T) func(y, a, b, c []T) {
	return func(y, a, _, _ []T) { f(y, a, n) }
}

func between[T mat.Float](f func(y, x []T, low, high T), low, high T) func(y, a, b, c []T) {
	return func(y, a, _, _ []T) { f(y, a, low, high) }
}

func bit(holds bool) float64 {
	if holds {
		return 1
	}
	return 0
}

func pick(condition, yes, no float64) float64 {
	if condition != 0 {
		return yes
	}
	return no
}

// TestSteps holds every step to what it should be, bit for bit, of numbers with zeros, infinities, NaN and denormal numbers among them,
// at every length; that it writes nothing else; and that its result may be in the place of any operand.
func TestSteps(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		for _, s := range steps {
			testStep(t, s.name, s.single, s.want)
			testStep(t, s.name+" in float64", s.double, s.want)
		}
	})
}

func testStep[T mat.Float](t *testing.T, name string, run func(y, a, b, c []T), want func(a, b, c float64) float64) {
	for _, n := range kerneltest.Lengths() {
		arena := kerneltest.NewArena[T](t)
		a, b, c, y := special(arena, n, 3), special(arena, n, 5), special(arena, n, 7), arena.Random(n)
		run(y, a, b, c)
		for i := range y {
			if want := T(want(float64(a[i]), float64(b[i]), float64(c[i]))); !same(y[i], want) {
				t.Fatalf("%s of %d entries: entry %d of %g, %g and %g is %g, want %g", name, n, i, a[i], b[i], c[i], y[i], want)
			}
		}
		for k := range 3 {
			of := [][]T{clone(arena, a), clone(arena, b), clone(arena, c)}
			run(of[k], of[0], of[1], of[2])
			for i, v := range of[k] {
				if !same(v, y[i]) {
					t.Fatalf("%s of %d entries differs in the place of operand %d", name, n, k)
				}
			}
		}
		arena.Check(fmt.Sprintf("%s of %d entries", name, n))
	}
}

func same[T mat.Float](x, y T) bool { return kerneltest.SameBits([]T{x}, []T{y}) || x != x && y != y }

// special is n numbers of which every so many-th has something special.
func special[T mat.Float](a *kerneltest.Arena[T], n, every int) []T {
	inf, denormal := T(math.Inf(1)), kerneltest.SmallestNormal[T]()/16
	list := []T{0, T(math.Copysign(0, -1)), inf, -inf, T(math.NaN()), denormal, -denormal, number, higher, math.MaxFloat32, 1 / kerneltest.SmallestNormal[T]() * 2}
	x := a.Random(n)
	kerneltest.Enlarge(x, 4)
	for i := range x {
		if i%every == 0 {
			x[i] = list[a.Rng.IntN(len(list))]
		}
	}
	return x
}

func clone[T mat.Float](a *kerneltest.Arena[T], x []T) []T {
	y := a.Random(len(x))
	copy(y, x)
	return y
}

// TestTotal holds the sum to that of whole numbers, at every length, and lets NaN through.
func TestTotal(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) { testTotal(t, F32Total) })
	kerneltest.AtLevels(t, func(t *testing.T) { testTotal(t, func(x []float64) float64 { return F64Total(8, x) - 8 }) })
}

func testTotal[T mat.Float](t *testing.T, total func([]T) float64) {
	for _, n := range kerneltest.Lengths() {
		x := kerneltest.NewArena[T](t).Random(n)
		for i := range x {
			x[i] = T(int(1<<24) >> (i % 20))
		}
		want := 0.0
		for _, v := range x {
			want += float64(v)
		}
		if got := total(x); got != want {
			t.Fatalf("the sum of %d entries is %v, want %v", n, got, want)
		}
		if n > 0 {
			if x[n-1] = T(math.NaN()); total(x) == total(x) {
				t.Fatalf("the sum of %d entries, the last of which is NaN, is a number", n)
			}
		}
	}
}

// TestMisuse holds that lengths that do not fit panic.
func TestMisuse(t *testing.T) {
	x, short := make([]float32, 8), make([]float32, 7)
	x64, short64 := make([]float64, 8), make([]float64, 7)
	for name, run := range map[string]func(){
		"plus": func() { F32Plus(x, x, short) }, "where": func() { F32Where(x, x, short, x) }, "clamp": func() { F32Clamp(short, x, 0, 1) },
		"exp": func() { F32Exp(x, short) }, "keep": func() { F32Keep(x, short, x) }, "timesNum": func() { F32TimesNum(x, short, 1) },
		"plus in float64": func() { F64Plus(x64, x64, short64) }, "log in float64": func() { F64Log(short64, x64) },
		"keep in float64": func() { F64Keep(x64, short64, x64) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("does not panic")
				}
			}()
			run()
		})
	}
}
