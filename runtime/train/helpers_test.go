package train

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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
	if got := run(job, untyped(f.network()), nil, &stdout, &stderr); got != status || stderr.Len() > 0 {
		t.Fatalf("exit status %d, want %d\n%s%s", got, status, &stdout, &stderr)
	}
	return decode(t, stdout.String())
}

func decode(t *testing.T, lines string) []Event {
	t.Helper()
	var all []Event
	for line := range strings.Lines(lines) {
		var event Event
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		all = append(all, event)
	}
	return all
}

// kinds are the names of the events, epochs and warnings left out.
func kinds(all []Event) string {
	var names []string
	for _, event := range all {
		if event.Event != EventEpoch && event.Event != EventWarning {
			names = append(names, event.Event)
		}
	}
	return strings.Join(names, " ")
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
