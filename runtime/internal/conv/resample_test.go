package conv

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestResample: PyTorch's numbers, of nn.Upsample(scale_factor=2, mode="linear") and with align_corners=True, whose definition these
// are by hand; and the gradient is the transpose.
func TestResample(t *testing.T) {
	x := []float64{0, 4, 8}
	for _, c := range []struct {
		corners bool
		want    []float64
	}{{false, []float64{0, 1, 3, 5, 7, 8}}, {true, []float64{0, 1.6, 3.2, 4.8, 6.4, 8}}} {
		y := make([]float64, 6)
		F64Resample(y, x, 3, 6, 1, c.corners)
		for i := range y {
			if d := y[i] - c.want[i]; d > 1e-12 || d < -1e-12 {
				t.Errorf("corners %v: %v, want %v", c.corners, y, c.want)
				break
			}
		}
		for i := range 3 {
			unit, row := make([]float64, 3), make([]float64, 6)
			unit[i] = 1
			F64Resample(row, unit, 3, 6, 1, c.corners)
			for o := range 6 {
				dy, dx := make([]float64, 6), make([]float64, 3)
				dy[o] = 1
				if F64ResampleGrad(dx, dy, 3, 6, 1, c.corners); dx[i] != row[o] {
					t.Errorf("corners %v: dy[%d]/dx[%d] is %g, want %g", c.corners, o, i, dx[i], row[o])
				}
			}
		}
	}
}

// TestResampleLines holds what is computed of several lines, of entries next to each other and apart, against the definition, forward and
// backward.
func TestResampleLines(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	for _, in := range []int{1, 2, 3, 7, 12} {
		for _, out := range []int{in, 2 * in, 3 * in, in + 1, 2*in - 1} {
			for _, inner := range []int{1, 5} {
				for _, corners := range []bool{false, true} {
					testResampleLines(t, r, in, out, inner, corners)
				}
			}
		}
	}
}

func testResampleLines(t *testing.T, r *rand.Rand, in, out, inner int, corners bool) {
	t.Helper()
	const lines = 3
	x, dy := random(r, lines*in*inner), random(r, lines*out*inner)
	y, dx, wantY, wantDX := make([]float64, len(dy)), make([]float64, len(x)), make([]float64, len(dy)), make([]float64, len(x))
	for o := range out {
		low, high, f := between(o, in, out, corners)
		for i := range lines * inner {
			a, b, to := (i/inner*in+low)*inner+i%inner, (i/inner*in+high)*inner+i%inner, (i/inner*out+o)*inner+i%inner
			wantY[to] = x[a] + float64(f*(x[b]-x[a]))
			wantDX[a] += float64((1 - f) * dy[to])
			wantDX[b] += float64(f * dy[to])
		}
	}
	F64Resample(y, x, in, out, inner, corners)
	F64ResampleGrad(dx, dy, in, out, inner, corners)
	for i, want := range wantY {
		if math.Abs(y[i]-want) > 1e-15*(1+math.Abs(want)) {
			t.Fatalf("%d entries to %d, %d apart, corners %v: entry %d is %g, want %g", in, out, inner, corners, i, y[i], want)
		}
	}
	for i, want := range wantDX {
		if math.Abs(dx[i]-want) > 1e-15*(1+math.Abs(want)) {
			t.Fatalf("%d entries to %d, %d apart, corners %v: gradient %d is %g, want %g", in, out, inner, corners, i, dx[i], want)
		}
	}
}
