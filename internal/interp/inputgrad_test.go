package interp

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/diff/fd"
)

// reached are specs whose inputs and outputs lie behind all that may lie between them and the layers.
var reached = map[string]string{
	"plain":      "{version: 1, model: net, inputs: 3, layers: [{units: 5, activation: tanh}, {units: 4}], output: {task: multiclass}}",
	"scaled":     "{version: 1, model: net, inputs: 3, normalize: standard, layers: [{units: 5, activation: silu}, {units: 2}], output: {task: regression, normalize: minmax}}",
	"squashed":   "{version: 1, model: net, inputs: 3, normalize: robust, layers: [{units: 5, activation: tanh}, {units: 1}], output: {task: binary}}",
	"multilabel": "{version: 1, model: net, inputs: 3, layers: [{units: 5, activation: softplus}, {units: 3}], output: {task: multilabel}}",
	"ranged":     "{version: 1, model: net, inputs: 3, layers: [{units: 5, activation: tanh}, {units: 2}], output: {task: regression, normalize: standard, transform: log1p, clip: range}}",
	"table": `
version: 1
model: net
inputs:
  - {name: a, normalize: standard, missing: median}
  - {name: b, transform: log1p, encode: {name: piecewise, bins: 3}}
  - {name: c, type: category, values: [x, y, z], embedding: 4}
  - {name: d, type: category, values: [x, y]}
  - {name: e, type: ordinal, values: [low, mid, high]}
  - {name: f, type: bool}
  - {name: g, normalize: robust, encode: {name: piecewise, bins: 2}, missing: own}
layers: [{units: 6, activation: tanh}, {units: 2}]
output: {task: regression}
`,
	"graph": `
version: 1
model: net
inputs: {image: {shape: [2, 4, 4], normalize: standard}, meta: 3}
layers:
  - {kind: pad, from: image, padding: 1}
  - {name: c, kind: conv2d, channels: 3, kernel: 3, activation: tanh}
  - {kind: avg_pool2d, size: 2}
  - {name: h, kind: flatten}
  - {name: m, kind: formula, formula: "x*sin(x)", from: meta}
  - {kind: concat, from: [h, m, meta]}
  - {name: p, units: 3}
  - {name: v, from: m, units: 2, activation: linear}
outputs: {policy: {from: p, task: multiclass}, value: {from: v, task: regression, loss_weight: 0.5, normalize: standard}}
`,
	"shared": `
version: 1
model: net
inputs: {a: 3}
layers:
  - {units: 4, activation: tanh}
  - {name: p, units: 3}
  - {name: r, units: 2, activation: linear}
outputs: {kind: {from: p, task: multiclass}, again: {from: p, task: multiclass, loss_weight: 2}, rest: {from: r, task: regression}}
`,
}

// TestInputGradients holds the gradient by the inputs, and by the parameters given that by the outputs, against differences.
func TestInputGradients(t *testing.T) {
	for name, src := range reached {
		t.Run(name, func(t *testing.T) {
			n := newNetwork(t, src)
			xs, ts := n.draw(3)
			numbers := make([]bool, len(xs[0]))
			for i := range numbers {
				numbers[i] = true
			}
			switch name {
			case "table":
				numbers = tableRows(n, xs)
			case "ranged":
				n.SetConstant("outputLow", []float64{-1, 0})
				n.SetConstant("outputHigh", []float64{40, 1})
			}
			n.Backward(xs, ts)
			got := slices.Concat(n.InputGradient()...)
			want := fd.Gradient(nil, func(flat []float64) float64 { return n.Loss(rowsOf(flat, len(xs[0])), ts) },
				slices.Concat(xs...), &fd.Settings{Formula: fd.Central, Step: 1e-6})
			for i := range want {
				if !numbers[i%len(numbers)] || math.IsNaN(xs[i/len(numbers)][i%len(numbers)]) {
					want[i] = 0
				}
			}
			if d := apart(got, want); !(d <= 1e-6) {
				t.Errorf("the gradient by the inputs is %v apart:\n%v\n%v", d, got, want)
			}
			n.fromOutputs(t, xs)
		})
	}
}

// fromOutputs holds BackwardFrom of Σ dy·y against differences by parameters and inputs.
func (n *network) fromOutputs(t *testing.T, xs [][]float64) {
	dys := n.Forward(xs)
	for j := range dys {
		for i := range dys[j] {
			dys[j][i] = math.Sin(float64(3*j + i + 1))
		}
	}
	loss := func(xs [][]float64) float64 {
		sum := 0.0
		for j, y := range n.Forward(xs) {
			for i, v := range y {
				sum += dys[j][i] * v
			}
		}
		return sum
	}
	got, params := n.BackwardFrom(xs, dys), n.Params()
	want := fd.Gradient(nil, func(params []float64) float64 {
		n.SetParams(params)
		return loss(xs)
	}, params, &fd.Settings{Formula: fd.Central, Step: 1e-6})
	n.SetParams(params)
	if d := apart(got, want); !(d <= 1e-6) {
		t.Errorf("the gradient from outputs is %v apart:\n%v\n%v", d, got, want)
	}
}

// tableRows sets the rows to such as the spec table takes, and returns which entries are numbers.
func tableRows(n *network, xs [][]float64) []bool {
	xs[0] = []float64{0.3, 0.21, 1, 0, 2, 1, 0.4}
	xs[1] = []float64{math.NaN(), 1.7, 2, 1, 0, 0, math.NaN()}
	xs[2] = []float64{-2, 0.9, 0, 1, 1, 1, -3}
	n.SetConstant("inputScale", []float64{2, 1, 1, 1, 1, 1, 0.7})
	return []bool{true, true, false, false, false, false, true}
}

func rowsOf(flat []float64, n int) [][]float64 { return slices.Collect(slices.Chunk(flat, n)) }

// TestSoftTargets: probabilities that are one class are that class, and the loss is linear in them.
func TestSoftTargets(t *testing.T) {
	for _, loss := range []string{"cross_entropy", "{name: cross_entropy, label_smoothing: 0.2}"} {
		n := newNetwork(t, fmt.Sprintf("{version: 1, model: net, inputs: 3, layers: [{units: 5, activation: tanh}, {units: 4}], output: {task: multiclass}, train: {loss: %s}}", loss))
		xs, ts := n.draw(2)
		ts[0][0], ts[1][0] = 1, 3
		first, g1 := n.Backward(xs, ts)
		if soft, g := n.BackwardSoft(xs, [][]float64{{0, 1, 0, 0}, {0, 0, 0, 1}}); math.Abs(soft-first) > 1e-14 || !(apart(g, g1) <= 1e-13) {
			t.Errorf("%s: the loss of one class is %v, want %v", loss, soft, first)
		}
		ts[0][0], ts[1][0] = 2, 0
		second, g2 := n.Backward(xs, ts)
		mixed, g := n.BackwardSoft(xs, [][]float64{{0, 0.25, 0.75, 0}, {0.75, 0, 0, 0.25}})
		for i := range g1 {
			g1[i] = 0.25*g1[i] + 0.75*g2[i]
		}
		if want := 0.25*first + 0.75*second; math.Abs(mixed-want) > 1e-14 || !(apart(g, g1) <= 1e-13) {
			t.Errorf("%s: the loss of two classes is %v, want %v", loss, mixed, want)
		}
	}
}
