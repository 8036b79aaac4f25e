package verify

import (
	"math"

	"github.com/nngen/nngen/internal/op"
)

// ruleBound is for what two ways of writing a formula round differently in float64.
const ruleBound = 1e-9

// entry is one step for one entry w of a parameter, given its gradient g, the number of the update from 1, the learning rate,
// and what the rule remembers of the entry, which begins as 0. It returns the new w.
type entry func(w, g, t, rate float64, m *[2]float64) float64

// rules are the optimizers as their authors and PyTorch state them, written out apart from the table of the vocabulary: package
// and oracle are both made of that, so that neither would show a mistake in it.
var rules = map[string]func(a op.Args) entry{
	"sgd": func(a op.Args) entry {
		momentum, nesterov, decay := a["momentum"], a["nesterov"] > 0, a["weight_decay"]
		return func(w, g, _, rate float64, m *[2]float64) float64 {
			g += decay * w
			m[0] = momentum*m[0] + g
			if nesterov {
				return w - rate*(g+momentum*m[0])
			}
			return w - rate*m[0]
		}
	},
	"adam": func(a op.Args) entry {
		decay, step := a["weight_decay"], adaptive(a)
		return func(w, g, t, rate float64, m *[2]float64) float64 { return w - rate*step(g+decay*w, t, m) }
	},
	"adamw": func(a op.Args) entry {
		decay, step := a["weight_decay"], adaptive(a)
		return func(w, g, t, rate float64, m *[2]float64) float64 { return w - rate*decay*w - rate*step(g, t, m) }
	},
	"rmsprop": func(a op.Args) entry {
		rho, epsilon, decay := a["rho"], a["epsilon"], a["weight_decay"]
		return func(w, g, _, rate float64, m *[2]float64) float64 {
			g += decay * w
			m[0] = rho*m[0] + (1-rho)*g*g
			return w - rate*g/(math.Sqrt(m[0])+epsilon)
		}
	},
	"adagrad": func(a op.Args) entry {
		epsilon, decay := a["epsilon"], a["weight_decay"]
		return func(w, g, _, rate float64, m *[2]float64) float64 {
			g += decay * w
			m[0] += g * g
			return w - rate*g/(math.Sqrt(m[0])+epsilon)
		}
	},
}

// adaptive is algorithm 1 of Kingma & Ba 2014: the step without the learning rate.
func adaptive(a op.Args) func(g, t float64, m *[2]float64) float64 {
	beta1, beta2, epsilon := a["beta1"], a["beta2"], a["epsilon"]
	return func(g, t float64, m *[2]float64) float64 {
		m[0] = beta1*m[0] + (1-beta1)*g
		m[1] = beta2*m[1] + (1-beta2)*g*g
		return m[0] / (1 - math.Pow(beta1, t)) / (math.Sqrt(m[1]/(1-math.Pow(beta2, t))) + epsilon)
	}
}

// stated is an optimizer by its rule, with what it remembers of every entry.
type stated struct {
	step     entry
	memory   [][2]float64
	clipNorm float64
	members  float64 // whose gradients are as many times that of the mean of their losses
}

func (t *trial) stated() *stated {
	o := t.spec.Train.Optimizer
	return &stated{rules[t.lowered.Optimizer.Name](o.Args), make([][2]float64, t.spec.NumParams()), t.spec.Train.ClipNorm, float64(t.spec.Members())}
}

// take makes an update and returns the parameters after it.
func (s *stated) take(params, gradient []float64, update int, rate float64) []float64 {
	clip := 1.0
	if s.clipNorm > 0 { // as PyTorch's clip_grad_norm_, of the members of an ensemble by the root of their mean square
		sum := 0.0
		for _, g := range gradient {
			sum += g * g
		}
		clip = min(1, s.clipNorm/math.Sqrt(s.members)/(math.Sqrt(sum)+1e-6))
	}
	list := make([]float64, len(params))
	for i, w := range params {
		list[i] = s.step(w, clip*s.members*gradient[i], float64(update), rate, &s.memory[i])
	}
	return list
}

// rule holds the oracle's step against the rule.
func (u *updates) rule(want, gradient []float64) {
	d := u.precision.deviate(want, u.byRule.take(u.before, gradient, u.taken, u.stepper.Rate()))
	c := Check{What: Update, Name: "by the rule of " + u.lowered.Optimizer.Name, Step: u.taken, Error: Number(d.error), Bound: ruleBound,
		OK: d.within(ruleBound), Got: Number(d.got), Want: Number(d.want)}
	if u.ruled == nil || c.worseThan(*u.ruled) {
		u.ruled = &c
	}
}
