package codegen_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nngen/nngen/codegen"
)

// TestEmbedded holds that Pretrained takes the numbers from where they lie, and reads the file as any other where they may lie otherwise.
func TestEmbedded(t *testing.T) {
	stored := []codegen.Stored{{Name: "layer1.weight", Dims: []int{2, 3}}, {Name: "layer1.bias", Dims: []int{2}}}
	turned := slices.Clone(stored)
	slices.Reverse(turned)
	wider := slices.Clone(stored)
	wider[0].Dims = []int{3, 2}
	const text = "version: 1\nmodel: net\ninputs: 3\nlayers:\n  - {units: 2, activation: relu}\n" +
		"output: {task: regression}\ntrain: {loss: mse, optimizer: {name: sgd, learning_rate: 0.1}}\n"
	for _, c := range []struct {
		what   string
		layout *codegen.Layout
		want   string
	}{
		{"in order", &codegen.Layout{From: 80, Bits: 32, Digest: 7, Tensors: stored}, `nn.Embedded32(embedded, 80, 0x0000000000000007, "net")`},
		{"an unknown layout", nil, "Read(strings.NewReader(embedded))"},
		{"another order", &codegen.Layout{From: 80, Bits: 32, Tensors: turned}, "Read(strings.NewReader(embedded))"},
		{"other shapes", &codegen.Layout{From: 80, Bits: 32, Tensors: wider}, "Read(strings.NewReader(embedded))"},
		{"a tensor too few", &codegen.Layout{From: 80, Bits: 32, Tensors: stored[:1]}, "Read(strings.NewReader(embedded))"},
		{"other numbers", &codegen.Layout{From: 80, Bits: 64, Tensors: stored}, "Read(strings.NewReader(embedded))"},
	} {
		files := generateOf(t, parse(t, text), func(f *codegen.Face) { f.Weights, f.Layout = &codegen.Sum{}, c.layout })
		if !slices.ContainsFunc(files, func(f codegen.File) bool { return strings.Contains(string(f.Data), c.want) }) {
			t.Errorf("%s: the package has no %s", c.what, c.want)
		}
	}
}
