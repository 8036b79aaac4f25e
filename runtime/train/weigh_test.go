package train

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// TestWeightedRowsAreRepeatedRows: a row of the weight 3 counts like three of it, one of the weight 0 like none.
func TestWeightedRowsAreRepeatedRows(t *testing.T) {
	job := func(text, weight string) *Job {
		j := planeJob(t)
		j.Data, j.Weight, j.Inputs, j.Targets = write(t, "w.csv", text), weight, []string{"a", "b"}, []string{"y"}
		j.Validation, j.Test, j.NormalizeInputs, j.NormalizeOutputs = 0, 0, None, None
		j.Batch, j.Epochs = 1000, 5
		return j
	}
	weighed, repeated := "a,b,y,w\n", "a,b,y\n"
	for i := range 20 {
		row := fmt.Sprintf("%g,%g,%d", math.Sin(float64(i)), math.Cos(float64(i)), i%4)
		weighed += fmt.Sprintf("%s,%d\n", row, i%3)
		repeated += strings.Repeat(row+"\n", i%3)
	}
	f, g := linearFake(0.1), linearFake(0.1)
	ran(t, 0, job(weighed, "w"), f)
	ran(t, 0, job(repeated, ""), g)
	for i := range f.W {
		if math.Abs(f.W[i]-g.W[i]) > 1e-12 {
			t.Errorf("weight %d: %v, want %v", i, f.W[i], g.W[i])
		}
	}
}

// TestClassWeights: what balanced makes of 3 rows of one class and 1 of the other, and numbers for some of them.
func TestClassWeights(t *testing.T) {
	job := &Job{Task: Binary, NumInputs: 2, NumOutputs: 1, BalanceClasses: true}
	d, err := parsePairs(job, "a,b,c\n1,2,0\n1,2,0\n1,2,1\n1,2,0\n")
	if err != nil {
		t.Fatal(err)
	}
	f := binaryFake()
	s := &session[float64]{job: job, net: untyped(f.network()), data: d}
	s.trainer = s.net.NewTrainer(s.net.New(1))
	if err := s.weigh([]int{0, 1, 2, 3}); err != nil {
		t.Fatal(err)
	}
	for row, want := range []float64{4.0 / 6, 4.0 / 6, 2, 4.0 / 6} { // n/(K·n_k)
		if math.Abs(s.weights[row]-want) > 1e-15 {
			t.Errorf("balanced: row %d has %v, want %v", row, s.weights[row], want)
		}
	}
	job.BalanceClasses, job.ClassWeights = false, []float64{0.25, 8}
	d.weights = []float64{1, 2, 3, 0}
	if err := s.weigh([]int{0, 1, 2, 3}); err != nil {
		t.Fatal(err)
	}
	for row, want := range []float64{0.25, 0.5, 24, 0} {
		if s.weights[row] != want {
			t.Errorf("row %d has %v, want %v", row, s.weights[row], want)
		}
	}
	d.weights = make([]float64, 4)
	if err := s.weigh([]int{0, 1, 2, 3}); err == nil || !strings.HasSuffix(err.Error(), "each row of the training part has the weight 0; there is nothing to learn") {
		t.Error(err)
	}
}
