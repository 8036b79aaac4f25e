package kerneltest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"github.com/nngen/nngen/runtime/internal/mat"
)

// Lengths are all up to 70 and a sample up to 300.
func Lengths() []int {
	var list []int
	for n := range 71 {
		list = append(list, n)
	}
	return append(list, 71, 79, 80, 81, 95, 96, 97, 127, 128, 129, 191, 255, 256, 257, 299, 300)
}

// Arena hands out slices with guard words around them, at every alignment in turn.
type Arena[T mat.Float] struct {
	T     *testing.T
	Rng   *rand.Rand
	whole [][]T
	Count int
}

// Guard is the guard word.
const Guard = -12345

// NewArena returns an arena that always gives the same numbers.
func NewArena[T mat.Float](t *testing.T) *Arena[T] {
	return &Arena[T]{T: t, Rng: rand.New(rand.NewPCG(1, 2))}
}

// Random returns n numbers from [-1, 1).
func (a *Arena[T]) Random(n int) []T {
	a.Count++
	before := 8 + a.Count%8
	whole := make([]T, before+n+16)
	mat.Fill(whole, Guard)
	xs := whole[before : before+n : before+n]
	for i := range xs {
		xs[i] = T(a.Rng.Float64()*2 - 1)
	}
	a.whole = append(a.whole, whole[:before], whole[before+n:])
	return xs
}

// Check fails if a guard word has changed, and forgets the slices.
func (a *Arena[T]) Check(what string) {
	a.T.Helper()
	for _, words := range a.whole {
		for _, v := range words {
			if v != Guard {
				a.T.Fatalf("%s wrote outside its slice", what)
			}
		}
	}
	a.whole = a.whole[:0]
}

// Epsilon is the distance from 1 to the next number.
func Epsilon[T mat.Float]() float64 {
	var t T
	if unsafe.Sizeof(t) == 4 {
		return 0x1p-23
	}
	return 0x1p-52
}

// Sum is a sum in float64, and the bound of the rounding error of its terms added in any order.
type Sum struct {
	Value, Size float64
	Terms       int
}

// Add adds a term.
func (s *Sum) Add(v float64) {
	s.Value += v
	s.Size += math.Abs(v)
	s.Terms++
}

// Compare fails unless got is s, but for rounding.
func Compare[T mat.Float](t *testing.T, what string, i int, got T, s Sum) {
	t.Helper()
	bound := float64(s.Terms+1) * Epsilon[T]() * s.Size
	if d := math.Abs(float64(got) - s.Value); !(d <= bound) {
		t.Fatalf("%s: entry %d is %v, want %v within %g", what, i, got, s.Value, bound)
	}
}

// SameBits reports whether a and b hold the same numbers, NaN included.
func SameBits[T mat.Float](a, b []T) bool {
	return slices.EqualFunc(a, b, func(x, y T) bool {
		return math.Float64bits(float64(x)) == math.Float64bits(float64(y))
	})
}
