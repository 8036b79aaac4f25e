package spec_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

// searched is a spec with a search.
func searched(t *testing.T, src string) *spec.Spec {
	t.Helper()
	s, list := spec.Parse("m.yaml", []byte(src))
	if list.HasErrors() {
		t.Fatal(list)
	}
	return s
}

const tunable = `# What it is for.
version: 1
model: m
inputs: [a, {name: b, column: "b, raw"}]   # two of them
layers:
  - units: 8 # hidden
    # relu is the default
  - name: h
    kind: dropout
    rate: 0.1
  - {units: 1}
output: {task: regression}
train:
  optimizer: adam   # as usual
  epochs: 9 # few
search:
  layers.0.units: [4, 16]
  layers.0.activation: [tanh, {name: leaky_relu, alpha: 0.2}]
  layers.h.rate: {uniform: [0, 0.5]}
  inputs.a.normalize: [standard, none]
  inputs.b.normalize: [standard]
  train.optimizer.learning_rate: {log: [0.0003, 0.03]}
  train.optimizer.weight_decay: [0.01]
  train.schedule.warmup: {int: [1, 3]}
  train.batch: {log_int: [8, 64]}
  train.clip_norm: [1.0]
`

// TestRewrite: with drawn values the text stays as it is but for these, and is the spec that With gives.
func TestRewrite(t *testing.T) {
	s := searched(t, tunable)
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		settings := s.Draw(random)
		with, list := s.With(settings)
		if with == nil {
			t.Fatal(list)
		}
		text := string(s.Rewrite([]byte(tunable), settings))
		got := searched(t, text)
		if got.Fingerprint() != with.Fingerprint() || fmt.Sprint(got.Train.Optimizer.Args, got.Train.Batch, got.Train.ClipNorm, got.Train.Schedule.Args) !=
			fmt.Sprint(with.Train.Optimizer.Args, with.Train.Batch, with.Train.ClipNorm, with.Train.Schedule.Args) {
			t.Errorf("not the spec with %v:\n%s", settings, text)
		}
		for _, comment := range []string{"# What it is for.\n", "   # two of them\n", " # hidden\n", "    # relu is the default\n", "   # as usual\n", " # few\n"} {
			if !strings.Contains(text, comment) {
				t.Errorf("the comment %q is lost:\n%s", comment, text)
			}
		}
		for i, setting := range settings {
			if current := got.Current()[i]; current != setting.Text() {
				t.Errorf("%s is %s, want %s", setting.Path, current, setting.Text())
			}
		}
	}
}

// TestRewriteForms: specs written in other ways.
func TestRewriteForms(t *testing.T) {
	const search = "layers.0.units: [5], train.optimizer.learning_rate: [0.5], train.epochs: [7]"
	for name, src := range map[string]string{
		"JSON":           `{"version": 1, "model": "m", "inputs": 2, "layers": [{"units": 3}, {"units": 1}], "output": {"task": "regression"}, "search": {"layers.0.units": [5], "train.optimizer.learning_rate": [0.5], "train.epochs": [7]}}`,
		"search last":    "version: 1\nmodel: m\ninputs: 2\nlayers:\n- units: 3\n- units: 1\noutput:\n  task: regression\nsearch: {" + search + "}",
		"CRLF":           "version: 1\r\nmodel: m\r\ninputs: 2\r\nlayers:\r\n- units: 3 # three\r\n- units: 1\r\noutput: {task: regression}\r\ntrain:\r\n  batch: 8\r\nsearch: {" + search + "}\r\n",
		"byte order":     "\uFEFFversion: 1\nmodel: m\ninputs: 2\nlayers: [{units: 3}, {units: 1}]\noutput: {task: regression}\nsearch: {" + search + "}\n",
		"several lines":  "version: 1\nmodel: m\ninputs: 2\nlayers: [\n  {units: 3}, # ] three\n  {units: 1}]\noutput: {task: regression}\ntrain: {optimizer: {name: sgd, # it's }\n    learning_rate: 0.1}, batch: 4}\nsearch: {" + search + "}\n",
		"long text":      "version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 3}, {units: 1}]\noutput: {task: regression}\nsearch: {" + search + "}\ndescription: |\n  A long\n  text.\n",
		"quoted numbers": "version: 1\nmodel: m\ninputs: [\"1\", '2, 3']\nlayers: [{units: 3}, {units: 1}]\noutput: {task: regression, names: ['0']}\nsearch: {" + search + "}\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := searched(t, src)
			settings := s.Draw(rand.New(rand.NewPCG(1, 1)))
			text := s.Rewrite([]byte(src), settings)
			got := searched(t, string(text))
			if got.Layers[0].Units != 5 || got.Train.Optimizer.Args["learning_rate"] != 0.5 || got.Train.Epochs != 7 || got.Description != s.Description || got.NumInputs != 2 {
				t.Errorf("%s", text)
			}
			if again := s.Rewrite([]byte(src), settings); !bytes.Equal(again, text) {
				t.Error("another text the second time")
			}
			if strings.Contains(src, "# three") && !strings.Contains(string(text), "# three") {
				t.Errorf("the comment is lost:\n%s", text)
			}
		})
	}
}

// TestDraw: values lie in their ranges and are spread as said.
func TestDraw(t *testing.T) {
	s := searched(t, "{version: 1, model: m, inputs: 2, layers: [{units: 3}, {kind: dropout, rate: 0.1}, {units: 1}], output: {task: regression}, search: {"+
		"train.optimizer.learning_rate: {log: [0.0001, 1]}, layers.1.rate: {uniform: [0.1, 0.3]}, layers.0.units: {int: [2, 5]}, train.batch: {log_int: [1, 128]}, train.clip_norm: [1, 2, 3]}}")
	random := rand.New(rand.NewPCG(3, 4))
	const n = 4000
	values := map[string][]float64{}
	for range n {
		for _, setting := range s.Draw(random) {
			v, err := strconv.ParseFloat(setting.Text(), 64)
			if err != nil {
				t.Fatal(err)
			}
			values[setting.Path] = append(values[setting.Path], v)
		}
	}
	for path, want := range map[string]struct{ low, high, below float64 }{
		"train.optimizer.learning_rate": {0.0001, 1, 0.01}, "layers.1.rate": {0.1, 0.3, 0.2}, "layers.0.units": {2, 5, 3.5}, "train.batch": {1, 128, 10.5}, "train.clip_norm": {1, 3, 1.5},
	} {
		part := map[string]float64{"train.batch": math.Log(11) / math.Log(129), "train.clip_norm": 1.0 / 3}[path]
		if part == 0 {
			part = 0.5
		}
		below := 0.0
		for _, v := range values[path] {
			if v < want.below {
				below++
			}
		}
		if got := slices.Min(values[path]); got < want.low || got > want.low*1.1 {
			t.Errorf("%s: the lowest is %g", path, got)
		}
		if got := slices.Max(values[path]); got > want.high || got < want.high*0.9 {
			t.Errorf("%s: the highest is %g", path, got)
		}
		if math.Abs(below/n-part) > 0.03 {
			t.Errorf("%s: %g of the values lie below %g, want %g", path, below/n, want.below, part)
		}
	}
}

// TestWithoutSearch: nothing else is left out.
func TestWithoutSearch(t *testing.T) {
	for _, search := range []string{"", "search: {layers.0.units: [2]} # what to try\n", "search:\n  layers.0.units:\n    - 2\n    - 3 # three\n", "search: {\n layers.0.units: [2,\n 3]}\n"} {
		for _, after := range []string{"", "train: {epochs: 3}\n"} {
			const head = "version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 3}, {units: 1}]\noutput: {task: regression}\n"
			src := head + search + after
			got := strings.ReplaceAll(string(searched(t, src).WithoutSearch([]byte(src))), "\n\n", "\n")
			if strings.TrimSpace(got) != strings.TrimSpace(head+after) {
				t.Errorf("%q of %q", got, src)
			}
		}
	}
}

// TestSearchIsIgnored: a spec is the same model with and without it.
func TestSearchIsIgnored(t *testing.T) {
	with := searched(t, tunable)
	without := searched(t, tunable[:strings.Index(tunable, "search:")])
	if with.Fingerprint() != without.Fingerprint() || with.Layers[0].Units != 8 {
		t.Error("search changes the model")
	}
}

// TestSearchTogether: a value may need that of another key, and one that is refused only beside others is reported.
func TestSearchTogether(t *testing.T) {
	const head = "version: 1\nmodel: m\ninputs: 2\nlayers: [{units: 3}, {units: 1}]\noutput: {task: regression}\n"
	searched(t, head+"search:\n  train.optimizer: [adam, sgd]\n  train.optimizer.learning_rate: [0.1]\n")
	_, list := spec.Parse("m.yaml", []byte(head+"train: {epochs: 10}\nsearch:\n  train.epochs: [5, 10]\n  train.schedule.warmup: [2, 6]\n"))
	if len(list) != 1 || list[0].Line != 9 || !strings.Contains(list[0].Message, "warmup takes 6 epochs") {
		t.Errorf("%v", list)
	}
}
