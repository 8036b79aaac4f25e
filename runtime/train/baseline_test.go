package train

import (
	"math"
	"testing"
)

func TestBaselines(t *testing.T) {
	class := func(job *Job, text string) *Baseline {
		t.Helper()
		d, err := parsePairs(job, text)
		if err != nil {
			t.Fatal(err)
		}
		s := &session[float64]{job: job, data: d}
		rows := make([]int, d.rows())
		for i := range rows {
			rows[i] = i
		}
		return s.baseline(s.job.views()[0], rows)
	}
	for _, test := range []struct {
		job    *Job
		text   string
		answer string
		score  float64
	}{
		{flowers(), "length,width,kind\n1,2,rose\n1,2,lily\n1,2,lily\n", "always lily", 2.0 / 3},
		{numbered(), "length,width,kind\n1,2,1\n1,2,2\n", "always 1", 0.5},
		{&Job{Task: Binary, NumInputs: 2, NumOutputs: 1, Labels: []string{"No", "Yes"}}, "a,b,c\n1,2,No\n1,2,No\n1,2,No\n1,2,Yes\n", "always No", 0.75},
		{traits(), "a,even,b,prime\n1,0,2,1\n1,1,2,1\n1,1,2,1\n1,1,2,0\n", "always the same labels", 0.75},
		{&Job{Task: Regression, NumInputs: 2, NumOutputs: 1}, "a,b,c\n1,2,3\n1,2,4\n", "the mean", 0},
		{&Job{Task: Regression, NumInputs: 2, NumOutputs: 2}, "a,b,c,d\n1,2,3,5\n1,2,4,5\n", "the mean", 0.5}, // the second is met exactly
	} {
		got := class(test.job, test.text)
		if got.Answer != test.answer || math.Abs(got.Score-test.score) > 1e-15 {
			t.Errorf("got %v, want %s: %v", got, test.answer, test.score)
		}
		if !got.Suffices(test.score) || got.Suffices(test.score+0.01) || !got.Suffices(test.score-0.01) {
			t.Errorf("%v", got)
		}
	}
}
