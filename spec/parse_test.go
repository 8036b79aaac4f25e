package spec_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

// parse returns the spec of a text that has neither errors nor warnings, and that the JSON Schema accepts.
func parse(t *testing.T, src string) *spec.Spec {
	t.Helper()
	s, list := spec.Parse("good.yaml", []byte(src))
	if len(list) > 0 {
		t.Fatalf("unexpected: %v\n%s", list, src)
	}
	if err := validate(t, src); err != nil {
		t.Errorf("the schema refuses it: %v\n%s", err, src)
	}
	return s
}

// describe writes the layers as kind units activation init, and how to train.
func describe(s *spec.Spec) string {
	var b strings.Builder
	for _, l := range s.Layers {
		fmt.Fprintf(&b, "%d %s %d→%d %s%v %s; ", l.Index, l.Kind.Name, l.In, l.Units, l.Activation.Name(), args(l.Activation.Args), l.Init.Name())
	}
	t := s.Train
	fmt.Fprintf(&b, "%s%v %s%v %s batch %d epochs %d seed %d", t.Loss.Name(), args(t.Loss.Args), t.Optimizer.Name(), args(t.Optimizer.Args),
		t.Schedule.Name(), t.Batch, t.Epochs, t.Seed)
	return b.String()
}

// args writes attributes in the order of their names, as fmt does.
func args(a map[string]float64) string { return strings.TrimPrefix(fmt.Sprint(a), "map") }

const adam = "adam[beta1:0.9 beta2:0.999 epsilon:1e-08 learning_rate:0.001 weight_decay:0]"

func TestDefaults(t *testing.T) {
	const hidden = "1 dense 4→8 relu[] he_normal; "
	const trained = " constant batch 32 epochs 100 seed 1"
	for _, c := range []struct{ task, units, want string }{
		{"regression", "2", hidden + "2 dense 8→2 linear[] glorot_uniform; mse[] " + adam + trained},
		{"binary", "1", hidden + "2 dense 8→1 sigmoid[] glorot_uniform; binary_cross_entropy[] " + adam + trained},
		{"multiclass", "3", hidden + "2 dense 8→3 softmax[] glorot_uniform; cross_entropy[label_smoothing:0] " + adam + trained},
		{"multilabel", "3", hidden + "2 dense 8→3 sigmoid[] glorot_uniform; binary_cross_entropy[] " + adam + trained},
	} {
		s := parse(t, network(c.task, "- {units: 8}\n- {units: "+c.units+"}\n"))
		if got := describe(s); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.task, got, c.want)
		}
		if s.Output.Task.Name != c.task || s.Precision != spec.Float32 || s.Normalize != "none" || s.Output.Normalize != "none" {
			t.Errorf("%s: task %s, precision %s, normalize %s and %s", c.task, s.Output.Task.Name, s.Precision, s.Normalize, s.Output.Normalize)
		}
		if d := s.Data; d.File != "" || d.Target != nil || d.Validation != 0 || d.Test != 0 || s.Train.Patience != 0 || s.Weights != "" {
			t.Errorf("%s: something was made up: %+v", c.task, s)
		}
	}
}

const full = `# everything that can be said
version: 1
model: iris_net_2
package: flowers
description: Tells irises apart.
precision: float64
inputs:
  - {name: sepal_length, column: 'sepal length (cm)', unit: cm, description: "of the sepal"}
  - {name: petal_length}
  - petal width
normalize: minmax
layers:
  - {units: 8, kind: dense, activation: {name: leaky_relu, alpha: -.5}, init: he_normal, W: [8, 3], b: [8, 1], inputs: 3}
  - {units: 4, activation: {name: leaky_relu}}
  - units: 2
    init: {name: glorot_uniform}
output: {task: regression, names: [price, {name: area, column: Area m²}], normalize: standard}
train:
  loss: {name: sse}
  optimizer: {name: sgd, learning_rate: 1e-2, momentum: 0.9, nesterov: true, weight_decay: 0}
  schedule: {name: constant}
  batch: 1
  epochs: 7
  seed: 18446744073709551615
  early_stopping: {patience: 3}
data: {file: ../data/iris.csv, target: [price, 'Area m²'], split: {validation: 0.25, test: 0.5}}
weights: iris.safetensors
`

func TestEverything(t *testing.T) {
	s := parse(t, full)
	if got, want := describe(s), "1 dense 3→8 leaky_relu[alpha:-0.5] he_normal; 2 dense 8→4 leaky_relu[alpha:0.01] he_normal; 3 dense 4→2 linear[] glorot_uniform; "+
		"sse[] sgd[learning_rate:0.01 momentum:0.9 nesterov:1 weight_decay:0] constant batch 1 epochs 7 seed 18446744073709551615"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	got := fmt.Sprint(s.Model, s.Package, s.Description, s.Precision, s.Normalize, s.Output.Normalize, s.Train.Patience, s.Data, s.Weights,
		s.NumInputs, s.NumOutputs(), s.NumLayers(), s.NumParams())
	if want := fmt.Sprint("iris_net_2", "flowers", "Tells irises apart.", "float64", "minmax", "standard", 3,
		spec.Data{File: "../data/iris.csv", Target: []string{"price", "Area m²"}, Validation: 0.25, Test: 0.5}, "iris.safetensors", 3, 2, 3, 32+36+10); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := inputs(s), "SepalLength=sepal length (cm)|cm|of the sepal, PetalLength=petal_length||, PetalWidth=petal width||"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := names(s.Output.Columns()), "Price=price, Area=Area m²"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func inputs(s *spec.Spec) string {
	var list []string
	for _, in := range s.Inputs {
		list = append(list, fmt.Sprintf("%s=%s|%s|%s", in.Go, in.Text, in.Unit, in.Description))
	}
	return strings.Join(list, ", ")
}

func names(list []spec.Name) string {
	var s []string
	for _, n := range list {
		s = append(s, n.Go+"="+n.Text)
	}
	return strings.Join(s, ", ")
}

// TestForms: the same network in other words.
func TestForms(t *testing.T) {
	const tail = "layers: [{units: 3}]\noutput: {task: multiclass, labels: [a, b, c]}\n"
	for _, c := range []struct{ src, want string }{
		{"version: 1\nmodel: m\ninputs: 2\n" + tail, "m m 2 []  a b c"},
		{"version: 1\nmodel: a_b__2\ninputs: [x, y]\n" + tail, "a_b__2 ab2 2 [x y]  a b c"},
		{"version: 1\nmodel: m\ninputs:\n- x\n- {name: y}\n" + tail, "m m 2 [x y]  a b c"},
		{`{"version":1,"model":"m","inputs":["x","y"],"layers":[{"units":3}],"output":{"task":"multiclass","labels":["a","b",{"name":"d","value":"c"}]},"data":{"target":["z"]}}`,
			"m m 2 [x y] z a b c"},
		{"\uFEFF---\nversion: 1\r\nmodel: 'm'\r\ninputs: 2 # two\r\n" + tail + "data: {target: species}\n...\n", "m m 2 [] species a b c"},
		{"version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 2}]\noutput: {task: regression, names: [{name: p, column: P}, {name: q, column: q}]}\n", "m m 2 [] P q "},
		{"version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 2}]\noutput: {task: regression, names: [p, {name: q, column: Q}]}\n", "m m 2 [] p Q "},
		{"version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 2}]\noutput: {task: regression, names: [p, {name: q}]}\n", "m m 2 []  "},
		{"version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 2}]\noutput: {task: regression, names: [p, {name: q, column: Q}]}\ndata: {target: [P, Q]}\n", "m m 2 [] P Q "},
		{"version: 1\nmodel: m\ninputs: 1\nlayers: [{units: 1}]\noutput: {task: binary, labels: [no, yes]}\n", "m m 1 []  no yes"},
		{"version: 1\nmodel: m\ninputs: 1\nlayers: [{units: 2}]\noutput: {task: multilabel, labels: [0, 'null']}\n", "m m 1 []  0 null"},
	} {
		s := parse(t, c.src)
		var in, labels []string
		for _, x := range s.Inputs {
			in = append(in, x.Text)
		}
		for _, l := range s.Output.Labels {
			labels = append(labels, l.Text)
		}
		if got := fmt.Sprint(s.Model, " ", s.Package, " ", s.NumInputs, " ", in, " ", strings.Join(s.Data.Target, " "), " ", strings.Join(labels, " ")); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestNumberForms(t *testing.T) {
	for text, want := range map[string]float64{"0.5": 0.5, ".5": 0.5, "1.": 1, "1": 1, "1e-3": 0.001, "+2.5E+2": 250, "0.1": 0.1, "0e0": 0, "-0.0": math.Copysign(0, -1)} {
		s := parse(t, network("regression", "- {units: 8, activation: {name: leaky_relu, alpha: "+text+"}}\n- {units: 1}\n"))
		if got := s.Layers[0].Activation.Args["alpha"]; got != want {
			t.Errorf("%s is read as %v", text, got)
		}
	}
}

// TestLimitsAreAllowed: what stands at a limit passes it.
func TestLimitsAreAllowed(t *testing.T) {
	parse(t, "version: 1\nmodel: m\ninputs:\n"+numbered("- x%d\n", spec.MaxInputs)+"layers: [{units: 1}]\noutput: {task: binary}\n")
	s := parse(t, "version: 1\nmodel: m\ninputs: 4095\nlayers: [{units: 65536, W: [65536, 4095], b: [65536, 1], inputs: 4095}]\noutput: {task: multiclass}\n")
	if s.NumParams() != spec.MaxParams {
		t.Errorf("%d parameters, want %d", s.NumParams(), spec.MaxParams)
	}
	if s := parse(t, network("regression", strings.Repeat("- {units: 2}\n", spec.MaxLayers))); s.NumLayers() != spec.MaxLayers {
		t.Errorf("%d layers, want %d", s.NumLayers(), spec.MaxLayers)
	}
	s = parse(t, network("regression", strings.Repeat("- {units: 2}\n- {kind: dropout, rate: 0.1}\n", spec.MaxLayers-1)+"- {units: 2}\n"))
	if s.NumLayers() != spec.MaxLayers {
		t.Errorf("%d layers beside dropout, want %d", s.NumLayers(), spec.MaxLayers)
	}
}

func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../examples/specs/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no examples", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, list := spec.Parse(file, src)
		var codes []string
		for _, d := range list {
			codes = append(codes, d.Code)
		}
		var want []string
		if filepath.Base(file) == "vanishing.yaml" {
			want = []string{"vanishing-gradient"}
		}
		if s == nil || !slices.Equal(codes, want) {
			t.Errorf("%s: %v", file, list)
		}
	}
}

func TestPath(t *testing.T) {
	s, _ := spec.Parse(filepath.Join("some", "iris.yaml"), []byte(full))
	if got, want := s.Path(s.Data.File), filepath.Join("data", "iris.csv"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	abs, err := filepath.Abs("iris.csv")
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Path(abs); got != abs {
		t.Errorf("got %s, want %s", got, abs)
	}
}

// TestFileProblems: the commands report missing files at the place that names them.
func TestFileProblems(t *testing.T) {
	s := parse(t, full)
	if got, want := s.WeightsProblem("cannot be read", "").String(), "good.yaml:27:10: error: cannot be read [weights]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := s.DataProblem("cannot be read", "").String(), "good.yaml:26:14: error: cannot be read [data]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTensors(t *testing.T) {
	s := parse(t, full)
	got := fmt.Sprint(s.Tensors(), s.NormTensors())
	if want := "[{layer1.weight W1 [8 3] false false } {layer1.bias b1 [8] false false } {layer2.weight W2 [4 8] false false } {layer2.bias b2 [4] false false } {layer3.weight W3 [2 4] false false } {layer3.bias b3 [2] false false }] " +
		"[{input.offset inputOffset [3] false false } {input.scale inputScale [3] true false } {output.offset outputOffset [2] false false } {output.scale outputScale [2] true false }]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
