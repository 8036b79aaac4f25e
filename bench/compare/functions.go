package main

import (
	"fmt"
	"strings"
)

// functions are activations, of the vocabulary and formulas, and losses, by the name that peers/functions.py has them by too.
var functions = []struct{ name, activation, loss string }{
	{"linear", "linear", ""}, {"relu", "relu", ""}, {"leaky_relu", "leaky_relu", ""}, {"sigmoid", "sigmoid", ""}, {"tanh", "tanh", ""},
	{"elu", "elu", ""}, {"selu", "selu", ""}, {"gelu", "gelu", ""}, {"silu", "silu", ""}, {"softplus", "softplus", ""},
	{"softsign", "softsign", ""}, {"mish", "mish", ""}, {"relu6", "relu6", ""}, {"hard_sigmoid", "hard_sigmoid", ""},
	{"hard_swish", "hard_swish", ""}, {"hard_tanh", "hard_tanh", ""},

	{"quick_gelu", "x * sigmoid(1.702*x)", ""},
	{"sine", "sin(x)", ""},
	{"own_mish", "x*tanh(softplus(x))", ""},
	{"bell", "exp(-x*x)", ""},
	{"log_abs", "sign(x)*log1p(abs(x))", ""},
	{"algebraic", "x/sqrt(1 + x*x)", ""},
	{"own_elu", "where(x > 0, x, 0.5*(exp(x) - 1))", ""},
	{"snake", "x + sin(x)*sin(x)", ""},
	{"erf", "x*erf(x)", ""},
	{"cube", "max(x, 0)*max(x, 0) - 0.1*min(x, 0)", ""},

	{"sse", "relu", "sse"}, {"mse", "relu", "mse"}, {"mae", "relu", "mae"}, {"huber", "relu", "huber"},
	{"binary_cross_entropy", "relu", "binary_cross_entropy"},
}

// nets are the networks that the functions are measured in.
var nets = []struct {
	name          string
	inputs        int
	hidden        []int
	outputs, rows int
}{{"house", 13, []int{64, 64}, 1, 256}, {"coder", 784, []int{32}, 784, 256}}

// functionGroups has a workload for each network and function: house_mish.
func functionGroups() (list [][]workload) {
	for _, f := range functions {
		for _, n := range nets {
			loss, last := f.loss, "linear"
			if loss == "" {
				loss = "mse"
			}
			task := "output: {task: regression}\n"
			if loss == "binary_cross_entropy" {
				last, task = "sigmoid", labels(n.outputs)
			}
			activation := f.activation
			if strings.ContainsAny(activation, "(") {
				activation = fmt.Sprintf("{formula: %q}", activation)
			}
			var layers strings.Builder
			for _, units := range n.hidden {
				fmt.Fprintf(&layers, "  - {units: %d, activation: %s}\n", units, activation)
			}
			name := n.name + "_" + f.name
			list = append(list, []workload{{Name: name, Rows: n.rows, Batch: 64, spec: fmt.Sprintf("version: 1\nmodel: %s\ninputs: %d\n"+
				"layers:\n%s  - {units: %d, activation: %s}\n%strain:\n  loss: %s\n  optimizer: {name: adam, learning_rate: 0.000001}\n  batch: 64\n",
				name, n.inputs, layers.String(), n.outputs, last, task, loss)}})
		}
	}
	return list
}

// labels is the task of an output of so many labels.
func labels(n int) string {
	if n == 1 {
		return "output: {task: binary}\n"
	}
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("l%d", i))
	}
	return "output: {task: multilabel, labels: [" + strings.Join(names, ", ") + "]}\n"
}
