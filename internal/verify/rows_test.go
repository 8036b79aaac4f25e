package verify

import "testing"

func TestRowsThatCancel(t *testing.T) {
	trial, err := newTrial(parse(t, "{version: 1, model: a, inputs: 1, layers: [{units: 1}], output: {task: regression}}"), 1)
	if err != nil {
		t.Fatal(err)
	}
	// Where all parameters are 0, rounding them changes nothing, and the gradient is a sum of targets.
	trial.req.Params = make([]float64, trial.spec.NumParams())
	trial.prepare(trial.oracle, 0)
	trial.prepare(trial.shaken, trial.precision.shake)
	xs := [][]float64{{1}, {1}}
	if ts := [][]float64{{1}, {-0.5}}; !trial.steadyOn(xs, ts) {
		t.Error("rows that do not cancel are refused")
	}
	if ts := [][]float64{{1}, {-1 + 1e-5}}; trial.steadyOn(xs, ts) {
		t.Error("rows that cancel but for their rounding are compared")
	}
}
