package train

import (
	"math"
	"testing"
)

func TestRightAnswers(t *testing.T) {
	tests := []struct {
		task      string
		y, target []float64
		by        thresholds[float64]
		want      int
	}{
		{Multiclass, []float64{0.2, 0.5, 0.3}, []float64{1}, nil, 1},
		{Multiclass, []float64{0.2, 0.5, 0.3}, []float64{2}, nil, 0},
		{Multiclass, []float64{0.4, 0.2, 0.4}, []float64{0}, nil, 1}, // the first of equals
		{Multiclass, []float64{0.4, 0.2, 0.4}, []float64{2}, nil, 0},
		{Binary, []float64{0.5}, []float64{1}, nil, 1},
		{Binary, []float64{0.5}, []float64{0}, nil, 0},
		{Binary, []float64{0.49}, []float64{0}, nil, 1},
		{Multilabel, []float64{0.9, 0.1, 0.6}, []float64{1, 1, 0}, nil, 1},
		{Multilabel, []float64{0.9, 0.1, 0.6}, []float64{1, 0, 1}, nil, 3},
		{Binary, []float64{0.3}, []float64{1}, thresholds[float64]{0.3}, 1},
		{Multilabel, []float64{0.9, 0.1, 0.6}, []float64{0, 1, 0}, thresholds[float64]{0.95, 0.1, 0.7}, 3},
	}
	for _, test := range tests {
		if got := rightAnswers(test.task, test.y, test.target, test.by); got != test.want {
			t.Errorf("%s: %v for %v: %d right, want %d", test.task, test.y, test.target, got, test.want)
		}
	}
}

// scored scores a model with the given parameters on rows of raw values: two
// inputs, then the targets.
func scored[T, Out any](t *testing.T, job *Job, f *fake[float64, pair, T, Out], params []float64, rows [][]float64) (result, error) {
	t.Helper()
	net := f.network()
	s := &session[float64]{job: job, net: untyped(net), model: untyped(net).New(1), data: newDataset[float64](2, job.ownWidth())}
	s.model.SetParams(params)
	var all []int
	for i, row := range rows {
		s.data.xs.add(row[:2])
		s.data.targets.add(row[2:])
		all = append(all, i)
	}
	return s.score(all)
}

func TestScoreRegression(t *testing.T) {
	job := &Job{Task: Regression, NumOutputs: 1}
	tests := []struct {
		name     string
		rows     [][]float64 // the model answers with the first input
		r2, rmse float64
	}{
		// Residuals 0.5, -0.5, 0, -1; the targets have mean 2.875 and squared deviations 29.1875.
		{"textbook", [][]float64{{2.5, 0, 3}, {0, 0, -0.5}, {2, 0, 2}, {8, 0, 7}}, 1 - 1.5/29.1875, math.Sqrt(1.5 / 4)},
		{"perfect", [][]float64{{1, 0, 1}, {2, 0, 2}}, 1, 0},
		{"as bad as the mean", [][]float64{{2, 0, 1}, {2, 0, 3}}, 0, 1},
		{"equal targets, met", [][]float64{{0.1, 0, 0.1}, {0.1, 0, 0.1}, {0.1, 0, 0.1}}, 1, 0},
		{"equal targets, missed", [][]float64{{3, 0, 1}, {1, 0, 1}}, 0, math.Sqrt2},
	}
	for _, test := range tests {
		got, err := scored(t, job, linearFake(0), []float64{1, 0, 0}, test.rows)
		if err != nil {
			t.Fatal(err)
		}
		if got.metric != "r2" || math.Abs(got.score-test.r2) > 1e-15 || math.Abs(*got.measures.RMSE-test.rmse) > 1e-15 {
			t.Errorf("%s: %s %v, rmse %v; want %v, %v", test.name, got.metric, got.score, *got.measures.RMSE, test.r2, test.rmse)
		}
	}
}

func TestScoreSeveralOutputs(t *testing.T) {
	f := labelsFake()
	f.task = Regression
	// Output 1 is met exactly, output 2 is always 1 where the targets are 0 and 4.
	got, err := scored(t, &Job{Task: Regression, NumOutputs: 2}, f, []float64{1, 0, 0, 0, 0, 1}, [][]float64{{5, 0, 5, 0}, {6, 0, 6, 4}})
	if err != nil {
		t.Fatal(err)
	}
	if want := (1 + (1 - 10.0/8)) / 2; got.score != want || *got.measures.RMSE != math.Sqrt(10.0/4) {
		t.Errorf("r2 %v, rmse %v; want %v, %v", got.score, *got.measures.RMSE, want, math.Sqrt(10.0/4))
	}
}

func TestScoreManyRows(t *testing.T) {
	var rows [][]float64 // more than two chunks; every fifth answer is wrong
	for i := range 2*chunkRows + 88 {
		x, target := float64(i%2*2-1), float64(i%2)
		if i%5 == 0 {
			target = 1 - target
		}
		rows = append(rows, []float64{x, 0, target})
	}
	got, err := scored(t, &Job{Task: Binary, NumOutputs: 1}, binaryFake(), []float64{3, 0, 0}, rows)
	if err != nil || got.metric != "accuracy" || got.score != 0.8 || got.measures.RMSE != nil {
		t.Errorf("got %+v, %v; want accuracy 0.8", got, err)
	}
}

func TestScoreNotFinite(t *testing.T) {
	job := &Job{Task: Regression, NumOutputs: 1, DataShown: "f.csv"}
	for _, test := range []struct {
		rows [][]float64
		want string
	}{
		{[][]float64{{1, 0, 1}, {1e308, 0, 1}}, "f.csv: the output of the network for data row 2 is not finite; its inputs are too large"},
		{[][]float64{{1, 0, 1}, {1, 0, 1e200}}, "f.csv: the errors of the predictions are too large to be squared"},
	} {
		_, err := scored(t, job, linearFake(0), []float64{10, 0, 0}, test.rows)
		if err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}
