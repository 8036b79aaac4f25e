package interp

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// quantizing is a network that is quantized twice, or that has a formula in the place of each rounding.
func quantizing(first, second string) string {
	return fmt.Sprintf("version: 1\nmodel: net\ninputs: 4\nlayers: [{%s}, {units: 6, activation: relu}, {%s}, {units: 2}]\noutput: {task: regression}\n", first, second)
}

// TestQuantizeGradient: on whole numbers of steps rounding does nothing, so that outputs, the gradient and that of the inputs are those
// of a formula without it, 0 beyond the range.
func TestQuantizeGradient(t *testing.T) {
	rounding := newNetwork(t, quantizing("kind: quantize, step: 0.5, low: -3, high: 3", "kind: quantize, step: [2, 1, 4, 1, 2, 1], low: -7, high: 7"))
	plain := newNetwork(t, quantizing(`kind: formula, formula: "min(max(x/0.5, -3), 3)"`, `kind: formula, formula: "min(max(x, -7), 7)"`))
	r := rand.New(rand.NewPCG(1, 1))
	whole := func(n int, most int, unit float64) (list []float64) {
		for range n {
			list = append(list, unit*float64(r.IntN(2*most+1)-most))
		}
		return list
	}
	params := append(append(whole(24, 1, 4), whole(6, 2, 4)...), whole(14, 9, 0.1)...)
	rounding.SetParams(params)
	folded := slices.Clone(params) // the steps of the second layer go into its weights
	for u, step := range []float64{2, 1, 4, 1, 2, 1} {
		for i := range 4 {
			folded[4*u+i] /= step
		}
		folded[24+u] /= step
	}
	plain.SetParams(folded)
	var xs, ts [][]float64
	for range 9 {
		xs, ts = append(xs, whole(4, 5, 0.5)), append(ts, whole(2, 5, 0.3))
		for i, x := range xs[len(xs)-1] { // not on the bounds, where the formula takes one side
			if x == 1.5 || x == -1.5 {
				xs[len(xs)-1][i] = 0.5
			}
		}
	}
	if got, want := rounding.Forward(xs), plain.Forward(xs); !slices.EqualFunc(got, want, slices.Equal) {
		t.Fatalf("outputs are %v, want %v", got, want)
	}
	_, got := rounding.Backward(xs, ts)
	_, want := plain.Backward(xs, ts)
	if apart(got[30:], want[30:]) > 1e-12 {
		t.Errorf("the gradient behind the roundings is %v, want %v", got[30:], want[30:])
	}
	for u, step := range []float64{2, 1, 4, 1, 2, 1} { // z/step is linear in z and so in its weights
		for i := range 4 {
			want[4*u+i] /= step
		}
		want[24+u] /= step
	}
	off := 0
	for i := range 30 {
		if d := got[i] - want[i]; d > 1e-9 || d < -1e-9 {
			off++
		}
	}
	if off > 0 {
		t.Errorf("%d entries before the second rounding differ: %v, want %v", off, got[:30], want[:30])
	}
}

// TestQuantizeKinks: what lies between two steps is near a kink, what lies on a step or exactly between two is not.
func TestQuantizeKinks(t *testing.T) {
	n := newNetwork(t, "version: 1\nmodel: net\ninputs: 1\nlayers: [{kind: quantize, step: 2}, {units: 1}]\noutput: {task: regression}\n")
	n.SetParams([]float64{1, 0})
	for x, want := range map[float64]bool{4: false, 4.3: false, 5: false, 5.000001: true, 4.999999: true, 101.00002: true, 101.001: false, 400: false} {
		if n.Loss([][]float64{{x}}, [][]float64{{0}}); n.NearKink() != want {
			t.Errorf("%g: near a kink %v, want %v", x, n.NearKink(), want)
		}
	}
}
