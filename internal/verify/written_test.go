package verify

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/spec"
)

// TestWrittenOut holds packages whose layers are written out against the oracle, also as they are without assembly: every
// activation and loss in both precisions, and what lies beside products in all kinds of networks.
func TestWrittenOut(t *testing.T) {
	thorough.Only(t)
	v := wholeVocabulary()
	var specs []*spec.Spec
	for _, src := range append(v.specs("float32"), v.specs("float64")[:3]...) {
		specs = append(specs, parse(t, src+"unroll: 1024\nstandalone: true\n"))
	}
	for _, src := range []string{
		"inputs: 4, layers: [{units: 8}, {units: 3}], output: {task: multiclass}",
		"inputs: 4, layers: [{units: 8}, {kind: dropout, rate: 0.4}, {units: 8, activation: silu}, {units: 1}], output: {task: binary}",
		"inputs: 5, layers: [{units: 9}, {units: 20}], output: {task: multiclass}, train: {loss: {name: cross_entropy, label_smoothing: 0.1}, optimizer: {name: sgd, learning_rate: 0.1, weight_decay: 0.1}}",
		"inputs: 70, layers: [{units: 33, activation: tanh}, {units: 2}], output: {task: regression}",                      // a tail
		"inputs: 70, precision: float64, layers: [{units: 9, activation: tanh}, {units: 2}], output: {task: regression}",   // a tail
		"inputs: 100, layers: [{units: 3, activation: gelu}, {units: 1}], output: {task: regression, normalize: standard}", // row by row
		"inputs: 5, layers: [{units: 9}, {units: 4}], output: {task: multiclass}, train: {ensemble: 3}",
		"inputs: 6, layers: [{units: 6, name: a}, {units: 6, activation: linear}, {kind: add, from: [previous, a]}, {kind: layer_norm}, {units: 2}], output: {task: regression}",
		"inputs: {u: 5, v: [2, 3]}, layers: [{kind: flatten, from: v, name: f}, {kind: concat, from: [u, f]}, {units: 7, name: h}, {units: 3, from: h, name: p}, {units: 1, from: h, name: q}], " +
			"outputs: {class: {from: p, task: multiclass}, value: {from: q, task: regression, loss_weight: 0.5}}",
		"inputs: {v: [3, 4]}, layers: [{units: 5}, {kind: flatten}, {units: 2}], output: {task: regression}", // of matrices
		"weights_storage: bfloat16, inputs: 9, layers: [{units: 20}, {units: 40, activation: elu}, {units: 3}], output: {task: multiclass}",
	} {
		alone := fmt.Sprintf("{version: 1, model: m%d, unroll: 1024, standalone: true, %s}", len(specs), src)
		specs = append(specs, parse(t, alone))
		if !strings.Contains(src, "train:") {
			single := fmt.Sprintf("{version: 1, model: m%d, unroll: 1024, train: {batch: 1}, %s}", len(specs), src)
			specs = append(specs, parse(t, single))
		}
	}
	reports, err := Run(context.Background(), specs, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range reports {
		if !r.OK() || r.Rows == 0 || r.Steps != steps {
			t.Errorf("spec %d: %+v\n%s", i, r.cells(), strings.Join(append(r.failures(), r.Problem), "\n"))
		}
	}
}
