package plan

import (
	"strings"
	"testing"
)

// TestPairGrad: a training step of two narrow layers with relu and the plain cross-entropy is one call; others are several.
func TestPairGrad(t *testing.T) {
	const text = `version: 1
model: a
inputs: 4
layers: [{units: 8, activation: relu}, {units: 3, activation: softmax}]
output: {task: multiclass}
train: {loss: cross_entropy}
`
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"", "", true},
		{"inputs: 4", "inputs: 16", true},
		{"inputs: 4", "inputs: 17", false},
		{"units: 8", "units: 9", false},
		{"units: 3", "units: 5", false},
		{"relu", "leaky_relu", false},
		{"relu}", "relu}, {kind: dropout, rate: 0.1}", false},
		{"loss: cross_entropy", "loss: {name: cross_entropy, label_smoothing: 0.1}", false},
		{"model: a", "model: a\nprecision: float64", false},
		{"inputs: 4", "inputs: 4\nnormalize: standard", true},
		{"inputs: 4", "inputs: 4\nnormalize: robust", true},
		{"inputs: 4", "inputs: [{name: a, type: category, values: [u, v, w]}, {name: b}]\nnormalize: standard", true},
		{"inputs: 4", "inputs: 4\nweights_storage: bfloat16", false},
		{"inputs: 4", "unroll: 64\ninputs: 4", false},
	} {
		p := compile(t, parse(t, strings.Replace(text, c.from, c.to, 1)))
		if got := p.Calls.AtOnce != nil; got != c.want {
			t.Errorf("%s in the place of %q: the step is one call: %v", c.to, c.from, got)
		}
	}
}
