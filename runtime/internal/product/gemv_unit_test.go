package product

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// leakyUnit is F32GemvTLeakyUnit for slices.
func leakyUnit(y, w1, b1, w2, b2, x []float32, ld int) {
	sizes := UnitSizes(len(b1)|len(x)<<12) | UnitSizes(ld)<<24
	F32GemvTLeakyUnit(&y[0], &w1[0], &b1[0], &w2[0], &b2[0], &x[0], sizes, 0.01)
}

// TestGemvTLeakyUnit holds a layer with leaky_relu and the unit behind it, in one call, against sums in float64 of the outputs of the layer:
// of any lengths, with NaN between the rows, and where numbers are NaN, infinite or tiny.
func TestGemvTLeakyUnit(t *testing.T) {
	special := []float32{0, float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 1e-44}
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for n := 1; n <= mat.UnitUnits; n++ {
			for _, inputs := range []int{1, 2, 3, 4, 5, 7, 8, 13, 64} {
				for _, ld := range []int{n, n + 3} {
					w1 := padding(arena.Random(inputs*ld), n, ld, math.NaN())
					lists := [][]float32{w1, arena.Random(n), arena.Random(n), arena.Random(1), arena.Random(inputs)}
					sameUnit(t, arena, lists, ld)
					for _, v := range special {
						for _, list := range lists[1:] {
							i := arena.Rng.IntN(len(list))
							before := list[i]
							list[i] = v
							sameUnit(t, arena, lists, ld)
							list[i] = before
						}
					}
				}
			}
		}
	})
}

// sameUnit holds the call of a layer and a unit against a call of the layer.
func sameUnit(t *testing.T, arena *kerneltest.Arena[float32], lists [][]float32, ld int) {
	t.Helper()
	w1, b1, w2, b2, x := lists[0], lists[1], lists[2], lists[3], lists[4]
	y, a := arena.Random(1), make([]float32, len(b1))
	forT(F32GemvTLeakyUnpacked, 0.01)(a, w1, b1, x, ld)
	want := biased(b2[0])
	for i, w := range w2 {
		want.Add(float64(w) * float64(a[i]))
	}
	leakyUnit(y, w1, b1, w2, b2, x, ld)
	what := fmt.Sprintf("gemvTLeakyUnit (%d, %d), rows %d apart", len(b1), len(x), ld)
	if v := want.Value; v-v == 0 {
		kerneltest.Compare(t, what, 0, y[0], want)
	} else if !kerneltest.Alike(y[0], float32(v)) {
		t.Fatalf("%s: %v, want %v", what, y[0], v)
	}
	arena.Check("gemvTLeakyUnit")
}
