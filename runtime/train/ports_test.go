package train

import (
	"math"
	"slices"
	"testing"
)

// TestFitPorts: the two columns are one channel, so that they have one offset and scale, or two entries of a vector.
func TestFitPorts(t *testing.T) {
	const text = "a,b,y\n1,5,0\n2,6,0\n3,7,0\n4,8,1000\n"
	for _, test := range []struct {
		port          Port
		offset, scale []float64
	}{
		{Port{Entries: 2, Inner: 2, Normalize: Robust}, []float64{4.5}, []float64{3.5}},
		{Port{Entries: 2, Inner: 2, Normalize: MinMax}, []float64{1}, []float64{7}},
		{Port{Entries: 2, Inner: 2, Normalize: Standard}, []float64{4.5}, []float64{math.Sqrt(5.25)}},
		{Port{Entries: 2, Inner: 1, Normalize: Robust}, []float64{2.5, 6.5}, []float64{1.5, 1.5}},
		{Port{Entries: 2, Inner: 1, Normalize: MinMax}, []float64{1, 5}, []float64{3, 3}},
		{Port{Entries: 2, Inner: 2, Normalize: None}, nil, nil},
	} {
		job := &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Ports: []Port{test.port}}
		d, err := parsePairs(job, text)
		if err != nil {
			t.Fatal(err)
		}
		s := &session[float64]{job: job, data: d, net: untyped(linearFake(0).net)}
		offset, scale, err := s.fitPorts([]int{0, 1, 2, 3})
		if err != nil || !slices.EqualFunc(offset, test.offset, near) || !slices.EqualFunc(scale, test.scale, near) {
			t.Errorf("%+v: offset %v, scale %v (%v), want %v and %v", test.port, offset, scale, err, test.offset, test.scale)
		}
	}
}
