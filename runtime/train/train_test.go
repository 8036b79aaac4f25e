package train

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTrainRegression(t *testing.T) {
	job, f := planeJob(t), linearFake(0.3)
	job.Line = true
	all := ran(t, 0, job, f)
	if got := kinds(all); got != "start done" || len(all) != 42 {
		t.Fatalf("%d events: %s", len(all), got)
	}
	start, first, done := all[0], all[1], all[41]
	if start.Rows != 60 || start.Train != 36 || start.Validation != 12 || start.Test != 12 {
		t.Errorf("start: %+v", start)
	}
	if first.Epoch != 1 || *first.Epochs != 40 || *first.Loss <= *all[40].Loss || *first.ValidationLoss <= *all[40].ValidationLoss {
		t.Errorf("no progress from %+v to %+v", first, all[40])
	}
	if done.Metric != "r2" || *done.Score < 0.9999 || *done.RMSE > 1 || done.Part != "test" || *done.Epochs != 40 || done.Weights != job.Out {
		t.Errorf("done: %+v", done)
	}
	line := done.Line
	if math.Abs(line.Slopes[0]-3) > 0.01 || math.Abs(line.Slopes[1]+2) > 0.01 || math.Abs(line.Intercept-5) > 0.5 {
		t.Errorf("found %+v, want 5 + 3a - 2b", line)
	}
	for e, got := range f.at {
		if got != e || len(f.at) != 40 {
			t.Fatalf("SetEpoch got %v", f.at)
		}
	}
}

func TestTrainClassifiers(t *testing.T) {
	var threes, twos, labels strings.Builder
	threes.WriteString("x,y,kind\n")
	twos.WriteString("x,y,sick\n")
	labels.WriteString("x,y,right,up\n")
	flag := map[bool]int{true: 1}
	for i := range 90 {
		angle := float64(i) * 2 * math.Pi / 90
		x, y := math.Cos(angle), math.Sin(angle)
		fmt.Fprintf(&threes, "%g,%g,%s\n", x, y, []string{"a", "b", "c"}[i/30])
		fmt.Fprintf(&twos, "%g,%g,%s\n", x, y, map[bool]string{true: "yes", false: "no"}[x > 0.1])
		fmt.Fprintf(&labels, "%g,%g,%d,%d\n", x, y, flag[x > 0], flag[y > 0])
	}
	job := func(task string, outputs int, labels []string, csv string) *Job {
		return &Job{
			Mode: ModeTrain, Task: task, NumInputs: 2, NumOutputs: outputs, Labels: labels, Data: write(t, "data.csv", csv),
			Out: filepath.Join(t.TempDir(), "weights"), Seed: 3, SplitSeed: 3, Test: 0.2, Batch: 10, Epochs: 100,
		}
	}
	check := func(all []Event) {
		t.Helper()
		if done := all[len(all)-1]; done.Metric != "accuracy" || *done.Score < 0.94 || done.RMSE != nil || done.Part != "test" {
			t.Errorf("done: %s %v", done.Metric, *done.Score)
		}
	}
	check(ran(t, 0, job(Multiclass, 3, []string{"a", "b", "c"}, threes.String()), classFake()))
	check(ran(t, 0, job(Binary, 1, []string{"no", "yes"}, twos.String()), binaryFake()))
	check(ran(t, 0, job(Multilabel, 2, []string{"right", "up"}, labels.String()), labelsFake()))
}

func TestScoredPart(t *testing.T) {
	for want, set := range map[string]func(*Job){
		"test":       func(j *Job) {},
		"validation": func(j *Job) { j.Test = 0 },
		"training":   func(j *Job) { j.Test, j.Validation = 0, 0 },
	} {
		job := planeJob(t)
		job.Epochs = 1
		set(job)
		all := ran(t, 0, job, linearFake(0.1))
		if got := all[len(all)-1].Part; got != want {
			t.Errorf("scored the %s part, want %s", got, want)
		}
		if want == "training" && (all[1].ValidationLoss != nil || all[1].Metric != "") {
			t.Errorf("validation without a part: %+v", all[1])
		}
	}
}

func TestSeeds(t *testing.T) {
	train := func(seed uint64) (*fake[float64, pair, value, value], []Event) {
		job, f := planeJob(t), linearFake(0.1)
		job.Seed, job.Epochs = seed, 3
		return f, ran(t, 0, job, f)
	}
	f1, _ := train(1)
	again, _ := train(1)
	f2, _ := train(2)
	if !slices.Equal(f1.W, again.W) {
		t.Error("the same seed gives other weights")
	}
	if slices.Equal(f1.W, f2.W) {
		t.Error("another seed gives the same weights")
	}
	rows := func(f *fake[float64, pair, value, value], epoch int) []pair {
		perEpoch := len(f.steps) / 3
		return slices.Concat(f.steps[epoch*perEpoch : (epoch+1)*perEpoch]...)
	}
	if slices.Equal(rows(f1, 0), rows(f1, 1)) || slices.Equal(rows(f1, 0), rows(f2, 0)) {
		t.Error("the rows come in the same order in another epoch or with another seed")
	}
	for _, other := range [][]pair{rows(f1, 1), rows(f1, 2), rows(f2, 0)} {
		if !slices.Equal(sorted(rows(f1, 0)), sorted(other)) {
			t.Error("another epoch or seed trains on other rows")
		}
	}
}

func sorted(rows []pair) []pair {
	return slices.SortedFunc(slices.Values(rows), func(a, b pair) int { return slices.Compare(a[:], b[:]) })
}

func TestBatches(t *testing.T) {
	job, f := planeJob(t), linearFake(0.1)
	job.Epochs = 1
	ran(t, 0, job, f)
	var sizes []int
	for _, batch := range f.steps {
		sizes = append(sizes, len(batch))
	}
	if want := []int{8, 8, 8, 8, 4}; !slices.Equal(sizes, want) {
		t.Errorf("36 rows in batches of %v, want %v", sizes, want)
	}
}

// TestLosses compares the losses of an epoch that changes nothing with the
// loss of all rows at once.
func TestLosses(t *testing.T) {
	for _, sums := range []bool{false, true} {
		job, f := planeJob(t), linearFake(0)
		job.Epochs, job.LossSums, f.sums = 1, sums, sums
		epoch := ran(t, 0, job, f)[1]

		s := &session[float64]{job: job, net: untyped(f.network())}
		p, err := s.prepare()
		if err != nil {
			t.Fatal(err)
		}
		if want := s.trainer.loss(s.gather(p.train)); math.Abs(*epoch.Loss-want) > 1e-12*want {
			t.Errorf("sums %v: loss %v, want %v", sums, *epoch.Loss, want)
		}
		if want := s.trainer.loss(s.gather(p.validation)); math.Abs(*epoch.ValidationLoss-want) > 1e-12*want {
			t.Errorf("sums %v: validation loss %v, want %v", sums, *epoch.ValidationLoss, want)
		}
	}
}
