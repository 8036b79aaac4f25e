package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/internal/ir"
)

// kernels lists the kernels of calls.
func kernelsOf(calls []*ir.Call) (list []string) {
	for _, c := range calls {
		list = append(list, c.Kernel)
	}
	return list
}

// TestFold: predictions fold batch_norm into the convolution before it, unless something else reads the convolution; training
// does not.
func TestFold(t *testing.T) {
	const head = "version: 1\nmodel: m\ninputs: {image: [2, 4, 4]}\nlayers:\n  - {name: a, kind: conv2d, channels: 3, kernel: 3, activation: linear}\n"
	const tail = "  - {kind: global_avg_pool}\n  - {units: 2}\noutput: {task: regression}\n"
	for _, c := range []struct{ layers, one, batch string }{
		{"  - {kind: batch_norm, activation: relu}\n", "convFlatNormRelu", "convBatchNormRelu"},
		{"  - {kind: batch_norm}\n", "convFlatNorm", "convBatchNorm"},
		{"  - {name: b, kind: batch_norm}\n  - {kind: add, from: [a, b]}\n", "convFlatBias", "convBatchBias"},
	} {
		p := compile(t, parse(t, head+c.layers+tail))
		if got := kernelsOf(p.Calls.One); got[0] != c.one {
			t.Errorf("%s: one example takes %v", c.layers, got)
		}
		if got := kernelsOf(p.Calls.Batch); got[0] != c.batch {
			t.Errorf("%s: a batch takes %v", c.layers, got)
		}
		if got := kernelsOf(p.Calls.Train); slices.ContainsFunc(got, func(k string) bool { return strings.Contains(k, "Norm") }) {
			t.Errorf("%s: training takes %v", c.layers, got)
		}
		if t.Failed() {
			t.Log(p)
		}
	}
}

// TestNormGrad: a batch_norm is a call forward and one for the five instructions of its gradient, unless something else reads what
// lies between; the slope of a relu belongs to it, or to a pool behind that.
func TestNormGrad(t *testing.T) {
	const head = "version: 1\nmodel: m\ninputs: {image: [2, 4, 4]}\nlayers:\n  - {kind: conv2d, channels: 3, kernel: 3, activation: linear}\n"
	const tail = "  - {units: 2}\noutput: {task: regression}\ntrain: {loss: mse, optimizer: {name: sgd, learning_rate: 0.1}}\n"
	for _, c := range []struct {
		layers string
		want   []string
	}{
		{"  - {kind: batch_norm, activation: relu}\n  - {kind: global_avg_pool}\n", []string{"batchNormReluGrad"}},
		{"  - {kind: batch_norm, activation: relu}\n  - {kind: max_pool2d, size: 2}\n  - {kind: flatten}\n", []string{"maxPoolReluGrad", "batchNormGrad"}},
		{"  - {kind: batch_norm, activation: tanh}\n  - {kind: max_pool2d, size: 2}\n  - {kind: flatten}\n", []string{"maxPoolGrad", "tanhGrad", "batchNormGrad"}},
		{"  - {kind: batch_norm, activation: tanh}\n  - {kind: flatten}\n", []string{"batchNormGrad"}},
		{"  - {kind: flatten}\n  - {units: 5, activation: linear}\n  - {kind: batch_norm, activation: relu}\n", []string{"batchNormReluGrad"}}, // its channels are no maps
	} {
		p := compile(t, parse(t, head+c.layers+tail))
		got := kernelsOf(p.Calls.Backward)
		for _, k := range c.want {
			if !slices.Contains(got, k) {
				t.Errorf("%s: no %s in %v", c.layers, k, got)
			}
		}
		if slices.Contains(got, "reluGrad") {
			t.Errorf("%s: %v", c.layers, got)
		}
		if got := kernelsOf(p.Calls.Train); slices.Contains(got, ir.Moments) || !slices.Contains(got, ir.BatchNorm) {
			t.Errorf("%s: %v", c.layers, got)
		}
	}
}
