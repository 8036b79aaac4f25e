package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/schema"
	"github.com/nngen/nngen/internal/thorough"
)

const (
	exampleSpecs = "../../examples/specs/*.yaml"
	generatedDir = "../../generated"
)

// TestGeneratedIsFresh proves that every byte below generated/ is what nngen builds now, and that nothing else is there.
func TestGeneratedIsFresh(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run([]string{"build", "--check", exampleSpecs, "-o", generatedDir}, nil, &stdout, &stderr); status != 0 {
		t.Errorf("generated/ is stale: run go generate ./generated\n%s%s", stdout.String(), stderr.String())
	}
	if status := run([]string{"build", "--check", "../../examples/online/latency.yaml"}, nil, &stdout, &stderr); status != 0 {
		t.Errorf("examples/online/latency is stale: run go generate ./examples/online\n%s%s", stdout.String(), stderr.String())
	}
	if status := run([]string{"build", "--check", "../../examples/mnist/mnist.yaml"}, nil, &stdout, &stderr); status != 0 {
		t.Errorf("examples/mnist/mnist is stale: run go generate ./examples/web\n%s%s", stdout.String(), stderr.String())
	}
	wanted := map[string]bool{}
	paths, err := filepath.Glob(exampleSpecs)
	if err != nil || len(paths) == 0 {
		t.Fatal("no example specs", err)
	}
	for _, p := range paths {
		if s := load(p).spec; s != nil {
			wanted[s.Package] = true
		}
	}
	entries, err := os.ReadDir(generatedDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !wanted[e.Name()] {
			t.Errorf("generated/%s belongs to no example spec", e.Name())
		}
	}
}

// TestExamplesScore evaluates the weights that ship with each example on all of its data.
func TestExamplesScore(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a program for each example")
	}
	atLeast := map[string]float64{
		"custom": 0.995, "house_neuron": 0.80, "house": 0.95, "cubic": 0.995, "breast_cancer": 0.95, "iris": 0.94,
		"penguins": 0.95, "cars": 0.85, "digits": 0.96, "digits_conv": 0.98, "activity": 0.96, "digit_traits": 0.95, "vanishing": 0.6, // it hardly learns, which is its point
	}
	paths, _ := filepath.Glob(exampleSpecs)
	for _, p := range thorough.Some(paths, 4) {
		name := strings.TrimSuffix(filepath.Base(p), ".yaml")
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if status := run([]string{"eval", p, "--json"}, nil, &stdout, &stderr); status != 0 {
				t.Fatalf("exit status %d: %s", status, stderr.String())
			}
			var got struct{ Score float64 }
			if err := json.Unmarshal(stdout.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			want, known := atLeast[name]
			if !known || got.Score < want {
				t.Errorf("score %.4f, want at least %.4f (known: %v)", got.Score, want, known)
			}
		})
	}
}

// TestExamplesHaveNoErrors also keeps the one example that warns warning.
func TestExamplesHaveNoErrors(t *testing.T) {
	paths, _ := filepath.Glob(exampleSpecs)
	for _, p := range paths {
		l := load(p)
		warned := len(l.problems) > 0
		if l.spec == nil || warned != (l.spec.Model == "vanishing") {
			t.Errorf("%s: %v", p, l.problems)
		}
	}
}

// TestExamplesNameTheSchema: editors find it where the first line says.
func TestExamplesNameTheSchema(t *testing.T) {
	const path = "../../schema/" + schema.FileName
	paths, _ := filepath.Glob(exampleSpecs)
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if first, _, _ := strings.Cut(string(text), "\n"); first != schema.Comment(path) {
			t.Errorf("%s begins with %q, want %q", p, first, schema.Comment(path))
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(p), path)); err != nil {
			t.Error(err)
		}
	}
}
