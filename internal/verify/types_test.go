package verify

import (
	"fmt"
	"testing"

	"github.com/nngen/nngen/spec"
)

// everyType has an input of every type, with each way to treat what is missing and unknown.
const everyType = `
version: 1
model: types
precision: %s
normalize: standard
inputs:
  - age
  - {name: height, missing: mean, normalize: minmax}
  - {name: fare, missing: own, transform: log1p, normalize: robust, encode: {name: piecewise, bins: 4}}
  - {name: income, missing: 3, encode: {name: piecewise, bins: 4}}
  - {name: debt, missing: median, normalize: none, encode: {name: piecewise, bins: 2}}
  - {name: sex, type: category, values: [female, male], missing: most_frequent, unknown: zeros}
  - {name: deck, column: c, type: category, values: [C, Q, S], missing: S, unknown: own}
  - {name: port, type: category, values: [C, Q, S], missing: own, unknown: own}
  - {name: zip, type: category, values: [A, B], missing: own, unknown: own, embedding: 3}
  - {name: street, type: category, values: [A, B], unknown: A, embedding: 1}
  - {name: smoker, type: bool, missing: own}
  - {name: member, type: bool, values: [out, in], missing: in}
  - {name: grade, type: ordinal, values: [low, middle, high], missing: own, unknown: low}
  - {name: rank, type: ordinal, values: [low, high], missing: low, unknown: zeros}
  - {name: since, type: date, format: "2006-01-02", missing: own, parts: [month, weekday]}
  - {name: until, type: date, format: "2006-01-02 15:04", parts: [day, hour, month]}
layers: [{units: 12, activation: tanh}, {units: 3}]
output: {task: multiclass}
train: {optimizer: {name: adam, learning_rate: 0.01}}
`

// everyRange has heads whose outputs are kept within a range, transformed, or both, and one that reads what has no layer.
const everyRange = `
version: 1
model: ranges
precision: %s
inputs: {x: 3, z: 2}
layers: [{name: h, from: x, units: 9, activation: tanh}, {name: p, units: 2}, {name: q, from: h, units: 1}, {name: r, from: h, units: 4}, {name: c, from: h, units: 3}]
outputs:
  both: {from: p, task: regression, normalize: standard, transform: log1p, clip: range}
  clipped: {from: q, task: regression, clip: range}
  logs: {from: r, task: regression, transform: log1p}
  class: {from: c, task: multiclass}
  wide: {from: z, task: regression, normalize: minmax, clip: range}
`

// TestTypes holds packages with every type of input against the oracle, in both precisions; robust without types, too, and outputs with ranges and transforms.
func TestTypes(t *testing.T) {
	var specs []*spec.Spec
	for _, text := range []string{fmt.Sprintf(everyType, "float32"), fmt.Sprintf(everyType, "float64"),
		"{version: 1, model: robust, inputs: 5, normalize: robust, layers: [{units: 4}, {units: 1}], output: {task: regression}}",
		"{version: 1, model: gaps, inputs: [a, {name: b, missing: mean}], layers: [{units: 8}, {units: 3}], output: {task: multiclass}}", // all of a gradient is one kernel
		fmt.Sprintf(everyRange, "float32"), fmt.Sprintf(everyRange, "float64"),
		"{version: 1, model: one, inputs: 5, weights_storage: bfloat16, layers: [{units: 40}, {units: 40}, {units: 1}], output: {task: regression, clip: range, transform: log1p, normalize: standard}}"} {
		s, problems := spec.Parse("types.yaml", []byte(text))
		if s == nil {
			t.Fatal(problems)
		}
		specs = append(specs, s)
	}
	judgeAll(t, specs, "go", func(int, *Report) bool { return true })
}
