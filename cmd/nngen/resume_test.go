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

	"github.com/nngen/nngen/internal/workshop"
	"github.com/nngen/nngen/runtime/train"
	"github.com/nngen/nngen/spec"
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

// TestResumeAfterKill: a training that is killed in any of its epochs goes on to the same bytes, with dropout, running
// statistics, weights of rows, a schedule and an optimizer that keeps moments.
func TestResumeAfterKill(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the Go toolchain")
	}
	dir := t.TempDir()
	var rows strings.Builder
	rows.WriteString("a,b,y,w\n")
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		a, b := r.NormFloat64(), r.NormFloat64()
		fmt.Fprintf(&rows, "%.3f,%.3f,%.3f,%d\n", a, b, a*b+0.1*r.NormFloat64(), r.IntN(3))
	}
	data := filepath.Join(dir, "waves.csv")
	if err := os.WriteFile(data, []byte(rows.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	s, problems := spec.Parse("waves.yaml", []byte(resumedSpec))
	if s == nil {
		t.Fatal(problems)
	}
	shop, err := workshop.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer shop.Close()
	program, err := shop.Add("waves", s, workshop.Train)
	if err == nil {
		err = shop.Build(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	job := func(name, weight string) *train.Job {
		j := newJob(s, train.ModeTrain)
		j.Data, j.DataShown, j.Out, j.CheckpointEvery, j.Spec = data, "waves.csv", filepath.Join(dir, name), time.Nanosecond, resumedSpec
		j.Weight = weight
		return j
	}
	want := map[string][]byte{}
	for _, weight := range []string{"", "w"} {
		whole := job("whole"+weight, weight)
		holdBest(t, trainUntil(t, shop, program, whole, 0))
		want[weight] = mustRead(t, whole.Out)
	}
	if bytes.Equal(want[""], want["w"]) {
		t.Error("weights of rows change nothing")
	}
	for try := range 10 {
		epoch, weight := 1+r.IntN(39), []string{"", "w"}[try%2]
		j := job(fmt.Sprint("killed", try), weight)
		trainUntil(t, shop, program, j, epoch)
		j.Resume = true
		trainUntil(t, shop, program, j, 0)
		if !bytes.Equal(mustRead(t, j.Out), want[weight]) {
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
func trainUntil(t *testing.T, shop *workshop.Shop, program *workshop.Program, job *train.Job, epoch int) (all []train.Event) {
	t.Helper()
	text, err := json.Marshal(job)
	path := shop.Temp("job.json")
	if err == nil {
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := program.Command(t.Context(), path)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	var last train.Event
	for lines := bufio.NewScanner(out); lines.Scan(); {
		last = train.Event{}
		if err := json.Unmarshal(lines.Bytes(), &last); err != nil {
			t.Fatal(err)
		}
		all = append(all, last)
		if epoch > 0 && last.Event == train.EventEpoch && last.Epoch == epoch {
			cmd.Process.Kill()
		}
	}
	if err := cmd.Wait(); err != nil && epoch == 0 {
		t.Fatalf("%v: %s", err, last.Message)
	}
	return all
}
