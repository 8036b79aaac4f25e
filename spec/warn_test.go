package spec_test

import (
	"strings"
	"testing"

	"github.com/nngen/nngen/spec"
)

// network is a spec with 4 inputs and the layers given.
func network(task, layers string) string {
	return "version: 1\nmodel: m\ninputs: 4\nlayers:\n" + layers + "output: {task: " + task + "}\n"
}

// dated is a spec with a date and a first layer.
func dated(date, layer string) string {
	return "version: 1\nmodel: m\ninputs:\n- {name: since, type: date, format: '2006-01-02'" + date + "\nlayers:\n- " + layer + "\n- {units: 1}\noutput: {task: regression}\n"
}

// warnings are specs without errors; the comments are as in badSpecs.
var warnings = []struct{ name, src string }{
	{"sigmoid, four times", network("regression", strings.Repeat("- {units: 8, activation: sigmoid}\n", 4)+"- {units: 1}\n")},
	{"sigmoid, five times", network("regression", strings.Repeat("- {units: 8, activation: sigmoid}\n", 4)+
		"- {units: 8, activation: sigmoid} # WARNING \"at most 0.00098 of the gradient reaches layer 1: 5 saturating layers, .* \\[vanishing-gradient\\]\"\n- {units: 1}\n")},
	{"sigmoid, ten times", network("multiclass", strings.Repeat("- {units: 8, activation: sigmoid}\n", 4)+
		"- {units: 8, activation: sigmoid} # WARNING \"at most 9.5e-07 of the gradient reaches layer 1: 10 saturating layers\"\n"+
		strings.Repeat("- {units: 8, activation: sigmoid}\n", 5)+"- {units: 3}\n")},
	{"sigmoid among relu", network("binary", strings.Repeat("- {units: 8, activation: sigmoid}\n- {units: 8}\n", 4)+
		"- units: 8\n  activation: sigmoid # WARNING \"at most 0.00098 .* 5 saturating\"\n- {units: 1}\n")},
	{"tanh and relu, often", network("binary", strings.Repeat("- {units: 8, activation: tanh}\n- {units: 8}\n", 50)+"- {units: 1}\n")},

	{"linear hidden layers", network("regression", "- {units: 8, activation: linear} # WARNING \"layer 1 is linear, so it and layer 2 .* \\[linear-collapse\\]\"\n"+
		"- {units: 8, activation: {name: linear}} # WARNING \"layer 2 is linear, so it and layer 3 \"\n- {units: 1}\n")},
	{"linear output", network("regression", "- {units: 8}\n- {units: 1, activation: linear}\n")},
	{"linear alone", network("regression", "- {units: 1, init: zeros}\n")},

	{"softmax over one unit", network("multiclass", "- {units: 8}\n- {units: 1} # WARNING \"softmax over one unit is always 1 \\[softmax-one-unit\\] .*binary\"\n")},
	{"softmax over two units", network("multiclass", "- {units: 8}\n- {units: 2}\n")},

	{"he for tanh", network("binary", "- {units: 8, activation: tanh, init: he_normal} # WARNING \"he_normal is not made for tanh.* \\[init-mismatch\\] use glorot_uniform\"\n"+
		"- {units: 1, init: he_normal} # WARNING \"he_normal is not made for sigmoid\"\n")},
	{"glorot for relu", network("binary", "- {units: 8, init: glorot_uniform} # WARNING \"glorot_uniform is not made for relu.* \\[init-mismatch\\] use he_normal\"\n- {units: 1}\n")},
	{"zeros in a hidden layer", network("binary", "- {units: 8, init: zeros} # WARNING \"all weights of layer 1 at 0 .* \\[init-mismatch\\] use he_normal\"\n- {units: 1, init: zeros}\n")},
	{"torch for all", network("binary", "- {units: 8, init: torch}\n- {units: 8, activation: tanh, init: torch}\n- {units: 1, init: torch}\n")},
	{"what fits", network("multiclass", "- {units: 8, init: he_normal}\n- {units: 8, activation: leaky_relu, init: he_normal}\n"+
		"- {units: 8, activation: tanh, init: glorot_uniform}\n- {units: 3, init: glorot_uniform}\n")},

	{"tanh for regression", network("regression", "- {units: 8}\n- {units: 1, activation: tanh} # WARNING \"tanh bends or limits what the outputs of a regression can be \\[output-activation\\]\"\n")},
	{"relu for regression", network("regression", "- {units: 8}\n- units: 1\n  activation: {name: relu} # WARNING \"output-activation\"\n")},
	{"a missing year", dated(", missing: own} # WARNING \"where .since. is missing its year is 0.* \\[missing-year\\] begin with\"", "{kind: batch_norm}")},
	{"a missing year, brought near", dated(", missing: own}", "{kind: formula, formula: 'where(x > 1000, (x - 2000)/10, x)'}")},
	{"a missing month", dated(", missing: own, parts: [month]}", "{kind: batch_norm}")},
	{"no missing year", dated("}", "{kind: batch_norm}")},

	{"multilabel", network("multilabel", "- {units: 8}\n- {units: 1}\n")},
	{"JSON", `{"version": 1, "model": "m", "inputs": 4, "layers": [{"units": 8, "activation": "relu"}, {"units": 3}], "output": {"task": "multiclass"}}`},
	{"a thousand layers", network("multiclass", strings.Repeat("- {units: 8, activation: tanh}\n", spec.MaxLayers-1)+"- {units: 3}\n")},
}

func TestWarnings(t *testing.T) {
	for _, c := range warnings {
		t.Run(c.name, func(t *testing.T) {
			s, list := spec.Parse("warn.yaml", []byte(c.src))
			if s == nil {
				t.Error("there is no spec")
			}
			expect(t, c.src, list)
			if err := validate(t, c.src); err != nil {
				t.Errorf("the schema refuses it: %v", err)
			}
		})
	}
}
