package train

import (
	"bytes"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// noisy is a plane whose targets are off, so that a fit of it gets worse again.
func noisy(t *testing.T) *Job {
	job := planeJob(t)
	job.Data = write(t, "noisy.csv", "a,b,y\n1,2,3\n2,1,9\n3,7,2\n4,1,3\n5,3,5\n6,2,1\n7,9,4\n8,1,8\n9,3,2\n1,8,1\n2,5,7\n3,1,4\n4,4,2\n5,8,8\n6,6,1\n7,2,3\n8,8,9\n9,9,4\n1,1,2\n2,9,6\n")
	job.Epochs, job.Refit, job.Patience, job.Batch = 30, 3, 6, 4
	return job
}

// pilotsOf are the events of the pilots and the number of epochs that follows.
func pilotsOf(all []Event) (list []Event, epochs int) {
	for _, e := range all {
		if e.Event == EventPilot {
			list = append(list, e)
		} else if e.Event == EventRefit {
			epochs = *e.Epochs
		}
	}
	return list, epochs
}

// TestRefit: the first pilot is the training that the spec has without, the last training one on all rows but those to
// test for the mean of the best epochs.
func TestRefit(t *testing.T) {
	job := noisy(t)
	all := ran(t, 0, job, linearFake(0.1))
	list, epochs := pilotsOf(all)
	if got := kinds(all); got != "start pilot pilot pilot refit done" {
		t.Fatal(got)
	}
	sum := 0.0
	for _, e := range list {
		sum += float64(e.BestEpoch) / 3
	}
	if want := int(math.Round(sum)); epochs != want || epochs == 30 {
		t.Errorf("%d epochs after %+v, want %d", epochs, list, want)
	}
	once := noisy(t)
	once.Refit = 0
	events := ran(t, 0, once, linearFake(0.1))
	if done := events[len(events)-1]; done.BestEpoch != list[0].BestEpoch || done.Parts[PartValidation].Score != *list[0].Score {
		t.Errorf("alone %+v, as the first %+v", done, list[0])
	}
	plain := noisy(t)
	plain.Refit, plain.Validation, plain.Patience, plain.Epochs = 0, 0, 0, epochs
	ran(t, 0, plain, linearFake(0.1))
	if read(t, plain.Out) != read(t, job.Out) {
		t.Error("the weights are not those of a training on all rows")
	}
}

// TestRefitWithoutTest: the score is the mean of the pilots'.
func TestRefitWithoutTest(t *testing.T) {
	job := noisy(t)
	job.Test, job.Patience = 0, 0
	all := ran(t, 0, job, linearFake(0.1))
	list, _ := pilotsOf(all)
	mean, done := 0.0, all[len(all)-1]
	for _, e := range list {
		mean += *e.Score / 3
		if *e.Epochs != 30 || e.BestEpoch > 30 {
			t.Errorf("%+v", e)
		}
	}
	if done.Part != "validation" || math.Abs(*done.Score-mean) > 1e-12 || done.Deviation == nil || done.R2 != nil || done.Parts["training"].Rows != 20 {
		t.Errorf("%+v, where the mean is %v", done, mean)
	}
}

// TestRefitResumes: interrupted in a pilot or in the last training, it goes on to the same bytes.
func TestRefitResumes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("os.Process.Signal cannot interrupt on windows")
	}
	whole := noisy(t)
	steps := linearFake(0.1)
	ran(t, 0, whole, steps)
	want := read(t, whole.Out)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	for part := range 6 {
		job := noisy(t)
		job.Data, job.CheckpointEvery = whole.Data, time.Nanosecond
		f := linearFake(0.1)
		f.stepped = func(n int) {
			if n == 5+len(steps.steps)*part/6 {
				self.Signal(os.Interrupt)
				time.Sleep(50 * time.Millisecond)
			}
		}
		if got := kinds(ran(t, 0, job, f)); !strings.HasSuffix(got, "interrupted done") {
			t.Errorf("part %d: %s", part, got)
		}
		job = clone(job)
		job.Resume = true
		if got := kinds(ran(t, 0, job, linearFake(0.1))); !strings.Contains(got, "resumed") {
			t.Errorf("part %d: %s", part, got)
		}
		if read(t, job.Out) != want {
			t.Errorf("part %d: other weights", part)
		}
		if _, err := os.Stat(Checkpoint(job.Out)); !os.IsNotExist(err) {
			t.Errorf("part %d: the checkpoint is left: %v", part, err)
		}
	}
}

// clone is the job as the one who asked for it has it.
func clone(job *Job) *Job {
	c := *job
	c.Epochs, c.Patience, c.Seed = 30, 6, 1
	return &c
}

// TestRefitFolds: each fold is refitted, and the job is the same for the next.
func TestRefitFolds(t *testing.T) {
	job := noisy(t)
	job.Folds, job.FoldsOut = 2, job.Out+".folds.csv"
	all := ran(t, 0, job, linearFake(0.1))
	if got := kinds(all); got != "start fold fold done" || job.Epochs != 30 || job.Patience != 6 || job.Seed != 1 {
		t.Errorf("%s; %d epochs, patience %d, seed %d", got, job.Epochs, job.Patience, job.Seed)
	}
	for _, e := range all {
		if e.Event == EventFold && (*e.Epochs >= 30 || e.BestEpoch != *e.Epochs) {
			t.Errorf("%+v", e)
		}
	}
}

func TestRefitFails(t *testing.T) {
	job := noisy(t)
	job.NormalizeInputs, job.NormalizeOutputs = None, None
	all := ran(t, 1, job, linearFake(1e200))
	if last := all[len(all)-1]; !strings.HasPrefix(last.Message, "run 1 of 3: the first epoch brought no finite loss") {
		t.Errorf("%+v", last)
	}
	job.Validation, job.Patience = 0, 0
	var out bytes.Buffer
	if run(job, untyped(linearFake(0.1).network()), nil, &out, &out) != 1 || !strings.Contains(out.String(), "to refit takes a validation part") {
		t.Error(out.String())
	}
}
