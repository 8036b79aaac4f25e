package train

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestMain lets the test binary stand for a generated program.
func TestMain(m *testing.M) {
	if os.Getenv("TRAIN_AS_PROGRAM") != "" {
		Main(linearFake(0.1).network())
	}
	os.Exit(m.Run())
}

// program is a process that does the job in the file.
func program(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "TRAIN_AS_PROGRAM=1")
	stderr := new(bytes.Buffer)
	cmd.Stderr = stderr
	return cmd, stderr
}

func jobFile(t *testing.T, job *Job) string {
	t.Helper()
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "job.json", string(text))
}

func TestMainTrains(t *testing.T) {
	job := planeJob(t)
	cmd, stderr := program(t, jobFile(t, job))
	stdout, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	f := linearFake(0.1)
	job.Out = filepath.Join(t.TempDir(), "weights")
	want := ran(t, 0, job, f)
	if got := decode(t, string(stdout)); len(got) != len(want) || *got[len(got)-1].Score != *want[len(want)-1].Score {
		t.Errorf("another process trains to other results: %s", stdout)
	}
}

func TestMainInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("os.Process.Signal cannot interrupt on windows")
	}
	job := planeJob(t)
	job.Epochs = math.MaxInt32
	cmd, stderr := program(t, jobFile(t, job))
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := ""
	for lines := bufio.NewScanner(pipe); lines.Scan(); {
		last = lines.Text()
		if strings.Contains(last, `"epoch":1,`) {
			cmd.Process.Signal(os.Interrupt)
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, stderr)
	}
	done := decode(t, last)[0]
	if done.Event != EventDone || *done.Epochs < 1 || *done.Epochs == job.Epochs || done.Weights != job.Out {
		t.Errorf("last event: %s", last)
	}
	read(t, job.Out)
}

func TestMainRefuses(t *testing.T) {
	bad := planeJob(t)
	bad.Mode = "dream"
	predict := planeJob(t)
	predict.Mode, predict.Weights = ModePredict, "missing"
	tests := []struct {
		name           string
		args           []string
		stdout, stderr string // parts of them
	}{
		{"no job", nil, "", "usage: PROGRAM JOB.json"},
		{"missing file", []string{"missing.json"}, "", "missing.json"},
		{"not JSON", []string{write(t, "job.json", "model: iris")}, "", "job.json: not a job"},
		{"unknown mode", []string{jobFile(t, bad)}, `{"event":"error","message":"unknown mode \"dream\" in the job"}`, ""},
		{"missing weights", []string{jobFile(t, predict)}, "", "missing: no such file"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cmd, stderr := program(t, test.args...)
			stdout, _ := cmd.Output()
			if cmd.ProcessState.ExitCode() != 1 {
				t.Errorf("exit status %d, want 1", cmd.ProcessState.ExitCode())
			}
			if !strings.Contains(string(stdout), test.stdout) || !strings.Contains(stderr.String(), test.stderr) {
				t.Errorf("got %q %q", stdout, stderr)
			}
		})
	}
}

func TestEval(t *testing.T) {
	f := linearFake(0)
	job := planeJob(t)
	job.Mode, job.Weights = ModeEval, saved(t, f, 3, -2, 7) // off by 2 everywhere
	all := ran(t, 0, job, f)
	if len(all) != 1 || all[0].Event != EventEval || all[0].Metric != "r2" || all[0].Rows != 60 {
		t.Fatalf("got %+v", all)
	}
	// Σ(y-mean)² over 60 points of 3a - 2b: 9·60·var(a) + 4·60·var(b), var(a) = 82500, var(b) = 35/12.
	want := 1 - 60*4/(9*60*82500+4*60*35.0/12)
	if got := all[0]; math.Abs(*got.Score-want) > 1e-12 || *got.RMSE != 2 || *got.Loss != 4 {
		t.Errorf("score %v, rmse %v, loss %v; want %v, 2, 4", *got.Score, *got.RMSE, *got.Loss, want)
	}
}

func TestEvalErrors(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*Job)
		want   string
	}{
		"no weights":    {func(j *Job) { j.Weights = "missing" }, "open missing: no such file or directory"},
		"no data":       {func(j *Job) { j.Data = "missing" }, "plane.csv: no such file or directory"},
		"data a folder": {func(j *Job) { j.Data = "." }, "plane.csv: is a directory"},
		"huge loss": {func(j *Job) { j.Data = write(t, "data.csv", "a,b,y\n1e200,1,1e200\n") },
			"plane.csv: the errors of the predictions are too large to be squared"},
	} {
		t.Run(name, func(t *testing.T) {
			f := linearFake(0)
			job := planeJob(t)
			job.Mode, job.Weights = ModeEval, saved(t, f, 3, -2, 5)
			test.change(job)
			all := ran(t, 1, job, f)
			if len(all) != 1 || all[0].Event != EventError || all[0].Message != test.want {
				t.Errorf("got  %+v\nwant %s", all, test.want)
			}
		})
	}
}

func TestEvalInfiniteLoss(t *testing.T) {
	f := binaryFake()
	job := &Job{
		Mode: ModeEval, Task: Binary, NumInputs: 2, NumOutputs: 1, DataShown: "f.csv",
		Data: write(t, "data.csv", "a,b,c\n1,0,1\n-1,0,1\n"), Weights: saved(t, f, 1000, 0, 0),
	}
	all := ran(t, 1, job, f)
	want := "f.csv: the loss of these rows is not finite: the values are too large for float64"
	if len(all) != 1 || all[0].Message != want {
		t.Errorf("got  %+v\nwant %s", all, want)
	}
}

func TestTrainCannotSave(t *testing.T) {
	job := planeJob(t)
	job.Epochs, job.Out = 1, filepath.Join(t.TempDir(), "missing", "weights")
	all := ran(t, 1, job, linearFake(0.1))
	if last := all[len(all)-1]; last.Event != EventError || !strings.Contains(last.Message, job.Out) {
		t.Errorf("got %+v", last)
	}
}

func TestCannotReport(t *testing.T) {
	var stderr bytes.Buffer
	if status := run(planeJob(t), untyped(linearFake(0.1).network()), nil, fullDisk{}, &stderr); status != 1 {
		t.Errorf("exit status %d", status)
	}
	if want := "cannot report: no space left\n"; stderr.String() != want {
		t.Errorf("got %q, want %q", &stderr, want)
	}
}
