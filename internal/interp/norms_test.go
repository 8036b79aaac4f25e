package interp

import (
	"encoding/json"
	"os"
	"testing"
)

// TestNorms holds layer_norm and batch_norm in predictions against the backend tests of ONNX, float32 numbers that
// internal/reference/scripts/norms.py has made JSON of.
func TestNorms(t *testing.T) {
	data, err := os.ReadFile("testdata/norms.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name       string
		Spec       json.RawMessage
		Params     []float64
		Running    [][]float64
		X, Outputs [][]float64
	}
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) < 10 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		m := New(program(t, c.Spec))
		m.SetParams(c.Params)
		for i, v := range c.Running {
			m.SetRunning([]string{"mean1", "variance1"}[i], v)
		}
		for j, y := range m.Forward(c.X) {
			if d := apart(y, c.Outputs[j]); !(d <= 1e-5) {
				t.Errorf("%s: outputs of example %d are %v apart", c.Name, j, d)
			}
		}
	}
}
