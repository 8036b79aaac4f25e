package interp

import (
	"math"

	"github.com/nngen/nngen/internal/expr"
	"github.com/nngen/nngen/internal/ir"
)

// rule is the optimizer of a program, compiled. Its formulas share one list of variables: w, g, the states, lr, t and
// every other name that is assigned.
type rule struct {
	rate           func(args ...float64) float64
	vars           map[string]int // where a variable lies in the list of values
	scalars, steps []assign
}

type assign struct {
	to    int
	value func(args ...float64) float64
}

func newRule(p *ir.Program) *rule {
	o := p.Optimizer
	r := &rule{rate: expr.Compile(p.Rate, "e"), vars: map[string]int{}}
	var names []string
	declare := func(name string) {
		if _, ok := r.vars[name]; !ok {
			r.vars[name] = len(names)
			names = append(names, name)
		}
	}
	for _, name := range append([]string{"w", "g", "lr", "t", "clip"}, o.States...) {
		declare(name)
	}
	compile := func(list []ir.Assign) (compiled []assign) {
		for _, a := range list {
			value := expr.Compile(a.F, names...)
			declare(a.Var)
			compiled = append(compiled, assign{r.vars[a.Var], value})
		}
		return compiled
	}
	r.scalars = compile(o.Scalars)
	r.steps = compile(o.Steps)
	return r
}

// Update makes one step of the optimizer with the gradient of the last Backward or SetGradient.
func (m *Machine) Update() {
	m.updates++
	r := m.rule
	values := make([]float64, len(r.vars))
	values[r.vars["lr"]] = m.Rate()
	values[r.vars["t"]] = float64(m.updates)
	values[r.vars["clip"]] = m.clip()
	evaluate(r.scalars, values)
	for _, in := range m.prog.Update {
		if ir.Is[ir.Step](in) {
			m.step(in, values)
		} else {
			m.exec(in)
		}
	}
}

// Rate is the learning rate of the epoch.
func (m *Machine) Rate() float64 { return m.rule.rate(float64(m.epoch)) }

// clip is the factor of PyTorch's clip_grad_norm_: c/(‖g‖ + 10⁻⁶), and at most 1.
func (m *Machine) clip() float64 {
	if m.prog.ClipNorm == 0 {
		return 1
	}
	sum := 0.0
	for _, g := range m.gather(m.gradients()) {
		sum += g * g
	}
	return min(1, m.prog.ClipNorm/(math.Sqrt(sum)+1e-6))
}

// step changes every entry of one parameter and of its states.
func (m *Machine) step(in *ir.Instr, values []float64) {
	names := append([]string{"w", "g"}, m.prog.Optimizer.States...)
	entry, at := make([][]float64, len(names)), make([]int, len(names))
	for i, b := range append([]*ir.Buffer{in.Dst}, in.Args...) {
		entry[i], at[i] = m.values[b].data, m.rule.vars[names[i]]
	}
	for k := range entry[0] {
		for i := range names {
			values[at[i]] = entry[i][k]
		}
		evaluate(m.rule.steps, values)
		for i, name := range names {
			if name != "g" { // weight decay changes g for this step only
				entry[i][k] = values[at[i]]
			}
		}
	}
}

func evaluate(list []assign, values []float64) {
	for _, a := range list {
		values[a.to] = a.value(values...)
	}
}
