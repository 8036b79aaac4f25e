package verify

import (
	"math"
	"testing"

	"github.com/nngen/nngen/spec"
)

func TestDeviate(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		got, want []float64
		error     float64
		index     int
	}{
		{[]float64{1, 2}, []float64{1, 2}, 0, 0},
		{[]float64{1, 2.5, -4}, []float64{1, 2, -4}, 0.125, 1},
		{[]float64{0, 0.25}, []float64{0, 0}, 0.25, 1},
		{[]float64{0, 0x1p-110}, []float64{0, 0x1p-109}, 0x1p-10, 1},
		{[]float64{1, nan, 7}, []float64{1, 1, 1}, nan, 1},
		{[]float64{1, 1}, []float64{nan, 1}, nan, 0},
		{[]float64{1, inf}, []float64{1, inf}, nan, 1},
		{[]float64{1, inf}, []float64{1, 1}, inf, 1},
		{[]float64{1, 1}, []float64{1, -inf}, nan, 1},
	} {
		d := precisions[spec.Float32].deviate(c.got, c.want)
		if d.error != c.error && !(d.error != d.error && c.error != c.error) || d.index != c.index {
			t.Errorf("%v instead of %v: error %v at %d, want %v at %d", c.got, c.want, d.error, d.index, c.error, c.index)
		}
		if bad := c.error != c.error || c.error > 1; bad && d.within(1e300) {
			t.Errorf("%v instead of %v is taken for right", c.got, c.want)
		}
	}
}

// Only entries that rounding moves are left out of an update, and never NaN.
func TestExcuse(t *testing.T) {
	trial := &trial{precision: precisions[spec.Float32]}
	want, shaken := []float64{1, 2, 3, 4}, []float64{1 + 1e-6, 2 - 1e-5, 3 + 1e-5, 4}
	got, excused := trial.excuse([]float64{7, 7, math.NaN(), 7}, want, shaken)
	if excused != 1 || got[0] != 7 || got[1] != 2 || got[2] == got[2] || got[3] != 7 {
		t.Errorf("%d of %v", excused, got)
	}
}
