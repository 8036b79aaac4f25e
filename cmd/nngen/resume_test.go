package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nngen/nngen/internal/leash"
	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
	"github.com/nngen/nngen/spec/diag"
)

const resumedSpec = `version: 1
model: waves
inputs: [a, b]
normalize: standard
layers: [{units: 12, activation: tanh}, {kind: batch_norm}, {kind: dropout, rate: 0.2}, {units: 1}]
output: {task: regression, normalize: standard}
train: {batch: 16, epochs: 40, optimizer: {name: adam, learning_rate: 0.01}, schedule: {name: cosine, warmup: 3}, early_stopping: {patience: 30}}
data: {file: waves.csv, target: y, split: {validation: 0.2}}
`

// waves is a compiled program that trains a spec on a file.
type waves struct {
	*testing.T
	text    string
	dir     string
	spec    *spec.Spec
	shop    *workshop.Shop
	program *workshop.Program
}

func newWaves(t *testing.T, text string) *waves {
	w := &waves{T: t, text: text, dir: t.TempDir()}
	var rows strings.Builder
	rows.WriteString("a,b,y,w\n")
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		a, b := r.NormFloat64(), r.NormFloat64()
		fmt.Fprintf(&rows, "%.3f,%.3f,%.3f,%d\n", a, b, a*b+0.1*r.NormFloat64(), r.IntN(3))
	}
	err := os.WriteFile(filepath.Join(w.dir, "waves.csv"), []byte(rows.String()), 0o644)
	if err != nil {
		t.Fatal(err)
	}
	var problems diag.List
	if w.spec, problems = spec.Parse("waves.yaml", []byte(text)); w.spec == nil {
		t.Fatal(problems)
	}
	if w.shop, err = workshop.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.shop.Close() })
	w.program, err = w.shop.Add("waves", w.spec, workshop.Train)
	if err == nil {
		err = w.shop.Build(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// job is a training whose files have a name, and which is kept after each epoch.
func (w *waves) job(name string) *train.Job {
	j := newJob(w.spec, train.ModeTrain)
	j.Data, j.DataShown, j.Out, j.CheckpointEvery, j.Spec = filepath.Join(w.dir, "waves.csv"), "waves.csv", filepath.Join(w.dir, name), time.Nanosecond, w.text
	return j
}

// command is the program with a job.
func (w *waves) command(job *train.Job) *leash.Command {
	w.Helper()
	text, err := json.Marshal(job)
	path := w.shop.Temp("job.json")
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		w.Fatal(err)
	}
	return w.program.Command(w.Context(), path)
}

// TestResumeAfterKill: a training that is killed in any of its epochs goes on to the same bytes, with dropout, running
// statistics, weights of rows, a schedule and an optimizer that keeps moments.
func TestResumeAfterKill(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	w, r := newWaves(t, resumedSpec), rand.New(rand.NewPCG(3, 4))
	job := func(name, weight string) *train.Job {
		j := w.job(name)
		j.Weight = weight
		return j
	}
	want := map[string][]byte{}
	for _, weight := range []string{"", "w"} {
		whole := job("whole"+weight, weight)
		holdBest(t, w.trainUntil(whole, 0))
		want[weight] = mustRead(t, whole.Out)
	}
	if bytes.Equal(want[""], want["w"]) {
		t.Error("weights of rows change nothing")
	}
	for try := range 10 {
		epoch, weight := 1+r.IntN(39), []string{"", "w"}[try%2]
		j := job(fmt.Sprint("killed", try), weight)
		w.trainUntil(j, epoch)
		j.Resume = true
		w.trainUntil(j, 0)
		if !bytes.Equal(mustRead(t, j.Out), want[weight]) {
			t.Errorf("killed in epoch %d, it ends with other weights", epoch)
		}
	}
}

// TestResumeOfLBFGS: what it remembers of its last steps is in the checkpoint, too.
func TestResumeOfLBFGS(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	const adam, layers = "batch: 16, epochs: 40, optimizer: {name: adam, learning_rate: 0.01}, schedule: {name: cosine, warmup: 3}", "{kind: batch_norm}, {kind: dropout, rate: 0.2}, "
	w := newWaves(t, strings.NewReplacer(adam, "epochs: 40, optimizer: lbfgs", layers, "").Replace(resumedSpec))
	whole := w.job("whole")
	w.trainUntil(whole, 0)
	for _, epoch := range []int{1, 5, 23} {
		j := w.job(fmt.Sprint("killed", epoch))
		w.trainUntil(j, epoch)
		j.Resume = true
		w.trainUntil(j, 0)
		if !bytes.Equal(mustRead(t, j.Out), mustRead(t, whole.Out)) {
			t.Errorf("killed in epoch %d, it ends with other weights", epoch)
		}
	}
}

// holdBest holds that the network which is kept has the validation loss of its epoch, so that the running statistics are of
// that epoch, too.
func holdBest(t *testing.T, events []train.Event) {
	t.Helper()
	done := events[len(events)-1]
	for _, e := range events {
		if e.Event != train.EventEpoch || e.Epoch != done.BestEpoch {
			continue
		}
		if got := *done.Parts["validation"].Loss; e.Epoch == *done.Epochs || got != *e.ValidationLoss {
			t.Errorf("of %d epochs number %d is the best: its validation loss was %g, and is %g", *done.Epochs, e.Epoch, *e.ValidationLoss, got)
		}
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// trainUntil does a job, and kills the program when an epoch is told; 0 lets it come to its end. It returns the events.
func (w *waves) trainUntil(job *train.Job, epoch int) (all []train.Event) {
	w.Helper()
	cmd := w.command(job)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		w.Fatal(err)
	}
	var last train.Event
	for lines := bufio.NewScanner(out); lines.Scan(); {
		last = train.Event{}
		if err := json.Unmarshal(lines.Bytes(), &last); err != nil {
			w.Fatal(err)
		}
		all = append(all, last)
		if epoch > 0 && last.Event == train.EventEpoch && last.Epoch == epoch {
			cmd.Process.Kill()
		}
	}
	if err := cmd.Wait(); err != nil && epoch == 0 {
		w.Fatalf("%v: %s", err, last.Message)
	}
	return all
}
