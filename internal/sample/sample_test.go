package sample_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/plan"
	"github.com/nngen/nngen/internal/sample"
	"github.com/nngen/nngen/internal/weights"
	"github.com/nngen/nngen/spec"
)

// TestOf: an answer that rounding may change is not shown, nor one of a network for which the oracle would take long.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		name, spec string
		weight     float64 // of every parameter
		shown      bool
	}{
		{"a line", "inputs: 2\nlayers: [{units: 1}]\noutput: {task: regression}", 1, true},
		{"a step on its edge", `{"inputs": [a, b], "layers": [{"units": 2, "activation": {"formula": "where(x > 2, 1 + x, x)"}}, {"units": 1}], "output": {"task": "regression"}}`, 2.0 / 3, false},
		{"a step elsewhere", `{"inputs": [a, b], "layers": [{"units": 2, "activation": {"formula": "where(x > 2, 1 + x, x)"}}, {"units": 1}], "output": {"task": "regression"}}`, 1, true},
		{"nothing", "inputs: 2\nlayers: [{units: 1}]\noutput: {task: regression}", 0, false},
		{"equal classes", "inputs: 2\nlayers: [{units: 3}]\noutput: {task: multiclass}", 1, false},
		{"a large network", "inputs: {image: {shape: [16, 64, 64]}}\nlayers: [{kind: conv2d, channels: 64, kernel: 5, padding: same}, {kind: global_avg_pool}, {units: 1}]\noutput: {task: regression}", 1, false},
	} {
		text := "version: 1\nmodel: a\n" + c.spec
		if strings.HasPrefix(c.spec, "{") {
			text = `{"version": 1, "model": a, ` + c.spec[1:]
		}
		s, problems := spec.Parse("a.yaml", []byte(text))
		if s == nil {
			t.Fatal(problems)
		}
		tensors := map[string][]float64{}
		for _, tensor := range s.Tensors() {
			for range op.Size(tensor.Dims) {
				tensors[tensor.Name] = append(tensors[tensor.Name], c.weight)
			}
		}
		var file bytes.Buffer
		if err := weights.Write(&file, s, tensors); err != nil {
			t.Fatal(err)
		}
		p, err := plan.Compile(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := sample.Of(s, p, &file)
		if err != nil || (got != nil) != c.shown {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
	}
}
