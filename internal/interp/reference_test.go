package interp

import (
	"testing"

	"github.com/nngen/nngen/internal/reference"
)

func TestReferences(t *testing.T) {
	cases, err := reference.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) { followReference(t, c) })
	}
}

func followReference(t *testing.T, c *reference.Case) {
	const bound = 1e-9
	m := New(program(t, c.Spec))
	m.SetParams(c.Params)
	for j, y := range m.Forward(c.X) {
		if d := apart(y, c.Outputs[j]); !(d <= bound) {
			t.Errorf("outputs of example %d are %v apart: %v, want %v", j, d, y, c.Outputs[j])
		}
	}
	if c.EvalLoss != nil {
		if d := apart([]float64{m.Loss(c.X, c.Targets)}, []float64{*c.EvalLoss}); !(d <= bound) {
			t.Errorf("loss of predictions is %v apart", d)
		}
	}
	var losses []float64
	for step := range c.Steps {
		loss, gradient := m.Backward(c.X, c.Targets)
		if d := apart(gradient, c.Gradient); step == 0 && !(d <= bound) {
			t.Errorf("gradient is %v apart", d)
		}
		losses = append(losses, loss)
		m.Update()
	}
	if d := apart(losses[:1], []float64{c.Loss}); !(d <= bound) {
		t.Errorf("loss %v, want %v", losses[0], c.Loss)
	}
	if d := apart(losses, c.Losses); !(d <= bound) {
		t.Errorf("losses %v, want %v", losses, c.Losses)
	}
	for j, y := range c.OutputsAfter {
		if d := apart(m.Forward(c.X)[j], y); !(d <= bound) {
			t.Errorf("outputs of example %d after the steps are %v apart", j, d)
		}
	}
	if d := apart(m.Params(), c.ParamsAfter); !(d <= bound) {
		t.Errorf("parameters after %d steps are %v apart", c.Steps, d)
	}
}
