package inspect

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const iris = `version: 1
model: iris
description: Tells three kinds of iris apart by four measurements of a flower.
inputs:
  - {name: sepal_length, unit: cm}
  - {name: sepal_width, unit: cm}
  - {name: petal_length, unit: cm}
  - {name: petal_width, unit: cm}
normalize: standard
layers:
  - {units: 8, activation: relu}
  - {units: 3, activation: softmax}
output: {task: multiclass, labels: [setosa, versicolor, virginica]}
train: {optimizer: {name: adam, learning_rate: 0.02}}
`

const digits = `{version: 1, model: digits, inputs: 784, layers: [{units: 128}, {units: 64}, {units: 10}], output: {task: multiclass}}`

const neuron = `{version: 1, model: neuron, inputs: [size], layers: [{units: 1}], output: {task: regression, names: [price]},
  train: {optimizer: {name: sgd, learning_rate: 0.1}}}`

const tumours = `{version: 1, model: tumours, precision: float64, inputs: 30, layers: [{units: 16, activation: {name: leaky_relu, alpha: 0.2}},
  {units: 1}], output: {task: binary, labels: [benign, malignant]},
  train: {optimizer: {name: sgd, learning_rate: 0.1, momentum: 0.9, nesterov: true}}}`

const large = `{version: 1, model: large, inputs: 65536, layers: [{units: 3}, {units: 65536}, {units: 2}], output: {task: multilabel}}`

// deep is a network of n layers with 4 units each.
func deep(n int) string {
	layers := strings.Repeat("{units: 4}, ", n)
	return "{version: 1, model: deep, inputs: 5, layers: [" + layers[:len(layers)-2] + "], output: {task: regression}}"
}

// specs are the networks that everything is printed of.
// typed has an input whose value becomes three entries.
const typed = `{version: 1, model: typed, normalize: standard, inputs: [{name: island, type: category, values: [a, b, c]}, {name: size, unit: mm}, {name: sex, type: bool}],
  layers: [{units: 4}, {units: 1}], output: {task: regression, names: [mass]}}`

var specs = map[string]string{"iris": iris, "digits": digits, "neuron": neuron, "tumours": tumours, "large": large,
	"typed": typed, "8 layers": deep(8), "9 layers": deep(9), "1000 layers": deep(1000)}

// parsed remembers specs, since a deep one takes long to check.
var parsed = map[string]*spec.Spec{}

func parse(t *testing.T, src string) *spec.Spec {
	t.Helper()
	if s := parsed[src]; s != nil {
		return s
	}
	s, problems := spec.Parse("test.yaml", []byte(src))
	if s == nil {
		t.Fatal(problems)
	}
	parsed[src] = s
	return s
}

func report(t *testing.T, src string) *Report {
	t.Helper()
	r, err := New(parse(t, src))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// formats are all ways to print a report.
var formats = map[string]func(*Report, io.Writer) error{
	"table": (*Report).Table, "json": (*Report).JSON, "dot": (*Report).DOT, "svg": (*Report).SVG,
}

func printed(t *testing.T, r *Report, format string) string {
	t.Helper()
	var out bytes.Buffer
	if err := formats[format](r, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestSameBytes(t *testing.T) {
	for name, src := range specs {
		one, two := report(t, src), report(t, src)
		for format := range formats {
			if printed(t, one, format) != printed(t, two, format) {
				t.Errorf("%s as %s differs from run to run", name, format)
			}
		}
	}
}

type broken struct{}

var errBroken = errors.New("broken pipe")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteErrors(t *testing.T) {
	for format, write := range formats {
		if err := write(report(t, iris), broken{}); !errors.Is(err, errBroken) {
			t.Errorf("%s: got %v", format, err)
		}
	}
}

func TestTableGolden(t *testing.T) {
	const file = "testdata/iris.txt"
	got := printed(t, report(t, iris), "table")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTableHasALineForEachLayer(t *testing.T) {
	for name, src := range specs {
		r := report(t, src)
		_, rest, _ := strings.Cut(printed(t, r, "table"), "\n\n")
		layers, _, _ := strings.Cut(rest, "\n\n")
		if got, want := len(strings.Split(layers, "\n")), r.Totals.Layers+2; got != want {
			t.Errorf("%s: %d lines, want %d", name, got, want)
		}
	}
}

func TestJSON(t *testing.T) {
	tests := []struct{ src, want string }{
		{neuron, `{
			"model": "neuron", "precision": "float32", "task": "regression",
			"inputs": {"count": 1, "normalize": "none", "columns": [{"name": "size"}]},
			"outputs": {"count": 1, "normalize": "none", "names": ["price"]},
			"layers": [{"index": 1, "kind": "dense", "inputs": 1, "units": 1, "activation": "linear", "initializer": "glorot_uniform",
				"w_shape": [1, 1], "b_shape": [1, 1], "z_shape": [1, "m"], "parameters": 2, "multiply_adds": 1, "bytes": 8,
				"kernel": "written out", "layout": "row-major", "reason": "1·1 = 1 multiply-add"}],
			"totals": {"layers": 1, "parameters": 2, "multiply_adds": 1, "bytes": 8},
			"training": {"loss": "mse", "optimizer": "sgd", "learning_rate": 0.1, "schedule": "constant", "batch": 32, "epochs": 100,
				"gradient_bytes": 8, "state_bytes": 0, "step_bytes": 8}}`},
		{tumours, `{
			"model": "tumours", "precision": "float64", "task": "binary",
			"inputs": {"count": 30, "normalize": "none"},
			"outputs": {"count": 1, "normalize": "none", "labels": ["benign", "malignant"]},
			"layers": [{"index": 1, "kind": "dense", "inputs": 30, "units": 16, "activation": "leaky_relu",
				"activation_attributes": {"alpha": 0.2}, "initializer": "he_normal",
				"w_shape": [16, 30], "b_shape": [16, 1], "z_shape": [16, "m"], "parameters": 496, "multiply_adds": 480, "bytes": 3968,
				"kernel": "F64GemvTPadded", "layout": "input-major", "reason": "16 units side by side"},
				{"index": 2, "kind": "dense", "inputs": 16, "units": 1, "activation": "sigmoid", "initializer": "glorot_uniform",
				"w_shape": [1, 16], "b_shape": [1, 1], "z_shape": [1, "m"], "parameters": 17, "multiply_adds": 16, "bytes": 136,
				"kernel": "written out", "layout": "row-major", "reason": "1·16 = 16 multiply-adds"}],
			"totals": {"layers": 2, "parameters": 513, "multiply_adds": 496, "bytes": 4104},
			"training": {"loss": "binary_cross_entropy", "optimizer": "sgd", "optimizer_attributes": {"momentum": 0.9, "nesterov": true},
				"learning_rate": 0.1, "schedule": "constant", "batch": 32, "epochs": 100, "states": ["v"],
				"gradient_bytes": 4104, "state_bytes": 4104, "step_bytes": 8208}}`},
	}
	for _, test := range tests {
		text := printed(t, report(t, test.src), "json")
		if got, want := decode(t, text), decode(t, test.want); !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%s\nwant\n%s", text, test.want)
		}
	}
}

// decode reads exactly one JSON document.
func decode(t *testing.T, text string) (document any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	return document
}
