package train

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// plane is the data of y = 3a - 2b + 5 on a grid.
func plane() string {
	var b strings.Builder
	b.WriteString("a,b,y\n")
	for i := range 60 {
		a, c := float64(i%10)*100, float64(i/10)
		fmt.Fprintf(&b, "%g,%g,%g\n", a, c, 3*a-2*c+5)
	}
	return b.String()
}

func planeJob(t *testing.T) *Job {
	return &Job{
		Mode: ModeTrain, Task: Regression, NumInputs: 2, NumOutputs: 1, Inputs: []string{"a", "b"}, Targets: []string{"y"},
		Data: write(t, "plane.csv", plane()), DataShown: "plane.csv", Out: filepath.Join(t.TempDir(), "weights"),
		Seed: 1, SplitSeed: 1, Validation: 0.2, Test: 0.2,
		NormalizeInputs: Standard, NormalizeOutputs: Standard, Batch: 8, Epochs: 40,
	}
}

// ran runs a job and returns its events; the exit status must be the given one.
func ran[E Float, In, T, Out any](t *testing.T, status int, job *Job, f *fake[E, In, T, Out]) []Event {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if got := run(job, f.network(), nil, &stdout, &stderr); got != status || stderr.Len() > 0 {
		t.Fatalf("exit status %d, want %d\n%s%s", got, status, &stdout, &stderr)
	}
	var all []Event
	for line := range strings.Lines(stdout.String()) {
		var event Event
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		all = append(all, event)
	}
	return all
}

func kinds(all []Event) string {
	var names []string
	for _, event := range all {
		if event.Event != EventEpoch {
			names = append(names, event.Event)
		}
	}
	return strings.Join(names, " ")
}

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
	if want := slices.Collect(func(yield func(int) bool) {
		for e := range 40 {
			yield(e)
		}
	}); !slices.Equal(f.at, want) {
		t.Errorf("SetEpoch got %v", f.at)
	}
}

func TestTrainClassifiers(t *testing.T) {
	var threes, twos, labels strings.Builder
	threes.WriteString("x,y,kind\n")
	twos.WriteString("x,y,sick\n")
	labels.WriteString("x,y,right,up\n")
	for i := range 90 {
		angle := float64(i) * 2 * math.Pi / 90
		x, y := math.Cos(angle), math.Sin(angle)
		fmt.Fprintf(&threes, "%g,%g,%s\n", x, y, []string{"a", "b", "c"}[i/30])
		fmt.Fprintf(&twos, "%g,%g,%s\n", x, y, map[bool]string{true: "yes", false: "no"}[x > 0.1])
		fmt.Fprintf(&labels, "%g,%g,%d,%d\n", x, y, i*2/45%3/2*0+b2i(x > 0), b2i(y > 0))
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

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
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
		job.Seed, job.Epochs, job.Out = seed, 3, "/dev/null"
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

		s := &session[float64, pair, value, value]{job: job, net: f.network()}
		p, err := s.prepare()
		if err != nil {
			t.Fatal(err)
		}
		if want := s.trainer.Loss(s.gather(p.train)); math.Abs(*epoch.Loss-want) > 1e-12*want {
			t.Errorf("sums %v: loss %v, want %v", sums, *epoch.Loss, want)
		}
		if want := s.trainer.Loss(s.gather(p.validation)); math.Abs(*epoch.ValidationLoss-want) > 1e-12*want {
			t.Errorf("sums %v: validation loss %v, want %v", sums, *epoch.ValidationLoss, want)
		}
	}
}

func TestEarlyStopping(t *testing.T) {
	job, f := planeJob(t), linearFake(1.9) // so fast that the loss goes up and down
	job.Patience, job.Epochs = 3, 1000
	all := ran(t, 0, job, f)
	if got := kinds(all); got != "start stopped done" {
		t.Fatal(got)
	}
	best, bestLoss, epochs := 0, math.Inf(1), 0
	for _, event := range all {
		if event.Event != EventEpoch {
			continue
		}
		epochs = event.Epoch
		if *event.ValidationLoss < bestLoss {
			best, bestLoss = event.Epoch, *event.ValidationLoss
		}
	}
	stopped, done := all[len(all)-2], all[len(all)-1]
	if epochs != best+3 || stopped.Epoch != epochs || stopped.BestEpoch != best || *done.Epochs != epochs || done.BestEpoch != best {
		t.Errorf("best epoch %d, stopped after %d: %+v %+v", best, epochs, stopped, done)
	}

	s := &session[float64, pair, value, value]{job: job, net: f.network(), events: &events{w: t.Output()}}
	p, err := s.prepare()
	if err != nil {
		t.Fatal(err)
	}
	if s.model, err = s.net.Load(job.Out); err != nil {
		t.Fatal(err)
	}
	if got := s.loss(p.validation); got != bestLoss {
		t.Errorf("the saved weights have validation loss %v, the best was %v", got, bestLoss)
	}
}

func TestEarlyStoppingNeedsValidation(t *testing.T) {
	job := planeJob(t)
	job.Patience, job.Validation = 3, 0
	all := ran(t, 1, job, linearFake(0.1))
	want := "early stopping needs a validation part; set data.split.validation, for example to 0.1"
	if len(all) != 1 || all[0].Event != EventError || all[0].Message != want {
		t.Errorf("got %+v", all)
	}
}

// breaking makes the loss of a step NaN from a given step on.
type breaking struct {
	*fake[float64, pair, value, value]
	from int
}

func (b breaking) Step(xs []pair, ts []value) float64 {
	loss := b.fake.Step(xs, ts)
	if len(b.steps) >= b.from {
		b.W[0] = math.NaN()
		return math.NaN()
	}
	return loss
}

func TestDivergence(t *testing.T) {
	tests := []struct {
		name       string
		from, best int // steps; 5 to an epoch
		norm, want string
	}{
		{"in epoch 3", 13, 2, None, "the training loss became NaN in epoch 3; lower the learning rate or " +
			"normalize the inputs (normalize: standard) or limit the gradient (clip_norm: 1.0); the weights of epoch 2 are kept"},
		{"at once", 1, 0, Standard, "the training loss became NaN in epoch 1; lower the learning rate or " +
			"limit the gradient (clip_norm: 1.0); no epoch was finished: the weights are those that training began with"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			short, f := planeJob(t), linearFake(1e-8)
			short.NormalizeInputs, short.Epochs = test.norm, test.best
			ran(t, 0, short, f)

			job, broken := planeJob(t), breaking{linearFake(1e-8), test.from}
			job.NormalizeInputs = test.norm
			net := broken.network()
			net.NewTrainer = func(Model[float64, pair, value]) Trainer[float64, pair, value] { return broken }
			var stdout bytes.Buffer
			if status := run(job, net, nil, &stdout, t.Output()); status != 1 {
				t.Errorf("exit status %d", status)
			}
			all := decode(t, stdout.String())
			if got := kinds(all); got != "start diverged done" {
				t.Fatal(got)
			}
			diverged, done := all[len(all)-2], all[len(all)-1]
			if diverged.Message != test.want || diverged.Epoch != test.best+1 || diverged.BestEpoch != test.best {
				t.Errorf("got  %+v\nwant %s", diverged, test.want)
			}
			if *done.Epochs != test.best || done.Score == nil {
				t.Errorf("done: %+v", done)
			}
			got, want := mustRead(t, job.Out), mustRead(t, short.Out)
			if !bytes.Equal(got, want) {
				t.Errorf("kept  %s\nwant %s", got, want)
			}
		})
	}
}

func TestDivergenceOfWeights(t *testing.T) {
	job := planeJob(t)
	job.NormalizeInputs, job.NormalizeOutputs = None, None
	all := ran(t, 1, job, linearFake(1e300))
	if got := kinds(all); got != "start diverged done" {
		t.Errorf("events: %s", got)
	}
}

func TestInterrupt(t *testing.T) {
	job, f := planeJob(t), linearFake(0.1)
	var stdout bytes.Buffer
	s := &session[float64, pair, value, value]{job: job, net: f.network(), events: &events{w: &stdout}}
	p, err := s.prepare()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	got, err := s.fit(ctx, p)
	if err != nil || got != (fitted{epochs: 1, best: 1}) {
		t.Errorf("%+v, %v", got, err)
	}
	if all := decode(t, stdout.String()); kinds(all) != "interrupted" || len(all) != 2 {
		t.Errorf("events: %s", &stdout)
	}
}
