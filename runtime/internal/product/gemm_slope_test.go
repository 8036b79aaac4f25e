package product

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/kerneltest"
)

// slopes are those of relu, of leaky_relu, and none.
var slopes = []float32{0, 0.01, 1}

// signs has entries above and below 0, and zeros of both signs among them.
func signs(arena *kerneltest.Arena[float32], n int) []float32 {
	x := arena.Random(n)
	for i := 0; i < n; i += 7 {
		x[i] = float32(math.Copysign(0, float64(i%2)-0.5))
	}
	return x
}

// TestGemmSlope holds gemmNT with a slope against gemmNT and the definition, bit by bit: of products that go to one kernel and of others, and where
// sums are infinite or NaN.
func TestGemmSlope(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for _, n := range []int{1, 63, 64, 65, 128} {
			for _, k := range []int{1, 10, 64} {
				for m := range 33 {
					for _, slope := range slopes {
						testGemmSlope(t, arena, m, n, k, slope)
					}
				}
			}
		}
		arena.Check("gemmNTSlope")
	})
}

func testGemmSlope(t *testing.T, arena *kerneltest.Arena[float32], m, n, k int, slope float32) {
	t.Helper()
	a, b, from := arena.Random(m*k), arena.Random(n*k), signs(arena, m*n)
	if m > 2 {
		a[0], a[k] = float32(math.Inf(1)), float32(math.NaN())
	}
	c, want := arena.Random(m*n), arena.Random(m*n)
	F32GemmNT(want, a, b, m, n, k, k)
	F32GemmNTSlope(c, a, b, from, m, n, k, k, slope)
	for i, w := range want {
		w = sloped(w, from[i], slope)
		if math.Float32bits(c[i]) != math.Float32bits(w) && (c[i] == c[i] || w == w) {
			t.Fatalf("gemmNTSlope (%d, %d, %d), slope %v: entry %d is %v where from is %v, want %v", m, n, k, slope, i, c[i], from[i], w)
		}
	}
}

// sloped is d, times the slope where x is not above 0.
func sloped(d, x, slope float32) float32 {
	switch {
	case x > 0:
		return d
	case slope == 0:
		return 0
	}
	return d * slope
}

// TestUnitGrad holds the gradient of a layer of one unit against sums in float64, of few and many rows, of which more than are added up in one sum.
func TestUnitGrad(t *testing.T) {
	kerneltest.AtLevels(t, func(t *testing.T) {
		arena := kerneltest.NewArena[float32](t)
		for _, n := range []int{1, 3, 8, 15, 16, 17, 40, 64, 67, 128, 300} {
			for _, m := range []int{1, 2, 5, 32, 1024, 1030} {
				for _, slope := range slopes {
					testUnitGrad(t, arena, m, n, slope)
				}
			}
		}
		arena.Check("unitGrad")
	})
}

func testUnitGrad(t *testing.T, arena *kerneltest.Arena[float32], m, n int, slope float32) {
	t.Helper()
	dz, x, w := arena.Random(m), signs(arena, m*n), arena.Random(n)
	dw, db, dx := arena.Random(n), arena.Random(1), arena.Random(m*n)
	F32UnitGrad(dw, db, dx, dz, x, w, m, n, slope)
	sums, sizes := make([]float64, n+1), make([]float64, n+1)
	for i, d := range dz {
		for j := range n + 1 {
			by := 1.0
			if j < n {
				by = float64(x[i*n+j])
			}
			sums[j] += float64(d) * by
			sizes[j] += math.Abs(float64(d) * by)
		}
		for j, v := range w {
			want := float64(sloped(d*v, x[i*n+j], slope))
			if got := float64(dx[i*n+j]); !(math.Abs(got-want) <= 2e-7*math.Abs(want)) {
				t.Fatalf("unitGrad of (%d, %d), slope %v: dx[%d, %d] is %v, want %v", m, n, slope, i, j, got, want)
			}
		}
	}
	for j, got := range append(dw[:n:n], db[0]) {
		if !(math.Abs(float64(got)-sums[j]) <= 3e-6*sizes[j]) {
			t.Fatalf("unitGrad of (%d, %d), slope %v: sum %d is %v, want %v", m, n, slope, j, got, sums[j])
		}
	}
}
