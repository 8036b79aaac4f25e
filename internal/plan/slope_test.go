package plan

import (
	"slices"
	"strings"
	"testing"
)

// TestSlopes: the gradient by the inputs of a layer takes in the slope of a relu or leaky_relu before it where there is a kernel for that, and
// comes before that by the weights then; that of a layer of one unit is one call, unless it is written out.
func TestSlopes(t *testing.T) {
	const ofWeights, whole = "gemmTNSum", "gemmNTSlope"
	for _, c := range []struct {
		layers, more string
		want         []string // the last kernels
	}{
		{"{units: 64}, {units: 32}, {units: 2}", "", []string{whole, ofWeights, ofWeights}},
		{"{units: 64, activation: {name: leaky_relu, alpha: 0.2}}, {units: 32}, {units: 2}", "", []string{whole, ofWeights, ofWeights}},
		{"{units: 64, activation: tanh}, {units: 32}, {units: 2}", "", []string{ofWeights, "gemmNT", "tanhGrad", ofWeights}},
		{"{units: 60}, {units: 32}, {units: 2}", "", []string{ofWeights, "gemmNT", "reluGrad", ofWeights}},                       // no whole panels
		{"{units: 128}, {units: 128}, {units: 2}", "", []string{ofWeights, "gemmNT", "reluGrad", ofWeights}},                     // too many weights
		{"{units: 64}, {units: 32}, {units: 2}", "precision: float64\n", []string{"gemmNT", "reluGrad", ofWeights}},              // no kernel
		{"{name: a, units: 64}, {units: 64}, {kind: add, from: [previous, a]}, {units: 2}", "", []string{"reluGrad", ofWeights}}, // a sum
		{"{units: 64}, {kind: dropout, rate: 0.5}, {units: 64}, {units: 2}", "", []string{"gemmNT", "masked", "reluGrad", ofWeights}},
		{"{units: 64}, {units: 1}", "", []string{"unitGrad", ofWeights}},
		{"{units: 64, activation: {name: leaky_relu}}, {units: 1}", "", []string{"unitGrad", ofWeights}},
		{"{units: 64, activation: tanh}, {units: 1}", "", []string{"unitGrad", "tanhGrad", ofWeights}},
		{"{units: 64}, {kind: dropout, rate: 0.5}, {units: 1}", "", []string{"unitGrad", "masked", "reluGrad", ofWeights}},
		{"{units: 64}, {units: 1}", "precision: float64\n", []string{"reluGrad", ofWeights}},
	} {
		p := compile(t, parse(t, "version: 1\nmodel: a\ninputs: 20\nlayers: ["+c.layers+"]\noutput: {task: regression}\n"+c.more))
		var got []string
		for _, call := range p.Calls.Backward {
			got = append(got, call.Kernel)
		}
		if !slices.Equal(got[max(0, len(got)-len(c.want)):], c.want) {
			t.Errorf("%s %s: %s, want %s at the end", c.layers, strings.TrimSpace(c.more), got, c.want)
		}
	}
}
