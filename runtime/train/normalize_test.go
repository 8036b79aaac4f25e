package train

import (
	"math"
	"slices"
	"testing"
)

func TestFitColumn(t *testing.T) {
	tests := []struct {
		kind          string
		values        []float64
		offset, scale float64
	}{
		{Standard, []float64{2, 4, 4, 4, 5, 5, 7, 9}, 5, 2},
		{Standard, []float64{0.1, 0.1, 0.1}, 0.1, 0},
		{Standard, []float64{-3}, -3, 0},
		{Standard, []float64{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}, 1e9 + 10, math.Sqrt(22.5)},
		{MinMax, []float64{3, -1, 7}, -1, 8},
		{MinMax, []float64{6, 6}, 6, 0},
	}
	for _, test := range tests {
		offset, scale := fittedColumn(test.kind, test.values)
		if offset != test.offset || scale != test.scale {
			t.Errorf("%s of %v: offset %v, scale %v; want %v, %v", test.kind, test.values, offset, scale, test.offset, test.scale)
		}
	}
}

// prepared is a session with its data read and its model normalized.
func prepared(t *testing.T, job *Job, f *fake[float64, pair, value, value], csv string) *session[float64] {
	t.Helper()
	job.Data = write(t, "data.csv", csv)
	s := &session[float64]{job: job, net: untyped(f.network()), events: &events{w: t.Output()}}
	if _, err := s.prepare(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNormalizeTrainingPartOnly(t *testing.T) {
	f := linearFake(0.1)
	job := &Job{
		Task: Regression, NumInputs: 2, NumOutputs: 1, Test: 0.5,
		NormalizeInputs: Standard, NormalizeOutputs: MinMax, DataShown: "f.csv",
	}
	s := prepared(t, job, f, "a,b,y\n1,7,10\n3,7,30\n100,7,1000\n300,7,3000\n")
	p, err := split(job, 4, nil)
	if err != nil {
		t.Fatal(err)
	}
	first, second := s.data.x(p.train[0])[0], s.data.x(p.train[1])[0]
	if want := []float64{(first + second) / 2, 7}; !slices.Equal(f.InOffset, want) {
		t.Errorf("input offset %v, want %v", f.InOffset, want)
	}
	if want := []float64{(second - first) / 2, 1}; !slices.Equal(f.InScale, want) {
		t.Errorf("input scale %v, want %v", f.InScale, want)
	}
	if f.OutOffset[0] != 10*first || f.OutScale[0] != 10*(second-first) {
		t.Errorf("output offset %v, scale %v", f.OutOffset, f.OutScale)
	}
}

// The range is that of raw targets, the normalization that of their logarithms; the test part counts for neither.
func TestRangeAndLogarithms(t *testing.T) {
	f := linearFake(0.1)
	job := &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, Test: 0.5, NormalizeOutputs: MinMax, Log1pTargets: true, ClipOutputs: true, DataShown: "f.csv"}
	s := prepared(t, job, f, "a,b,y\n1,7,1\n3,7,3\n100,7,100\n300,7,300\n")
	p, err := split(job, 4, nil)
	if err != nil {
		t.Fatal(err)
	}
	low, high := s.data.x(p.train[0])[0], s.data.x(p.train[1])[0]
	if low > high {
		low, high = high, low
	}
	if f.OutLow[0] != low || f.OutHigh[0] != high {
		t.Errorf("range %v to %v, want %v to %v", f.OutLow, f.OutHigh, low, high)
	}
	if offset, scale := math.Log1p(low), math.Log1p(high)-math.Log1p(low); f.OutOffset[0] != offset || f.OutScale[0] != scale {
		t.Errorf("offset %v, scale %v, want %v, %v", f.OutOffset, f.OutScale, offset, scale)
	}
}

func TestNoNormalization(t *testing.T) {
	f := linearFake(0.1)
	prepared(t, &Job{Task: Regression, NumInputs: 2, NumOutputs: 1}, f, "a,b,y\n1,7,10\n3,7,30\n")
	if !slices.Equal(f.InOffset, []float64{0, 0}) || !slices.Equal(f.InScale, []float64{1, 1}) || f.OutOffset[0] != 0 || f.OutScale[0] != 1 || f.OutLow != nil {
		t.Errorf("normalized without being asked: %v", f)
	}
}

func TestNormalizeTooWide(t *testing.T) {
	f := linearFake(0.1)
	job := &Job{
		Task: Regression, NumInputs: 2, NumOutputs: 1, NormalizeInputs: MinMax, DataShown: "f.csv",
		Data: write(t, "data.csv", "a,b,y\n1,1.7e308,10\n3,-1.7e308,30\n"),
	}
	s := &session[float64]{job: job, net: untyped(f.network()), events: &events{w: t.Output()}}
	_, err := s.prepare()
	want := `f.csv:1:1: the values in column "b" lie too far apart to be normalized in float64`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// fittedColumn is the offset and the scale of a column of these values.
func fittedColumn(kind string, values []float64) (offset, scale float64) {
	rows := make([]int, len(values))
	for i := range rows {
		rows[i] = i
	}
	return spreads(rows, 1, func(row int) []float64 { return values[row : row+1] })[0].fit(kind)
}

// TestNormalizeDenormal: a spread by which a weights file lets nothing be divided is that of a constant column.
func TestNormalizeDenormal(t *testing.T) {
	for _, kind := range []string{Standard, MinMax, Robust} {
		f := linearFake(0.1)
		job := &Job{Task: Regression, NumInputs: 2, NumOutputs: 1, NormalizeInputs: kind, NormalizeOutputs: Standard, DataShown: "f.csv"}
		prepared(t, job, f, "a,b,y\n1e-320,7,0\n2e-320,8,1e-315\n3e-320,10,2e-315\n")
		if f.InScale[0] != 1 || f.InScale[1] == 1 || f.OutScale[0] != 1 {
			t.Errorf("%s: input scales %v, output scale %v", kind, f.InScale, f.OutScale)
		}
	}
}
