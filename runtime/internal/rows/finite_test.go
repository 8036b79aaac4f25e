package rows

import (
	"math"
	"testing"

	"github.com/nngen/nngen/runtime/internal/crew"
	"github.com/nngen/nngen/runtime/internal/kerneltest"
	"github.com/nngen/nngen/runtime/internal/mat"
)

// TestFinite holds that an entry that is not finite is found wherever it stands, by one core and by several, and that a look is forgotten
// when it is over. The largest finite number is one.
func TestFinite(t *testing.T) {
	kerneltest.WithCores(t, func(t *testing.T) {
		finite(t, F32Finite, math.MaxFloat32)
		finite(t, F64Finite, math.MaxFloat64)
	})
}

func finite[T mat.Float](t *testing.T, check func(x []T) bool, largest T) {
	t.Helper()
	for _, n := range []int{0, 1, 15, 16, 17, 1000, sharedLook, sharedLook + 17, 2*sharedLook + 1} {
		x := make([]T, n)
		for i := range x {
			x[i] = T(i%7) - 3
		}
		if n > 2 {
			x[n/3] = -largest
		}
		for _, at := range []int{0, 1, n / 2, n/2 + 15, n - 17, n - 1} {
			for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
				crew.Parallel(2, &kerneltest.Counting{Panic: -1}) // helpers are about then
				if !check(x) {
					t.Fatalf("%d finite numbers are not finite", n)
				}
				if at < 0 || at >= n {
					continue
				}
				was := x[at]
				x[at] = T(bad)
				if check(x) {
					t.Fatalf("%v at %d of %d is not found", bad, at, n)
				}
				x[at] = was
			}
		}
	}
}
