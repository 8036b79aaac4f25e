package interp

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
)

const (
	dropping = "{version: 1, model: net, inputs: 3, layers: [{units: 8, activation: tanh}, {kind: dropout, rate: 0.5}, " +
		"{units: 8, activation: tanh}, {kind: dropout, rate: 0.25}, {units: 2}], output: {task: regression}}"
	without = "{version: 1, model: net, inputs: 3, layers: [{units: 8, activation: tanh}, {units: 8, activation: tanh}, {units: 2}], output: {task: regression}}"
)

// The gradient is that of the loss with the same masks.
func TestDropoutGradient(t *testing.T) {
	n := newNetwork(t, dropping)
	xs, ts := n.draw(5)
	params := n.Params()
	_, got := n.Backward(xs, ts)
	want := fd.Gradient(nil, func(p []float64) float64 {
		n.SetParams(p)
		loss, _ := n.Backward(xs, ts)
		return loss
	}, params, &fd.Settings{Formula: fd.Central})
	if d := apart(got, want); !(d <= 1e-7) {
		t.Errorf("the gradient is %v away from finite differences", d)
	}
}

// Predictions, and the loss without gradient, have no dropout, before and after a step that has.
func TestDropoutIsForTraining(t *testing.T) {
	n, plain := newNetwork(t, dropping), newNetwork(t, without)
	xs, ts := n.draw(5)
	plain.SetParams(n.Params())
	for range 2 {
		for i, y := range plain.Forward(xs) {
			if !slices.Equal(n.Forward(xs)[i], y) {
				t.Error("dropout changes predictions")
			}
		}
		if n.Loss(xs, ts) != plain.Loss(xs, ts) {
			t.Error("dropout changes the loss")
		}
		if loss, _ := n.Backward(xs, ts); loss == plain.Loss(xs, ts) {
			t.Error("dropout does nothing")
		}
	}
}
