package vec

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// step is a kernel of up to three slices and two numbers, and what it should compute of an entry of each.
type step[T mat.Float] struct {
	name string
	run  func(y, a, b, c []T)
	want func(a, b, c T) T
}

const number, higher = 0.25, 2.5

var steps = []step[float32]{
	{"plus", func(y, a, b, _ []float32) { F32Plus(y, a, b) }, func(a, b, _ float32) float32 { return a + b }},
	{"minus", func(y, a, b, _ []float32) { F32Minus(y, a, b) }, func(a, b, _ float32) float32 { return a - b }},
	{"times", func(y, a, b, _ []float32) { F32Times(y, a, b) }, func(a, b, _ float32) float32 { return a * b }},
	{"over", func(y, a, b, _ []float32) { F32Over(y, a, b) }, func(a, b, _ float32) float32 { return a / b }},
	{"larger", func(y, a, b, _ []float32) { F32Larger(y, a, b) }, func(a, b, _ float32) float32 { return max(a, b) }},
	{"smaller", func(y, a, b, _ []float32) { F32Smaller(y, a, b) }, func(a, b, _ float32) float32 { return min(a, b) }},
	{"pow", func(y, a, b, _ []float32) { F32Pow(y, a, b) }, func(a, b, _ float32) float32 { return float32(math.Pow(float64(a), float64(b))) }},
	{"plusNum", func(y, a, _, _ []float32) { F32PlusNum(y, a, number) }, func(a, _, _ float32) float32 { return a + number }},
	{"timesNum", func(y, a, _, _ []float32) { F32TimesNum(y, a, number) }, func(a, _, _ float32) float32 { return a * number }},
	{"overNum", func(y, a, _, _ []float32) { F32OverNum(y, a, higher) }, func(a, _, _ float32) float32 { return a / higher }},
	{"numMinus", func(y, a, _, _ []float32) { F32NumMinus(y, a, number) }, func(a, _, _ float32) float32 { return number - a }},
	{"numOver", func(y, a, _, _ []float32) { F32NumOver(y, a, number) }, func(a, _, _ float32) float32 { return number / a }},
	{"largerNum", func(y, a, _, _ []float32) { F32LargerNum(y, a, number) }, func(a, _, _ float32) float32 { return max(a, number) }},
	{"largerNum of 0", func(y, a, _, _ []float32) { F32LargerNum(y, a, 0) }, func(a, _, _ float32) float32 { return max(a, 0) }},
	{"smallerNum", func(y, a, _, _ []float32) { F32SmallerNum(y, a, number) }, func(a, _, _ float32) float32 { return min(a, number) }},
	{"smallerNum of 0", func(y, a, _, _ []float32) { F32SmallerNum(y, a, 0) }, func(a, _, _ float32) float32 { return min(a, 0) }},
	{"clamp", func(y, a, _, _ []float32) { F32Clamp(y, a, number, higher) }, func(a, _, _ float32) float32 { return min(max(a, number), higher) }},
	{"clamp from 0", func(y, a, _, _ []float32) { F32Clamp(y, a, 0, higher) }, func(a, _, _ float32) float32 { return min(max(a, 0), higher) }},
	{"less", func(y, a, b, _ []float32) { F32Less(y, a, b) }, func(a, b, _ float32) float32 { return bit[float32](a < b) }},
	{"atMost", func(y, a, b, _ []float32) { F32AtMost(y, a, b) }, func(a, b, _ float32) float32 { return bit[float32](a <= b) }},
	{"lessNum", func(y, a, _, _ []float32) { F32LessNum(y, a, number) }, func(a, _, _ float32) float32 { return bit[float32](a < number) }},
	{"atMostNum", func(y, a, _, _ []float32) { F32AtMostNum(y, a, number) }, func(a, _, _ float32) float32 { return bit[float32](a <= number) }},
	{"moreNum", func(y, a, _, _ []float32) { F32MoreNum(y, a, number) }, func(a, _, _ float32) float32 { return bit[float32](a > number) }},
	{"atLeastNum", func(y, a, _, _ []float32) { F32AtLeastNum(y, a, number) }, func(a, _, _ float32) float32 { return bit[float32](a >= number) }},
	{"keep", func(y, a, b, _ []float32) { F32Keep(y, a, b) }, func(a, b, _ float32) float32 { return pick(a, b, 0) }},
	{"where", func(y, a, b, c []float32) { F32Where(y, a, b, c) }, pick[float32]},
}

func bit[T mat.Float](holds bool) T {
	if holds {
		return 1
	}
	return 0
}

func pick[T mat.Float](condition, yes, no T) T {
	if condition != 0 {
		return yes
	}
	return no
}

// TestSteps holds every step to what it should be, bit for bit, of numbers with zeros, infinities, NaN and denormal numbers among them,
// at every length; that it writes nothing else; and that its result may be in the place of any operand.
func TestSteps(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) { testSteps(t, steps) })
	kerneltest.AtLevels(t, func(t *testing.T) { testSteps(t, doubles) })
}

func testSteps[T mat.Float](t *testing.T, steps []step[T]) {
	for _, s := range steps {
		for _, n := range kerneltest.Lengths() {
			arena := kerneltest.NewArena[T](t)
			a, b, c, y := special(arena, n, 3), special(arena, n, 5), special(arena, n, 7), arena.Random(n)
			s.run(y, a, b, c)
			for i := range y {
				if want := s.want(a[i], b[i], c[i]); !same(y[i], want) {
					t.Fatalf("%s of %d entries: entry %d of %g, %g and %g is %g, want %g", s.name, n, i, a[i], b[i], c[i], y[i], want)
				}
			}
			for k := range 3 {
				of := [][]T{clone(arena, a), clone(arena, b), clone(arena, c)}
				s.run(of[k], of[0], of[1], of[2])
				for i, v := range of[k] {
					if !same(v, y[i]) {
						t.Fatalf("%s of %d entries differs in the place of operand %d", s.name, n, k)
					}
				}
			}
			arena.Check(fmt.Sprintf("%s of %d entries", s.name, n))
		}
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
