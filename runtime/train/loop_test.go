package train

import (
	"bytes"
	"context"
	"math"
	"os"
	"strings"
	"testing"
)

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

	s := &session[float64]{job: job, net: untyped(f.network()), events: &events{w: t.Output()}}
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

// breaking sets a weight in one step and returns a wrong loss.
type breaking struct {
	*fake[float64, pair, value, value]
	step         int
	weight, loss float64
}

func (b breaking) Step(xs []pair, ts []value) float64 {
	loss := b.fake.Step(xs, ts)
	if len(b.steps) == b.step {
		b.W[0] = b.weight
		return b.loss
	}
	return loss
}

func TestDivergence(t *testing.T) {
	tests := []struct {
		name         string
		step, best   int // 5 steps to an epoch
		weight, loss float64
		norm, want   string
	}{
		{"loss", 13, 2, 1, math.NaN(), None, "the training loss became NaN in epoch 3; lower the learning rate or " +
			"normalize the inputs (normalize: standard); the weights of epoch 2 are kept"},
		{"weight", 15, 2, math.NaN(), 1, Standard, "a weight is no longer finite in epoch 3; lower the learning rate; " +
			"the weights of epoch 2 are kept"},
		{"validation", 15, 2, 1e300, 1, Standard, "the validation loss became infinite in epoch 3; lower the learning rate; " +
			"the weights of epoch 2 are kept"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			short, f := planeJob(t), linearFake(1e-8)
			short.NormalizeInputs, short.Epochs = test.norm, test.best
			ran(t, 0, short, f)

			job, broken := planeJob(t), breaking{linearFake(1e-8), test.step, test.weight, test.loss}
			job.NormalizeInputs = test.norm
			net := broken.network()
			net.NewTrainer = func(Model[float64, pair, value]) Trainer[float64, pair, value] { return broken }
			var stdout bytes.Buffer
			if status := run(job, untyped(net), nil, &stdout, t.Output()); status != 1 {
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
			if got, want := read(t, job.Out), read(t, short.Out); got != want {
				t.Errorf("kept %s\nwant %s", got, want)
			}
		})
	}
}

// TestDivergenceAtOnce: where nothing was learned, the file of an earlier training is left alone.
func TestDivergenceAtOnce(t *testing.T) {
	job := planeJob(t)
	job.NormalizeInputs, job.NormalizeOutputs = None, None
	if err := os.WriteFile(job.Out, []byte("earlier"), 0o644); err != nil {
		t.Fatal(err)
	}
	all := ran(t, 1, job, linearFake(1e300))
	if got := kinds(all); got != "start diverged" {
		t.Fatalf("events: %s", got)
	}
	if got := all[len(all)-1].Message; !strings.HasSuffix(got, "no epoch was finished, so no weights are written") {
		t.Errorf("got %s", got)
	}
	if got := read(t, job.Out); got != "earlier" {
		t.Errorf("the file became %q", got)
	}
}

func TestInterrupt(t *testing.T) {
	job, f := planeJob(t), linearFake(0.1)
	var stdout bytes.Buffer
	s := &session[float64]{job: job, net: untyped(f.network()), events: &events{w: &stdout}}
	p, err := s.prepare()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	got, err := s.fit(ctx, p)
	if err != nil || got != (fitted{epochs: 1, best: 1, interrupted: true}) {
		t.Errorf("%+v, %v", got, err)
	}
	if all := decode(t, stdout.String()); kinds(all) != "interrupted" || len(all) != 2 {
		t.Errorf("events: %s", &stdout)
	}
}
