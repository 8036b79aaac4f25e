package train

import (
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/numbers"
)

// TestFolds: each row is predicted once, by a training without it; the folds are of one size and the same every time.
func TestFolds(t *testing.T) {
	job := planeJob(t)
	job.Folds, job.FoldsOut, job.Patience, job.CheckpointEvery = 7, filepath.Join(t.TempDir(), "plane.folds.csv"), 5, 1
	f := linearFake(0.1)
	all := ran(t, 0, job, f)
	last := all[len(all)-1]
	if got := kinds(all); got != "start"+strings.Repeat(" fold", 7)+" done" || len(last.Scores) != 7 || *last.Score < 0.99 {
		t.Fatalf("%s: %+v", got, last)
	}
	m, d := 0.0, 0.0
	for k, e := range all[len(all)-8 : len(all)-1] {
		if e.Fold != k+1 || e.Rows != 8 && e.Rows != 9 || *e.Score != last.Scores[k] {
			t.Errorf("%+v", e)
		}
		m += *e.Score / 7
	}
	for _, v := range last.Scores {
		d += (v - m) * (v - m) / 6
	}
	if math.Abs(m-*last.Score) > 1e-12 || math.Abs(math.Sqrt(d)-*last.Deviation) > 1e-12 {
		t.Errorf("%v ± %v, want %v ± %v", *last.Score, *last.Deviation, m, math.Sqrt(d))
	}
	text := read(t, job.FoldsOut)
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if lines[0] != "row,fold,target,prediction" || len(lines) != 61 || !IsFolds(text) {
		t.Fatalf("%d lines: %s", len(lines), lines[0])
	}
	rows := strings.Split(strings.TrimSpace(plane()), "\n")
	for i, line := range lines[1:] {
		fields := strings.Split(line, ",")
		if fields[0] != strconv.Itoa(i+1) || fields[2] != strings.Split(rows[i+1], ",")[2] {
			t.Errorf("line %d is %s of %s", i+2, line, rows[i+1])
		}
	}
	ran(t, 0, job, linearFake(0.1))
	if read(t, job.FoldsOut) != text {
		t.Error("the second time there are other predictions")
	}
}

// TestFoldsHoldOut: rows that only their own fold could tell of are not predicted from.
func TestFoldsHoldOut(t *testing.T) {
	job := planeJob(t)
	text := "a,b,y\n"
	for i := range 12 {
		text += fmt.Sprintf("0,0,%d\n", numbers.Bit(i == 4)*120)
	}
	job.Data, job.Folds, job.FoldsOut = write(t, "one.csv", text), 3, filepath.Join(t.TempDir(), "f.csv")
	job.Validation, job.Test, job.Epochs = 0, 0, 200
	job.NormalizeInputs, job.NormalizeOutputs = None, None
	ran(t, 0, job, linearFake(0.1))
	lines := strings.Split(read(t, job.FoldsOut), "\n")[1:13]
	own := strings.Split(lines[4], ",")[1]
	for _, line := range lines {
		fields := strings.Split(line, ",")
		p, _ := strconv.ParseFloat(fields[3], 64)
		if sees := fields[1] != own; sees != (math.Abs(p) > 1) {
			t.Errorf("%s, where row 5 is in fold %s", line, own)
		}
	}
}

// TestFoldsOfClasses: the file names classes and probabilities, and every fold has rows of each class.
func TestFoldsOfClasses(t *testing.T) {
	text := "a,b,kind\n"
	for i := range 30 {
		text += fmt.Sprintf("%d,%d,%s\n", i%3, i%2, []string{"x", "y", "z"}[i%3])
	}
	job := &Job{
		Mode: ModeTrain, Task: Multiclass, NumInputs: 2, NumOutputs: 3, Inputs: []string{"a", "b"}, Targets: []string{"kind"}, Labels: []string{"x", "y", "z"},
		Data: write(t, "k.csv", text), Out: filepath.Join(t.TempDir(), "w"), Batch: 4, Epochs: 3, Seed: 1, Folds: 5, FoldsOut: filepath.Join(t.TempDir(), "f.csv"),
		BalanceClasses: true,
	}
	for _, e := range ran(t, 0, job, classFake()) {
		if e.Event == EventFold && (e.Support["x"] != 2 || e.Support["y"] != 2 || e.Support["z"] != 2) {
			t.Errorf("fold %d has %v", e.Fold, e.Support)
		}
	}
	if got := read(t, job.FoldsOut); !strings.HasPrefix(got, "row,fold,target,prediction,x,y,z\n1,") {
		t.Error(got)
	}
	job.Folds = 16
	if all := ran(t, 1, job, classFake()); !strings.Contains(all[len(all)-1].Message, "30 rows are too few for 16 folds") {
		t.Error(all)
	}
}
