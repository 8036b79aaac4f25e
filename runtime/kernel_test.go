package nn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"
)

// kernels are the kernels of one precision, so that a test is written once for both.
type kernels[T Float] struct {
	matrixKernels[T]
	addBias, sumRows func(z, b []T)
	transpose        func(dst, src []T, rows, cols int)
	softmax          func(y, z []T)
	softmaxRows      func(y, z []T, n int)
	crossEntropy     func(z []T, ts []int, n int) float64
	crossEntropyGrad func(dz, z []T, ts []int, n int, factor T) float64
	argmax           func(y []T) int
	fill             func(w []T, v T)
	fillNormal       func(r *Rand, w []T, std float64)
	fillUniform      func(r *Rand, w []T, limit float64)
}

var single = kernels[float32]{
	singleMatrix, F32AddBias, F32SumRows, F32Transpose, F32Softmax, F32SoftmaxRows,
	F32CrossEntropyRows[int], F32CrossEntropyGradRows[int], F32Argmax, F32Fill, F32FillNormal, F32FillUniform,
}

var double = kernels[float64]{
	doubleMatrix, F64AddBias, F64SumRows, F64Transpose, F64Softmax, F64SoftmaxRows,
	F64CrossEntropyRows[int], F64CrossEntropyGradRows[int], F64Argmax, F64Fill, F64FillNormal, F64FillUniform,
}

// lengths are all up to 70 and a sample up to 300.
func lengths() []int {
	var list []int
	for n := range 71 {
		list = append(list, n)
	}
	return append(list, 71, 79, 80, 81, 95, 96, 97, 127, 128, 129, 191, 255, 256, 257, 299, 300)
}

// arena hands out slices with guard words around them, at every alignment in turn.
type arena[T Float] struct {
	t     *testing.T
	rng   *rand.Rand
	whole [][]T
	count int
}

const guard = -12345

func newArena[T Float](t *testing.T) *arena[T] {
	return &arena[T]{t: t, rng: rand.New(rand.NewPCG(1, 2))}
}

// random returns n numbers from [-1, 1).
func (a *arena[T]) random(n int) []T {
	a.count++
	before := 8 + a.count%8
	whole := make([]T, before+n+16)
	fill(whole, guard)
	xs := whole[before : before+n : before+n]
	for i := range xs {
		xs[i] = T(a.rng.Float64()*2 - 1)
	}
	a.whole = append(a.whole, whole[:before], whole[before+n:])
	return xs
}

// check fails if a guard word has changed, and forgets the slices.
func (a *arena[T]) check(what string) {
	a.t.Helper()
	for _, words := range a.whole {
		for _, v := range words {
			if v != guard {
				a.t.Fatalf("%s wrote outside its slice", what)
			}
		}
	}
	a.whole = a.whole[:0]
}

// epsilon is the distance from 1 to the next number.
func epsilon[T Float]() float64 {
	var t T
	if unsafe.Sizeof(t) == 4 {
		return 0x1p-23
	}
	return 0x1p-52
}

// sum is a sum in float64, and the bound of the rounding error of its terms added in any order.
type sum struct {
	value, size float64
	terms       int
}

func (s *sum) add(v float64) {
	s.value += v
	s.size += math.Abs(v)
	s.terms++
}

// compare fails unless got is s, but for rounding.
func compare[T Float](t *testing.T, what string, i int, got T, s sum) {
	t.Helper()
	bound := float64(s.terms+1) * epsilon[T]() * s.size
	if d := math.Abs(float64(got) - s.value); !(d <= bound) {
		t.Fatalf("%s: entry %d is %v, want %v within %g", what, i, got, s.value, bound)
	}
}

// sameBits reports whether a and b hold the same numbers, NaN included.
func sameBits[T Float](a, b []T) bool {
	return slices.EqualFunc(a, b, func(x, y T) bool {
		return math.Float64bits(float64(x)) == math.Float64bits(float64(y))
	})
}
