package interp

import (
	"fmt"
	"math"
	"testing"

	"github.com/nngen/nngen/internal/expr"
)

// optimizers are the rules once more, each written as a loop over one parameter that gets the gradients g, step by step.
var optimizers = []struct {
	spec string
	loop func(w float64, gs []float64) float64
}{
	{"{name: sgd, learning_rate: 0.1}", func(w float64, gs []float64) float64 {
		for _, g := range gs {
			w -= 0.1 * g
		}
		return w
	}},
	{"{name: sgd, learning_rate: 0.1, weight_decay: 0.2}", func(w float64, gs []float64) float64 {
		for _, g := range gs {
			w -= 0.1 * (g + 0.2*w)
		}
		return w
	}},
	{"{name: sgd, learning_rate: 0.1, momentum: 0.8, weight_decay: 0.2}", func(w float64, gs []float64) float64 {
		velocity := 0.0
		for _, g := range gs {
			velocity = 0.8*velocity + g + 0.2*w
			w -= 0.1 * velocity
		}
		return w
	}},
	{"{name: sgd, learning_rate: 0.1, momentum: 0.8, nesterov: true}", func(w float64, gs []float64) float64 {
		velocity := 0.0
		for _, g := range gs {
			velocity = 0.8*velocity + g
			w -= 0.1 * (g + 0.8*velocity)
		}
		return w
	}},
	{"adam", func(w float64, gs []float64) float64 { return adam(w, gs, 0.001, 0.9, 0.999, 1e-8, 0) }},
	{"{name: adam, learning_rate: 0.05, beta1: 0.7, beta2: 0.9, epsilon: 0.01, weight_decay: 0.3}",
		func(w float64, gs []float64) float64 { return adam(w, gs, 0.05, 0.7, 0.9, 0.01, 0.3) }},
	{"{name: rmsprop, learning_rate: 0.1, rho: 0.8, epsilon: 0.05, weight_decay: 0.2}", func(w float64, gs []float64) float64 {
		mean := 0.0
		for _, g := range gs {
			g += 0.2 * w
			mean = 0.8*mean + 0.2*g*g
			w -= 0.1 * g / (math.Sqrt(mean) + 0.05)
		}
		return w
	}},
	{"{name: adagrad, learning_rate: 0.1, epsilon: 0.05}", func(w float64, gs []float64) float64 {
		sum := 0.0
		for _, g := range gs {
			sum += g * g
			w -= 0.1 * g / (math.Sqrt(sum) + 0.05)
		}
		return w
	}},
}

// adam is algorithm 1 of Kingma & Ba 2014.
func adam(w float64, gs []float64, alpha, beta1, beta2, epsilon, decay float64) float64 {
	var m, v float64
	for i, g := range gs {
		t := float64(i + 1)
		g += decay * w
		m = beta1*m + (1-beta1)*g
		v = beta2*v + (1-beta2)*g*g
		mHat := m / (1 - math.Pow(beta1, t))
		vHat := v / (1 - math.Pow(beta2, t))
		w -= alpha * mHat / (math.Sqrt(vHat) + epsilon)
	}
	return w
}

func TestUpdates(t *testing.T) {
	const steps = 7
	for _, o := range optimizers {
		n := newNetwork(t, fmt.Sprintf("{version: 1, model: net, inputs: 3, layers: [{units: 4}, {units: 2}], "+
			"output: {task: regression}, train: {optimizer: %s}}", o.spec))
		before := n.Params()
		gradients := make([][]float64, len(before)) // of each parameter, step by step
		for range steps {
			flat := n.normal(len(before), 0, 1)
			for k, g := range flat {
				gradients[k] = append(gradients[k], g)
			}
			n.SetGradient(flat)
			n.Update()
		}
		want := make([]float64, len(before))
		for k := range want {
			want[k] = o.loop(before[k], gradients[k])
		}
		if d := apart(n.Params(), want); !(d <= 1e-14) {
			t.Errorf("%s: parameters are %v apart after %d steps", o.spec, d, steps)
		}
	}
}

// The norm of the whole gradient is brought down to clip_norm, before weight decay is added; a shorter one stays.
func TestClipping(t *testing.T) {
	n := newNetwork(t, "{version: 1, model: net, inputs: 3, layers: [{units: 2}], output: {task: regression}, "+
		"train: {clip_norm: 1.5, optimizer: {name: sgd, learning_rate: 0.5, weight_decay: 0.1}}}")
	for _, deviation := range []float64{10, 0.1} {
		want, g, sum := n.Params(), n.normal(n.prog.NumParams(), 0, deviation), 0.0
		for _, v := range g {
			sum += v * v
		}
		for k := range want {
			want[k] -= 0.5 * (g[k]*min(1, 1.5/(math.Sqrt(sum)+1e-6)) + 0.1*want[k])
		}
		n.SetGradient(g)
		n.Update()
		if d := apart(n.Params(), want); !(d <= 1e-14) {
			t.Errorf("a gradient of norm %v: parameters are %v apart", math.Sqrt(sum), d)
		}
	}
}

func TestUpdateUsesTheGradientOfBackward(t *testing.T) {
	n := newNetwork(t, "{version: 1, model: net, inputs: 3, layers: [{units: 2}], output: {task: regression}, "+
		"train: {optimizer: {name: sgd, learning_rate: 0.5}}}")
	_, want := n.Backward(n.draw(4))
	before := n.Params()
	n.Update()
	got := n.Params()
	for k := range got {
		got[k] = (before[k] - got[k]) / 0.5
	}
	if d := apart(got, want); !(d <= 1e-14) {
		t.Errorf("steps %v, want %v", got, want)
	}
}

// Weight decay is added on the way; the gradient itself stays as it was set.
func TestUpdateKeepsTheGradient(t *testing.T) {
	n := newNetwork(t, "{version: 1, model: net, inputs: 3, layers: [{units: 2}], output: {task: regression}, "+
		"train: {optimizer: {name: sgd, learning_rate: 0.5, weight_decay: 0.1}}}")
	want, g := n.Params(), n.normal(n.prog.NumParams(), 0, 1)
	n.SetGradient(g)
	for range 2 {
		n.Update()
		for k := range want {
			want[k] -= 0.5 * (g[k] + 0.1*want[k])
		}
	}
	if d := apart(n.Params(), want); !(d <= 1e-14) {
		t.Errorf("parameters are %v apart", d)
	}
}

func TestRateFollowsTheEpoch(t *testing.T) {
	p := program(t, []byte("{version: 1, model: net, inputs: 1, layers: [{units: 1}], output: {task: regression}, "+
		"train: {optimizer: {name: sgd, learning_rate: 1}}}"))
	p.Rate = expr.MustParse("0.5/(1 + e)", "e")
	m := New(p)
	for _, c := range []struct {
		epoch int
		want  float64
	}{{0, 0.5}, {1, 0.25}, {4, 0.1}} {
		m.SetParams([]float64{0, 0})
		m.SetGradient([]float64{-1, -2})
		m.SetEpoch(c.epoch)
		m.Update()
		if got := m.Params(); apart(got, []float64{c.want, 2 * c.want}) > 1e-15 {
			t.Errorf("epoch %d: %v, want steps of %v", c.epoch, got, c.want)
		}
	}
}
