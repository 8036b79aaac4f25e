package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const searchSpec = `version: 1
model: iris
inputs: [sepal_length, sepal_width, petal_length, petal_width]
normalize: standard
layers:
  - {units: 8, activation: relu}
  - {units: 3, activation: softmax}
output: {task: multiclass, labels: [setosa, versicolor, virginica]}
train: {loss: {name: cross_entropy}, optimizer: {name: adam, learning_rate: 0.01}, batch: 16, epochs: 10}
data: {file: iris.csv, target: species, split: {validation: 0.2, test: 0.2}}
weights: iris.safetensors
search:
  layers.0.units: [4, 16]
  train.optimizer.learning_rate: {log: [0.001, 0.1]}
`

// TestTuning: a module that is exported of a spec with a search, with its copy of nngen, ranks its trials as nngen tune does and writes
// the same spec. A run that goes on where another has ended takes its trials over.
func TestTuning(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	nngen := filepath.Join(dir, "nngen.exe")
	command(t, root, "go", "build", "-o", nngen, "./cmd/nngen")
	write(t, filepath.Join(dir, "iris.yaml"), searchSpec)
	for _, file := range []string{"examples/data/iris.csv", "examples/specs/iris.safetensors"} {
		data, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, filepath.Base(file)), string(data))
	}
	want := command(t, dir, nngen, "tune", "iris.yaml", "--trials", "6", "-q")
	command(t, dir, nngen, "export", "iris.yaml", "--format", "beam", "-o", "module", "--trials", "6")

	module := filepath.Join(dir, "module")
	command(t, module, "go", "build", "-o", "tune.exe", ".")
	program, out := filepath.Join(module, "tune.exe"), filepath.Join(module, "out")
	command(t, module, program, "-tune", "3", "-out", "out")
	first := modified(t, out)
	if len(first) != 3 {
		t.Fatalf("there are %d results of three trials", len(first))
	}
	got := command(t, module, program, "-tune", "6", "-out", "out")
	if ranking(t, got) != ranking(t, want) {
		t.Errorf("the ranking is\n%s, nngen tune's is\n%s", got, want)
	}
	all := modified(t, out)
	for path, at := range first {
		if !all[path].Equal(at) {
			t.Errorf("%s was done again", path)
		}
	}
	if len(all) != 6 {
		t.Errorf("there are %d results of six trials", len(all))
	}
	if read(t, filepath.Join(out, "iris.tuned.yaml")) != read(t, filepath.Join(dir, "iris.tuned.yaml")) {
		t.Error("the tuned spec is another one than nngen tune's")
	}
	if n := strings.Count(read(t, filepath.Join(out, "trials.jsonl")), "\n"); n != 6 {
		t.Errorf("%d results are listed, want 6", n)
	}
}

// command runs a program and returns what it prints.
func command(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var complaints strings.Builder
	cmd.Stderr = &complaints
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", cmd, err, text, complaints.String())
	}
	return string(text)
}

// ranking is what is printed up to the path of the spec.
func ranking(t *testing.T, text string) string {
	t.Helper()
	before, _, found := strings.Cut(text, "spec: ")
	if !found {
		t.Fatalf("that names no spec: %s", text)
	}
	return before
}

// modified are the results of trials, and when they were written.
func modified(t *testing.T, out string) map[string]time.Time {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(out, "trials", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]time.Time{}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		at[path] = info.ModTime()
	}
	return at
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
