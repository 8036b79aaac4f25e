package verify

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/op"
	"github.com/nngen/nngen/internal/thorough"
	"github.com/nngen/nngen/spec"
)

// vocabulary holds one text for every choice that a spec has; attributes are at their defaults and away from them.
type vocabulary struct{ activations, losses, optimizers, schedules []string }

func wholeVocabulary() (v vocabulary) {
	for _, a := range op.Activations {
		if !a.Joint {
			v.activations = append(v.activations, a.Name)
		}
	}
	v.activations = append(v.activations, `{formula: "x * sigmoid(1.702*x)"}`, `{formula: "where(x > 0, sin(x), pow(2, x) - 1)"}`,
		`{formula: "x + sign(x)"}`, `{formula: "where(where(x > 0, 1, x) > 0.5, 2*x, 1 + where(x < -1, x, 0.5*x))"}`)
	for _, task := range op.Tasks {
		for _, loss := range task.Losses {
			v.losses = append(v.losses, fmt.Sprintf("%s loss %s", task.Name, loss))
		}
	}
	for _, o := range op.Stepwise {
		v.optimizers = append(v.optimizers, use(o.Info(), false), use(o.Info(), true))
	}
	for _, s := range op.Schedules {
		v.schedules = append(v.schedules, use(s.Info(), true))
	}
	return v
}

// use names an entry with the attributes that it requires, or with values away from the defaults as well.
func use(e op.Info, all bool) string {
	text := "{name: " + e.Name
	for _, a := range e.Attrs {
		switch {
		case a.Range.Kind == op.Boolean && all:
			text += fmt.Sprintf(", %s: true", a.Name)
		case a.Range.Kind == op.Integer && (a.Required || all):
			text += fmt.Sprintf(", %s: 3", a.Name)
		case a.Name == "learning_rate":
			text += ", learning_rate: 0.01"
		case a.Range.Kind == op.Real && (a.Required || all && a.Default == 0 && a.Range.Contains(0.1)):
			text += fmt.Sprintf(", %s: 0.1", a.Name)
		}
	}
	return text + "}"
}

// specs returns enough specs for every word of the vocabulary to stand in one of them.
func (v vocabulary) specs(precision string) []string {
	var list []string
	for i := range max((len(v.activations)+2)/3, len(v.losses), len(v.optimizers), len(v.schedules)) {
		list = append(list, v.spec(precision, i))
	}
	return list
}

// spec has small layers, which are written out, and larger ones, which call kernels, with widths that fill no register.
func (v vocabulary) spec(precision string, i int) string {
	name, loss, _ := strings.Cut(v.losses[i%len(v.losses)], " loss ")
	task := op.MustLookup(op.Tasks, name)
	units := task.Units
	if units == 0 {
		units = 1 + i%4*3
	}
	if task.Classes {
		units += 2
	}
	output := name
	if !task.Labels {
		output += ", normalize: " + []string{"none", "standard"}[i/2%2]
	}
	var dropout, clip string
	if i%3 == 1 {
		dropout = fmt.Sprintf("  - {kind: dropout, rate: 0.%d}\n", 1+i%9)
	}
	if i%2 == 1 {
		clip = ", clip_norm: 0.05"
	}
	act := func(k int) string { return v.activations[(3*i+k)%len(v.activations)] }
	return fmt.Sprintf(`version: 1
model: net%d
precision: %s
inputs: %d
normalize: %s
layers:
  - {units: 7, activation: %s}
%s  - {units: 37, activation: %s}
  - {units: 10, activation: %s}
  - {units: %d}
output: {task: %s}
train: {loss: %s, optimizer: %s, schedule: %s, batch: %d, epochs: 20%s}
`, i, precision, 3+i*5, []string{"standard", "none", "minmax"}[i%3], act(0), dropout, act(1), act(2), units, output,
		loss, v.optimizers[i%len(v.optimizers)], v.schedules[i%len(v.schedules)], 5+i, clip)
}

// TestVocabulary tries every word. Go's kernels take long for them: .ci/run long asks for those.
func TestVocabulary(t *testing.T) {
	v := wholeVocabulary()
	var specs []*spec.Spec
	for _, src := range append(v.specs("float32"), v.specs("float64")...) {
		specs = append(specs, parse(t, src))
	}
	specs = thorough.Some(append(specs, extremes(t)...), 8)
	judgeAll(t, specs, "avx2", func(i int, r *Report) bool {
		return r.Rows > 0 && r.Steps == steps && r.Params == specs[i].NumParams() && len(r.Checks) > 0 && len(r.Properties) > 0 && len(r.Allocs) > 0
	})
}

// extremes are networks of unusual shape.
func extremes(t *testing.T) []*spec.Spec {
	deep := strings.Repeat("{units: 5, activation: tanh}, ", 60)
	saturated := strings.Repeat("{units: 3, activation: sigmoid}, ", 70) // the gradient of layer 1 underflows
	var list []*spec.Spec
	for _, src := range []string{
		"inputs: 1, layers: [{units: 1}], output: {task: regression}, train: {batch: 1}",
		"inputs: 2, layers: [{units: 1}], output: {task: regression, normalize: standard}, train: {loss: sse}",
		"inputs: 3, layers: [{units: 9}, {kind: dropout, rate: 0.5}, {units: 9}, {kind: dropout, rate: 0.5}, {units: 2}], output: {task: regression}",
		"inputs: 3, layers: [" + deep + "{units: 2}], output: {task: regression}",
		"inputs: 3, layers: [" + saturated + "{units: 2}], output: {task: multilabel}",
		"inputs: 9, layers: [" + strings.Repeat("{units: 20}, ", 66) + "{units: 3}], output: {task: multiclass}", // loops over layers
		"inputs: 9, layers: [" + strings.Repeat("{units: 16, activation: gelu}, {units: 9, activation: leaky_relu}, ", 33) + "{units: 3}], output: {task: multiclass}",
		"inputs: 3, layers: [{units: 7, activation: {name: elu, alpha: 0.5}}, {units: 2}], output: {task: multilabel}",
		"inputs: 2000, layers: [{units: 2, init: zeros}], output: {task: multiclass}",
		"inputs: 67, layers: [{units: 67, activation: relu}, {units: 65, activation: tanh}, {units: 36}], output: {task: multiclass}",
		"inputs: 67, precision: float64, layers: [{units: 67, activation: relu}, {units: 65, activation: tanh}, {units: 36}], output: {task: multiclass}",
		"inputs: 3, layers: [{units: 2000}, {units: 1}], output: {task: binary}",
		"inputs: 5, layers: [{units: 9}, {kind: dropout, rate: 0.3}, {units: 4}], output: {task: multiclass}, train: {ensemble: 3, batch: 9, clip_norm: 0.2, loss: {name: cross_entropy, label_smoothing: 0.2}}",
		"inputs: 5, precision: float64, layers: [{units: 9}, {units: 2}], output: {task: regression, normalize: standard, transform: log1p, clip: range}, train: {ensemble: 5, loss: sse, optimizer: {name: sgd, learning_rate: 0.001, momentum: 0.9, weight_decay: 0.1}}",
		"inputs: 40000, layers: [{units: 1}, {units: 40000}], output: {task: regression}",
		"inputs: 300, layers: [{units: 265}, {units: 150, activation: relu6}, {units: 130}], output: {task: multiclass}, train: {batch: 128}",
		"weights_storage: bfloat16, inputs: 3, layers: [{units: 2}, {units: 17}, {kind: dropout, rate: 0.5}, {units: 40}, {units: 3}], output: {task: multiclass}, train: {batch: 70}",
		"weights_storage: int8, inputs: 131, layers: [{units: 101, activation: relu}, {units: 130}, {kind: dropout, rate: 0.5}, {units: 3}], output: {task: multiclass}, train: {batch: 70}",
		"weights_storage: int8, inputs: {a: [3, 120], b: 7}, layers: [{units: 130, from: a, activation: gelu}, {kind: flatten}, {kind: concat, from: [previous, b]}, {units: 40}, {units: 2}], output: {task: regression}",
		"weights_storage: bfloat16, inputs: 131, layers: [{units: 101, activation: relu}, {units: 130}, {kind: batch_norm}, {units: 3}], output: {task: multiclass}, train: {batch: 70}",
		"weights_storage: int8, inputs: 131, layers: [{units: 101, activation: relu}, {units: 130}, {kind: batch_norm}, {units: 3}], output: {task: multiclass}, train: {batch: 70}",
		"weights_storage: bfloat16, inputs: 33, normalize: minmax, layers: [{units: 90, activation: tanh}, {units: 2}], output: {task: regression, normalize: standard}, train: {optimizer: adagrad}",
	} {
		list = append(list, parse(t, fmt.Sprintf("{version: 1, model: extreme%d, %s}", len(list), src)))
	}
	return list
}

func TestRunIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s := parse(t, "{version: 1, model: one, inputs: 1, layers: [{units: 1}], output: {task: regression}}")
	if _, err := Run(ctx, []*spec.Spec{s}, nil, 1); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}

// Training that runs away is compared as far as it goes.
func TestRunaway(t *testing.T) {
	s := parse(t, `{version: 1, model: wild, inputs: 3, layers: [{units: 4}, {units: 4}, {units: 1}], output: {task: regression},
		train: {loss: sse, optimizer: {name: sgd, learning_rate: 50}}}`)
	reports, err := Run(context.Background(), []*spec.Spec{s}, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if r := reports[0]; !r.OK() || r.Steps == 0 || r.Steps == steps {
		t.Errorf("%d steps: %v", r.Steps, r.failures())
	}
}
