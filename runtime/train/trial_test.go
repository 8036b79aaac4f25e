package train

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// tried does a trial and returns its last event.
func tried(t *testing.T, job *Job) Event {
	t.Helper()
	job.Mode = ModeTrial
	all := ran(t, 0, job, linearFake(0.1))
	if got := kinds(all); got != "done" {
		t.Fatal(got)
	}
	if _, err := os.Stat(job.Out); err == nil {
		t.Error("there are weights")
	}
	return all[len(all)-1]
}

// TestTrial: the score is the one that training tells of the validation part.
func TestTrial(t *testing.T) {
	job := planeJob(t)
	job.Epochs = 3
	all := ran(t, 0, job, linearFake(0.1))
	want := all[len(all)-1].Parts[PartValidation]
	if err := os.Remove(job.Out); err != nil {
		t.Fatal(err)
	}
	got := tried(t, job)
	if *got.Score != want.Score || *got.Loss != *want.Loss || got.Metric != "r2" || *got.Epochs != 3 || got.BestEpoch != 3 || got.Part != "validation" {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// TestTrialLeavesTestAlone: whatever the rows of the test part say, a trial has the same score, with folds, too.
func TestTrialLeavesTestAlone(t *testing.T) {
	for _, folds := range []int{0, 4} {
		job := planeJob(t)
		job.Epochs, job.Folds = 3, folds
		want := tried(t, job)
		p, err := split(job, 60, nil)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(plane()), "\n")
		for _, row := range p.test {
			lines[row+1] = "1e6,-1e6," + strconv.Itoa(row)
		}
		job.Data = write(t, "other.csv", strings.Join(lines, "\n")+"\n")
		if got := tried(t, job); *got.Score != *want.Score || *got.Loss != *want.Loss {
			t.Errorf("%d folds: score %v, loss %v; want %v, %v", folds, *got.Score, *got.Loss, *want.Score, *want.Loss)
		}
		if len(want.Scores) != folds || (want.Deviation != nil) != (folds > 0) {
			t.Errorf("%+v", want)
		}
	}
}

func TestTrialFails(t *testing.T) {
	job := planeJob(t)
	job.Mode, job.NormalizeInputs, job.NormalizeOutputs = ModeTrial, None, None
	all := ran(t, 0, job, linearFake(1e30))
	if done := all[len(all)-1]; done.Event != EventDone || done.Score != nil || !strings.Contains(done.Message, "no finite loss") {
		t.Errorf("%+v", done)
	}
	job.Validation = 0
	if all := ran(t, 1, job, linearFake(0.1)); !strings.Contains(all[0].Message, "a trial is scored on a validation part") {
		t.Errorf("%+v", all)
	}
}
