package plan

import (
	"math"
	"testing"

	"github.com/nngen/nngen/internal/expr"
)

// The schedule runs over the epochs of the spec: half way, cosine is at half the rate.
func TestRate(t *testing.T) {
	p := compile(t, parse(t, "{version: 1, model: net, inputs: 3, layers: [{units: 1}], output: {task: regression}, "+
		"train: {epochs: 10, optimizer: {name: sgd, learning_rate: 0.1}, schedule: cosine}}"))
	if got := expr.Compile(p.Rate, "e")(5); math.Abs(got-0.05) > 1e-15 {
		t.Errorf("rate %v in epoch 5 of 10", got)
	}
}
