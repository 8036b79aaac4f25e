package standalone_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
	"github.com/nngen/nngen/internal/face"
	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/spec"
)

// network is a spec that the tests build in both ways.
type network struct {
	*spec.Spec
	weights []byte // to embed, or nil
}

// networks are an example with weights, and in both precisions specs that together use what the vocabulary offers.
func networks(t *testing.T) []network {
	t.Helper()
	src, err := os.ReadFile("../../examples/specs/iris.yaml")
	if err != nil {
		t.Fatal(err)
	}
	weights, err := os.ReadFile("../../examples/specs/iris.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	list := []network{{parse(t, string(src)), weights}}
	for _, precision := range []string{"float32", "float64"} {
		for name, body := range bodies() {
			list = append(list, network{Spec: parse(t, fmt.Sprintf("version: 1\nmodel: %s_%s\nprecision: %s\n%s", name, precision, precision, body))})
		}
	}
	return list
}

func parse(t *testing.T, src string) *spec.Spec {
	t.Helper()
	s, problems := spec.Parse("spec.yaml", []byte(src))
	if s == nil {
		t.Fatalf("%s\n%v", src, problems)
	}
	return s
}

// bodies are specs without their beginning, by name.
func bodies() map[string]string {
	var layers strings.Builder
	for _, a := range op.Activations {
		if !a.Joint {
			fmt.Fprintf(&layers, "  - {units: 20, activation: %s}\n", a.Name)
		}
	}
	return map[string]string{
		// Every activation, and normalization on both sides.
		"deep": "inputs: 3\nnormalize: minmax\nlayers:\n" + layers.String() + "  - {units: 2}\n" +
			"output: {task: regression, normalize: standard}\ntrain: {loss: huber, optimizer: {name: adamw, learning_rate: 0.01}, clip_norm: 1}\n",
		// Kernels of classes, dropout, and every function of formulas.
		"wide": "inputs: 70\nlayers:\n  - {units: 65, activation: tanh}\n  - {kind: dropout, rate: 0.2}\n" +
			"  - {units: 3, activation: {formula: \"sin(x) + 0.1*cos(x) + sqrt(abs(x) + 1) + log(1 + exp(x)) + erf(x) + pow(abs(x) + 1, 0.3) + 0.1*sigmoid(x)*softplus(x)\"}}\n" +
			"  - {units: 40}\noutput: {task: multiclass}\ntrain: {optimizer: {name: sgd, learning_rate: 0.1, momentum: 0.9}}\n",
		"labels": "inputs: 5\nlayers: [{units: 9, activation: relu, init: uniform}, {units: 3}]\noutput: {task: multilabel, labels: [a, b, nn sgemm]}\n",
	}
}

// generator is codegen.Generate or standalone.Generate.
type generator func(*ir.Program, codegen.Face) ([]codegen.File, error)

func (g generator) files(t *testing.T, n network) []codegen.File {
	t.Helper()
	p, f, err := face.Compile(n.Spec)
	if err != nil {
		t.Fatal(err)
	}
	if n.weights != nil {
		sum := sha256.Sum256(n.weights)
		f.Weights = &sum
	}
	files, err := g(p, f)
	if err != nil {
		t.Fatal(err)
	}
	if n.weights != nil {
		files = append(files, codegen.File{Name: codegen.WeightsName(n.Package), Data: n.weights})
	}
	return files
}
