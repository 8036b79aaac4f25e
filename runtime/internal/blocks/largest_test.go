package blocks

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestLargest holds the largest of blocks, and how their gradient is shared, against the definition: NaN where there is one, and of equal ones each
// its part.
func TestLargest(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		outer, inner := 1+r.IntN(5), []int{1 + r.IntN(3), 1 + r.IntN(40)}
		step := r.IntN(2) // whether the blocks lie one after the other, or entry by entry
		size := inner[0] * inner[1]
		axes := []Axis{{outer, 1, size}, {inner[0], 0, inner[1]}, {inner[1], 0, 1}}
		if step == 1 {
			axes = []Axis{{outer, 1, 1}, {inner[0], 0, inner[1] * outer}, {inner[1], 0, outer}}
		}
		src, dst, dsrc, ddst := make([]float64, outer*size), make([]float64, outer), make([]float64, outer*size), make([]float64, outer)
		for i := range src {
			src[i] = float64(r.IntN(20) - 10)
			if r.IntN(200) == 0 {
				src[i] = math.NaN()
			}
		}
		for i := range ddst {
			ddst[i] = r.NormFloat64()
		}
		F64Largest(dst, src, axes...)
		F64LargestGrad(dsrc, ddst, dst, src, axes...)
		for o := range outer {
			at := func(i int) int {
				if step == 1 {
					return i*outer + o
				}
				return o*size + i
			}
			want, equal := math.Inf(-1), 0.0
			for i := range size {
				want = max(want, src[at(i)])
			}
			for i := range size {
				if src[at(i)] == want {
					equal++
				}
			}
			if dst[o] != want && (dst[o] == dst[o] || want == want) {
				t.Fatalf("%v: the largest is %g, want %g", axes, dst[o], want)
			}
			for i := range size {
				share := 0.0
				if src[at(i)] == want {
					share = ddst[o] / equal
				}
				if dsrc[at(i)] != share {
					t.Fatalf("%v: the share of entry %d is %g, want %g", axes, at(i), dsrc[at(i)], share)
				}
			}
		}
	}
}
