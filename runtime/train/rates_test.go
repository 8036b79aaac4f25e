package train

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
)

// ratesOf tries rates on a fake.
func ratesOf(t *testing.T, job *Job) (curve, done Event) {
	t.Helper()
	job.Mode, job.RateFrom, job.RateFactor, job.Plot = ModeRates, 1e-6, math.Pow(1e7, 1.0/(RateSteps-1)), "plot.svg"
	all := ran(t, 0, job, linearFake(0))
	if got := kinds(all); got != "start rates done" {
		t.Fatal(got)
	}
	return all[len(all)-2], all[len(all)-1]
}

// TestRates: gradient descent on a plane of normalized inputs diverges a little above a rate of 1, and at a hundredth of
// that a step does little. No weights are written.
func TestRates(t *testing.T) {
	job := planeJob(t)
	curve, done := ratesOf(t, job)
	if done.LearningRate == nil || *done.LearningRate < 0.01 || *done.LearningRate > 1 || done.Plot != "plot.svg" {
		t.Errorf("%+v", done)
	}
	if n := len(curve.Rates); n < 100 || n == RateSteps || len(curve.Losses) != n || len(curve.Smoothed) != n {
		t.Errorf("%d rates, %d losses, %d smoothed", len(curve.Rates), len(curve.Losses), len(curve.Smoothed))
	}
	if !strings.Contains(done.Reason, "falls fastest") || !strings.Contains(done.Reason, "rises beyond") {
		t.Error(done.Reason)
	}
	if _, err := os.Stat(job.Out); err == nil {
		t.Error("there are weights")
	}
	again, _ := ratesOf(t, job)
	job.Seed = 9
	other, _ := ratesOf(t, job)
	if !slices.Equal(again.Losses, curve.Losses) || slices.Equal(other.Losses, curve.Losses) {
		t.Error("the losses are not those of the seed")
	}
}

// TestRatesWeighed: rows of weight 0 are not learned from, so that what they say leaves the curve as it is.
func TestRatesWeighed(t *testing.T) {
	var curves [2]Event
	for k, y := range []int{0, 1e6} {
		job := planeJob(t)
		job.NormalizeOutputs = None
		text := "a,b,y,w\n"
		for i := range 60 {
			text += fmt.Sprintf("%d,%d,%d,1\n%d,%d,%d,0\n", i%10, i/10, i%10+i/10, i%10, i/10, y)
		}
		job.Data, job.Weight = write(t, "w.csv", text), "w"
		var done Event
		if curves[k], done = ratesOf(t, job); done.LearningRate == nil {
			t.Errorf("%+v", done)
		}
	}
	if !slices.Equal(curves[0].Losses, curves[1].Losses) {
		t.Error("rows of weight 0 change the losses")
	}
}

func TestSuggestRate(t *testing.T) {
	rates, falls, still := make([]float64, 100), make([]float64, 100), make([]float64, 100)
	for i := range rates {
		rates[i] = math.Pow(10, float64(i)/20-4)
		falls[i] = 1 + 1/(1+math.Exp(float64(i-50)/4))
		still[i] = 1 + 0.04*math.Sin(float64(i))
	}
	for i := 80; i < 100; i++ {
		falls[i] = 1 + float64(i-80)/10
	}
	if rate, reason := suggestRate(rates, falls); math.Abs(math.Log10(rate/rates[50])) > 0.06 || !strings.Contains(reason, "lowest at 1,") {
		t.Errorf("%g: %s", rate, reason)
	}
	if rate, reason := suggestRate(rates, still); rate != 0 || !strings.Contains(reason, "falls at none") {
		t.Errorf("%g: %s", rate, reason)
	}
	if rate, reason := suggestRate(nil, nil); rate != 0 || !strings.Contains(reason, "not finite") {
		t.Errorf("%g: %s", rate, reason)
	}
}

func TestSmooth(t *testing.T) {
	if got := smooth([]float64{3, 3, 3}, 5); !slices.Equal(got, []float64{3, 3, 3}) {
		t.Error(got)
	}
	if got := smooth([]float64{0, 4, 0, 0}, 1); !slices.Equal(got, []float64{4.0 / 3, 2, 1, 0}) {
		t.Error(got)
	}
}
