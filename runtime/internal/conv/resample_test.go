package conv

import "testing"

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
