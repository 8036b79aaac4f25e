package interp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/ir"
	"github.com/nngen/nngen/internal/op"
)

// ensembles are specs of every loss of every task and of several heads, each with a place for the number of members.
func ensembles() (list []string) {
	optimizers := []string{"{name: sgd, learning_rate: 0.1, momentum: 0.9, weight_decay: 0.1}", "{name: adam, weight_decay: 0.1, epsilon: 0.01}"}
	for _, task := range op.Tasks {
		units := task.Units
		if units == 0 {
			units = 3
		}
		output := "task: " + task.Name
		if !task.Labels {
			output += ", normalize: standard"
		}
		for _, loss := range task.Losses {
			if loss == "cross_entropy" {
				loss = "{name: cross_entropy, label_smoothing: 0.2}"
			}
			for _, optimizer := range optimizers {
				list = append(list, fmt.Sprintf("version: 1\nmodel: net\ninputs: 3\nnormalize: standard\nlayers: [{units: 4, activation: tanh}, {units: %d}]\n"+
					"output: {%s}\ntrain: {loss: %s, optimizer: %s, ensemble: MEMBERS}\n", units, output, loss, optimizer))
			}
		}
	}
	return append(list, `
version: 1
model: net
inputs: 3
layers:
  - {name: h, units: 5, activation: tanh}
  - {name: c, units: 3}
  - {name: s, from: [h, input], kind: concat}
  - {name: r, from: s, units: 2}
  - {name: b, from: s, units: 2}
outputs: {c: {from: c, task: multiclass}, r: {from: r, task: regression, loss_weight: 0.3}, b: {from: b, task: multilabel}}
train: {ensemble: MEMBERS, optimizer: {name: sgd, learning_rate: 0.1}}
`)
}

// TestEnsemble: an ensemble answers with the mean of the answers of its members, its loss is the mean of theirs, and each of
// them learns as if it were alone, from every kind of gradient. Its parameters are theirs, one after the other.
func TestEnsemble(t *testing.T) {
	const members = 3
	for _, src := range ensembles() {
		whole := newNetwork(t, strings.Replace(src, "MEMBERS", fmt.Sprint(members), 1))
		one := program(t, []byte(strings.Replace(src, "MEMBERS", "1", 1)))
		size := one.NumParams()
		xs, ts := whole.smoothBatch(t, 7)
		ws, ps, dys := whole.normal(len(xs), 3, 0.1), whole.rows(len(xs), 0.5), whole.rows(len(xs), 0)
		params := whole.Params()
		if len(params) != members*size {
			t.Fatalf("%s: %d parameters, want %d", src, len(params), members*size)
		}
		alone := make([]*Machine, members)
		for k := range alone {
			alone[k] = New(one)
			for _, b := range whole.prog.WithRole(ir.Constant) {
				alone[k].SetConstant(b.Name, whole.gather([]*ir.Buffer{b}))
			}
			alone[k].SetParams(params[k*size:][:size])
		}
		check := func(what string, of func(m *Machine) (mean, each []float64)) {
			got, gotEach := of(whole.Machine)
			want, wantEach := make([]float64, len(got)), []float64(nil)
			for _, m := range alone {
				mean, each := of(m)
				for i, v := range mean {
					want[i] += v / members
				}
				wantEach = append(wantEach, each...)
			}
			if d := apart(got, want); !(d <= 1e-14) {
				t.Errorf("%s: %s of the ensemble is %v from the mean of those of its members", src, what, d)
			}
			if d := apart(gotEach, wantEach); !(d <= 1e-14) {
				t.Errorf("%s: %s of the ensemble is %v from those of its members", src, what, d)
			}
		}
		check("Forward", func(m *Machine) ([]float64, []float64) { return flat(m.Forward(xs)), nil })
		learns := func(what string, backward func(m *Machine) (float64, []float64)) {
			check(what, func(m *Machine) ([]float64, []float64) {
				loss, gradient := backward(m)
				for i := range gradient {
					gradient[i] *= float64(m.prog.NumParams() / size)
				}
				return append([]float64{loss}, flat(m.InputGradient())...), gradient
			})
		}
		learns("BackwardWeighted", func(m *Machine) (float64, []float64) { return m.BackwardWeighted(xs, ts, ws) })
		learns("BackwardSoft", func(m *Machine) (float64, []float64) { return m.BackwardSoft(xs, ps) })
		learns("BackwardFrom", func(m *Machine) (float64, []float64) { return 0, m.BackwardFrom(xs, dys) })
		learns("Backward", func(m *Machine) (float64, []float64) { return m.Backward(xs, ts) })
		for range 3 {
			check("Update", func(m *Machine) ([]float64, []float64) {
				m.Update()
				return nil, m.Params()
			})
		}
	}
}

// rows are as long as outputs.
func (n *network) rows(examples int, mean float64) (rows [][]float64) {
	for range examples {
		rows = append(rows, n.normal(n.prog.Output.Size(), mean, 0.1))
	}
	return rows
}

func flat(rows [][]float64) (list []float64) {
	for _, row := range rows {
		list = append(list, row...)
	}
	return list
}
