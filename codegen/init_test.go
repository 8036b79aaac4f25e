package codegen_test

import (
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/op"
)

var drawn = regexp.MustCompile(`nn\.F32Fill(Normal|Uniform)T\(r, m\.w\.W1\[:\], 9, 4, 4, (\S+)\)\s+// (\w+): (.*)`)

// TestInitializers: New draws the weights as the table says, here for 9 inputs and 4 units, and its comment spells it out.
func TestInitializers(t *testing.T) {
	sizes := map[string]float64{"fan_in": 9, "fan_out": 4, "std": 0.05, "limit": 0.05}
	for _, i := range op.Initializers {
		if i.Dist == op.Zero {
			continue
		}
		want := expr.Eval(expr.MustParse(i.F, "fan_in", "fan_out", "std", "limit"), sizes)
		m := drawn.FindStringSubmatch(source(generate(t, "{version: 1, model: a, inputs: 9, layers: [{units: 4, init: "+i.Name+"}, {units: 1}], output: {task: regression}}")))
		if m == nil || m[1] != string(i.Dist) || m[3] != i.Name {
			t.Errorf("%s: %q", i.Name, m)
			continue
		}
		got, err := strconv.ParseFloat(m[2], 64)
		if err != nil || math.Abs(got-want) > 1e-15 || expr.Eval(expr.MustParse(m[4]), nil) != want {
			t.Errorf("%s: %s, said to be %s, want %v", i.Name, m[2], m[4], want)
		}
	}
}

// TestBiases: biases begin at 0 but where the initializer has a formula for them, as PyTorch has; New draws them right
// behind the weights, as PyTorch does.
func TestBiases(t *testing.T) {
	bias := regexp.MustCompile(`nn\.F32Fill(?:Normal|Uniform)\(r, m\.w\.b1\[:\], (\S+)\)\s+// (.*)`)
	for _, i := range op.Initializers {
		m := bias.FindStringSubmatch(source(generate(t, "{version: 1, model: a, inputs: 9, layers: [{units: 4, init: "+i.Name+"}, {units: 1}], output: {task: regression}}")))
		switch {
		case i.Bias == "" && m != nil:
			t.Errorf("%s draws biases: %q", i.Name, m)
		case i.Bias != "" && (m == nil || m[1] != "0.3333333333333333" || m[2] != i.Name+": sqrt(1/9)"):
			t.Errorf("%s: %q", i.Name, m)
		}
	}
}
